import { expect, it } from 'vitest';
import { figureAt, figures, named, rewrite, written } from './figures';

const TEXT = 'One.\n\n![Two [curves]](image:ab12 "Left, $\\alpha_t$ of \\"it\\"."){#fig-left}\n\nAnd ![](image:cd) inside.\n\n![far](https://x.example/a.png)';

it('finds the pictures of a text and what is written of them', () => {
  expect(figures(TEXT).map(({ alt, target, caption, name }) => [alt, target, caption, name])).toEqual([
    ['Two [curves]', 'image:ab12', 'Left, $\\alpha_t$ of "it".', 'fig-left'],
    ['', 'image:cd', '', ''],
  ]);
});

it('finds the picture the cursor is on', () => {
  expect(figureAt(TEXT, 8)?.target).toBe('image:ab12');
  expect(figureAt(TEXT, TEXT.indexOf('inside'))?.target).toBe('image:cd');
  expect(figureAt(TEXT, 1)).toBeUndefined();
});

it('writes it as it was read', () => {
  for (const figure of figures(TEXT)) {
    const words = written(figure);
    expect(words).toBe(TEXT.slice(figure.from, figure.to));
    expect(rewrite(figure, words).changes).toEqual([{ from: figure.from, to: figure.to, insert: words }]);
  }
});

it('names a figure as nothing else is named', () => {
  expect(named(' Left, over time! ', '')).toBe('fig-left-over-time');
  expect(named('#fig-left', TEXT)).toBe('fig-left-2');
  expect(named('left', TEXT, 'fig-left')).toBe('fig-left');
  expect(named('–', TEXT)).toBe('');
});
