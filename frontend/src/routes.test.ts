import { describe, expect, it } from 'vitest';
import { match, outside, STAGES, url, type Route } from './routes';

const PAIRS: [address: string, route: Route][] = [
  [url.desk(), { name: 'desk' }],
  [url.paper('2611.01234'), { name: 'paper', key: '2611.01234' }],
  [url.paper('hep-th/9901001'), { name: 'paper', key: 'hep-th/9901001' }],
  [url.paper('doi:10.1000/a b?c#d'), { name: 'paper', key: 'doi:10.1000/a b?c#d' }],
  [url.paper('hep-th/9901001', 2), { name: 'paper', key: 'hep-th/9901001', version: 2 }],
  [url.paper('2611.01234', 1, { note: 'n7' }), { name: 'paper', key: '2611.01234', version: 1, note: 'n7' }],
  [url.notes(), { name: 'notes' }],
  [url.notes({ words: 'slow & hot', tag: 'method' }), { name: 'notes', words: 'slow & hot', tag: 'method' }],
  [url.graph(), { name: 'graph' }],
  [url.graph('d1'), { name: 'graph', draft: 'd1' }],
  [url.newDraft(), { name: 'newDraft', versions: [] }],
  [url.newDraft(['v1', 'v2']), { name: 'newDraft', versions: ['v1', 'v2'] }],
  ...STAGES.map((stage): [string, Route] => [url.draft('d1', stage), { name: 'draft', id: 'd1', stage }]),
  [url.draft('d1', 'write', { quote: 'n/1' }), { name: 'draft', id: 'd1', stage: 'write', quote: 'n/1' }],
  [url.draft('d1', 'write', { line: 12 }), { name: 'draft', id: 'd1', stage: 'write', line: 12 }],
  [url.history('d1'), { name: 'history', id: 'd1' }],
  [url.history('d1', { version: 'now', against: 'v/1' }), { name: 'history', id: 'd1', version: 'now', against: 'v/1' }],
  [url.review('r1'), { name: 'review', id: 'r1' }],
  [url.groups(), { name: 'groups' }],
  [url.group('g1'), { name: 'group', id: 'g1' }],
  [url.batch('g1'), { name: 'batch', id: 'g1' }],
];

describe('every address that is built is read back', () => {
  it.each(PAIRS)('%s', (address, route) => expect(match(address)).toEqual(route));
});

describe('match', () => {
  it('opens a draft without a stage where it is written', () => {
    expect(match('/desk/drafts/d1')).toEqual({ name: 'draft', id: 'd1', stage: 'write' });
  });

  it('does not mind a slash at the end', () => {
    expect(match('/desk/')).toEqual({ name: 'desk' });
    expect(match('/desk/drafts/d1/read/')).toEqual({ name: 'draft', id: 'd1', stage: 'read' });
  });

  it.each([
    '/', '/desks', '/desk/papers', '/desk/papers/', '/desk/drafts', '/desk/drafts/d1/burn', '/desk/drafts/d1/read/more',
    '/desk/reviews/', '/desk/reviews/r1/x', '/desk/notes/n1', '/desk/graph/d1', '/desk/papers/%E0%A4%A', '/some-slug',
  ])('knows nothing at %s', (address) => expect(match(address)).toBeUndefined());
});

it('keeps the slash of an old arXiv identifier readable', () => {
  expect(url.paper('hep-th/9901001')).toBe('/desk/papers/hep-th/9901001');
});

it('escapes what a person typed', () => {
  expect(outside.signIn('/desk?a=b&c')).toBe('/sign-in?then=%2Fdesk%3Fa%3Db%26c');
  expect(outside.piece('a piece', 3)).toBe('/a%20piece/3');
});
