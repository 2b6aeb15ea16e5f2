import { expect, it } from 'vitest';
import { evidenceAtEnd } from './insertions';

const note = { id: 'n1', quote: 'so [one] network' };

function after(text: string): string {
  const [change] = evidenceAtEnd(text, note).changes;
  return text.slice(0, change!.from) + change!.insert + text.slice(change!.to);
}

it.each([
  ['', '> [so [one] network](note:n1)\n'],
  ['Words.', 'Words.\n\n> [so [one] network](note:n1)\n'],
  ['Words.\n\n\n', 'Words.\n\n> [so [one] network](note:n1)\n'],
])('quotes on lines of its own after %j', (text, made) => expect(after(text)).toBe(made));
