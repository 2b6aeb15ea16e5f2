import { untrack } from 'svelte';
import { ApiError, Offline } from '../api/errors';
import { changeDraft, loadDraft, me } from './calls';
import { Checks } from './advice/checks.svelte';
import type { Editor } from './editor/editor';
import type { Passage } from './editor/passages';
import { keepDraft, keptDraft } from './kept';
import { Layout } from './layout.svelte';
import { Binding } from './ledger/binding.svelte';
import { Ledger } from './ledger/ledger.svelte';
import { LiveStore } from './live/live.svelte';
import { Bringing } from './macros/bringing.svelte';
import { Marks } from './marks.svelte';
import { Papers } from './papers.svelte';
import { sentenceAt } from './passage';
import { CameIn } from './pictures/came-in.svelte';
import { Pictures } from './pictures/pictures.svelte';
import { placeOf, type Hanging } from './talk/place';
import { PreviewState } from './preview.svelte';
import { Composing } from './talk/composing.svelte';
import { Settling } from './talk/settling.svelte';
import { Suggestions } from './talk/suggestions.svelte';
import { wordsOf } from './talk/heard';
import { Threads } from './threads.svelte';
import type { Draft, DraftChange } from './wire';
import { Works } from './works/works.svelte';

/** All that the Write stage of one draft knows; made by the page and handed down. */
export class Writing {
  draft: Draft;
  editor = $state.raw<Editor>();
  /** Line and column of the cursor, from 1. */
  cursor = $state.raw({ line: 1, column: 1 });
  /** The source line at the top of the editor, with its fraction. */
  topLine = $state(1);
  /** The mark whose question is being asked. */
  asking = $state<string>();
  /** Ids of marks, threads and suggestions whose passage is in the text. */
  placed = $state.raw<string[]>([]);
  /** Ids of suggestions whose passage is in the text in other words. */
  unlike = $state.raw<string[]>([]);
  /** What others have just said, for whoever cannot see it come. */
  heard = $state('');
  readonly layout = new Layout();
  readonly papers: Papers;
  readonly marks: Marks;
  readonly preview: PreviewState;
  readonly threads: Threads;
  readonly suggestions: Suggestions;
  readonly settling: Settling;
  readonly composing = new Composing(this);
  readonly ledger: Ledger;
  readonly checks: Checks;
  readonly works: Works;
  readonly binding = new Binding(this);
  readonly pictures = new Pictures(this);
  readonly cameIn = new CameIn(this);
  readonly bringing = new Bringing(this);

