import type { Awareness } from 'y-protocols/awareness';
import { Doorkeeper, peopleIn, type Present } from './presence';

/** The others who have the draft open now. */
export class People {
  here = $state.raw<Present[]>([]);
  /** The last thing that happened, in words for a screen reader. */
  said = $state('');
  readonly #door = new Doorkeeper((words) => (this.said = words));
  #stop = () => {};

  /** Follows the states of a document's pages. `me` is not told of; while there is no connection nobody is said to leave. */
  watch(awareness: Awareness, me: string, connected: () => boolean): void {
    this.leave();
    const look = () => {
      const here = peopleIn(awareness, me);
      if ([...here.keys()].join() !== this.here.map(({ id }) => id).join()) this.here = [...here.values()];
      if (connected()) this.#door.look(here);
      else this.#door.blind();
    };
    awareness.on('change', look);
    this.#stop = () => awareness.off('change', look);
    look();
  }

  /** Follows them no more. */
  leave(): void {
    this.#stop();
    this.#door.blind();
    this.here = [];
  }
}
