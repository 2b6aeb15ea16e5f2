/** The last block that begins at or before a line of the source (from 1). */
export function blockAt(root: HTMLElement, line: number): HTMLElement | undefined {
  return neighbours(root, line)[0];
}

/** Scrolls so that what the source has at `line` (with its fraction) stands at the top. */
export function scrollTo(scroller: HTMLElement, root: HTMLElement, line: number): void {
  const [before, after] = neighbours(root, line);
  if (!before) {
    scroller.scrollTop = 0;
    return;
  }
  const from = lineOf(before);
  const until = after ? lineOf(after) : from + 1;
  const top = before.offsetTop;
  const end = after ? after.offsetTop : top + before.offsetHeight;
  const within = Math.min(1, Math.max(0, (line - from) / Math.max(1, until - from)));
  scroller.scrollTop = line <= 1.01 ? 0 : top + (end - top) * within - 26;
}

const lineOf = (block: HTMLElement) => Number(block.dataset.line);

function neighbours(root: HTMLElement, line: number): [HTMLElement | undefined, HTMLElement | undefined] {
  let before: HTMLElement | undefined;
  for (const block of root.children) {
    if (!(block instanceof HTMLElement) || !block.dataset.line) continue;
    if (lineOf(block) > line) return [before, block];
    // References and endnotes carry the last line again; what was written there stands before them.
    if (!before || lineOf(block) > lineOf(before)) before = block;
  }
  return [before, undefined];
}

/**
 * Follows a link of the preview without leaving the editor: a claim or citation shows its card, a place in the text comes
 * into view, anything else opens beside this tab.
 */
export function follow(event: MouseEvent, root: HTMLElement): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
  if (!link) return;
  event.preventDefault();
  const place = link.getAttribute('href') ?? '';
  if (!place.startsWith('#')) window.open(link.href, '_blank', 'noopener');
  else if (link.closest('.claim, .cit') && !link.closest('.card')) link.focus();
  else [...root.querySelectorAll('[id]')].find(({ id }) => id === decodeURIComponent(place.slice(1)))?.scrollIntoView({ block: 'center' });
}
