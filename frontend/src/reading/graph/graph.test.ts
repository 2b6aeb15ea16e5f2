import { expect, it } from 'vitest';
import { readable } from './labels';
import { layout } from './layout';
import { fit, pan, short, zoom } from './view';
import type { Citation, Graph, Work } from './wire';
import { deed, important, neighbours, ranked, standing, timesOf } from './works';

const work = (id: string, over: Partial<Work> = {}): Work => ({
  id, kind: 'reference', key: '', label: '', title: `Work ${id}`, year: null, progress: null, cited_by: 1, asked: false, reference_id: null, ...over,
});

/** Papers that each cite a few of their own and a few in common. */
function many(papers: number, works: number): { works: Work[]; citations: Citation[] } {
  const own = Array.from({ length: papers }, (_, i) => work(`p${i}`, { asked: true, cited_by: 0 }));
  const others = Array.from({ length: works - papers }, (_, i) => work(`w${i}`));
  const citations = others.flatMap(({ id }, i) => [i % papers, (i * 7) % papers].map((p) => ({ from: `p${p}`, to: id, times: 1 })));
  return { works: [...own, ...others], citations };
}

it('lays the same works out alike, in whatever order they come', async () => {
  const { works, citations } = many(4, 40);
  const one = await layout(works, citations);
  const other = await layout(works.toReversed(), citations.toReversed());
  expect([...other.entries()].sort()).toEqual([...one.entries()].sort());
});

it('lets no two of 200 works cover each other', async () => {
  const { works, citations } = many(12, 200);
  const spots = [...(await layout(works, citations)).values()];
  const covered = spots.flatMap((one, i) => spots.slice(i + 1).filter((other) => Math.hypot(one.x - other.x, one.y - other.y) < one.r + other.r));
  expect(spots).toHaveLength(200);
  expect(covered).toEqual([]);
});

it('minds no citation of a work it does not show', async () => {
  expect((await layout([work('a')], [{ from: 'a', to: 'gone', times: 1 }])).size).toBe(1);
});

it('shows everything, and keeps the point under the pointer where it is', () => {
  const spots = [{ x: -1000, y: -10, r: 5 }, { x: 1000, y: 10, r: 5 }];
  const view = fit(spots, 800, 600);
  for (const { x } of spots) expect(view.x + view.k * x).toBeGreaterThan(0);
  for (const { x } of spots) expect(view.x + view.k * x).toBeLessThan(800);
  const nearer = zoom(view, 2, { x: 100, y: 50 });
  expect((100 - nearer.x) / nearer.k).toBeCloseTo((100 - view.x) / view.k);
  expect(pan(view, 5, -5)).toEqual({ k: view.k, x: view.x + 5, y: view.y - 5 });
});

const FRAME = { width: 400, height: 300 };
const round = (id: string, x: number, y: number) => ({ id, words: 'ten letter', x, y, r: 5 });

it('puts labels right of their circles, else left, under or over them, where they cover nothing', () => {
  const [alone, crowded] = [round('a', 100, 100), round('b', 200, 200)];
  const around = [crowded, round('right', 228, 200), round('left', 172, 200)];
  expect(readable([alone], [alone], FRAME).get('a')).toEqual({ x: 113, y: 104, anchor: 'start' });
  expect(readable([crowded], around.slice(0, 2), FRAME).get('b')?.anchor).toBe('end');
  expect(readable([crowded], around, FRAME).get('b')).toMatchObject({ x: 200, anchor: 'middle' });
  expect(readable([crowded], [...around, round('under', 200, 224), round('over', 200, 176)], FRAME).size).toBe(0);
});

it('keeps labels apart and in the frame; the first given choose first', () => {
  const rounds = [round('a', 100, 100), round('b', 130, 100), round('edge', 390, 50)];
  const stand = readable(rounds, rounds, FRAME);
  expect([...stand].map(([id, { anchor }]) => [id, anchor])).toEqual([['a', 'end'], ['b', 'start'], ['edge', 'end']]);
});

it('shortens a long title', () => {
  expect(short('A long title indeed, which does not fit', 12)).toBe('A long titl…');
  expect(short('Short')).toBe('Short');
});

const GRAPH: Graph = {
  nodes: [work('mine', { asked: true, cited_by: 0, progress: 'read' }), work('b', { cited_by: 2 }), work('c', { cited_by: 3 }), work('read', { cited_by: 5, progress: 'read' })],
  edges: [{ from: 'mine', to: 'b', times: 2 }, { from: 'c', to: 'mine', times: 1 }, { from: 'c', to: 'b', times: 1 }],
  next: [{ id: 'c', cited_by: 3, times: 9 }, { id: 'b', cited_by: 2, times: 3 }],
  left_out: 0,
};

it('lists what to read next first, then the papers, then the rest', () => {
  expect(ranked(GRAPH).map(({ id }) => id)).toEqual(['c', 'b', 'mine', 'read']);
});

it('names the important ones and who stands beside whom', () => {
  expect(important(GRAPH, 1).map(({ id }) => id)).toEqual(['mine', 'c']);
  expect([...neighbours(GRAPH, 'mine')]).toEqual(['b', 'c']);
  expect(neighbours(GRAPH, undefined).size).toBe(0);
});

it.each([
  [{ cited_by: 4 }, 11, 6, 'cited by 4 of these papers, 11 times'],
  [{ cited_by: 1 }, 1, 6, 'cited by one of these papers, once'],
  [{ cited_by: 2 }, 2, 2, 'cited by both of these papers, twice'],
  [{ cited_by: 3 }, 4, 3, 'cited by all 3 of these papers, 4 times'],
  [{ cited_by: 1, progress: 'to_read' as const }, 1, 1, 'cited by this paper, once; to read'],
  [{ asked: true, cited_by: 0, progress: 'reading' as const }, 0, 2, 'one of these papers; reading'],
])('says how a work stands: %o', (over, times, count, words) => expect(standing(work('a', over), times, count)).toBe(words));

it('counts how often a work is cited', () => {
  expect(timesOf(GRAPH).get('b')).toBe(3);
});

it.each([
  [{ kind: 'paper' as const, key: '2611.01234' }, 'open'],
  [{ key: '2611.01234' }, 'import'],
  [{ key: 'hep-th/9901001' }, 'import'],
  [{ key: '10.1000/1', reference_id: 'r1' }, 'make'],
  [{ reference_id: 'r1' }, 'make'],
  [{}, 'none'],
])('knows what can be done about %o', (over, what) => expect(deed(work('a', over))).toBe(what));
