import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const FOLDERS = /** @type {const} */ ({
  // How Chinese, Japanese and Korean characters are written in a PDF that does not bring the table itself.
  cmaps: /\.bcmap$/,
  // The two fonts that a PDF need not bring, and for which a computer has no others that would do.
  standard_fonts: /^Foxit(Symbol|Dingbats)\.pfb$/,
  // Decoders of two kinds of pictures, in plain JavaScript: WebAssembly would need its own word in the
  // Content-Security-Policy. Nothing that runs the scripts of a PDF.
  wasm: /^(jbig2|openjpeg)_nowasm_fallback\.js$/,
});

/**
 * Lays what pdf.js fetches while it reads a PDF beside the rest of the build, under a name that holds its version, so
 * that nothing is asked of another host and all of it may be cached for ever.
 * @returns {import('vite').Plugin}
 */
export function pdfData() {
  const manifest = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return {
    name: 'pdf-data',
    apply: 'build',
    generateBundle() {
      for (const [folder, wanted] of Object.entries(FOLDERS)) {
        const from = join(dirname(manifest), folder);
        for (const name of readdirSync(from).filter((name) => wanted.test(name))) {
          this.emitFile({ type: 'asset', fileName: `assets/pdfjs-${version}/${folder}/${name}`, source: readFileSync(join(from, name)) });
        }
      }
    },
  };
}
