import { common } from '../ui/common';

export interface Run {
  kind: 'same' | 'was' | 'now';
  words: string;
}

/** Words with the blanks behind them; a formula is one word. */
const split = (text: string): string[] => text.match(/\$[^$]*\$\S*\s*|\S+\s*/g) ?? [];

/** How a passage changed, word by word: what was there stands before what is there now. */
export function difference(was: string, now: string): Run[] {
  const [a, b] = [split(was), split(now)];
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  const bare = (words: string[]) => words.map((word) => word.trimEnd());
  for (const [one, other] of [...common(bare(a), bare(b)), [a.length, b.length] as const]) {
    add(runs, 'was', a.slice(i, one));
    add(runs, 'now', b.slice(j, other));
    add(runs, 'same', b.slice(other, other + 1));
    [i, j] = [one + 1, other + 1];
  }
  return runs;
}

function add(runs: Run[], kind: Run['kind'], words: string[]): void {
  if (!words.length) return;
  const last = runs.at(-1);
  if (last?.kind === kind) last.words += words.join('');
  else runs.push({ kind, words: words.join('') });
}
