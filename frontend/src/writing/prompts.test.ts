import { expect, it } from 'vitest';
import { asked, promptsIn, remarks } from './prompts';

const known = new Set(['Why?', 'How?', 'First?']);
const answers = (text: string) => asked(text, known).map(({ words, answered }) => [words, answered]);

it('reads the questions of a template', () => {
  expect(promptsIn('## One\n\n<!-- Why\n  so? -->\n\n## Two\n\n<!-- How? -->')).toEqual(['Why so?', 'How?']);
});

it('knows where each remark stands, and that one without an end is none', () => {
  const text = 'a <!-- Why? --> b <!-- open';
  expect(remarks(text)).toEqual([{ from: 2, to: 15, words: 'Why?' }]);
});

it('takes a question as answered once something is written in its section', () => {
  expect(answers('## One\n\n<!-- Why? -->\n\n## Two\n\n<!-- How? -->\n\nSo.')).toEqual([['Why?', false], ['How?', true]]);
  expect(answers('## One\n\nBefore it.\n\n<!-- Why? -->\n')).toEqual([['Why?', true]]);
  expect(answers('## One\n\n<!-- Why? -->\n\n<!-- my own -->\n')).toEqual([['Why?', false]]);
});

it('takes one before the first heading as answered by anything written', () => {
  expect(answers('<!-- First? -->\n\n## One\n')).toEqual([['First?', false]]);
  expect(answers('<!-- First? -->\n\n## One\n\nWords.')).toEqual([['First?', true]]);
});

it('leaves remarks of one’s own alone', () => {
  expect(answers('<!-- mine -->\n\nWords.')).toEqual([]);
});
