import { stored } from '../ui/stored';
import * as calls from './calls';
import type { Colour, ColourName } from './wire';

export const COLOURS: Colour[] = ['amber', 'green', 'blue', 'plum', 'red'];

const NAMES: Record<Colour, string> = { amber: 'Amber', green: 'Green', blue: 'Blue', plum: 'Plum', red: 'Red' };
const LAST = 'stillroom.colour';

/** The five colours of a highlight, and what each means to this reader. */
export class Colours {
  meanings = $state.raw<Partial<Record<Colour, string>>>({});
  /** The one used last; the next highlight gets it. */
  last = $state<Colour>(COLOURS.find((colour) => colour === stored.read(LAST)) ?? 'amber');

  /** The reader is giving them names. */
  naming = $state(false);

  /** What a colour is called on screens. */
  name(colour: Colour): string {
    return this.meanings[colour] || NAMES[colour];
  }

  use(colour: Colour): void {
    this.last = colour;
    stored.keep(LAST, colour);
  }

  async load(): Promise<void> {
    this.#take(await calls.colours());
  }

  async rename(names: ColourName[]): Promise<void> {
    this.#take(await calls.nameColours(names));
  }

  #take(names: ColourName[]): void {
    this.meanings = Object.fromEntries(names.map(({ colour, meaning }) => [colour, meaning]));
  }
}
