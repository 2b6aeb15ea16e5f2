import { describe, expect, it } from 'vitest';
import { by, scopeOf, toTheWriter, type Scope } from './sentences';
import type { AskKind } from './wire';

const WHOLE: Scope = { passages: 0, unsure: false, section: '' };
const THREE: Scope = { passages: 3, unsure: true, section: '' };

const said = (kind: AskKind, scope: Scope, whom = 'Lee') =>
  toTheWriter(kind, scope, whom, 20, '2026-11-27', '2026-11-24').map(({ words }) => words).join('');

/* The same table as tests/reviewing/test_sentences.py: browser and server say an ask in the same words. */
describe('an ask in a sentence', () => {
  it.each<[AskKind, Scope, string]>([
    ['correctness', { passages: 2, unsure: false, section: '3' }, 'Ask Lee whether section 3 is right'],
    ['correctness', THREE, 'Ask Lee about 3 places you are unsure of'],
    ['correctness', { ...THREE, passages: 1 }, 'Ask Lee about a place you are unsure of'],
    ['correctness', WHOLE, 'Ask Lee whether it is right'],
    ['correctness', { ...WHOLE, passages: 5, claims: true }, 'Ask Lee whether these 5 claims are right'],
    ['correctness', { ...WHOLE, passages: 1, claims: true }, 'Ask Lee whether this claim is right'],
    ['clarity', WHOLE, 'Ask Lee whether it is clear'],
    ['clarity', { ...WHOLE, passages: 4 }, 'Ask Lee whether these 4 places are clear'],
    ['clarity', { ...WHOLE, passages: 1, section: 'Forgetting' }, 'Ask Lee whether “Forgetting” is clear'],
    ['example', WHOLE, 'Ask Lee for a better example'],
    ['example', { ...WHOLE, passages: 1 }, 'Ask Lee for a better example in this place'],
    ['story', WHOLE, 'Ask Lee whether the story carries'],
    ['proofreading', WHOLE, 'Ask Lee to proofread it'],
    ['outline', WHOLE, 'Ask Lee whether the outline holds'],
    ['failure', WHOLE, 'Ask Lee where it fails'],
    ['mentor', WHOLE, 'Ask Lee to mentor you'],
    ['failure', THREE, 'Ask Lee where these 3 places fail'],
  ])('%s of %o', (kind, scope, expected) => {
    expect(said(kind, scope)).toBe(`${expected}: 20 minutes, by Friday.`);
  });

  it('lets stand out what can be changed', () => {
    const parts = toTheWriter('clarity', WHOLE, 'Lee', 10, '2026-11-25', '2026-11-24');
    expect(parts.filter(({ choice }) => choice).map(({ words }) => words)).toEqual(['Lee', 'it is clear', '10 minutes', 'tomorrow']);
  });
});

describe('a day', () => {
  it.each([
    ['2026-11-24', 'by today'],
    ['2026-11-25', 'by tomorrow'],
    ['2026-11-30', 'by Monday'],
    ['2026-12-01', 'by 1 December'],
    ['2027-01-04', 'by 4 January 2027'],
    ['2026-11-20', 'by 20 November'],
  ])('%s', (due, expected) => expect(by(due, '2026-11-24')).toBe(expected));
});

describe('a scope', () => {
  const anchor = (section: string) => ({ exact: 'x', prefix: '', suffix: '', start: null, end: null, section });

  it('counts, and knows whether all are marks', () => {
    expect(scopeOf([])).toEqual(WHOLE);
    expect(scopeOf([{ unsure_id: 'a', anchor: anchor('') }, { unsure_id: 'b', anchor: anchor('3') }])).toEqual({ passages: 2, unsure: true, section: '' });
  });

  it('knows that all are claims, wherever they stand', () => {
    const claims = [{ note_id: 'a', anchor: anchor('3') }, { evidence_id: 'b', anchor: anchor('3') }];
    expect(scopeOf(claims)).toEqual({ passages: 2, unsure: false, section: '', claims: true });
    expect(scopeOf([...claims, { unsure_id: 'c', anchor: anchor('4') }])).toEqual({ passages: 3, unsure: false, section: '' });
  });

  it('knows the one section that all share', () => {
    expect(scopeOf([{ anchor: anchor(' The  noise ') }, { anchor: anchor('The noise') }])).toEqual({ passages: 2, unsure: false, section: 'The noise' });
  });
});
