import type { Spot } from './layout';

/** Which part of the picture is seen: a point of it lands at `x + k · point`, in CSS pixels. */
export interface View {
  x: number;
  y: number;
  k: number;
}

const EDGE = 48;
/** A few works are not drawn larger than this. */
const CLOSEST = 2.4;
const [SMALLEST, LARGEST] = [0.15, 6];

/** The view in which everything is seen, not too large. */
export function fit(spots: Iterable<Spot>, width: number, height: number): View {
  const all = [...spots];
  if (!all.length) return { x: width / 2, y: height / 2, k: 1 };
  const [left, right] = [Math.min(...all.map(({ x, r }) => x - r)), Math.max(...all.map(({ x, r }) => x + r))];
  const [top, bottom] = [Math.min(...all.map(({ y, r }) => y - r)), Math.max(...all.map(({ y, r }) => y + r))];
  const k = held(Math.min(CLOSEST, (width - 2 * EDGE) / (right - left || 1), (height - 2 * EDGE) / (bottom - top || 1)));
  return { k, x: width / 2 - (k * (left + right)) / 2, y: height / 2 - (k * (top + bottom)) / 2 };
}

/** Larger or smaller, with one point of the screen staying where it is. */
export function zoom(view: View, times: number, at: { x: number; y: number }): View {
  const k = held(view.k * times);
  const by = k / view.k;
  return { k, x: at.x - by * (at.x - view.x), y: at.y - by * (at.y - view.y) };
}

export const pan = (view: View, x: number, y: number): View => ({ ...view, x: view.x + x, y: view.y + y });

const held = (k: number) => Math.min(LARGEST, Math.max(SMALLEST, k));

/** A title that fits beside a point. */
export const short = (title: string, most = 34): string => (title.length <= most ? title : `${title.slice(0, most - 1).trimEnd()}…`);
