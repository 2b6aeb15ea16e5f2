import { api } from '../../api/client';
import type { Shape } from '../../api/shapes';

/** One group as somebody sees it: as its keeper, from within, or before they come. */
export class Group {
  about: Shape<'GroupOut'>;
  /** What its keeper sees of everybody; to others nothing. */
  standings: Shape<'PersonStanding'>[];

  private constructor(about: Shape<'GroupOut'>, standings: Shape<'PersonStanding'>[]) {
    this.about = $state.raw(about);
    this.standings = $state.raw(standings);
  }

  static async open(id: string): Promise<Group> {
    const path = { path: { group_id: id } };
    const about = await api.get('/api/groups/{group_id}', path);
    return new Group(about, about.keeps ? await api.get('/api/groups/{group_id}/standings', path) : []);
  }

  get #path() {
    return { group_id: this.about.id };
  }

  async refresh(): Promise<void> {
    this.about = await api.get('/api/groups/{group_id}', { path: this.#path });
    if (this.about.keeps) this.standings = await api.get('/api/groups/{group_id}/standings', { path: this.#path });
  }

  async join(): Promise<void> {
    await api.put('/api/groups/{group_id}/membership', { path: this.#path });
    await this.refresh();
  }

  /** Leaves, or does not want to come. */
  leave(): Promise<undefined> {
    return api.delete('/api/groups/{group_id}/membership', { path: this.#path });
  }

  async bring(draft_id: string, brought: boolean): Promise<void> {
    const path = { ...this.#path, draft_id };
    await (brought ? api.put('/api/groups/{group_id}/drafts/{draft_id}', { path }) : api.delete('/api/groups/{group_id}/drafts/{draft_id}', { path }));
    await this.refresh();
  }

  async change(given: Shape<'GroupIn'>): Promise<void> {
    await api.patch('/api/groups/{group_id}', { path: this.#path, body: given });
    await this.refresh();
  }

  async list(text: string): Promise<void> {
    await api.put('/api/groups/{group_id}/papers', { path: this.#path, body: { text } });
    await this.refresh();
  }

  async askIn(who: string): Promise<Shape<'AskedInOut'>[]> {
    const asked = await api.post('/api/groups/{group_id}/invitations', { path: this.#path, body: { who } });
    await this.refresh();
    return asked;
  }

  makeLink(): Promise<Shape<'LinkOut'>> {
    return api.post('/api/groups/{group_id}/links', { path: this.#path });
  }

  async remove(person_id: string): Promise<void> {
    await api.delete('/api/groups/{group_id}/people/{person_id}', { path: { ...this.#path, person_id } });
    await this.refresh();
  }

  end(): Promise<undefined> {
    return api.put('/api/groups/{group_id}/end', { path: this.#path });
  }
}
