import type { Note } from '../wire';

/** How well a note answers what was typed; undefined when a word of it stands nowhere in the note. */
function fit(note: Note, words: string[]): number | undefined {
  const fields: [text: string, weight: number][] = [
    [note.anchor?.exact ?? '', 4],
    [note.words, 3],
    [note.tags.join(' '), 3],
    [note.anchor?.section ?? '', 2],
    [note.paper_title, 1],
  ];
  let sum = 0;
  for (const word of words) {
    const scores = fields.map(([text, weight]) => weight * within(text.toLowerCase(), word));
    const best = Math.max(...scores);
    if (!best) return undefined;
    sum += best;
  }
  return sum;
}

/** 3 where the text begins with it, 2 where a word does, 1 where it stands within one. */
function within(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  if (at === 0) return 3;
  return new RegExp(`[^\\p{L}\\p{N}]${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'u').test(text) ? 2 : 1;
}

/** The notes that hold every word typed, the best first; among equals those the draft does not use yet, then one's own. */
export function ranked(notes: Note[], typed: string, used: (id: string) => number): Note[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = notes.flatMap((note, order) => {
    const score = fit(note, words);
    return score === undefined ? [] : [{ note, order, score, used: used(note.id) > 0 }];
  });
  const sorted = fits.toSorted((a, b) => b.score - a.score || Number(a.used) - Number(b.used) || Number(b.note.mine) - Number(a.note.mine) || a.order - b.order);
  return sorted.map(({ note }) => note);
}

/** Where a note's passage stands, whose it is, and whether the draft uses it: what tells it from its like. */
export function placeOf(note: Note, used = 0): string {
  const where = [note.anchor ? note.anchor.section || '' : 'About the whole paper', `v${note.number}`, note.mine ? '' : `by ${note.person.name}`, used ? 'in use' : ''];
  return where.filter(Boolean).join(' · ');
}
