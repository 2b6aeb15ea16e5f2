import type { Passage } from './wire';

/** Characters of context that tell a heading from its like. */
const CONTEXT = 64;

/** The sections of a draft's source as passages to ask about: each by its heading, outside code and comments. */
export function sectionsOf(source: string): Passage[] {
  const found: Passage[] = [];
  const hidden = hiddenStretches(source);
  for (const match of source.matchAll(/^ {0,3}#{1,4}[ \t]+(.+?)[ \t]*#*[ \t]*$/gm)) {
    const words = (match[1] ?? '').replace(/\s*\{#[\w-]+\}$/, '');
    const from = match.index + match[0].indexOf(match[1] ?? '');
    if (!words || hidden.some(([start, end]) => start <= from && from < end)) continue;
    found.push({ question: '', anchor: anchorOf(source, from, words) });
  }
  return found;
}

const anchorOf = (source: string, from: number, exact: string): Passage['anchor'] => ({
  exact,
  prefix: unhalved(source.slice(Math.max(0, from - CONTEXT), from)),
  suffix: unhalved(source.slice(from + exact.length, from + exact.length + CONTEXT)),
  start: null,
  end: null,
  section: plain(exact).slice(0, 300),
});

/** Without half a character at either end, which JSON cannot carry. */
const unhalved = (text: string) => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');

/** Words of a source without their marks, for a list. */
export const plain = (words: string): string => words.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`]/g, '');

const hiddenStretches = (source: string): [number, number][] =>
  [...source.matchAll(/^ {0,3}(```+|~~~+)[^\n]*\n[\s\S]*?(?:^ {0,3}\1|$(?![\s\S]))|<!--[\s\S]*?-->/gm)].map((match) => [match.index, match.index + match[0].length]);
