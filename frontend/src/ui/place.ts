const GAP = 6;
const EDGE = 8;

/**
 * Puts a popover beside what it belongs to, in CSS pixels: below, or above where there is no room below; never outside the window.
 */
export function place(panel: HTMLElement, anchor: DOMRect): void {
  const { width, height } = panel.getBoundingClientRect();
  const below = anchor.bottom + GAP;
  const top = below + height <= innerHeight - EDGE ? below : Math.max(EDGE, anchor.top - GAP - height);
  const start = anchor.left + width <= innerWidth - EDGE ? anchor.left : anchor.right - width;
  panel.style.top = `${top}px`;
  panel.style.left = `${Math.max(EDGE, Math.min(start, innerWidth - EDGE - width))}px`;
}
