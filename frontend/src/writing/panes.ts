/** The panes side by side, and how much of the width each has, in per cent. */
export const PANES = ['paper', 'editor', 'side'] as const;
export type Pane = (typeof PANES)[number];
export type Shares = Record<Pane, number>;

export const USUAL: Shares = { paper: 25, editor: 38, side: 37 };
const SMALLEST = 15;

/** The panes on both sides of a separator. */
export const NEIGHBOURS = { paper: ['paper', 'editor'], editor: ['editor', 'side'] } as const;
export type Separator = keyof typeof NEIGHBOURS;

/** Moves a separator by so many per cent; both neighbours keep at least a little. */
export function moved(shares: Shares, separator: Separator, by: number): Shares {
  const [left, right] = NEIGHBOURS[separator];
  const both = shares[left] + shares[right];
  const to = Math.min(both - SMALLEST, Math.max(SMALLEST, shares[left] + by));
  return { ...shares, [left]: to, [right]: both - to };
}

/** What an arrow, Home or End does to a separator, in per cent (WAI-ARIA window splitter); undefined for other keys. */
export const step = (key: string): number | undefined =>
  ({ ArrowLeft: -2, ArrowRight: 2, Home: -100, End: 100 })[key];

/** The pane that F6 goes to next, of those that are open. */
export function next(open: Pane[], now: Pane | undefined): Pane | undefined {
  return open[((now ? open.indexOf(now) : -1) + 1) % open.length];
}
