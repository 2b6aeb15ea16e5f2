import type { Awareness } from 'y-protocols/awareness';

/** Somebody who has the draft open. */
export interface Present {
  id: string;
  name: string;
}

/** What each page says of itself; the server puts in `person` whoever it is. */
export interface Presence {
  person?: Present;
  /** Relative positions of Yjs as JSON; absent while the person is not in the text. */
  cursor?: { anchor: unknown; head: unknown };
}

/** Milliseconds somebody may be away before it is said that they left: pages reload, and trains pass through tunnels. */
const LEFT = 8000;

/** Who a state says it is of; undefined for one that does not say so properly. */
export function personIn(state: unknown): Present | undefined {
  const { person } = (state ?? {}) as Presence;
  return typeof person?.id === 'string' && typeof person.name === 'string' && person.name ? person : undefined;
}

/** The others who have the draft open now. */
export class People {
  here = $state.raw<Present[]>([]);
  /** The last thing that happened, in words for a screen reader. */
  said = $state('');
  /** Whom it was said of that they are here, by id; those who went just now among them. */
  readonly #known = new Map<string, Present>();
  readonly #going = new Map<string, ReturnType<typeof setTimeout>>();
  #awareness: Awareness | undefined;
  #me = '';
  #connected = () => false;

  /** Follows the states of a document's pages. `me` is not told of; while there is no connection nobody is said to leave. */
  watch(awareness: Awareness, me: string, connected: () => boolean): void {
    this.leave();
    [this.#awareness, this.#me, this.#connected] = [awareness, me, connected];
    awareness.on('change', this.#look);
    this.#look();
  }

  /** Follows them no more. */
  leave(): void {
    this.#awareness?.off('change', this.#look);
    this.#awareness = undefined;
    this.#stay();
    this.here = [];
  }

  readonly #look = () => {
    const found = new Map<string, Present>();
    for (const [client, state] of this.#awareness?.getStates() ?? []) {
      const person = client === this.#awareness?.clientID ? undefined : personIn(state);
      if (person && person.id !== this.#me) found.set(person.id, person);
    }
    const here = [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
    if (here.map(({ id }) => id).join() !== this.here.map(({ id }) => id).join()) this.here = here;
    if (!this.#connected()) return this.#stay();
    this.#greet(found);
    for (const person of this.#known.values()) if (!found.has(person.id)) this.#miss(person);
  };

  #greet(found: Map<string, Present>): void {
    const joined = [...found.values()].filter(({ id }) => !this.#known.has(id));
    for (const person of found.values()) {
      this.#known.set(person.id, person);
      clearTimeout(this.#going.get(person.id));
      this.#going.delete(person.id);
    }
    if (joined.length) this.said = `${listed(joined.map(({ name }) => name))} joined`;
  }

  /** Nobody is about to be said to have left. */
  #stay(): void {
    for (const timer of this.#going.values()) clearTimeout(timer);
    this.#going.clear();
  }

  #miss({ id, name }: Present): void {
    if (this.#going.has(id)) return;
    const gone = () => {
      this.#going.delete(id);
      this.#known.delete(id);
      this.said = `${name} left`;
    };
    this.#going.set(id, setTimeout(gone, LEFT));
  }
}

const listed = (names: string[]) => new Intl.ListFormat('en-GB').format(names);
