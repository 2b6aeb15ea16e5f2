import { Idiomorph } from 'idiomorph';
import { plan, readBlock, type Block } from './blocks';

/** What stands in a preview: each element with the block it was made from. */
export type Drawn = { element: Element; hash: string }[];

/**
 * Brings the elements of `root` to the new blocks (the server's sanitised HTML), touching only what changed, so that
 * scrolling, focus and selection stay. Gives back what is drawn now, for the next time.
 */
export function draw(root: HTMLElement, drawn: Drawn, html: string[]): Drawn {
  const blocks = html.map(readBlock);
  const steps = plan(drawn.map(({ hash }) => hash), blocks.map(({ hash }) => hash));
  const used = new Set(steps.map(({ old }) => old));
  drawn.forEach(({ element }, i) => !used.has(i) && element.remove());
  const next: Drawn = [];
  steps.forEach((step, i) => {
    const block = blocks[i];
    if (!block) return;
    const before = step.old === undefined ? undefined : drawn[step.old]?.element;
    const element = before ? renew(before, block, step.same) : make(block);
    if (!element) return;
    if (element !== before) place(root, element, before ?? next.at(-1)?.element);
    next.push({ element, hash: block.hash });
  });
  return next;
}

function place(root: HTMLElement, element: Element, before: Element | undefined): void {
  if (element.isConnected) return;
  if (before) before.after(element);
  else root.prepend(element);
}

function renew(element: Element, block: Block, same: boolean): Element | undefined {
  if (same) {
    if (block.line) element.setAttribute('data-line', block.line);
    return element;
  }
  const fresh = make(block);
  if (!fresh) {
    element.remove();
    return undefined;
  }
  if (fresh.tagName !== element.tagName) {
    element.replaceWith(fresh);
    return fresh;
  }
  Idiomorph.morph(element, fresh, { morphStyle: 'outerHTML' });
  return element;
}

function make(block: Block): Element | undefined {
  const template = document.createElement('template');
  template.innerHTML = block.html;
  return template.content.firstElementChild ?? undefined;
}
