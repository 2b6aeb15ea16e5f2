import type { Piece } from './history-calls';

/** What is shown of a comparison of sources: a piece, or a stretch that is alike and folded away. */
export type Shown = { kind: Piece['kind'] | 'folded'; text: string; lines: number };

/** Lines of agreement that stay on either side of a change. */
const AROUND = 3;
/** Fewer lines are not worth folding. */
const WORTH = 4;

/** The pieces with long agreements folded. */
export function folded(pieces: Piece[]): Shown[] {
  return pieces.flatMap(({ kind, text }, i) => (kind === 'same' ? fold(text, i > 0, i < pieces.length - 1) : [{ kind, text, lines: 0 }]));
}

function fold(text: string, after: boolean, before: boolean): Shown[] {
  const lines = text.split('\n');
  const head = after ? AROUND : 0;
  const tail = before ? AROUND : 0;
  const count = lines.length - head - tail;
  if (count < WORTH) return [{ kind: 'same', text, lines: 0 }];
  const parts: Shown[] = [
    { kind: 'same', text: head ? `${lines.slice(0, head).join('\n')}\n` : '', lines: 0 },
    { kind: 'folded', text: lines.slice(head, lines.length - tail).join('\n'), lines: count },
    { kind: 'same', text: tail ? `\n${lines.slice(lines.length - tail).join('\n')}` : '', lines: 0 },
  ];
  return parts.filter(({ text }) => text);
}

/** How many changes there are: what is gone and what is new in its place are one. */
export function changes(pieces: Piece[]): number {
  return pieces.filter(({ kind }, i) => kind !== 'same' && (i === 0 || pieces[i - 1]?.kind === 'same')).length;
}

/** How many words are only in the one and in the other. */
export function words(pieces: Piece[]): { gone: number; added: number } {
  const count = (kind: Piece['kind']) => pieces.reduce((sum, piece) => sum + (piece.kind === kind ? (piece.text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) : 0), 0);
  return { gone: count('gone'), added: count('new') };
}
