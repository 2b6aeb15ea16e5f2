import { bringIntoView, scrollerOf } from './sight';

interface Kept {
  read?: number;
}

const kept = (): Kept => (history.state as Kept | null) ?? {};

/**
 * Follows the links within a paper: the target comes into view and has the focus, and the browser's Back returns to
 * where one was. Returns the way to stop.
 */
export function jumps(paper: HTMLElement): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  paper.addEventListener('click', (event) => follow(paper, event), { signal });
  addEventListener('popstate', () => back(paper), { signal });
  return () => listening.abort();
}

function follow(paper: HTMLElement, event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest('a');
  const hash = link?.getAttribute('href');
  if (!hash?.startsWith('#') || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const target = within(paper, hash);
  if (!target) return;
  history.replaceState({ ...kept(), read: scrollerOf(paper).scrollTop }, '');
  history.pushState(null, '', hash);
  void jump(target);
}

/** Goes to an element of the paper. */
export async function jump(target: HTMLElement): Promise<void> {
  if (!target.hasAttribute('tabindex')) target.tabIndex = -1;
  const range = document.createRange();
  range.selectNodeContents(target);
  await bringIntoView(range);
  target.focus({ preventScroll: true });
}

function back(paper: HTMLElement): void {
  const { read } = kept();
  if (read !== undefined) return scrollerOf(paper).scrollTo({ top: read, behavior: 'instant' });
  const target = within(paper, location.hash);
  if (target) void jump(target);
}

function within(paper: HTMLElement, hash: string): HTMLElement | undefined {
  return (hash.length > 1 && paper.querySelector<HTMLElement>(`#${CSS.escape(decodeURIComponent(hash.slice(1)))}`)) || undefined;
}
