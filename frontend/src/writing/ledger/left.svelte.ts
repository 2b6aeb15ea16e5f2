import { stored } from '../../ui/stored';

/** How many are remembered; the oldest go first. */
const MOST = 500;

/** What the writer of a draft has said to leave as it is; kept in this browser. */
export class Left {
  ids = $state.raw<string[]>([]);
  readonly #place: string;

  constructor(what: string, draft: string) {
    this.#place = `stillroom.left/${what}/${draft}`;
    const kept = stored.read(this.#place);
    if (Array.isArray(kept)) this.ids = kept.filter((id): id is string => typeof id === 'string');
  }

  has(id: string): boolean {
    return this.ids.includes(id);
  }

  add(id: string): void {
    this.#keep([...this.ids.filter((other) => other !== id), id].slice(-MOST));
  }

  back(id: string): void {
    this.#keep(this.ids.filter((other) => other !== id));
  }

  #keep(ids: string[]): void {
    this.ids = ids;
    stored.keep(this.#place, ids);
  }
}
