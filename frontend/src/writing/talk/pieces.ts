import { common } from '../../ui/common';

/** A stretch of a suggestion: it stays, would go, or would come. */
export interface Piece {
  kind: 'same' | 'del' | 'ins';
  words: string;
}

/** A formula is one word; blanks are words of their own, so that nothing is lost between them. */
const split = (text: string): string[] => text.match(/\$[^$\n]*\$|\s+|[^\s$]+|\$/g) ?? [];

/** Of what stays less than this part of the shorter text: then the one is simply put in place of the other. */
const ALIKE = 1 / 3;

/**
 * What a suggestion changes, word by word. What stays and goes is `before`, what stays and comes is `after`, character for
 * character. A lone blank between two changes belongs to both.
 */
export function pieces(before: string, after: string): Piece[] {
  const [a, b] = [split(before), split(after)];
  const pairs = common(a, b);
  const kept = pairs.reduce((sum, [one]) => sum + (a[one]?.trim().length ?? 0), 0);
  if (kept < Math.min(before.length, after.length) * ALIKE) return whole(before, after);
  const found: { del: string; ins: string; same: string }[] = [];
  let [i, j] = [0, 0];
  for (const [one, other] of [...pairs, [a.length, b.length] as const]) {
    const [del, ins, same] = [a.slice(i, one).join(''), b.slice(j, other).join(''), a[one] ?? ''];
    const last = found.at(-1);
    if (last && !del && !ins) last.same += same;
    else if (last && /^\s+$/.test(last.same) && (last.del || last.ins)) {
      Object.assign(last, { del: last.del + last.same + del, ins: last.ins + last.same + ins, same });
    } else found.push({ del, ins, same });
    [i, j] = [one + 1, other + 1];
  }
  return found.flatMap(({ del, ins, same }) => [piece('del', del), piece('ins', ins), piece('same', same)].flat());
}

const piece = (kind: Piece['kind'], words: string): Piece[] => (words ? [{ kind, words }] : []);
const whole = (before: string, after: string): Piece[] => [...piece('del', before), ...piece('ins', after)];
