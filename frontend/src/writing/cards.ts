const SHOWN = ':is(.claim, .cit):is(:hover, :focus-within)';

/**
 * The cards of citations and claims show on hover and focus (article.css). Escape puts away the one that shows, until
 * another is pointed at or comes into focus (WCAG 2.2, 1.4.13). Returns the way to stop.
 */
export function cardsAway(preview: HTMLElement): () => void {
  let away: Element | undefined;
  const put = (next?: Element) => {
    away?.classList.remove('away');
    (away = next)?.classList.add('away');
  };
  const key = (event: KeyboardEvent) => {
    const shown = event.key === 'Escape' && [...preview.querySelectorAll(SHOWN)].at(-1);
    if (!shown || shown === away) return;
    // Focus within the card would stay in what cannot be seen.
    if (shown.querySelector('.card')?.contains(document.activeElement)) shown.querySelector('a')?.focus();
    put(shown);
  };
  const moved = (event: Event) => away && !away.contains(event.target as Node) && put();
  document.addEventListener('keydown', key);
  for (const kind of ['focusin', 'pointerover']) document.addEventListener(kind, moved);
  return () => {
    document.removeEventListener('keydown', key);
    for (const kind of ['focusin', 'pointerover']) document.removeEventListener(kind, moved);
  };
}
