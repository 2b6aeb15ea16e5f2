import { Text } from '@codemirror/state';
import { expect, it } from 'vitest';
import { inFormula } from './formulas';
import { linked, namesIn } from './names';
import { placeOf } from './problems';
import { cells } from './tables';

it.each([
  ['$x^2 ‹', true],
  ['so $a$ and ‹', false],
  ['so $$\na &= ‹', true],
  ['\\[ a ‹', true],
  ['\\(a\\) ‹', false],
  ['costs \\$5 ‹', false],
  ['`$a` ‹', false],
  ['$never closed\n\nnext ‹', false],
  ['```math\na ‹', true],
  ['```macros\n\\newcommand{\\a}{‹', true],
  ['```python\n$a ‹', false],
  ['```math\na\n```\n\nb ‹', false],
])('knows whether %j is in a formula', (text, is) => expect(inFormula(text.replace('‹', ''), text.indexOf('‹'))).toBe(is));

it('names what can be referred to', () => {
  expect(namesIn('$$L$$ {#eq-loss}\n\n\\begin{align}a\\label{eq:a b}\n\n![x](image:1){#fig-one}').map(({ name }) => name)).toEqual(['eq-loss', 'eq:a b', 'fig-one']);
  expect(['eq:a b', 'loss', 'eq-loss'].map(linked)).toEqual(['eq-a-b', 'eq-loss', 'eq-loss']);
});

it('marks the words a problem is about, or its line', () => {
  const doc = Text.of(['one', '  a $\\bad$ b', 'two']);
  const problem = { kind: 'formula', line: 2, message: '', source: '\\bad' };
  expect(placeOf(doc, problem)).toEqual({ from: 9, to: 13 });
  expect(placeOf(doc, { ...problem, source: 'gone' })).toEqual({ from: 6, to: 16 });
  expect(placeOf(doc, { ...problem, line: 99 })).toEqual({ from: 17, to: 20 });
});

it('finds the cells of a row', () => {
  const row = '| a | `x|y` \\| b ||';
  expect(cells(row).map(({ from, to }) => row.slice(from, to))).toEqual(['a', '`x|y` \\| b', '']);
});
