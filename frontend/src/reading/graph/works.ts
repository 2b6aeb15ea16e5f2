import type { Graph, Work } from './wire';

/** What one click does about a work: opens it, imports it from arXiv, makes a paper of it; nothing when none can be had. */
export function deed({ kind, key, reference_id }: Work): 'open' | 'import' | 'make' | 'none' {
  if (kind === 'paper') return 'open';
  if (key && !key.startsWith('10.')) return 'import';
  return reference_id ? 'make' : 'none';
}

/** How often the papers cite each work, all together. */
export function timesOf({ edges, next }: Graph): Map<string, number> {
  const times = new Map<string, number>();
  for (const edge of edges) times.set(edge.to, (times.get(edge.to) ?? 0) + edge.times);
  for (const one of next) times.set(one.id, one.times);
  return times;
}

/** "cited by 4 of these papers, 11 times; to read", when `count` papers were asked for. */
export function standing({ asked, progress, cited_by }: Work, times: number, count: number): string {
  const read = progress ? { to_read: 'to read', reading: 'reading', read: 'read' }[progress] : '';
  const often = times > 2 ? `, ${times} times` : ['', ', once', ', twice'][times];
  return [asked && 'one of these papers', cited_by && `cited by ${citing(cited_by, count)}${often}`, read].filter(Boolean).join('; ');
}

function citing(some: number, all: number): string {
  if (all === 1) return 'this paper';
  if (some === all) return all === 2 ? 'both of these papers' : `all ${all} of these papers`;
  return some === 1 ? 'one of these papers' : `${some} of these papers`;
}

/** What to read next comes first, then the papers themselves, then what is cited most. */
export function ranked({ nodes, next }: Graph): Work[] {
  const place = new Map(next.map(({ id }, i) => [id, i]));
  const after = nodes.toSorted((one, other) => Number(other.asked) - Number(one.asked) || other.cited_by - one.cited_by || one.title.localeCompare(other.title));
  const first = after.filter(({ id }) => place.has(id)).sort((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0));
  return [...first, ...after.filter(({ id }) => !place.has(id))];
}

/** The ids of what to read next. */
export const nextOf = ({ next }: Graph): Set<string> => new Set(next.map(({ id }) => id));

/** The ids of the works next to one. */
export function neighbours({ edges }: Graph, id: string | undefined): Set<string> {
  return new Set(edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : [])));
}

/** Those that have their title beside them from the start: the papers themselves, and `most` of the others. */
export function important(graph: Graph, most = 14): Work[] {
  const others = ranked(graph).filter(({ asked }) => !asked);
  return [...graph.nodes.filter(({ asked }) => asked), ...others.slice(0, most)];
}
