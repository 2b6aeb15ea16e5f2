import { describe, expect, it } from 'vitest';
import { put, stillToDo, view, type Doing } from './pending';
import type { Review } from './wire';

const said = (id: string, words: string, exact?: string): Review['threads'][number] => ({
  id,
  mark: 'comment',
  resolved_at: null,
  anchor: exact ? { exact, prefix: '', suffix: '', start: null, end: null, section: '' } : null,
  comments: [{ id: `c-${id}`, byline: 'Rui', mine: true, words, html: `<p>${words}</p>`, created_at: '2026-11-24T10:00:00Z', changeable: false }],
});

const REVIEW: Review = {
  id: 'r', ask_id: 'a', kind: 'correctness', revision_number: 3, byline: 'Rui', sentence: 'Sound.', sentence_html: '<p>Sound.</p>', said_back: '', ratings: [], suggestions: [],
  ticks: [{ evidence_id: 'e1', verdict: 'right', why: '' }], threads: [said('t1', 'Why 600?', 'step 600')], sent_at: null, read_at: null, helped: false,
};

const all = (...doings: Doing[]) => doings.reduce(put, []);

describe('what is on its way', () => {
  it('holds one thing about each, the latest', () => {
    const pending = all(
      { what: 'sentence', words: 'S' },
      { what: 'tick', evidence: 'e1', verdict: 'wrong', why: '' },
      { what: 'sentence', words: 'Sound' },
      { what: 'untick', evidence: 'e1' },
    );
    expect(pending).toEqual([{ what: 'sentence', words: 'Sound' }, { what: 'untick', evidence: 'e1' }]);
  });

  it('changes or drops a comment that never left', () => {
    const comment: Doing = { what: 'comment', id: 'new 1', words: 'Hm', anchor: null };
    expect(all(comment, { what: 'reword', id: 'new 1', words: 'Hm?' })).toEqual([{ ...comment, words: 'Hm?' }]);
    expect(all(comment, { what: 'remove', id: 'new 1' })).toEqual([]);
    expect(all({ what: 'reword', id: 't1', words: 'No' }, { what: 'remove', id: 't1' })).toEqual([{ what: 'remove', id: 't1' }]);
  });
});

describe('edits, ratings and what one took from it', () => {
  const edit: Doing = { what: 'suggest', id: 'new 3', anchor: { exact: 'wasted effort' }, replacement: 'noise', why: '' };

  it('are dropped when they never left, and shown as if they had arrived', () => {
    expect(all(edit, { what: 'take out', id: 'new 3' })).toEqual([]);
    const shown = view(REVIEW, [edit, { what: 'rate', value: 'fit', grade: 'thin' }, { what: 'said back', words: 'It halves.' }]);
    expect(shown.edits.map(({ replacement }) => replacement)).toEqual(['noise']);
    expect([...shown.ratings]).toEqual([['fit', 'thin']]);
    expect(shown.saidBack).toBe('It halves.');
    expect(view({ ...REVIEW, ratings: [{ value: 'fit', grade: 'thin' }] }, [{ what: 'rate', value: 'fit', grade: null }]).ratings.size).toBe(0);
  });

  it('one rating of each thing is on its way, the latest', () => {
    expect(all({ what: 'rate', value: 'fit', grade: 'thin' }, { what: 'rate', value: 'story', grade: 'thin' }, { what: 'rate', value: 'fit', grade: 'missing' })).toEqual([
      { what: 'rate', value: 'fit', grade: 'missing' },
      { what: 'rate', value: 'story', grade: 'thin' },
    ]);
  });

  it('are not made twice after a lost answer', () => {
    const arrived = { ...REVIEW, suggestions: [{ id: 's1', anchor: { exact: 'wasted effort', prefix: '', suffix: '', section: '' }, replacement: 'noise', why: '', created_at: '2026-11-24T10:00:00Z', outcome: null }] };
    expect(stillToDo(arrived, [edit, { what: 'take out', id: 'gone' }, { what: 'take out', id: 's1' }])).toEqual([{ what: 'take out', id: 's1' }]);
  });
});

describe('the review as its writer sees it', () => {
  it('is empty before it is begun', () => {
    expect(view(null, [])).toEqual({ sentence: '', byline: '', saidBack: '', ticks: new Map(), ratings: new Map(), comments: [], edits: [] });
  });

  it('shows what is on its way as if it had arrived', () => {
    const shown = view(REVIEW, [
      { what: 'sentence', words: 'Sound, mostly.' },
      { what: 'tick', evidence: 'e2', verdict: 'misleading', why: 'the bound' },
      { what: 'untick', evidence: 'e1' },
      { what: 'reword', id: 't1', words: 'Why not 400?' },
      { what: 'comment', id: 'new 1', words: 'Lovely', anchor: null },
    ]);
    expect(shown.sentence).toBe('Sound, mostly.');
    expect([...shown.ticks]).toEqual([['e2', { verdict: 'misleading', why: 'the bound' }]]);
    expect(shown.comments.map(({ id, words, html }) => [id, words, html])).toEqual([['t1', 'Why not 400?', undefined], ['new 1', 'Lovely', undefined]]);
  });
});

describe('after a lost answer', () => {
  it('does not make a comment twice, nor remove what is gone', () => {
    const pending: Doing[] = [
      { what: 'comment', id: 'new 1', words: 'Why 600?', anchor: { exact: 'step 600' } },
      { what: 'comment', id: 'new 2', words: 'Why 600?', anchor: null },
      { what: 'remove', id: 'gone' },
      { what: 'remove', id: 't1' },
      { what: 'sentence', words: 'Sound.' },
    ];
    expect(stillToDo(REVIEW, pending)).toEqual([pending[1], pending[3], pending[4]]);
  });
});
