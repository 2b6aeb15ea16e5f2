import { expect, it } from 'vitest';
import type { Mention, Reference, References } from './wire';
import { byWeight, choices, duration, holds, originWords, progressWords, sectionWords, sentences, timesWords } from './words';

const entry = (id: string, position: number, over: Partial<Reference> = {}): Reference => ({
  id, position, key: id, text: `${id}, A work about ${id}, 1999.`, title: '', arxiv_id: null, doi: null, url: '', times: 0, mentions: [],
  paper: null, state: 'importable', sentence: '', ...over,
});

const mention = (section: string, sentence: string): Mention => ({ section, sentence, sentence_html: sentence });

const all = (entries: Reference[], main: string[] = []): References => ({
  origin: 'html', access: 'open', entries, main, state: { state: 'done', what: '', place: 0, seconds: 0, sentence: '' }, imports: { total: 0, done: 0, failed: 0, waiting: 0 },
});

it.each([
  ['2 Background', '§2'], ['2.1 The weights', '§2.1'], ['§3', '§3'], ['A.2 Proofs', '§A.2'], ['B', '§B'], ['Related work', '“Related work”'], ['A story', '“A story”'], ['Appendix C More of it', 'Appendix C'], ['', ''],
])('shortens the heading %o to %o', (section, words) => expect(sectionWords(section)).toBe(words));

it.each([
  [7, ['2 Before'], '7×, first in §2'],
  [1, ['Related work'], '1×, in “Related work”'],
  [3, [''], '3×'],
  [0, [], 'listed, never cited in the text'],
])('says that a work is cited %i times', (times, sections, words) => {
  expect(timesWords({ times, mentions: sections.map((section) => mention(section, '')) })).toBe(words);
});

it('puts first what is cited most, then what is cited first', () => {
  expect(byWeight([entry('a', 1, { times: 1 }), entry('b', 2, { times: 5 }), entry('c', 0, { times: 1 })]).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
});

it('offers what can come, the main ones first', () => {
  const entries = [entry('a', 0, { times: 9 }), entry('b', 1, { times: 4 }), entry('c', 2, { state: 'here' }), entry('d', 3, { state: 'failed' }), entry('e', 4, { state: 'outside' })];
  expect(choices(all(entries, ['b', 'c'])).map(({ id }) => id)).toEqual(['b', 'a', 'd']);
});

it.each([[1, 'about 3 seconds'], [20, 'about 60 seconds'], [40, 'about 2 minutes'], [2000, 'about 2 hours']])('%i requests take %s', (requests, words) => {
  expect(duration(requests)).toBe(words);
});

it('says how an import goes', () => {
  expect(progressWords({ total: 40, done: 12, failed: 1, waiting: 27 })).toBe('12 of 40 are here, 1 could not be had; about 81 seconds to go, for arXiv allows one request every 3 seconds.');
  expect(progressWords({ total: 1, done: 1, failed: 0, waiting: 0 })).toBe('1 of 1 is here.');
});

it('says what it was read from', () => {
  expect(originWords(all([entry('a', 0)]))).toBe('1 work, read from its HTML');
});

it('finds an entry by any of its words', () => {
  expect(holds(entry('ilves', 0, { arxiv_id: '2611.01234' }), 'WORK 2611')).toBe(true);
  expect(holds(entry('ilves', 0), 'work elsewhere')).toBe(false);
});

it('shows each sentence once, and none that is hidden', () => {
  const mentions = [mention('1', 'As in [2].'), mention('2', 'As in [2].'), mention('3', ''), mention('4', 'Give $n = 2$ [2].')];
  expect(sentences(mentions).map(({ section }) => section)).toEqual(['1', '4']);
});
