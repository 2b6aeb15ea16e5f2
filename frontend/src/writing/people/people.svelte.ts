import { api } from '../../api/client';
import { sentenceOf } from '../../api/errors';
import type { Shape } from '../../api/shapes';
import { me } from '../calls';
import type { Writing } from '../writing.svelte';

export type Author = Shape<'AuthorOut'>;
export type Part = Author['part'];
export type Invited = Shape<'CoAuthorInvitationOut'>;
export type Made = Shape<'CoAuthorInvitationMade'>;
/** Somebody to invite. */
export type Guest = { person_id: string } | { email: string };

/** What the two parts are called on the screen. */
export const PARTS: Record<Part, string> = { writer: 'Writes', reader: 'Reads along' };

/** Those who have a part in one draft, and those who were asked to. */
export class People {
  authors = $state.raw<Author[]>([]);
  invited = $state.raw<Invited[]>([]);
  /** What became of the last invitation. */
  made = $state.raw<Made>();
  me = $state('');
  sendsMail = $state(true);
  busy = $state(false);
  failed = $state('');
  readonly writes: boolean;
  readonly #path: { draft_id: string };

  constructor(readonly writing: Writing) {
    this.authors = writing.draft.authors;
    this.writes = writing.draft.part === 'writer';
    this.#path = { draft_id: writing.draft.id };
  }

  load = () =>
    this.#try(async () => {
      const [mine, authors, invited] = await Promise.all([me(), this.#authors(), this.#waiting()]);
      [this.me, this.sendsMail, this.invited] = [mine.id, mine.instance.sends_mail, invited];
      this.#show(authors);
    });

  invite = (guest: Guest, part: Part) =>
    this.#try(async () => {
      this.made = await api.post('/api/drafts/{draft_id}/invitations', { path: this.#path, body: { ...guest, part } });
      this.invited = await this.#waiting();
    });

  withdraw = (invitation_id: string) =>
    this.#try(async () => {
      await api.delete('/api/drafts/{draft_id}/invitations/{invitation_id}', { path: { ...this.#path, invitation_id } });
      if (this.made?.id === invitation_id) this.made = undefined;
      this.invited = await this.#waiting();
    });

  change = (person_id: string, body: Partial<Shape<'AuthorChange'>>) =>
    this.#try(async () => this.#show(await api.patch('/api/drafts/{draft_id}/authors/{person_id}', { path: { ...this.#path, person_id }, body })));

  remove = (person_id: string) =>
    this.#try(async () => {
      await api.delete('/api/drafts/{draft_id}/authors/{person_id}', { path: { ...this.#path, person_id } });
      if (person_id !== this.me) this.#show(await this.#authors());
    });

  #authors = () => api.get('/api/drafts/{draft_id}/authors', { path: this.#path });

  #waiting = async () => (this.writes ? await api.get('/api/drafts/{draft_id}/invitations', { path: this.#path }) : []);

  #show(authors: Author[]): void {
    this.authors = authors;
    this.writing.draft = { ...this.writing.draft, authors };
  }

  /** Whether it was done; when not, `failed` says why. */
  async #try(act: () => Promise<void>): Promise<boolean> {
    [this.busy, this.failed] = [true, ''];
    try {
      await act();
      return true;
    } catch (error) {
      this.failed = sentenceOf(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}

/** Whether what was typed can be an e-mail address, so that it is offered to be invited; the server has the last word. */
export const isAddress = (words: string): boolean => /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(words.trim());

/** How long something still stands, in days, said shortly. */
export function left(ends: string, now: number): string {
  const days = Math.ceil((Date.parse(ends) - now) / 86_400_000);
  if (days <= 0) return 'over';
  return days === 1 ? '1 day left' : `${days} days left`;
}
