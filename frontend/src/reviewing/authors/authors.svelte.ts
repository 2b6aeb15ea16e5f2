import { SvelteMap } from 'svelte/reactivity';
import { api } from '../../api/client';
import { AskingAuthor } from './asking.svelte';
import type { AuthorCheck } from './wire';

/** How often what came back is looked for while the page is seen. */
const EVERY = 30_000;

/** The authors of papers who were asked about one draft; made by the page and handed down. */
export class Authors {
  checks = $state.raw<AuthorCheck[]>([]);
  asking = $state.raw<AskingAuthor | undefined>();
  /** Links to pass on, by check: the server keeps none, so each is here only until the page is left. */
  readonly links = new SvelteMap<string, string>();

  constructor(readonly draft: string, readonly mayAsk: boolean) {}

  /** Loads what there is, and looks for answers now and then. Returns the way to stop. */
  watch(): () => void {
    const look = () => document.visibilityState === 'visible' && void this.refresh().catch(() => {});
    void this.refresh().catch(() => {});
    if (this.mayAsk) void this.prepare().catch(() => {});
    const timer = setInterval(look, EVERY);
    return () => clearInterval(timer);
  }

  /** What can be asked about the text as it is now. */
  async prepare(): Promise<void> {
    const choices = await api.get('/api/drafts/{draft_id}/author-choices', { path: { draft_id: this.draft } });
    this.asking = choices.papers.length ? new AskingAuthor(this.draft, choices) : undefined;
  }

  async refresh(): Promise<void> {
    this.checks = await api.get('/api/drafts/{draft_id}/author-checks', { path: { draft_id: this.draft } });
  }

  asked(check: AuthorCheck): void {
    if (check.url) this.links.set(check.id, check.url);
    this.checks = [check, ...this.checks.filter(({ id }) => id !== check.id)];
  }

  async takeBack(check: AuthorCheck): Promise<void> {
    const after = await api.delete('/api/author-checks/{check_id}', { path: { check_id: check.id } });
    this.checks = this.checks.map((one) => (one.id === after.id ? after : one));
  }
}
