import type { Leaf } from './leaf.svelte';
import type { Stretch } from './passages';
import { after, before, longer, sentences } from './sentences';

/** Selects sentence by sentence, for whoever reads with the keyboard. */
export class Steps {
  readonly #sentences: Stretch[] = $derived.by(() => (this.leaf.drawn ? sentences(this.leaf.drawn.text, this.leaf.drawn.breaks) : []));
  #left: Stretch | undefined;

  constructor(readonly leaf: Leaf) {}

  /** What is no longer selected: reading goes on from there. */
  left(stretch: Stretch | undefined): void {
    this.#left = stretch;
  }

  next(): void {
    this.#select(after(this.#sentences, this.leaf.picked ?? this.#from()));
  }

  previous(): void {
    this.#select(before(this.#sentences, this.leaf.picked ?? this.#from()));
  }

  more(): void {
    this.#select(longer(this.#sentences, this.leaf.picked));
  }

  /** Where reading by sentences goes on: what was selected before, while it is in view. */
  #from(): Stretch | undefined {
    const rect = this.#left && this.leaf.drawn?.range(this.#left)?.getBoundingClientRect();
    return rect && rect.bottom > 100 && rect.top < innerHeight ? this.#left : this.#above();
  }

  /** An empty stretch before the first sentence that is in view. */
  #above(): Stretch | undefined {
    const { drawn } = this.leaf;
    const all = this.#sentences;
    if (!drawn) return undefined;
    const edge = 100 - drawn.root.getBoundingClientRect().top;
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const sentence = all[middle];
      if (sentence && (drawn.tops([sentence])[0] ?? 0) >= edge) high = middle;
      else low = middle + 1;
    }
    const at = all[low]?.from;
    return at === undefined ? undefined : { from: at, to: at };
  }

  #select(stretch: Stretch | undefined): void {
    const { drawn } = this.leaf;
    if (!stretch || !drawn) return;
    this.leaf.picked = stretch;
    // So that Tab goes on from here, to the bar.
    drawn.root.focus({ preventScroll: true });
    const range = drawn.range(stretch);
    if (!range) return void drawn.reveal(stretch);
    getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    const { top, bottom } = range.getBoundingClientRect();
    if (top < 100 || bottom > innerHeight - 60) void drawn.reveal(stretch);
  }
}
