import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** The rooms in the order of the journey: a later one may import an earlier one, never the other way round. */
const ROOMS = ['papers', 'reading', 'writing', 'reviewing', 'publishing', 'desk'];

/** @type {import('eslint').Linter.Config[]} */
const oneWay = ROOMS.map((room, i) => ({
  files: [`src/${room}/**`],
  rules: {
    'no-restricted-imports': ['error', {
      patterns: ROOMS.slice(i + 1).map((later) => ({ group: [`**/${later}/*`], message: `${room} never knows ${later}.` })),
    }],
  },
}));

/** @type {import('eslint').Linter.Config} */
const knowsNoDomain = {
  files: ['src/ui/**'],
  rules: {
    'no-restricted-imports': ['error', {
      patterns: [{ group: [...ROOMS, 'shell', 'api'].map((room) => `**/${room}/*`).concat('**/routes', '**/page'), message: 'ui/ knows no domain.' }],
    }],
  },
};

export default defineConfig(
  { ignores: ['node_modules', '.fonts', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig } },
    rules: {
      // Routing is our own (routes.ts), not SvelteKit's.
      'svelte/no-navigation-without-resolve': 'off',
      'no-restricted-syntax': ['error', {
        selector: 'SvelteAttribute[key.name="style"]',
        message: 'The Content-Security-Policy forbids style attributes: use a class, or a style: directive.',
      }],
    },
  },
  { rules: { '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] } },
  ...oneWay,
  knowsNoDomain,
);
