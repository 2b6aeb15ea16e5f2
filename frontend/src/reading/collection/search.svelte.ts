import { untrack } from 'svelte';
import { sentenceOf } from '../../api/errors';
import { colours, tags } from '../calls';
import type { Colour, ColourName } from '../wire';
import { search } from './calls';
import type { Hit, Tag } from './wire';

/** After this long without a key it is looked for. In milliseconds. */
const REST = 250;

/** Looking among all one's notes. */
export class Search {
  words = $state('');
  tag = $state<string>();
  colour = $state<Colour>();
  hits = $state.raw<Hit[]>([]);
  total = $state<number>();
  /** Where the next page begins. */
  next = $state<number | null>(null);
  busy = $state(false);
  failed = $state('');
  tags = $state.raw<Tag[]>([]);
  colours = $state.raw<ColourName[]>([]);
  /** Whether anything narrows it. */
  readonly narrowed: boolean = $derived(!!(this.words.trim() || this.tag || this.colour));
  #asking = new AbortController();

  constructor(words = '', tag?: string) {
    this.words = words;
    this.tag = tag;
  }

  /** Looks anew whenever something else is wanted. To be called while a component is set up. */
  follow(): void {
    $effect(() => {
      const wanted = { words: this.words.trim(), tag: this.tag, colour: this.colour };
      const timer = setTimeout(() => void untrack(() => this.#look(wanted, 0)), this.total === undefined ? 0 : REST);
      return () => clearTimeout(timer);
    });
    $effect(() => () => this.#asking.abort());
  }

  /** Loads what there is to narrow it by. */
  async load(): Promise<void> {
    const [all, named] = await Promise.allSettled([tags(), colours()]);
    if (all.status === 'fulfilled') this.tags = all.value;
    if (named.status === 'fulfilled') this.colours = named.value;
  }

  async again(): Promise<void> {
    await this.#look({ words: this.words.trim(), tag: this.tag, colour: this.colour }, 0);
  }

  async more(): Promise<void> {
    if (this.next !== null) await this.#look({ words: this.words.trim(), tag: this.tag, colour: this.colour }, this.next);
  }

  clear(): void {
    [this.words, this.tag, this.colour] = ['', undefined, undefined];
  }

  async #look(wanted: Parameters<typeof search>[0], offset: number): Promise<void> {
    this.#asking.abort();
    const { signal } = (this.#asking = new AbortController());
    [this.busy, this.failed] = [true, ''];
    try {
      const { hits, total, next } = await search(wanted, offset, signal);
      [this.hits, this.total, this.next] = [offset ? [...this.hits, ...hits] : hits, total, next ?? null];
    } catch (error) {
      if (!signal.aborted) this.failed = sentenceOf(error);
    } finally {
      if (!signal.aborted) this.busy = false;
    }
  }
}