  private constructor(
    draft: Draft,
    readonly text: LiveStore,
  ) {
    this.draft = $state.raw(draft);
    this.marks = new Marks(text, draft.unsure);
    this.preview = new PreviewState(draft.id);
    this.threads = new Threads(text);
    this.suggestions = new Suggestions(text);
    this.settling = new Settling(this);
    this.threads.onnew = (said) => void (this.heard = wordsOf(said));
    this.suggestions.onnew = (made) => void (this.heard = wordsOf(made));
    this.papers = new Papers(draft.id);
    this.ledger = new Ledger(text);
    this.checks = new Checks(text);
    this.works = new Works(draft.id, () => this.preview.ask(text.body, 0));
    text.on('threads', () => this.#quietly(this.threads.load()));
    text.on('suggestions', () => this.#quietly(this.suggestions.load()));
    text.on('works', () => this.works.shown && this.#quietly(this.works.load()));
    text.on('marks', () => this.#quietly(this.#renew()));
    text.on('draft', () => this.#quietly(this.#renew()));
    text.on('authors', () => this.#quietly(this.#renew()));
  }

  /** Loads a draft and its text; without a connection, as this browser keeps them. Throws Offline when it keeps none. */
  static async open(id: string): Promise<Writing> {
    const { draft, person } = await known(id);
    const writing = new Writing(draft, new LiveStore(draft, person));
    void writing.text.begin();
    writing.#quietly(writing.papers.show(draft.papers));
    writing.#quietly(writing.threads.load());
    writing.#quietly(writing.suggestions.load());
    return writing;
  }

  async change(change: DraftChange): Promise<void> {
    this.draft = await changeDraft(this.draft.id, change);
    if (change.citation_style) this.preview.ask(this.text.body, 0);
    if (change.version_ids) await this.papers.show(this.draft.papers);
  }

  /** Marks the selection, or the sentence the cursor is in. Gives back words for the person when it cannot. */
  notSure(failed: (why: string) => void): string | undefined {
    const { editor } = this;
    if (!editor) return undefined;
    if (this.text.readonly) return 'You read along in this draft. Those who write in it can mark what they are not sure of.';
    const { from, to } = editor.selection;
    const range = from < to ? { from, to } : sentenceAt(editor.body, from);
    if (range.from === range.to) return 'Select the words you are not sure of first.';
    const made = this.marks.add(range, (error) => failed(notMarked(error)));
    if (typeof made === 'string') return made;
    this.hang();
    this.asking = made.id;
    return undefined;
  }

  openPassage({ kind, id }: Passage): void {
    if (kind === 'unsure') this.asking = id;
    else if (kind === 'suggestion') this.openSuggestion(id);
    else this.openThread(id);
  }

  openSuggestion(id: string): void {
    this.#pick(this.suggestions, id);
    this.layout.show('threads');
  }

  openThread(id: string): void {
    this.#pick(this.threads, id);
    this.layout.show('threads');
  }

  /** Goes to the next open thread, or the next open suggestion: in the panel, and in the text where it has a place there. */
  next(talk: Threads | Suggestions): void {
    const id = talk.next();
    if (!id) return;
    this.#pick(talk, id);
    this.layout.show('threads');
    this.reveal(id);
    this.heard = wordsOf(talk.open.filter((one) => one.id === id));
  }

  /** Shows the passage of a mark or a thread in the editor. */
  reveal(id: string): void {
    const passage = this.editor?.passages.find((one) => one.id === id);
    if (passage) this.editor?.reveal(passage);
  }

  /** The text in the editor is another. A passage that went with its words is looked for again: an undo may bring them back. */
  edited(): void {
    const hung = this.editor?.passages.length ?? 0;
    const anchored = [...this.marks.all, ...this.threads.open, ...this.suggestions.hanging].filter(({ anchor }) => anchor).length;
    if (hung !== this.placed.length || hung < anchored) this.hang();
    else this.#compare();
  }

  /** Hangs marks, open threads and suggestions on the editor's text. One that hangs there already has moved with the text, and stays. */
  hang(): void {
    const { editor, text, marks, threads, suggestions, composing } = this;
    const current = [threads.current, suggestions.current];
    const wanted: Hanging[] = [
      ...marks.all.map((mark) => ({ ...mark, kind: 'unsure' as const })),
      ...threads.open.map((thread) => ({ ...thread, kind: 'thread' as const })),
      ...suggestions.hanging.map((one) => ({ ...one, kind: 'suggestion' as const, proposal: { exact: one.anchor.exact, replacement: one.replacement } })),
    ];
    const writing = composing.about;
    if (!editor) return;
    untrack(() => {
      const hung = editor.passages;
      const passages = wanted.flatMap(({ id, kind, proposal, ...at }): Passage[] => {
        const range = hung.find((one) => one.id === id) ?? placeOf(editor.body, text, at);
        return range ? [{ from: range.from, to: range.to, id, kind, current: current.includes(id), ...(proposal && { proposal }) }] : [];
      });
      if (writing) passages.push({ ...(hung.find(({ id }) => id === writing.id) ?? writing.range), id: writing.id, kind: 'writing' });
      editor.hang(passages);
      this.placed = passages.map(({ id }) => id);
      this.#compare();
    });
  }

  /** Picks one thing out, and nothing else. */
  #pick(talk: Threads | Suggestions, id: string): void {
    this.threads.current = this.suggestions.current = undefined;
    talk.current = id;
  }

  /** Notices which suggestions are about words that changed. */
  #compare(): void {
    const { editor } = this;
    const unlike = editor?.passages.filter(({ from, to, proposal }) => proposal && editor.body.slice(from, to) !== proposal.exact).map(({ id }) => id) ?? [];
    if (unlike.join() !== this.unlike.join()) this.unlike = unlike;
  }

  /** Asks before a page is left whose text the server does not have. Returns the way to stop. */
  watch(): () => void {
    const warn = (event: BeforeUnloadEvent) => this.text.kept && event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }

  close(): void {
    this.text.close();
    this.preview.close();
    this.works.close();
  }

  /** Takes up what others changed about the draft. */
  async #renew(): Promise<void> {
    const draft = await loadDraft(this.draft.id);
    const papers = draft.papers.map(({ version_id }) => version_id).join() !== this.draft.papers.map(({ version_id }) => version_id).join();
    this.draft = draft;
    this.marks.renew(draft.unsure);
    if (papers) await this.papers.show(draft.papers);
  }

  /** What is only shown beside the text may fail; the next news tries it again. */
  #quietly(work: Promise<unknown>): void {
    work.catch(() => {});
  }
}

const notMarked = (error: unknown) =>
  error instanceof ApiError ? error.sentence : 'The text is not saved yet, so nothing was marked. Try again once it is.';

/** A draft and whose page this is. */
async function known(id: string): Promise<{ draft: Draft; person: string }> {
  try {
    const [draft, { id: person }] = await Promise.all([loadDraft(id), me()]);
    keepDraft(person, draft);
    return { draft, person };
  } catch (error) {
    const kept = error instanceof Offline ? keptDraft(id) : undefined;
    if (!kept) throw error;
    return kept;
  }
}
