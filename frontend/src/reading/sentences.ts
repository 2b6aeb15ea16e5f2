import type { Stretch } from './passages';

const STOP = /[.!?…]["'”’)\]]*\s+(?=["'“‘([]*[\p{Lu}\d$])/gu;

/**
 * The sentences of a text in order, without the blanks between them. A stop inside a formula (`$…$`) ends nothing; each
 * of `breaks` does.
 */
export function sentences(text: string, breaks: number[] = []): Stretch[] {
  const masked = text.replace(/\$[^$]+\$/g, (formula) => `$${'x'.repeat(formula.length - 2)}$`);
  const starts = [...masked.matchAll(STOP)].map((stop) => stop.index + stop[0].length);
  const ends = [...new Set([...starts, ...breaks, text.length])].sort((one, other) => one - other);
  return ends.flatMap((end, i) => {
    const from = ends[i - 1] ?? 0;
    const words = text.slice(from, end);
    const to = from + words.trimEnd().length;
    return words.trim() ? [{ from: to - words.trim().length, to }] : [];
  });
}

/** The sentence after a stretch, or the first. The last one has none after it but itself. */
export function after(all: Stretch[], picked: Stretch | undefined): Stretch | undefined {
  if (!picked) return all[0];
  return all.find(({ from }) => from >= picked.to) ?? all.at(-1);
}

/** The sentence before a stretch, or the last. The first one has none before it but itself. */
export function before(all: Stretch[], picked: Stretch | undefined): Stretch | undefined {
  if (!picked) return all.at(-1);
  return all.findLast(({ to }) => to <= picked.from) ?? all[0];
}

/** The stretch with one sentence more at its end. */
export function longer(all: Stretch[], picked: Stretch | undefined): Stretch | undefined {
  if (!picked) return all[0];
  const more = all.find(({ to }) => to > picked.to);
  return more ? { from: picked.from, to: more.to } : picked;
}
