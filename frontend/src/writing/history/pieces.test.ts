import { expect, it } from 'vitest';
import type { Piece } from './history-calls';
import { changes, folded, words } from './pieces';

const lines = (n: number) => Array.from({ length: n }, (_, i) => `line ${i}`).join('\n');
const PIECES: Piece[] = [
  { kind: 'same', text: `${lines(20)} ` },
  { kind: 'gone', text: 'old words' },
  { kind: 'new', text: 'one' },
  { kind: 'same', text: ' end\nshort\n' },
  { kind: 'new', text: 'two three four' },
  { kind: 'same', text: `\n${lines(30)}` },
];

it('folds what is alike far from any change, and loses nothing', () => {
  const shown = folded(PIECES);
  expect(shown.map(({ text }) => text).join('')).toBe(PIECES.map(({ text }) => text).join(''));
  expect(shown.filter(({ kind }) => kind === 'folded').map((one) => one.lines)).toEqual([17, 28]);
  expect(shown[0]?.kind).toBe('folded');
});

it('leaves a short text whole', () => expect(folded([{ kind: 'same', text: 'a\nb\nc' }])).toEqual([{ kind: 'same', text: 'a\nb\nc', lines: 0 }]));

it('counts a replacement as one change', () => {
  expect(changes(PIECES)).toBe(2);
  expect(words(PIECES)).toEqual({ gone: 2, added: 4 });
});
