import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DrawnText } from './passages';

// The server reads the same file to the same text: tests/papers/fulltext/test_plain.py. (vitest runs in frontend/.)
const shared = (name: string) => readFileSync(`../tests/papers/fulltext/${name}`, 'utf8');

it('reads a cleaned paper as the server does', () => {
  const root = document.createElement('div');
  root.innerHTML = shared('drawn.html');
  expect(new DrawnText(root).text).toBe(shared('drawn.txt').replace(/\n$/, ''));
});
