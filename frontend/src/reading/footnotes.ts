import { place } from '../ui/place';

/* Footnotes are cards over the text: the words stay in the document, so they can be selected and noted like any others. */

/** Milliseconds a pointer rests on the number before the card opens, and is away before it closes. */
const [REST, AWAY] = [150, 300];

/** Makes the footnotes of a paper open on hover, focus and tap. Returns the way to stop. */
export function footnotes(paper: HTMLElement): () => void {
  const stops = [...paper.querySelectorAll<HTMLElement>('[data-note]')].map((card, i) => {
    const mark = card.parentElement?.querySelector<HTMLElement>(':scope > .ltx_note_mark') ?? madeMark(card, i + 1);
    return join(mark, card);
  });
  return () => stops.forEach((stop) => stop());
}

/** A footnote without a number of its own is given one. */
function madeMark(card: HTMLElement, number: number): HTMLElement {
  const mark = document.createElement('sup');
  mark.className = 'ltx_note_mark';
  mark.dataset.apart = '';
  mark.textContent = String(number);
  card.before(mark);
  return mark;
}

function join(mark: HTMLElement, card: HTMLElement): () => void {
  mark.tabIndex = 0;
  mark.setAttribute('role', 'button');
  mark.setAttribute('aria-label', `Footnote ${mark.textContent?.trim() ?? ''}`);
  card.popover = 'auto';
  let timer = 0;
  const later = (act: () => void, after: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(act, after);
  };
  const open = () => {
    clearTimeout(timer);
    show(mark, card);
  };
  const close = () => {
    if (!holdsSelection(card)) card.hidePopover();
  };
  const press = (event: Event) => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    open();
  };
  /** A finger leaves when it is lifted: that is no wish to close what it has just opened. */
  const away = (event: PointerEvent) => event.pointerType === 'mouse' && document.activeElement !== mark && later(close, AWAY);
  const listening = new AbortController();
  const { signal } = listening;
  mark.addEventListener('pointerenter', (event) => event.pointerType === 'mouse' && later(open, REST), { signal });
  mark.addEventListener('click', press, { signal });
  mark.addEventListener('keydown', press, { signal });
  mark.addEventListener('focus', open, { signal });
  mark.addEventListener('blur', () => later(close, AWAY), { signal });
  for (const part of [mark, card]) part.addEventListener('pointerleave', away, { signal });
  card.addEventListener('pointerenter', () => clearTimeout(timer), { signal });
  return () => {
    clearTimeout(timer);
    listening.abort();
  };
}

function show(mark: HTMLElement, card: HTMLElement): void {
  if (card.matches(':popover-open')) return;
  card.showPopover();
  place(card, mark.getBoundingClientRect());
}

function holdsSelection(card: HTMLElement): boolean {
  const selection = getSelection();
  return Boolean(selection && !selection.isCollapsed && selection.anchorNode && card.contains(selection.anchorNode));
}
