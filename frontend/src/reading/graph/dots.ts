import { readable, type Label } from './labels';
import type { Spot } from './layout';
import { short, type View } from './view';
import type { Graph, Work } from './wire';
import { important } from './works';

/** A work as it is drawn now, in CSS pixels. */
export interface Dot {
  work: Work;
  x: number;
  y: number;
  r: number;
}

/** Circles grow less than the distances between them. */
const grown = (r: number, k: number) => r * Math.min(1.6, Math.max(0.55, k));

/** Where each work is drawn in a view, by its id. */
export function dotsOf(works: Work[], spots: Map<string, Spot>, { x, y, k }: View): Map<string, Dot> {
  const dots = works.flatMap((work) => {
    const spot = spots.get(work.id);
    return spot ? [[work.id, { work, x: x + k * spot.x, y: y + k * spot.y, r: grown(spot.r, k) }] as const] : [];
  });
  return new Map(dots);
}

interface Seen {
  /** The work that is pointed at, and those next to it. */
  current: string | undefined;
  near: Set<string>;
  /** Whether it is seen from so close that every title may show. */
  close: boolean;
  width: number;
  height: number;
}

/** Titles beside their circles, by id: of the one pointed at and those around it, else of the papers and the important ones, as far as they fit. */
export function labelled(graph: Graph, order: Work[], dots: Map<string, Dot>, seen: Seen): Map<string, Label> {
  const { current, near, close } = seen;
  const around = order.filter(({ id }) => near.has(id));
  const pointed = order.filter(({ id }) => id === current);
  const papers = order.filter(({ asked }) => asked);
  const wanted = current ? [...pointed, ...around] : close ? [...papers, ...order.filter(({ asked }) => !asked)] : important(graph);
  const drawn = wanted.flatMap(({ id }) => dots.get(id) ?? []);
  return readable(drawn.map(({ work, x, y, r }) => ({ id: work.id, words: short(work.title), x, y, r })), [...dots.values()], seen);
}
