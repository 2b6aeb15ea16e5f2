import { expect, it } from 'vitest';
import { Kept, plan, readBlock } from './blocks';
import { folded, lineDiff } from './linediff';
import { draw } from './preview-dom';

const block = (hash: string, line = 1, words = hash) => `<p data-h="${hash}" data-line="${line}">${words}</p>`;

it('reads a block by its own tag only', () => {
  expect(readBlock(block('9f', 12))).toMatchObject({ hash: '9f', line: '12' });
  expect(readBlock('<div><p data-h="inner">x</p></div>').hash).toBe('<div><p data-h="inner">x</p></div>');
});

it('puts the blocks one has at their new lines, and asks for no other', () => {
  const kept = new Kept();
  expect(kept.fill([block('a'), '<hr>', block('b', 3)])).toEqual([block('a'), '<hr>', block('b', 3)]);
  expect(kept.hashes()).toEqual(['a', 'b']);
  expect(kept.fill([block('c'), '<kept data-h="b" data-line="9">'])).toEqual([block('c'), block('b', 9)]);
  expect(kept.hashes()).toEqual(['c', 'b']);
});

it.each([
  ['abc', 'abc', [0, 1, 2], 'sss'],
  ['abc', 'axc', [0, 1, 2], 'sms'],
  ['ac', 'abc', [0, undefined, 1], 'sms'],
  ['abc', 'ac', [0, 2], 'ss'],
  ['', 'ab', [undefined, undefined], 'mm'],
  ['ab', '', [], ''],
])('plans the way from %j to %j', (old, next, used, how) => {
  const steps = plan([...old], [...next]);
  expect(steps.map((step) => step.old)).toEqual(used);
  expect(steps.map(({ same }) => (same ? 's' : 'm')).join('')).toBe(how);
});

it('leaves untouched elements standing, and shows exactly what was asked', () => {
  const root = document.createElement('div');
  let drawn = draw(root, [], [block('a'), block('b', 3), block('c', 5)]);
  const [first, , third] = root.children;
  drawn = draw(root, drawn, [block('a'), block('x', 3), block('y', 5), block('c', 7)]);
  expect([root.children[0], root.children[3]]).toEqual([first, third]);
  expect(root.innerHTML).toBe([block('a'), block('x', 3), block('y', 5), block('c', 7)].join(''));
  drawn = draw(root, drawn, ['<h2 data-h="h">H</h2>', block('c', 1)]);
  expect(root.innerHTML).toBe(`<h2 data-h="h">H</h2>${block('c', 1)}`);
  expect(root.lastElementChild).toBe(third);
  draw(root, drawn, []);
  expect(root.children).toHaveLength(0);
});

it('draws any list after any other', () => {
  const root = document.createElement('div');
  let drawn = draw(root, [], []);
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 200; round++) {
    const blocks = Array.from({ length: random(9) }, () => block(String.fromCharCode(97 + random(6))));
    drawn = draw(root, drawn, blocks);
    expect(root.innerHTML).toBe(blocks.join(''));
  }
});

it('shows how two texts differ, and from it each of them again', () => {
  const [theirs, mine] = ['one\ntwo\nthree\nfour', 'one\n2\nthree\nfour\nfive'];
  const diff = lineDiff(theirs, mine);
  const only = (kind: string) => diff.filter((line) => line.kind === kind || line.kind === 'same').map(({ text }) => text).join('\n');
  expect([only('theirs'), only('mine')]).toEqual([theirs, mine]);
  expect(diff.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => [kind, text])).toEqual([['theirs', 'two'], ['mine', '2'], ['mine', 'five']]);
});

it('folds long agreements, and no others', () => {
  const lines = Array.from({ length: 20 }, (_, i) => String(i));
  const changed = lines.with(10, 'ten');
  const shown = folded(lineDiff(lines.join('\n'), changed.join('\n')));
  expect(shown.map(({ kind, count }) => (kind === 'gap' ? count : kind))).toEqual([8, 'same', 'same', 'theirs', 'mine', 'same', 'same', 7]);
});
