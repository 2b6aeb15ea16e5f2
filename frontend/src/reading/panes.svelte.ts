import { MediaQuery } from 'svelte/reactivity';
import { stored } from '../ui/stored';

/** What can stand beside the paper. */
export type Side = 'outline' | 'notes';

const FOLDED = 'stillroom.side';

/** Which pane stands beside the paper: at its left where there is room, else in a sheet over it. */
export class Panes {
  /** What the pane shows, or would show. */
  side = $state<Side>('outline');
  /** On a narrow screen: whether the sheet is open. */
  sheet = $state(false);
  /** On a wide one: whether the pane is folded away. */
  folded = $state(stored.read(FOLDED) === true);
  readonly #wide = new MediaQuery('min-width: 1100px');

  get wide(): boolean {
    return this.#wide.current;
  }

  get open(): boolean {
    return this.wide && !this.folded;
  }

  /** Shows a side, or puts it away when it shows already. */
  toggle(side: Side): void {
    const shown = this.side === side && (this.wide ? !this.folded : this.sheet);
    this.side = side;
    if (this.wide) stored.keep(FOLDED, (this.folded = shown));
    else this.sheet = !shown;
  }
}
