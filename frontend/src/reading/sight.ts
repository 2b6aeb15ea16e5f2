/* Where the parts of a long text stand in the window, although the browser lays out only those near it (`content-visibility`). */

/** What scrolls an element: the nearest one marked `data-scrolls`, else the page. */
export const scrollerOf = (element: Element): Element =>
  element.closest('[data-scrolls]') ?? document.scrollingElement ?? document.documentElement;

/** Parts farther from the window than this many windows are not laid out for the sake of an exact height. */
const FAR = 1.5;

/**
 * Says how far below the top of `root` nodes begin, in CSS pixels; to be thrown away when anything may have moved. Far from
 * the window the part of the text that holds a node (`data-part`, dress.ts) says it: asking the node itself would lay that
 * part out.
 */
export function rulerOf(root: Element): (node: Node, range: () => Range | undefined) => number {
  const zero = root.getBoundingClientRect().top;
  const [above, below] = [-FAR * innerHeight, (1 + FAR) * innerHeight];
  const boxes = new Map<Element, DOMRect>();
  const boxOfPart = (part: Element): DOMRect => {
    const box = boxes.get(part) ?? part.getBoundingClientRect();
    boxes.set(part, box);
    return box;
  };
  return (node, range) => {
    const element = node instanceof Element ? node : node.parentElement;
    const part = element?.closest('[data-part]');
    const box = part && boxOfPart(part);
    if (box && (box.bottom < above || box.top > below)) return box.top - zero;
    return (firstRect(range()) ?? boxOf(element, root)).top - zero;
  };
}

/** The nearest element around that has a box: the words of a closed footnote have none. */
function boxOf(element: Element | null, root: Element): DOMRect {
  let around = element;
  while (around && around !== root && !around.getClientRects().length) around = around.parentElement;
  return (around ?? root).getBoundingClientRect();
}

export const firstRect = (range: Range | undefined): DOMRect | undefined =>
  range && [...range.getClientRects()].find(({ width, height }) => width && height);

const frame = () => new Promise((done) => requestAnimationFrame(done));

/** Scrolls a range to the upper third of what scrolls it. What is laid out on the way moves it, so it is done again. */
export async function bringIntoView(range: Range): Promise<void> {
  const start = range.startContainer;
  const element = start instanceof Element ? (start.children[range.startOffset] ?? start) : start.parentElement;
  if (!element) return;
  const scroller = scrollerOf(element);
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  for (let tries = 0; tries < 4; tries++) {
    await frame();
    const rect = firstRect(range) ?? element.getBoundingClientRect();
    const { top, height } = scroller.getBoundingClientRect();
    const away = rect.top - Math.max(0, top) - Math.min(height, innerHeight) / 3;
    if (Math.abs(away) < 4) return;
    scroller.scrollBy({ top: away, behavior: 'instant' });
  }
}

/** Milliseconds between two calls of `changed`; cards may trail a fast scroll by as much. */
const PAUSE = 80;

/** Calls `changed`, at most so often, when parts of `root` were laid out, let go or resized. Returns the way to stop. */
export function watchLayout(root: HTMLElement, changed: () => void): () => void {
  let asked = 0;
  const ask = () => (asked ||= window.setTimeout(() => ((asked = 0), changed()), PAUSE));
  const sizes = new ResizeObserver(ask);
  sizes.observe(root);
  root.addEventListener('contentvisibilityautostatechange', ask);
  root.addEventListener('load', ask, true);
  return () => {
    clearTimeout(asked);
    sizes.disconnect();
    root.removeEventListener('contentvisibilityautostatechange', ask);
    root.removeEventListener('load', ask, true);
  };
}
