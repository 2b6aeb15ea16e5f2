import { common } from '../ui/common';

export interface DiffLine {
  kind: 'same' | 'mine' | 'theirs' | 'gap';
  /** The line; for a gap, nothing. */
  text: string;
  /** For a gap, how many lines are alike there. */
  count?: number;
}

/** Lines of agreement shown around a difference. */
const AROUND = 2;

const lines = (kind: DiffLine['kind'], texts: string[]): DiffLine[] => texts.map((text) => ({ kind, text }));

/** How two texts differ, line by line: what only theirs has stands before what only mine has. */
export function lineDiff(theirs: string, mine: string): DiffLine[] {
  const a = theirs.split('\n');
  const b = mine.split('\n');
  const found: DiffLine[] = [];
  let [i, j] = [0, 0];
  for (const [one, other] of [...common(a, b), [a.length, b.length] as const]) {
    found.push(...lines('theirs', a.slice(i, one)), ...lines('mine', b.slice(j, other)), ...lines('same', a.slice(one, one + 1)));
    [i, j] = [one + 1, other + 1];
  }
  return found;
}

/** The same with long agreements folded into gaps. */
export function folded(diff: DiffLine[]): DiffLine[] {
  const shown: DiffLine[] = [];
  diff.forEach((line, i) => {
    const last = shown.at(-1);
    if (diff.slice(Math.max(0, i - AROUND), i + AROUND + 1).some(({ kind }) => kind !== 'same')) shown.push(line);
    else if (last?.kind === 'gap') last.count = (last.count ?? 0) + 1;
    else shown.push({ kind: 'gap', text: '', count: 1 });
  });
  return shown;
}
