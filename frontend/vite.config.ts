import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vite';
import { pdfData } from './scripts/pdf-data.mjs';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** lang-markdown completes HTML tags, so it would bring all of autocompletion with the editor, which needs that only later. */
const noTagCompletion: Plugin = {
  name: 'no-tag-completion',
  enforce: 'pre',
  resolveId: (id, importer) => (id === '@codemirror/autocomplete' && importer?.includes('lang-markdown') ? here('src/writing/no-html.ts') : undefined),
};

export default defineConfig({
  base: '/static/',
  plugins: [noTagCompletion, svelte(), pdfData()],
  resolve: {
    alias: [
      // lang-markdown pulls in the whole HTML, CSS and JavaScript grammars for embedded HTML, which our dialect forbids.
      { find: '@codemirror/lang-html', replacement: here('src/writing/no-html.ts') },
      { find: /^lib0\/(dom|logging)$/, replacement: here('src/writing/live/no-dom.ts') },
      { find: './y-remote-selections.js', replacement: here('src/writing/live/no-dom.ts') },
    ],
    // Under vitest, which runs in Node, Svelte would otherwise resolve to its server build.
    ...(process.env.VITEST && { conditions: ['browser'] }),
  },
  build: {
    outDir: here('../app/static'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    // A data: address would need its own word in the Content-Security-Policy.
    assetsInlineLimit: 0,
    // pdf.js is one large chunk; what a screen may weigh is held by scripts/sizes.mjs.
    chunkSizeWarningLimit: 1_500,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    rolldownOptions: { input: { workbench: here('src/main.ts'), public: here('src/public.ts') } },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    // So that the alias above holds in the tests as it does in the build.
    server: { deps: { inline: ['@codemirror/lang-markdown'] } },
  },
});
