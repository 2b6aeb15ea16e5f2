import { describe, expect, it, vi } from 'vitest';
import { Round } from './round.svelte';
import type { Draft, Fits, Screen } from './wire';

vi.mock('../api/client', () => ({ api: { get: vi.fn(), post: vi.fn() } }));

const draft = { id: 'd', authors: [], text: { version: 3, body: '# The pace\n\nWords.' } } as unknown as Draft;
const anchor = (exact: string) => ({ exact, prefix: '', suffix: '', start: null, end: null, section: '' });
const claim = (note: string, rank: number) => ({ note_id: note, use: 1, anchor: anchor(note), question: '', html: note, source: '3', rank });
const mark = { unsure_id: 'm', anchor: anchor('m'), question: 'Is it?', html: 'm', source: '', rank: 0 };
const person = (id: string) => ({ id, name: id.toUpperCase(), handle: id });
const fits = (...ids: string[]) => ({ sentence: '', fits: ids.map((id) => ({ person: person(id), why: 'Free.' })) }) as unknown as Fits;
const proposal = (kind: string) => ({ kind, minutes: 20, due: '2026-12-04', sentence: '', passages: [] });

function round(passages: object[] = [mark, ...Array.from({ length: 14 }, (_, i) => claim(`n${i}`, i + 1))]) {
  const screen = { proposals: [proposal('correctness'), proposal('clarity')], passages, people: [], asks: [] } as unknown as Screen;
  return new Round(draft, screen, '2026-11-30', { correctness: fits('rui', 'mei'), clarity: fits('rui', 'lee') });
}

describe('the asks that are proposed', () => {
  it('go to two people, never twice to one', () => {
    expect(round().asks.map(({ who }) => who)).toEqual(['RUI', 'LEE']);
  });

  it('are about as many passages as the minutes allow, the marks among them, and about the whole', () => {
    const [check, clear] = round().asks;
    expect(check?.chosen.map(({ unsure_id, note_id }) => unsure_id ?? note_id)).toEqual(['m', 'n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8']);
    expect(clear?.chosen).toEqual([]);
    if (check) check.minutes = 10;
    expect(check?.chosen).toHaveLength(5);
  });

  it('stay as the writer chose them when the minutes change', () => {
    const [check] = round().asks;
    const [first] = check?.chosen ?? [];
    if (!check || !first) throw new Error('nothing is proposed');
    check.choose(first, false);
    check.minutes = 10;
    expect(check.chosen).toHaveLength(9);
    expect(check.shape().passages).toHaveLength(9);
  });

  it('grow by a kind that is not asked for yet, and shrink', () => {
    const both = round();
    expect(both.add().kind).toBe('example');
    expect(both.asks).toHaveLength(3);
    both.remove(both.asks[0]!);
    expect(both.asks.map(({ kind }) => kind)).toEqual(['clarity', 'example']);
  });

  it('do not go out to nobody', () => {
    const both = round();
    both.asks[1]!.pick({ via: 'mail' });
    expect(both.incomplete).toBe(both.asks[1]);
    both.asks[1]!.email = 'lee@people.example';
    expect(both.incomplete).toBeUndefined();
  });
});
