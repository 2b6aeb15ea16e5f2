/** The one table of addresses: the only place that builds or reads a URL of the workbench. */

export const STAGES = ['read', 'write', 'review', 'publish'] as const;
export type Stage = (typeof STAGES)[number];

export type Route =
  | { name: 'desk' }
  | { name: 'paper'; key: string; version?: number | undefined; note?: string | undefined }
  | ({ name: 'notes' } & Sought)
  | { name: 'graph'; draft?: string | undefined }
  | { name: 'newDraft'; versions: string[] }
  | ({ name: 'draft'; id: string; stage: Stage } & Errand)
  | ({ name: 'history'; id: string } & Compared)
  | { name: 'review'; id: string }
  | { name: 'groups' }
  | { name: 'group'; id: string }
  | { name: 'batch'; id: string };

/** What one goes to a draft for: to quote a note (its id), to mend a line of the text (from 1), or, from a document that became a draft, to say whose its pictures are. */
export interface Errand {
  quote?: string | undefined;
  line?: number | undefined;
  opened?: 'document' | undefined;
}

/** A version of a draft that is looked at (its id, or `now`), and the one it is compared with. */
export interface Compared {
  version?: string | undefined;
  against?: string | undefined;
}

/** Which of one's notes are looked for at first. */
export interface Sought {
  words?: string | undefined;
  tag?: string | undefined;
}

/** A paper's key may hold slashes (`hep-th/9901001`): each part is escaped, the slashes stay. */
export const escapeKey = (key: string): string => key.split('/').map(encodeURIComponent).join('/');

const withQuery = (path: string, query: Record<string, string | number | undefined>): string => {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return path + (given.length ? `?${new URLSearchParams(given)}` : '');
};

export const url = {
  desk: () => '/desk',
  /** A paper's newest version here, or the one with this number; at the passage of a note (its id). */
  paper: (key: string, version?: number, { note }: { note?: string | undefined } = {}) => withQuery(`/desk/papers/${escapeKey(key)}`, { version, note }),
  /** All one's notes, or those with these words and this tag. */
  notes: (sought: Sought = {}) => withQuery('/desk/notes', { ...sought }),
  /** How a draft's papers hang together, or those on one's shelf. */
  graph: (draft?: string) => withQuery('/desk/graph', { draft }),
  /** A new draft, about these paper versions (their ids) when they are known already. */
  newDraft: (versions: string[] = []) =>
    '/desk/drafts/new' + (versions.length ? `?${new URLSearchParams(versions.map((id) => ['version', id]))}` : ''),
  draft: (id: string, stage: Stage = 'write', errand: Errand = {}) =>
    withQuery(`/desk/drafts/${encodeURIComponent(id)}/${stage}`, { ...errand }),
  /** Looking back at what a draft was. */
  history: (id: string, compared: Compared = {}) => withQuery(`/desk/drafts/${encodeURIComponent(id)}/history`, { ...compared }),
  review: (id: string) => `/desk/reviews/${encodeURIComponent(id)}`,
  groups: () => '/desk/groups',
  group: (id: string) => `/desk/groups/${encodeURIComponent(id)}`,
  /** Asking for reviews of several drafts of a group at once. */
  batch: (id: string) => `/desk/groups/${encodeURIComponent(id)}/batch`,
};

/** Pages that the server renders: following one leaves the workbench. */
export const outside = {
  /** Where somebody who is asked names somebody else. */
  askInstead: (invitation: string) => `/asked/${encodeURIComponent(invitation)}/instead`,
  feed: () => '/',
  papers: () => '/papers',
  about: () => '/about',
  piece: (slug: string, release?: number) => `/${encodeURIComponent(slug)}${release ? `/${release}` : ''}`,
  person: (handle: string) => `/people/${encodeURIComponent(handle)}`,
  /** The reviews one gave, and what came of them. */
  record: () => '/settings/reviews',
  settings: () => '/settings',
  signOut: () => '/sign-out',
  signIn: (back: string) => `/sign-in?${new URLSearchParams({ then: back })}`,
};

type Read = (parts: string[], query: URLSearchParams) => Route | undefined;

const number = (text: string | null): number | undefined => (/^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : undefined);

const draftRoute = (id: string, stage: string | undefined, query: URLSearchParams): Route | undefined => {
  if (stage === 'history') return { name: 'history', id, version: query.get('version') ?? undefined, against: query.get('against') ?? undefined };
  const known = STAGES.find((s) => s === (stage ?? 'write'));
  return known && { name: 'draft', id, stage: known, quote: query.get('quote') ?? undefined, line: number(query.get('line')), opened: query.get('opened') === 'document' ? 'document' : undefined };
};

const groupRoute = (id: string | undefined, batch: string | undefined, rest: string[]): Route | undefined => {
  if (!id) return { name: 'groups' };
  if (rest.length || (batch !== undefined && batch !== 'batch')) return undefined;
  return { name: batch ? 'batch' : 'group', id };
};

const TABLE: [prefix: string, read: Read][] = [
  ['/desk/papers/', (parts, query) => ({ name: 'paper', key: parts.join('/'), version: number(query.get('version')), note: query.get('note') ?? undefined })],
  ['/desk/notes', (parts, query) => (parts.length ? undefined : { name: 'notes', words: query.get('words') ?? undefined, tag: query.get('tag') ?? undefined })],
  ['/desk/graph', (parts, query) => (parts.length ? undefined : { name: 'graph', draft: query.get('draft') ?? undefined })],
  ['/desk/drafts/new', (parts, query) => (parts.length ? undefined : { name: 'newDraft', versions: query.getAll('version') })],
  ['/desk/drafts/', ([id, stage, ...rest], query) => (id && !rest.length ? draftRoute(id, stage, query) : undefined)],
  ['/desk/reviews/', ([id, ...rest]) => (id && !rest.length ? { name: 'review', id } : undefined)],
  ['/desk/groups', ([id, batch, ...rest]) => groupRoute(id, batch, rest)],
  ['/desk', (parts) => (parts.length ? undefined : { name: 'desk' })],
];

function decode(path: string): string[] | undefined {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined; // a stray % is an address of nothing
  }
}

/** The route an address of this site names; undefined when the workbench has no such screen. */
export function match(address: string): Route | undefined {
  const { pathname, searchParams } = new URL(address, 'http://site.invalid');
  const path = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
  for (const [prefix, read] of TABLE) {
    const whole = path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
    if (!whole) continue;
    const parts = decode(path.slice(prefix.length));
    return parts && (parts.length || !prefix.endsWith('/')) ? read(parts, searchParams) : undefined;
  }
  return undefined;
}
