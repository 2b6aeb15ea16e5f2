/* Words of another place as Markdown that shows just these words. Formulas written as TeX stay formulas. */

/** What is written as TeX on many pages; prices are not (docs/markup.md says what a formula is). */
const TEX = /\$\$[^$]+\$\$|\$(?!\s)(?:\\.|[^\\$\n])*?[^\s\\$]\$(?!\d)|\\\((?:(?!\\\)).)+\\\)|\\\[(?:(?!\\\]).)+\\\]/gs;
const ADDRESS = /https?:\/\/[^\s<>"]+/g;

const looksLikeTex = (found: string) => /[\\^_{}=<>+]/.test(found.slice(1, -1)) || /^\$[A-Za-z]\w?\$$/.test(found);

const SIGNS: [RegExp, string][] = [
  [/\\(?=[!-/:-@[-`{-~])/g, '\\\\'],
  [/[*`]/g, '\\$&'],
  [/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_'],
  [/~~/g, '\\~~'],
  [/\](?=[([:])/g, '\\]'],
  [/\[(?=[@^])(.)/g, '[\\$1'],
  [/<(?=[A-Za-z/!?])/g, '\\<'],
  [/&(?=#?\w+;)/g, '\\&'],
  [/\^(?=\[)/g, '\\^'],
];
const STARTS: [RegExp, string][] = [
  [/^(\s*)(#{1,6})(?=\s|$)/, '$1\\$2'],
  [/^(\s*)([>+-])/, '$1\\$2'],
  [/^(\s*)(\d{1,9})([.)])(?=\s|$)/, '$1$2\\$3'],
  [/^(\s*)(=+\s*)$/, '$1\\$2'],
  [/^(\s*)(~~~)/, '$1\\$2'],
  [/^(\s*)\[([ xX])\]/, '$1[$2\\]'],
];

const plain = (text: string): string => SIGNS.reduce((made, [sign, by]) => made.replace(sign, by), text);

/** Splits a text at what matches, and gives back all of it, each part made over by the one or the other. */
function apart(text: string, pattern: RegExp, found: (part: string) => string, other: (part: string) => string): string {
  let made = '';
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    made += other(text.slice(from, match.index)) + found(match[0]);
    from = match.index + match[0].length;
  }
  return made + other(text.slice(from));
}

const withAddresses = (text: string) => apart(text, ADDRESS, (address) => address, plain);

/** A text as Markdown. */
export function escaped(text: string): string {
  const made = apart(text, TEX, (found) => (looksLikeTex(found) ? found : `\\${withAddresses(found)}`), withAddresses);
  return STARTS.reduce((all, [start, by]) => all.replace(start, by), made);
}
