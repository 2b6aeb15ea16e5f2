import type { Citation, Work } from './wire';

/** Where a work is drawn, before zooming, and how large: in CSS pixels. */
export interface Spot {
  x: number;
  y: number;
  r: number;
}

const TICKS = 320;
const LINK = 64;
const APART = 6;

/** Those asked for are largest; of the others, those that more papers cite are larger. */
export const radius = ({ asked, cited_by }: Pick<Work, 'asked' | 'cited_by'>): number => (asked ? 10 : 4 + 2.2 * Math.sqrt(Math.max(0, cited_by - 1)));

/**
 * Lays works out so that those which cite each other stand together. The same works and citations, in whatever order,
 * give the same picture: d3-force draws no true random numbers, and the works go in sorted.
 */
export async function layout(works: Work[], citations: Citation[]): Promise<Map<string, Spot>> {
  const { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } = await import('d3-force');
  const spots = works.map((work) => ({ id: work.id, r: radius(work), x: NaN, y: NaN })).sort((one, other) => order(one.id, other.id));
  const known = new Set(spots.map(({ id }) => id));
  const links = citations
    .filter(({ from, to }) => known.has(from) && known.has(to))
    .map(({ from, to }) => ({ source: from, target: to }))
    .sort((one, other) => order(one.source, other.source) || order(one.target, other.target));
  forceSimulation(spots)
    .force('link', forceLink<(typeof spots)[number], (typeof links)[number]>(links).id(({ id }) => id).distance(LINK))
    .force('charge', forceManyBody().strength(-90).distanceMax(420))
    .force('collide', forceCollide<(typeof spots)[number]>(({ r }) => r + APART))
    .force('x', forceX(0).strength(0.045))
    .force('y', forceY(0).strength(0.06))
    .stop()
    .tick(TICKS);
  return new Map(spots.map(({ id, x, y, r }) => [id, { x, y, r }]));
}

const order = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
