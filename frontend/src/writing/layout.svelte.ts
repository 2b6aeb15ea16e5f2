import { stored } from '../ui/stored';
import type { SideName } from './sides';
import { moved, PANES, USUAL, type Pane, type Separator, type Shares } from './panes';

/** What fills the window where not all panes fit, and what the right pane shows where they do. */
export type Front = 'paper' | 'write' | SideName;

const PLACE = 'stillroom.panes';

/** How the panes stand; kept in this browser. */
export class Layout {
  shares = $state.raw<Shares>(USUAL);
  closed = $state.raw<Pane[]>([]);
  front = $state<Front>('write');
  side = $state<SideName>('preview');
  /** The preview follows the editor. */
  follows = $state(true);
  open: Pane[] = $derived(PANES.filter((pane) => !this.closed.includes(pane)));

  constructor() {
    const { shares, closed } = (stored.read(PLACE) ?? {}) as Partial<Layout>;
    if (PANES.every((pane) => Number.isFinite(shares?.[pane]))) this.shares = shares as Shares;
    if (Array.isArray(closed) && closed.length < PANES.length) this.closed = closed.filter((pane) => PANES.includes(pane));
  }

  move(separator: Separator, by: number): void {
    this.shares = moved(this.shares, separator, by);
    this.#keep();
  }

  /** Folds a pane away or opens it again; the last one stays. */
  toggle(pane: Pane): void {
    const closed = this.closed.includes(pane) ? this.closed.filter((other) => other !== pane) : [...this.closed, pane];
    if (closed.length === PANES.length) return;
    this.closed = closed;
    this.#keep();
  }

  /** Brings something to the front, wherever it stands at this width. */
  show(front: Front): void {
    this.front = front;
    if (front !== 'paper' && front !== 'write') this.side = front;
    const pane: Pane = front === 'paper' ? 'paper' : front === 'write' ? 'editor' : 'side';
    if (this.closed.includes(pane)) this.toggle(pane);
  }

  #keep(): void {
    stored.keep(PLACE, { shares: this.shares, closed: this.closed });
  }
}
