import type { Edit } from '../insertions';
import type { Macro } from '../wire';

const BLOCK = /^(```|~~~)[ \t]*macros[ \t]*\n([\s\S]*?)^\1[ \t]*$/gm;
const DEFINED =
  /\\(?:(?:new|renew|provide)command|DeclareRobustCommand|DeclareMathOperator|DeclarePairedDelimiterX?|(?:New|Renew)DocumentCommand|let|[gex]?def)\*?\s*\{?\s*\\([A-Za-z]+)\s*\}?([^\n]*)/g;
const FORMULA = /\$\$[\s\S]*?\$\$|\$[^$\n]+\$|\\\([\s\S]*?\\\)|\\\[[\s\S]*?\\\]|^```[ \t]*math[ \t]*\n[\s\S]*?^```/gm;

/** The macros a text defines in its blocks: name without backslash, and the rest of the line. */
export function definitionsIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, , block = ''] of text.matchAll(BLOCK)) {
    for (const [, name = '', rest = ''] of block.matchAll(DEFINED)) found.set(name, rest.trim());
  }
  return found;
}

/** Every command that a text's formulas use. */
export function usedIn(text: string): Set<string> {
  const formulas = [...text.matchAll(FORMULA)].map(([formula]) => formula).join(' ');
  return new Set([...formulas.matchAll(/\\([A-Za-z]+)/g)].map(([, name = '']) => name));
}

/** Of a paper's macros those with these names, and what they need, in the paper's order. */
export function withNeeds(macros: Macro[], names: Iterable<string>): Macro[] {
  const byName = new Map(macros.map((macro) => [macro.name, macro]));
  const wanted = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const macro = byName.get(name);
    if (!macro || wanted.has(name)) continue;
    wanted.add(name);
    waiting.push(...macro.needs);
  }
  return macros.filter(({ name }) => wanted.has(name));
}

/** Puts definitions at the end of the text's first block of macros, or in a new one on top; those it has already stay. */
export function addMacros(text: string, macros: Macro[]): Edit {
  const known = definitionsIn(text);
  const lines = macros.filter(({ name }) => !known.has(name)).map(({ definition }) => `${definition}\n`).join('');
  const block = [...text.matchAll(BLOCK)][0];
  const at = block ? block.index + block[0].lastIndexOf('\n') + 1 : 0;
  const insert = !lines ? '' : block ? lines : `\`\`\`macros\n${lines}\`\`\`\n\n`;
  return { changes: [{ from: at, to: at, insert }], anchor: at + insert.length, head: at + insert.length };
}
