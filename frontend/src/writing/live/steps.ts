import { common } from '../../ui/common';

/** A change of a text, in UTF-16 units of the text before all of them. */
export interface Step {
  from: number;
  to: number;
  insert: string;
}

/** The changes that make one text of another, line by line and in each stretch only what differs; in order. */
export function steps(was: string, now: string): Step[] {
  const [a, b] = [was, now].map((text) => text.split(/(?<=\n)/)) as [string[], string[]];
  const found: Step[] = [];
  let [i, j, at] = [0, 0, 0];
  for (const [one, other] of [...common(a, b), [a.length, b.length] as const]) {
    const gone = a.slice(i, one).join('');
    const come = b.slice(j, other).join('');
    if (gone !== come) found.push(narrowed(at, gone, come));
    at += gone.length + (a[one]?.length ?? 0);
    [i, j] = [one + 1, other + 1];
  }
  return found;
}

function narrowed(at: number, gone: string, come: string): Step {
  const most = Math.min(gone.length, come.length);
  let head = 0;
  while (head < most && gone[head] === come[head]) head++;
  let tail = 0;
  while (tail < most - head && gone.at(-1 - tail) === come.at(-1 - tail)) tail++;
  return { from: at + head, to: at + gone.length - tail, insert: come.slice(head, come.length - tail) };
}
