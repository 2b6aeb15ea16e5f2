import { expect, it } from 'vitest';
import { divide } from './dress';
import { DrawnText } from './passages';

const LINES = 'The lamp at the end of the pier was lit, and nobody who kept the harbour could say by whom. '.repeat(6);

function paper(inner: string): HTMLElement {
  const root = document.createElement('div');
  root.innerHTML = inner;
  return root;
}

const paragraph = (n: number) => `<div class="ltx_para"><p class="ltx_p">${n} ${LINES}</p></div>`;
const many = (count: number, make = paragraph) => Array.from({ length: count }, (_, n) => make(n)).join(' loose words ');
const partsOf = (root: HTMLElement) => [...root.querySelectorAll<HTMLElement>('[data-part]')];

it('leaves a short paper whole', () => {
  const root = paper(many(20));
  divide(root);
  expect(partsOf(root)).toEqual([]);
});

it('gathers a long one in parts about a window high, without a word lost or moved', () => {
  const inner = `<section><h2>Fog</h2>${many(60)}<figure><img height="300"></figure>${many(30)}</section><section><h2>Piers</h2>${many(60)}</section>`;
  const root = paper(inner);
  const before = new DrawnText(paper(inner)).text;
  divide(root);
  expect(new DrawnText(root).text).toBe(before);
  const parts = partsOf(root);
  expect(parts.length).toBeLessThan(60);
  expect(parts.every((part) => part.parentElement?.localName === 'section')).toBe(true);
  expect(root.querySelectorAll('[data-part] h2, [data-part] [data-part]')).toHaveLength(0);
  expect(root.querySelector('figure')?.closest('[data-part]')?.firstElementChild?.className).toBe('ltx_para');
});

it('keeps every item of a list its own', () => {
  const root = paper(`<ul class="ltx_biblist">${many(100, (n) => `<li>${n} Lindqvist</li>`)}</ul>`);
  divide(root);
  expect(partsOf(root).map(({ localName }) => localName)).toEqual(Array(100).fill('li'));
});
