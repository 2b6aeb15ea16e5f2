import { beforeEach, expect, it } from 'vitest';
import type { PdfFile } from './file';
import { Pages } from './pages.svelte';
import { PdfDrawn } from './pdf-drawn';
import { hyphenated, pageWords, type Run } from './words';

/* Two pages of a PDF, as pdf.js reads and lays them out: one span for each run. */

const PAGES: string[][] = [
  ['1 Slow heat', 'The copper still is slow. Heat it gen-', 'tly and wait.'],
  ['2 Quick heat', 'The glass still is quick. Heat it gen-', 'tly and watch.'],
];
const RUNS: Run[][] = PAGES.map((lines) => lines.map((str) => ({ str, hasEOL: true })));

let root: HTMLElement;
let pages: Pages;
let drawn: PdfDrawn;

beforeEach(() => {
  document.body.innerHTML = '<div>' + PAGES.map((_, i) => `<div data-page="${i + 1}"></div>`).join('') + '</div>';
  root = document.body.firstElementChild as HTMLElement;
  globalThis.IntersectionObserver = class { observe() {} disconnect() {} } as unknown as typeof IntersectionObserver;
  globalThis.ResizeObserver = class { observe() {} disconnect() {} } as unknown as typeof ResizeObserver;
  pages = new Pages({ count: 2 } as PdfFile);
  pages.observe(root);
  const known = hyphenated(RUNS);
  const heading = (label: string, title: string, start: number) => ({ id: '', level: 1, label, title, start });
  drawn = new PdfDrawn(root, pages, RUNS.map((runs) => pageWords(runs, known)), [Float32Array.of(0, 0.4, 0.6), Float32Array.of(0, 0.4, 0.6)], {
    pages: [0, 62],
    outline: [heading('1', 'Slow heat', 0), heading('2', 'Quick heat', 62)],
  });
});

function lay(page: number): void {
  const box = root.children[page] as HTMLElement;
  for (const line of PAGES[page] ?? []) box.append(Object.assign(document.createElement('span'), { textContent: line }));
  pages.layers.put(page, [...box.children] as HTMLElement[]);
}

const at = (words: string, from = 0) => {
  const start = drawn.text.indexOf(words, from);
  return { from: start, to: start + words.length };
};

it('has the words of all pages, drawn or not', () => {
  expect(drawn.text).toBe('1 Slow heat The copper still is slow. Heat it gently and wait. 2 Quick heat The glass still is quick. Heat it gently and watch.');
  expect(drawn.range(at('copper'))).toBeUndefined();
});

it('leads from words to where they are drawn, over a broken line too, and back', () => {
  lay(0);
  const range = drawn.range(at('it gently and'));
  expect(range?.toString()).toBe('it gen-tly and');
  expect(range && drawn.stretch(range)).toEqual(at('it gently and'));
});

it('takes up a selection over two pages', () => {
  lay(0);
  lay(1);
  const range = document.createRange();
  range.setStart(root.children[0]?.children[2]?.firstChild as Text, 4);
  range.setEnd(root.children[1]?.children[0]?.firstChild as Text, 7);
  const stretch = drawn.stretch(range);
  expect(stretch && drawn.text.slice(stretch.from, stretch.to)).toBe('and wait. 2 Quick');
});

it('takes nothing from beside the words', () => {
  lay(0);
  const range = document.createRange();
  range.setStart(root.children[1] as Element, 0);
  range.setEnd(root.children[1] as Element, 0);
  expect(drawn.stretch(range)).toBeUndefined();
});

it('quotes with what stands around and the heading above', () => {
  expect(drawn.quote(at('glass still'))).toMatchObject({ exact: 'glass still', prefix: expect.stringMatching(/2 Quick heat The $/), section: '2 Quick heat' });
  expect(drawn.quote(at('copper'))).toMatchObject({ section: '1 Slow heat' });
});

it('finds a quote where it alone can be meant', () => {
  const quote = { exact: 'Heat it gently and', prefix: '', suffix: '' };
  expect(drawn.place(quote)).toBeUndefined();
  expect(drawn.place({ ...quote, start: 102 })).toBeUndefined();
  expect(drawn.place({ ...quote, suffix: ' watch.' })).toEqual(at('Heat it gently and', 60));
});

it('tells when a page is laid out and when it goes', async () => {
  let changes = 0;
  const stop = drawn.watch(() => (changes += 1));
  const laid = pages.lay(1);
  expect(pages.near.has(1)).toBe(true);
  lay(1);
  await laid;
  pages.layers.drop(1);
  stop();
  lay(1);
  expect(changes).toBe(2);
});
