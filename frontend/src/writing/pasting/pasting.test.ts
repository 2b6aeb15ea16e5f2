// @vitest-environment jsdom
import { history, undo } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { dialect } from '../editor/dialect';
import { pasting } from './pasting';

const RICH = '<h2>One</h2><p>two <b>three</b></p>';
let view: EditorView;
const said: string[] = [];
const addPicture = vi.fn(async (_: File): Promise<string> => 'image:abc');
const picturesCame = vi.fn();

beforeAll(() => {
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
});
afterEach(() => (view.destroy(), (said.length = 0)));

function open(doc: string): void {
  const at = doc.indexOf('|');
  view = new EditorView({
    parent: document.body,
    state: EditorState.create({ doc: doc.replace('|', ''), selection: { anchor: at }, extensions: [history(), dialect(), pasting({ addPicture, picturesCame, say: (words) => said.push(words) })] }),
  });
}

/** The text after a paste; `moved` characters come from elsewhere meanwhile. */
async function paste(given: Record<string, string>, key: KeyboardEventInit = { key: 'v', ctrlKey: true }, moved = 0): Promise<string> {
  const before = view.state.doc.toString();
  view.contentDOM.dispatchEvent(new KeyboardEvent('keydown', key));
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: (type: string) => given[type] ?? '', types: Object.keys(given), files: [] } });
  view.contentDOM.dispatchEvent(event);
  await vi.waitFor(() => expect(view.state.doc.toString().length).toBeGreaterThan(before.length + moved), { timeout: 5000 });
  return view.state.doc.toString();
}

it('pastes rich text as Markdown in one step that can be undone', async () => {
  open('Before|');
  expect(await paste({ 'text/html': RICH, 'text/plain': 'One\ntwo three' })).toBe('Before\n\n## One\n\ntwo **three**\n');
  undo(view);
  expect(view.state.doc.toString()).toBe('Before');
});

it.each([
  ['with Shift', 'x |', { key: 'V', ctrlKey: true, shiftKey: true }, {}],
  ['in a formula', 'x $a|b$', undefined, {}],
  ['in inline code', 'x `a|b`', undefined, {}],
  ['in code', '```\na|\n```\n', undefined, {}],
  ['in code that is still open', '```\na|', undefined, {}],
  ['from a program for code', 'x |', undefined, { 'vscode-editor-data': '{}' }],
])('pastes plain %s', async (_, doc, key, more) => {
  open(doc);
  expect(await paste({ 'text/html': RICH, 'text/plain': 'a*b', ...more }, key)).toBe(doc.replace('|', 'a*b'));
});

it('pastes words of one paragraph as they are', async () => {
  open('x |');
  expect(await paste({ 'text/html': '<span>a*b</span>', 'text/plain': 'a*b' })).toBe('x a*b');
});

it('puts it where the cursor was, however the text moves meanwhile', async () => {
  open('Before |after');
  const done = paste({ 'text/html': '<p>a <i>b</i></p>', 'text/plain': 'a b' }, undefined, 3);
  view.dispatch({ changes: { from: 0, insert: '12 ' } });
  expect(await done).toBe('12 Before a *b*after');
});

it('adds pictures, and names those that could not be added', async () => {
  open('x|');
  addPicture.mockImplementationOnce(async () => 'image:one').mockImplementationOnce(async () => Promise.reject(new Error('no')));
  const html = '<p><img alt="One" src="data:image/png;base64,AAAA" width=9></p><p><img alt="Two" src="data:image/png;base64,AAAA" width=9></p>';
  expect(await paste({ 'text/html': html, 'text/plain': '' })).toBe('x\n\n![One](image:one)\n\n*Picture, not brought along: Two*\n');
  expect(said.at(-1)).toContain('One picture could not come along');
  expect(picturesCame).toHaveBeenCalledWith(['image:one']);
});

it('gives the words when nearly all of them would be lost', async () => {
  open('x |');
  expect(await paste({ 'text/html': '<h1>Ad</h1>', 'text/plain': 'a long text that the page kept elsewhere' })).toBe('x a long text that the page kept elsewhere');
});
