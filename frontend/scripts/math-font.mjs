// Cuts STIX Two Math down to the letters and signs that mathematics uses, and keeps its MATH table, without which
// a browser cannot stretch a bracket or place a superscript.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
// @ts-expect-error -- it ships no types
import subsetFont from 'subset-font';

/** Unicode ranges kept, first and last included. */
const RANGES = [
  [0x0020, 0x007e], // ASCII
  [0x00a0, 0x00ff], // Latin-1: ± × ÷ ¬ °
  [0x02c6, 0x02dd], // accents as characters
  [0x0300, 0x0338], // combining accents and the negating slash
  [0x0391, 0x03f6], // Greek
  [0x2010, 0x2063], // dashes, primes, ellipsis, invisible operators
  [0x20d0, 0x20f0], // combining marks for symbols
  [0x2100, 0x214f], // letterlike
  [0x2190, 0x21ff], // arrows
  [0x2200, 0x22ff], // operators
  [0x2300, 0x23ff], // ceilings, floors, braces
  [0x25a0, 0x25ff], // shapes
  [0x2605, 0x2606],
  [0x266d, 0x266f], // musical signs, used for isomorphisms
  [0x2713, 0x2717],
  [0x27c0, 0x27ff], // more brackets, long arrows
  [0x2900, 0x2aff], // supplemental arrows, brackets and operators
  [0x1d400, 0x1d7ff], // mathematical alphabets
];

const require = createRequire(import.meta.url);
const source = require.resolve('@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2');
const folder = fileURLToPath(new URL('../.fonts/', import.meta.url));
const target = `${folder}stix-two-math.woff2`;

/** The tags of the tables in an uncompressed OpenType font (OpenType spec, "Organization of an OpenType Font"). @param {Buffer} font */
function tables(font) {
  const count = font.readUInt16BE(4);
  return Array.from({ length: count }, (_, i) => font.toString('latin1', 12 + 16 * i, 16 + 16 * i));
}

function characters() {
  return RANGES.flatMap(([first = 0, last = 0]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
    .map((code) => String.fromCodePoint(code))
    .join('');
}

async function build() {
  const font = readFileSync(source);
  const plain = await subsetFont(font, characters(), { targetFormat: 'sfnt', noHinting: true });
  if (!tables(plain).includes('MATH')) throw new Error('The subset of STIX Two Math has lost its MATH table.');
  mkdirSync(folder, { recursive: true });
  writeFileSync(target, await subsetFont(font, characters(), { targetFormat: 'woff2', noHinting: true }));
}

const newest = Math.max(statSync(source).mtimeMs, statSync(fileURLToPath(import.meta.url)).mtimeMs);
if (!existsSync(target) || statSync(target).mtimeMs < newest) await build();
