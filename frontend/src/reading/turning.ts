const PANES = '.beside, [data-scrolls], .margin, .tray';
const REACHABLE = 'a[href], button, summary, textarea, input, [tabindex="0"]';

/** Moves the focus to the next pane of a screen: the outline, the paper, its notes, those without a place. */
export function nextPane(work: HTMLElement | undefined): void {
  const panes = [...(work?.querySelectorAll<HTMLElement>(PANES) ?? [])].filter((pane) => pane.checkVisibility?.() ?? true);
  const at = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  for (let step = 1; step <= panes.length; step++) {
    const pane = panes[(at + step) % panes.length];
    const target = pane?.matches('[tabindex]') ? pane : pane?.querySelector<HTMLElement>(REACHABLE);
    if (target) return target.focus();
  }
}
