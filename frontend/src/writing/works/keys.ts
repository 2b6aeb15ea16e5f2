/** A work of a citation: its key as the server reads it, and where the key stands. */
export interface CitedWork {
  key: string;
  from: number;
  to: number;
}

/** The works of one group, `[@arxiv:…, p. 3; @doi:…]`, which stands at `at`. The renderer (app/markup/inlines.py) decides; this resembles it. */
export function worksIn(group: string, at = 0): CitedWork[] {
  const found: CitedWork[] = [];
  const inner = group.slice(2, -1);
  let start = 0;
  for (const part of inner.split(/(;\s*@)/)) {
    if (/^;\s*@$/.test(part)) {
      start += part.length;
      continue;
    }
    const colon = part.indexOf(':');
    const scheme = part.slice(0, colon).trim().toLowerCase();
    const value = part.slice(colon + 1).split(scheme === 'arxiv' ? ',' : ', ')[0] ?? '';
    const from = at + 2 + start + part.length - part.trimStart().length;
    const to = at + 2 + start + colon + 1 + value.trimEnd().length;
    if (colon > 0 && value.trim()) found.push({ key: `${scheme}:${value.trim()}`, from, to });
    start += part.length;
  }
  return found;
}

/** What is wrong with a key that names no work, and what can be done. */
export function whyMissing(key: string): string {
  if (askable(key)) return 'No paper here has this id.';
  if (key.startsWith('doi:')) return 'No paper here has this DOI, and none here cites it.';
  if (key.startsWith('bib:')) return 'This draft keeps no work with this key. Bring in the .bib file that holds it.';
  return 'No paper here has this key. Type [@ and its title to find it.';
}

/** What can be asked of arXiv to bring a missing work in; undefined where it is not known to be there. */
export const askable = (key: string): string | undefined => /^(?:arxiv:|doi:(?:https:\/\/doi\.org\/)?10\.48550\/arxiv\.)(.+)$/i.exec(key)?.[1];

/** The DOI of a missing work that nobody here can be asked for, so that a person may enter it; undefined for any other. */
export const enterable = (key: string): string | undefined => (key.startsWith('doi:') && !askable(key) ? key.slice('doi:'.length).replace(/^https:\/\/doi\.org\//i, '') : undefined);

/** `A`, `A and B`, `A, B and 4 others`. */
export function people(authors: string[], count: number): string {
  if (count > 3) return `${authors.slice(0, 2).join(', ')} and ${count - 2} others`;
  return [authors.slice(0, -1).join(', '), authors.at(-1)].filter(Boolean).join(' and ');
}
