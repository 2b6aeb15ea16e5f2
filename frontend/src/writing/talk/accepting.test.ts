import { beforeEach, expect, it, vi } from 'vitest';
import { ApiError, Offline } from '../../api/errors';
import type { Passage } from '../editor/passages';
import type { Edit } from '../insertions';
import { Accepting } from './accepting.svelte';
import { Suggestions } from './suggestions.svelte';
import * as calls from './talk-calls';
import type { Suggestion } from './talk-calls';

vi.mock('./talk-calls');
const server = vi.mocked(calls);

/** An editor of a text with passages, which the test may change behind its back. */
class Editor {
  edits = 0;
  constructor(
    public body: string,
    public passages: Passage[],
  ) {}

  apply(make: () => Edit): void {
    this.edits++;
    for (const { from, to, insert } of make().changes.reverse()) this.body = this.body.slice(0, from) + insert + this.body.slice(to);
    this.passages = [];
  }
}

const BODY = 'A kettle sings early. Then it boils.';
const row = (id: string, exact: string, replacement: string): Suggestion => ({
  id, replacement, why: '', byline: 'Rui', mine: false, created_at: `2026-11-30T10:00:0${id}Z`, place: null, hint: null,
  anchor: { exact, prefix: '', suffix: '', start: null, end: null, section: '' },
  outcome: null, decided_at: null, decided_by: '', decided_here: false, applied_at: null,
});
const on = (one: Suggestion, exact = one.anchor.exact): Passage => {
  const from = BODY.indexOf(exact);
  return { id: one.id, kind: 'suggestion', from, to: from + exact.length, proposal: { exact: one.anchor.exact, replacement: one.replacement } };
};

const [sings, boils, early] = [row('1', 'sings', 'hums'), row('2', 'Then it boils.', ''), row('3', 'sings early', 'is late')];
let saved = true;
let kept: Suggestion[];
let suggestions: Suggestions;
let accepting: Accepting;

beforeEach(async () => {
  vi.resetAllMocks();
  [saved, kept] = [true, [sings, boils, early]];
  const change = (id: string, to: Partial<Suggestion>) => {
    kept = kept.map((one) => (one.id === id ? { ...one, ...to } : one));
    return Promise.resolve(kept.find((one) => one.id === id) as Suggestion);
  };
  server.suggestions.mockImplementation(() => Promise.resolve(kept));
  server.accept.mockImplementation((id) => change(id, { outcome: 'accepted', decided_here: true, decided_at: new Date().toISOString() }));
  server.undoAccept.mockImplementation((id) => change(id, { outcome: null, decided_here: false }));
  server.sayApplied.mockImplementation((id) => change(id, { applied_at: new Date().toISOString() }));
  const text = { draft: 'd', body: BODY, committed: BODY, flush: () => Promise.resolve(saved) };
  suggestions = new Suggestions(text);
  accepting = new Accepting(text, suggestions);
  await suggestions.load();
});

const settled = async () => vi.waitFor(() => expect(suggestions.unsaid).toEqual([]));

it('is granted it, changes the text, and says so once it is saved', async () => {
  const editor = new Editor(BODY, [on(sings)]);
  expect(await accepting.accept(editor, ['1'])).toBe('');
  expect(editor.body).toBe('A kettle hums early. Then it boils.');
  await settled();
  expect(server.sayApplied).toHaveBeenCalledWith('1');
  expect(suggestions.doubtful).toEqual([]);
});

it('leaves the text alone when somebody else was faster', async () => {
  server.accept.mockRejectedValue(new ApiError(409, 'conflict', 'This suggestion was accepted already.'));
  const editor = new Editor(BODY, [on(sings)]);
  expect(await accepting.accept(editor, ['1'])).toBe('This suggestion was accepted already.');
  expect([editor.body, editor.edits]).toEqual([BODY, 0]);
});

it('asks for nothing when the words have changed, and puts in nothing', async () => {
  const editor = new Editor(BODY, [on(sings, 'kettle')]);
  expect(await accepting.accept(editor, ['1'])).toContain('changed meanwhile');
  expect(server.accept).not.toHaveBeenCalled();
  expect(await accepting.accept(editor, ['1'], true)).toBe('');
  expect(editor.body).toBe('A hums sings early. Then it boils.');
});

it('opens it again when the words change between the grant and the edit', async () => {
  const editor = new Editor(BODY, [on(sings)]);
  const grant = server.accept.getMockImplementation();
  server.accept.mockImplementation((id) => {
    editor.body = editor.body.replace('sings', 'rings');
    return (grant as typeof calls.accept)(id);
  });
  expect(await accepting.accept(editor, ['1'])).toContain('It is open still');
  expect([editor.edits, suggestions.find('1')?.outcome]).toEqual([0, null]);
});

it('opens it again when the text may not be changed any more', async () => {
  const editor = Object.assign(new Editor(BODY, [on(sings)]), { readonly: false });
  const grant = server.accept.getMockImplementation() as typeof calls.accept;
  server.accept.mockImplementation((id) => ((editor.readonly = true), grant(id)));
  expect(await accepting.accept(editor, ['1'])).toContain('open still');
  expect([editor.edits, suggestions.find('1')?.outcome]).toEqual([0, null]);
});

it('says that it may not be in the text when it could not be opened again', async () => {
  const editor = new Editor(BODY, [on(sings)]);
  const grant = server.accept.getMockImplementation();
  server.accept.mockImplementation((id) => ((editor.passages = []), (grant as typeof calls.accept)(id)));
  server.undoAccept.mockRejectedValue(new Offline());
  expect(await accepting.accept(editor, ['1'])).toContain('could not be opened again');
  expect(suggestions.doubtful.map(({ id }) => id)).toEqual(['1']);
});

it('does all as one edit, and of two that overlap only the first', async () => {
  const editor = new Editor(BODY, [on(boils), on(early), on(sings)].sort((a, b) => a.from - b.from || a.to - b.to));
  expect(await accepting.accept(editor, ['1', '2', '3'])).toMatch(/^2 suggestions accepted\. 1 is open still/);
  expect([editor.body, editor.edits]).toEqual(['A kettle hums early. ', 1]);
});

it('stops asking when the server is out of reach, and puts in what was granted', async () => {
  const grant = server.accept.getMockImplementation() as typeof calls.accept;
  server.accept.mockImplementation((id) => (id === '1' ? grant(id) : Promise.reject(new Offline())));
  const editor = new Editor(BODY, [on(sings), on(boils)]);
  expect(await accepting.accept(editor, ['1', '2'])).toMatch(/^1 suggestion accepted\. 1 is open still: Stillroom cannot be reached/);
  expect(editor.body).toBe('A kettle hums early. Then it boils.');
});

it('says later that it is saved when it was offline, and never doubts it meanwhile', async () => {
  saved = false;
  await accepting.accept(new Editor(BODY, [on(sings)]), ['1']);
  expect(server.sayApplied).not.toHaveBeenCalled();
  expect(suggestions.doubtful).toEqual([]);
  saved = true;
  await accepting.confirm();
  expect(suggestions.find('1')?.applied_at).toBeTruthy();
});

it('doubts what another page accepted long ago and never put in the text', async () => {
  kept = [{ ...sings, outcome: 'accepted', decided_at: new Date(Date.now() - 180_000).toISOString() }, { ...boils, outcome: 'accepted', decided_at: new Date().toISOString() }];
  await suggestions.load();
  expect(suggestions.doubtful.map(({ id }) => id)).toEqual(['1']);
  expect(suggestions.settled.map(({ id }) => id)).toEqual(['2']);
});
