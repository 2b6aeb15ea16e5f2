import { person } from '../page';
import { stored } from '../ui/stored';
import type { Draft } from './wire';

/** So many drafts can be opened without a connection; those opened longest ago go first. */
const MOST = 30;
const PLACE = 'stillroom.drafts';

interface Kept {
  person: string;
  /** What they are called: all that a page knows of who is signed in while the server is out of reach. */
  name: string;
  draft: Draft;
}

const all = (): Kept[] => {
  const kept = stored.read(PLACE);
  return Array.isArray(kept) ? (kept as Kept[]).filter((one) => typeof one?.person === 'string' && typeof one.draft?.id === 'string') : [];
};

/** Remembers what is known of a draft besides its text, so that it opens without a connection. The text is kept apart (live/offline.ts). */
export function keepDraft(id: string, draft: Draft): void {
  const bare = { ...draft, text: { ...draft.text, body: '' } };
  stored.keep(PLACE, [{ person: id, name: person().name, draft: bare }, ...all().filter((one) => one.draft.id !== draft.id)].slice(0, MOST));
}

/** What is remembered of a draft, when whoever is signed in opened it last in this browser. */
export const keptDraft = (id: string): Kept | undefined => all().find(({ draft, name }) => draft.id === id && name === person().name);

/** Whatever was remembered of a draft is forgotten: it is closed to the person. */
export const forgetDraft = (id: string): boolean => stored.keep(PLACE, all().filter(({ draft }) => draft.id !== id));
