import { expect, it } from 'vitest';
import { lineOf, touched } from './touched';
import type { Claim } from './wire';

const BODY = 'It [falls](note:a) first,\n\nthen [it rests](note:b) and [stays](note:c).';

const claim = (note_id: string, state: Claim['state']): Claim => ({
  note_id, state, claim: note_id, compared: 2, confidence: 1, newest: 2, now: '', number: 1, paper_key: '2611.01234', paper_title: '', quote: '', sentence: '', section: '', version_id: '', claim_html: '', quote_html: '', line: 1, at: 0,
});

it('lists the claims whose passage changed or is gone, while they are in the text', () => {
  const all = [claim('a', 'found'), claim('b', 'changed'), claim('c', 'gone'), claim('d', 'gone'), claim('a', 'moved'), claim('a', null)];
  expect(touched(all, BODY).map(({ note_id }) => note_id)).toEqual(['b', 'c']);
});

it('knows the line of a claim', () => {
  expect(['a', 'b', 'c', 'none'].map((id) => lineOf(id, BODY))).toEqual([1, 3, 3, 1]);
});
