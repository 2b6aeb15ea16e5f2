import type { Awareness } from 'y-protocols/awareness';

/** Somebody who has the draft open. */
export interface Present {
  id: string;
  name: string;
}

/** What each page says of itself; the server puts in `user` whoever it is, whatever the page says. */
export interface Presence {
  user?: Present;
  /** Relative positions of Yjs as JSON; absent while the person is not in the text. */
  cursor?: { anchor: unknown; head: unknown };
}

/** Who a state says it is of; undefined for one that does not say so properly. */
export function personIn(state: unknown): Present | undefined {
  const { user } = (state ?? {}) as Presence;
  return typeof user?.id === 'string' && typeof user.name === 'string' && user.name ? user : undefined;
}

/** The people behind a document's pages by id, in the order of their names; without `me`. */
export function peopleIn(awareness: Awareness, me: string): Map<string, Present> {
  const found = [...awareness.getStates()].flatMap(([client, state]) => (client === awareness.clientID ? [] : (personIn(state) ?? [])));
  const others = found.filter(({ id }) => id !== me).sort((a, b) => a.name.localeCompare(b.name));
  return new Map(others.map((person) => [person.id, person]));
}

/** Milliseconds somebody may be away before it is said that they left: pages reload, and trains pass through tunnels. */
const LEFT = 8000;

/** Says who joins and who leaves, once each. */
export class Doorkeeper {
  /** Whom it was said of that they are here; those who went just now among them. */
  readonly #known = new Map<string, Present>();
  readonly #going = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(readonly say: (words: string) => void) {}

  look(here: Map<string, Present>): void {
    const joined = [...here.values()].filter(({ id }) => !this.#known.has(id));
    for (const person of here.values()) {
      this.#known.set(person.id, person);
      this.#stays(person.id);
    }
    if (joined.length) this.say(`${listed(joined.map(({ name }) => name))} joined`);
    for (const person of this.#known.values()) if (!here.has(person.id)) this.#misses(person);
  }

  /** One sees nobody oneself: nobody is about to be said to have left. */
  blind(): void {
    for (const id of [...this.#going.keys()]) this.#stays(id);
  }

  #stays(id: string): void {
    clearTimeout(this.#going.get(id));
    this.#going.delete(id);
  }

  #misses({ id, name }: Present): void {
    if (this.#going.has(id)) return;
    const gone = () => {
      this.#going.delete(id);
      this.#known.delete(id);
      this.say(`${name} left`);
    };
    this.#going.set(id, setTimeout(gone, LEFT));
  }
}

const listed = (names: string[]) => new Intl.ListFormat('en-GB').format(names);
