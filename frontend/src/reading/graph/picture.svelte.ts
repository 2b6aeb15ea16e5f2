import { dotsOf, labelled, type Dot } from './dots';
import type { Label } from './labels';
import type { Spot } from './layout';
import { fit, pan, zoom, type View } from './view';
import type { Graph, Work } from './wire';
import { neighbours, ranked } from './works';

/** From here on every title is shown that there is room for. */
const CLOSE = 1.2;

/** The picture of a graph: which part of it is seen, and which work is pointed at. */
export class Picture {
  width = $state(0);
  height = $state(0);
  /** The work that is pointed at, and the one that was chosen. */
  pointed = $state<string>();
  chosen = $state<string>();
  #moved = $state.raw<View>();

  readonly current: string | undefined = $derived(this.pointed ?? this.chosen);
  readonly view: View = $derived.by(() => this.#moved ?? fit(this.spots.values(), this.width, this.height));
  readonly near: Set<string> = $derived.by(() => neighbours(this.graph, this.current));
  readonly order: Work[] = $derived.by(() => ranked(this.graph));
  readonly dots: Map<string, Dot> = $derived.by(() => dotsOf(this.order, this.spots, this.view));
  /** Where titles stand, by the ids of their works. */
  readonly labels: Map<string, Label> = $derived.by(() => {
    const { current, near, width, height, view } = this;
    return labelled(this.graph, this.order, this.dots, { current, near, width, height, close: view.k > CLOSE });
  });

  constructor(
    readonly graph: Graph,
    readonly spots: Map<string, Spot>,
  ) {}

  /** In the middle when no point is given. */
  zoom(times: number, at = { x: this.width / 2, y: this.height / 2 }): void {
    this.#moved = zoom(this.view, times, at);
  }

  pan(x: number, y: number): void {
    this.#moved = pan(this.view, x, y);
  }

  /** Shows everything again. */
  whole(): void {
    this.#moved = undefined;
  }

  /** Chooses the next work in the order of the list, or the one before. */
  step(by: 1 | -1): void {
    const at = this.order.findIndex(({ id }) => id === this.chosen);
    this.chosen = this.order[(at + by + this.order.length) % this.order.length]?.id;
    const dot = this.chosen === undefined ? undefined : this.dots.get(this.chosen);
    if (dot && (dot.x < 0 || dot.y < 0 || dot.x > this.width || dot.y > this.height)) this.pan(this.width / 2 - dot.x, this.height / 2 - dot.y);
  }
}
