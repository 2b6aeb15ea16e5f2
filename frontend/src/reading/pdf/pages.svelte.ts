import { SvelteSet } from 'svelte/reactivity';
import { scrollerOf } from '../sight';
import type { PdfFile } from './file';
import { Layers } from './layers';

/** How far beyond the window pages are drawn, in hundredths of its height. */
const AHEAD = '120% 0px';
/** The page at this share of the window's height is the one that is read. */
const EYES = 0.4;

/** Which pages of a PDF are drawn: those in the window and near it, and those that hold the selection. */
export class Pages {
  readonly near = new SvelteSet<number>();
  readonly layers = new Layers();
  /** The page that is read, from 0. */
  current = $state(0);
  #root?: HTMLElement;
  #inSight: number[] = [];

  constructor(readonly file: PdfFile) {}

  /** Draws what comes near and lets go of what is far; `root` holds the boxes of all pages. Returns the way to stop. */
  observe(root: HTMLElement): () => void {
    this.#root = root;
    const scroller = scrollerOf(root);
    const within = scroller === document.scrollingElement ? null : scroller;
    const sights = new IntersectionObserver((entries) => this.#seen(entries), { root: within, rootMargin: AHEAD });
    const sizes = new ResizeObserver(() => this.layers.changed());
    for (const box of root.children) sights.observe(box);
    sizes.observe(root);
    const scrolled = () => this.#look();
    addEventListener('scroll', scrolled, { capture: true, passive: true });
    return () => {
      sights.disconnect();
      sizes.disconnect();
      removeEventListener('scroll', scrolled, { capture: true });
    };
  }

  /** The box of a page, drawn or not. */
  box(index: number): HTMLElement | undefined {
    return this.#root?.children[index] as HTMLElement | undefined;
  }

  /** Lays a page out, wherever it is. */
  lay(index: number): Promise<void> {
    const laid = this.layers.whenLaid(index);
    this.near.add(index);
    return laid;
  }

  #seen(entries: IntersectionObserverEntry[]): void {
    const pageOf = ({ target }: IntersectionObserverEntry) => Number((target as HTMLElement).dataset.page) - 1;
    const came = entries.filter((entry) => entry.isIntersecting).map(pageOf);
    const changed = entries.map(pageOf);
    this.#inSight = [...this.#inSight.filter((index) => !changed.includes(index)), ...came].sort((one, other) => one - other);
    for (const index of came) this.near.add(index);
    for (const index of this.near) if (!this.#isNeeded(index)) this.near.delete(index);
    this.#look();
  }

  #isNeeded(index: number): boolean {
    return this.#inSight.includes(index) || this.layers.awaits(index) || this.#holdsSelection(index);
  }

  #holdsSelection(index: number): boolean {
    const selection = getSelection();
    const box = this.box(index);
    return !!box && !!selection?.rangeCount && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(box);
  }

  #look(): void {
    const bottom = (index: number) => this.box(index)?.getBoundingClientRect().bottom ?? 0;
    this.current = this.#inSight.find((index) => bottom(index) > EYES * innerHeight) ?? this.#inSight.at(-1) ?? this.current;
  }
}
