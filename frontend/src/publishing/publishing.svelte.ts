import { ApiError, sentenceOf } from '../api/errors';
import type { Shape } from '../api/shapes';
import * as calls from './calls';
import type { Audience, Licence, Publication, Screen } from './wire';
import { releaseWords } from './words';

type Draft = Shape<'DraftOut'>;
type Me = Shape<'MeOut'>;

/** The Publish stage of one draft: what was checked, what is chosen, and the page once there is one. */
export class Publishing {
  screen: Screen;
  slug = $state('');
  audience = $state<Audience>('everyone');
  licence = $state<Licence>('CC-BY-4.0');
  /** What changed, for an update. */
  note = $state('');
  /** The name the person signs with. */
  byline = $state('');
  /** What is being done, so that nothing is done twice. */
  busy = $state<'release' | 'audience' | 'withdrawal'>();
  /** What went wrong, and with which field. */
  failed = $state.raw<{ field?: 'slug' | 'byline' | 'audience' | 'withdrawal'; sentence: string }>();
  /** What has just happened. */
  done = $state('');
  page: Publication | undefined = $derived.by(() => this.screen.publication ?? undefined);
  withdrawn: boolean = $derived(Boolean(this.page?.withdrawn_at));
  blocked: number = $derived.by(() => this.screen.blocking.filter(({ ok }) => !ok).length);
  draft: Draft;

  private constructor(
    draft: Draft,
    screen: Screen,
    readonly me: Me,
  ) {
    this.draft = $state.raw(draft);
    this.screen = $state.raw(screen);
    this.slug = screen.slug;
    this.audience = screen.publication?.audience ?? 'everyone';
    this.licence = screen.publication?.releases[0]?.licence ?? 'CC-BY-4.0';
    this.byline = this.signed;
  }

  static async open(id: string): Promise<Publishing> {
    const [draft, screen, me] = await Promise.all([calls.loadDraft(id), calls.loadScreen(id), calls.me()]);
    return new Publishing(draft, screen, me);
  }

  /** The name the person signs with, as it is saved. */
  get signed(): string {
    return this.draft.authors.find(({ person }) => person.id === this.me.id)?.byline ?? this.me.name;
  }

  /** Saves the text as a version and makes that public. */
  async publish(): Promise<void> {
    await this.#do('release', async () => {
      await this.#sign();
      const before = this.page?.releases[0]?.number;
      const revision = await calls.freeze(this.draft.id, this.draft.text.version).catch((error: unknown) => this.#moved(error));
      const { slug, audience, licence, note } = this;
      const page = await calls.release(revision.id, { slug, audience, licence, note }).catch((error: unknown) => this.#refused(error));
      const newest = page.releases[0];
      this.done = newest?.number === before ? 'Nothing has changed since the last update; the page is as it was.' : newest?.number === 1 ? 'It is published.' : `${newest ? releaseWords(newest) : 'The update'} is published.`;
      this.note = '';
      await this.#refresh(page);
    });
  }

  async changeAudience(): Promise<void> {
    const { page, audience } = this;
    if (!page) return;
    await this.#do('audience', async () => {
      await this.#refresh(await calls.changeAudience(page.id, audience));
      this.done = 'Who can read it has changed.';
    });
  }

  /** True when it is withdrawn. */
  async withdraw(reason: string): Promise<boolean> {
    const { page } = this;
    if (!page) return false;
    await this.#do('withdrawal', async () => {
      await this.#refresh(await calls.withdraw(page.id, reason.trim()));
      this.done = 'It is withdrawn. Its address says so, with your reason.';
    });
    return this.withdrawn;
  }

  async #do(what: NonNullable<typeof this.busy>, act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    [this.busy, this.failed, this.done] = [what, undefined, ''];
    try {
      await act();
    } catch (error) {
      this.failed ??= { ...(what !== 'release' && { field: what }), sentence: sentenceOf(error) };
    } finally {
      this.busy = undefined;
    }
  }

  async #sign(): Promise<void> {
    const byline = this.byline.trim();
    if (byline === this.signed) return;
    try {
      this.draft = await calls.sign(this.draft.id, byline);
    } catch (error) {
      this.failed = { field: 'byline', sentence: sentenceOf(error) };
      throw error;
    }
  }

  /** The text has moved on since the checks were made: they are made again, for the person to see first. */
  async #moved(error: unknown): Promise<never> {
    if (error instanceof ApiError && error.status === 409) {
      [this.draft, this.screen] = await Promise.all([calls.loadDraft(this.draft.id), calls.loadScreen(this.draft.id)]);
      this.failed = { sentence: 'The text was changed meanwhile, so nothing was published. The checks are of the new text: look, and publish again.' };
    }
    throw error;
  }

  /** When nothing else stands in the way of a first release, it is the address that will not do. */
  #refused(error: unknown): never {
    if (error instanceof ApiError && (error.status === 409 || error.status === 422) && !this.page && !this.blocked) {
      this.failed = { field: 'slug', sentence: error.sentence };
    }
    throw error;
  }

  /** The page is as the server just said, even when the checks cannot be made again now. */
  async #refresh(publication: Publication): Promise<void> {
    this.screen = { ...this.screen, publication, slug: publication.slug };
    this.audience = publication.audience;
    this.screen = await calls.loadScreen(this.draft.id).catch(() => this.screen);
  }
}
