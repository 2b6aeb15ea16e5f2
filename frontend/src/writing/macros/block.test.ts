import { expect, it } from 'vitest';
import type { Macro } from '../wire';
import { addMacros, definitionsIn, usedIn, withNeeds } from './block';

const macro = (name: string, needs: string[] = []): Macro => ({ name, definition: `\\newcommand{\\${name}}{x}`, uses: 1, needs });
const TEXT = 'Hello.\n\n```macros\n\\newcommand{\\R}{\\mathbb{R}}\n\\DeclareMathOperator*{\\argmin}{arg\\,min}\n\\def\\x#1{y}\n```\n\n$\\R \\loss$ `$\\no$`\n\n$$\n\\E{x}\n$$';

const made = (text: string, macros: Macro[]) => {
  const { changes } = addMacros(text, macros);
  return changes.reduce((before, { from, to, insert }) => before.slice(0, from) + insert + before.slice(to), text);
};

it('reads what a text defines and uses', () => {
  expect([...definitionsIn(TEXT).keys()]).toEqual(['R', 'argmin', 'x']);
  expect(definitionsIn('$\\newcommand{\\a}{b}$').size).toBe(0);
  expect(usedIn(TEXT)).toContain('loss');
  expect(usedIn(TEXT)).toContain('E');
  expect(usedIn(TEXT)).not.toContain('argmin');
});

it('takes what a macro needs along', () => {
  const all = [macro('a'), macro('b', ['c']), macro('c', ['b']), macro('d')];
  expect(withNeeds(all, ['b', 'gone']).map(({ name }) => name)).toEqual(['b', 'c']);
});

it('adds to the block there is, nothing twice', () => {
  const text = made(TEXT, [macro('R'), macro('loss')]);
  expect(text).toBe(TEXT.replace('{y}\n```', '{y}\n\\newcommand{\\loss}{x}\n```'));
  expect(made(text, [macro('loss')])).toBe(text);
});

it('begins a block where there is none', () => expect(made('Hello.', [macro('loss')])).toBe('```macros\n\\newcommand{\\loss}{x}\n```\n\nHello.'));
