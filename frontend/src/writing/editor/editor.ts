import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type TransactionSpec } from '@codemirror/state';
import { drawSelection, dropCursor, EditorView, highlightActiveLine, highlightSpecialChars, keymap, placeholder, type KeyBinding } from '@codemirror/view';
import { ySyncAnnotation, yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import { UndoManager } from 'yjs';
import { block, evidence, evidenceAtEnd, footnote, link, PIECES, quoted, wrap, type Edit, type Piece } from '../insertions';
import { steps } from '../live/steps';
import type { Copy } from '../live/copy';
import type { Range } from '../passage';
import type { Note, Offered } from '../wire';
import { cited, setMissing, type Cited } from './cited';
import { clean, onlyFit } from './clean';
import type { Suggestions } from './completion';
import { cursors } from './cursors';
import { dialect } from './dialect';
import './editor.css';
import type { Name } from './names';
import { noteChips } from './note-chips';
import { passageMarks, passages, setPassages, type Passage } from './passages';
import { pasting, type PasteHost } from '../pasting/pasting';
import { pictureInput } from './pictures';
import { after, placed, problemMarks, setProblems, type Problem } from './problems';
import { prompts } from './prompts';
import { pickedIn, setPicked, sources } from './sources';
import { suggested } from './suggested';
import { tables } from './tables';
import { stepsToUndo } from './undoing';

/** What the editor tells and asks the screen around it. */
export interface Host extends PasteHost, Cited {
  nonce: string | undefined;
  /** The id of the element that says how to leave the editor by keyboard. */
  describedBy: string;
  changed(): void;
  moved(line: number, column: number): void;
  /** The source line, with its fraction, at the top of the window. */
  scrolled(line: number): void;
  opened(passage: Passage): void;
  notSure(): void;
  comment(): void;
  suggest(): void;
  /** The suggestion the cursor is on is to be accepted, or else dismissed. */
  settle(id: string, accept: boolean): void;
  /** The selection, or the sentence the cursor is in, needs a source; in a claim its passage is wanted. */
  source(): void;
  /** The passage behind a claim is wanted. */
  openClaim(note: string): void;
  /** The questions that drafts begin with. */
  prompts(): Promise<string[]>;
  help(): void;
  pictures(files: File[]): void;
  /** The person wants a picture from their files. */
  choosePicture(): void;
  citations(words: string): Promise<Offered[]>;
  /** The key for a reference that has none of its own. */
  keep(reference: string): Promise<string>;
  notes(): Note[];
  headings(): Name[];
  bringMacros(): void;
}

/** Milliseconds between two changes that are undone separately. */
const PAUSE = 500;

/** The Markdown editor of a shared text: CodeMirror behind the few things the screen does with it. Offsets are UTF-16 units. */
export class Editor {
  readonly view: EditorView;
  /** What one did oneself, and nothing else: the binding alone is what it follows. */
  readonly #undo: UndoManager;
  readonly #readonly = new Compartment();
  readonly #aids = new Compartment();
  /** What completes words, once it is there; it comes by itself when one can type already. */
  readonly #aided: Promise<typeof import('./aids') | undefined>;
  #closed = false;
  /** The text of `#read`, so that a long document becomes one string only once. */
  #body = '';
  #read: unknown;

  constructor(
    parent: HTMLElement,
    readonly copy: Copy,
    readonly host: Host,
  ) {
    this.#undo = new UndoManager(copy.text, { trackedOrigins: new Set(), captureTimeout: PAUSE });
    this.view = new EditorView({ parent, state: EditorState.create({ doc: copy.text.toString(), extensions: this.#extensions() }) });
    this.#aided = this.#aid();
    this.view.scrollDOM.addEventListener('scroll', () => host.scrolled(this.topLine()), { passive: true });
  }

  get body(): string {
    const { doc } = this.view.state;
    if (doc !== this.#read) [this.#read, this.#body] = [doc, doc.toString()];
    return this.#body;
  }

  get selection(): Range {
    const { from, to } = this.view.state.selection.main;
    return { from, to };
  }

  get passages(): Passage[] {
    return passages(this.view.state);
  }

  /** Whether the person may change the text; who may not can still select and search in it. */
  get readonly(): boolean {
    return this.view.state.readOnly;
  }

  set readonly(readonly: boolean) {
    if (readonly === this.readonly) return;
    // What was done before would be undone past the editor.
    if (readonly) this.#undo.clear();
    this.#dispatch({ effects: this.#readonly.reconfigure(onlyRead(readonly)) });
  }

  /** Does what a function of the text and its selection says. */
  apply(make: (text: string, range: Range) => Edit, range = this.selection): void {
    if (this.readonly) return;
    const { changes, anchor, head } = make(this.body, range);
    this.#dispatch({ changes, selection: { anchor, head }, scrollIntoView: true, userEvent: 'input' });
    this.focus();
  }

  insert(piece: Piece, range = this.selection): void {
    if (piece === 'figure') {
      this.#dispatch({ changes: { ...range, insert: '' } });
      this.host.choosePicture();
    } else if (piece === 'macros') {
      this.#dispatch({ changes: { ...range, insert: '' } });
      this.host.bringMacros();
    } else if (piece === 'footnote') this.apply(footnote, range);
    else this.apply((text, at) => block(text, at, PIECES[piece].text), range);
  }

  /** Begins a citation and offers what can be cited. */
  cite(): void {
    this.apply((_, { from, to }) => ({ changes: [{ from, to, insert: '[@' }], anchor: from + 2, head: from + 2 }));
    void this.#aided.then((aids) => !this.#closed && aids?.offer(this.view));
  }

  /** These keys name no work. */
  missing(keys: string[]): void {
    this.#dispatch({ effects: setMissing.of(new Set(keys)) });
  }

  quote(note: Note, range = this.selection): void {
    this.apply((text, at) => evidence(text, at, passageOf(note)), range);
  }

  quoteAtEnd(note: Note): void {
    this.apply((text) => evidenceAtEnd(text, passageOf(note)));
  }

  /** Makes the text `body`, changing only what differs, so that cursors, passages and others' words keep their places. */
  replace(body: string): void {
    this.#dispatch({ changes: steps(this.body, body) });
  }

  /** The words that look for a source. */
  get picked(): Range | undefined {
    return pickedIn(this.view.state);
  }

  /** Marks words that look for a source and selects them; without a range none do any more. */
  pick(range?: Range): void {
    this.#dispatch({ effects: setPicked.of(range), ...(range && { selection: { anchor: range.from, head: range.to } }) });
  }

  hang(marked: Passage[]): void {
    this.#dispatch({ effects: setPassages.of(marked) });
  }

  /** Selects a passage and brings it into the middle of the window. */
  reveal({ from, to }: Range): void {
    this.#dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
    this.focus();
  }

  /** Underlines what the preview says of the text. */
  mark(problems: readonly Problem[]): void {
    if (problems.length || placed(this.view.state).length) this.#dispatch({ effects: setProblems(problems) });
  }

  /** Selects the next place something is the matter with, and gives back what. */
  nextProblem(): string | undefined {
    const next = after(this.view.state);
    if (next) this.reveal(next);
    return next?.problem.message;
  }

  revealLine(number: number): void {
    const line = this.view.state.doc.line(Math.min(Math.max(1, number), this.view.state.doc.lines));
    this.reveal({ from: line.from, to: line.from });
  }

  /** Where a passage is drawn, in the window; undefined when it is out of sight. */
  rectOf({ from, to }: Range): DOMRect | undefined {
    const [start, end] = [this.view.coordsAtPos(from), this.view.coordsAtPos(to)];
    return start && end ? new DOMRect(start.left, start.top, 1, end.bottom - start.top) : undefined;
  }

  topLine(): number {
    const { view } = this;
    const top = Math.max(0, view.scrollDOM.scrollTop - view.documentPadding.top);
    const shown = view.lineBlockAtHeight(top);
    return view.state.doc.lineAt(shown.from).number + Math.min(1, (top - shown.top) / Math.max(1, shown.height));
  }

  focus(): void {
    this.view.focus();
  }

  close(): void {
    this.#closed = true;
    this.view.destroy();
    this.#undo.destroy();
  }

  /** Has what completes words fetched. What was typed in the meantime is completed as if it had been there. */
  async #aid() {
    const { doc } = this.view.state;
    const aids = await import('./aids').catch(() => undefined);
    if (this.#closed) return undefined;
    if (!aids) this.host.say('What completes citations and formulas could not be loaded. Reload the page to have it.');
    else this.#dispatch({ effects: this.#aids.reconfigure(aids.aids(this.#suggestions())) });
    if (this.view.state.doc !== doc) aids?.offer(this.view);
    return aids;
  }

  #suggestions(): Suggestions {
    const { host } = this;
    return {
      citations: (words) => host.citations(words),
      keep: (reference) => host.keep(reference),
      notes: () => host.notes(),
      headings: () => host.headings(),
      insert: (_, piece, from, to) => this.insert(piece, { from, to }),
      quote: (_, note, from, to) => this.apply((text, at) => quoted(text, at, passageOf(note)), { from, to: this.#pastBrackets(to) }),
    };
  }

  #dispatch(spec: TransactionSpec): void {
    this.view.dispatch(spec);
  }

  #extensions() {
    const { host, copy } = this;
    return [
      host.nonce ? EditorView.cspNonce.of(host.nonce) : [],
      onlyFit((transaction) => transaction.annotation(ySyncAnnotation) !== undefined),
      EditorView.clipboardInputFilter.of(clean),
      this.#readonly.of(onlyRead(false)),
      stepsToUndo(this.#undo),
      // Its own cursors are drawn with style attributes, which the page's policy forbids, and tell people apart by colour alone.
      yCollab(copy.text, null, { undoManager: this.#undo }),
      cursors(copy.text, copy.awareness),
      dialect(),
      noteChips(),
      cited(host),
      sources(host),
      prompts(host),
      passageMarks((passage) => host.opened(passage)),
      suggested(host),
      this.#aids.of([]),
      problemMarks(),
      tables(),
      search({ top: true }),
      highlightSpecialChars(),
      highlightActiveLine(),
      drawSelection(),
      dropCursor(),
      pictureInput((files) => host.pictures(files)),
      pasting(host),
      placeholder('Begin with why somebody should care. Type / to insert, [@ to cite.'),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': 'The draft, in Markdown', 'aria-describedby': host.describedBy, tabindex: '0', spellcheck: 'true', autocapitalize: 'sentences' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) host.changed();
        if (update.docChanged || update.selectionSet) this.#tellPlace(update.state);
      }),
      keymap.of([...this.#keys(), ...searchKeymap, ...yUndoManagerKeymap, indentWithTab, ...defaultKeymap]),
    ];
  }

  #keys(): KeyBinding[] {
    const does = (key: string, run: () => void): KeyBinding => ({ key, preventDefault: true, run: () => (run(), true) });
    return [
      does('Mod-b', () => this.apply((text, range) => wrap(text, range, '**'))),
      does('Mod-i', () => this.apply((text, range) => wrap(text, range, '*'))),
      does('Mod-k', () => this.apply(link)),
      does('Mod-Shift-u', () => this.host.notSure()),
      does('Mod-Shift-m', () => this.host.comment()),
      does('Mod-Shift-e', () => this.host.suggest()),
    ];
  }

  #tellPlace(state: EditorState): void {
    const { head } = state.selection.main;
    const line = state.doc.lineAt(head);
    this.host.moved(line.number, [...state.sliceDoc(line.from, head)].length + 1);
  }

  #pastBrackets(at: number): number {
    return at + (/^\]{1,2}/.exec(this.view.state.sliceDoc(at, at + 2))?.[0].length ?? 0);
  }
}

const onlyRead = (readonly: boolean) => [
  EditorState.readOnly.of(readonly),
  // A phone need not show its keyboard for a text that is only read.
  readonly ? EditorView.contentAttributes.of({ 'aria-readonly': 'true', inputmode: 'none' }) : [],
];

const passageOf = ({ id, anchor }: Note) => ({ id, quote: anchor?.exact ?? '' });
