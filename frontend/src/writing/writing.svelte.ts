import { untrack } from 'svelte';
import { ApiError } from '../api/errors';
import { changeDraft, loadDraft, me, saveRevision } from './calls';
import { Checks } from './advice/checks.svelte';
import type { Editor } from './editor/editor';
import type { Passage } from './editor/passages';
import { Elsewhere } from './elsewhere.svelte';
import { Keeper, leftBehind, letGo } from './keeping';
import { Layout } from './layout.svelte';
import { Binding } from './ledger/binding.svelte';
import { Ledger } from './ledger/ledger.svelte';
import { Marks } from './marks.svelte';
import { Papers } from './papers.svelte';
import { locate, sentenceAt, type Range } from './passage';
import { PreviewState } from './preview.svelte';
import { TextStore, theirsIn } from './text.svelte';
import { Threads } from './threads.svelte';
import type { Draft, DraftChange } from './wire';

/** All that the Write stage of one draft knows; made by the page and handed down. */
export class Writing {
  draft: Draft;
  editor = $state.raw<Editor>();
  /** Line and column of the cursor, from 1. */
  cursor = $state.raw({ line: 1, column: 1 });
  /** The source line at the top of the editor, with its fraction. */
  topLine = $state(1);
  /** The dialog that shows two texts is open. */
  choosing = $state(false);
  /** The mark whose question is being asked. */
  asking = $state<string>();
  /** The passage a new thread will be about; null: the whole draft. */
  commenting = $state.raw<Range | null>();
  /** Ids of marks and threads whose passage is in the text. */
  placed = $state.raw<string[]>([]);
  readonly layout = new Layout();
  readonly papers: Papers;
  readonly marks: Marks;
  readonly preview: PreviewState;
  readonly threads: Threads;
  readonly ledger: Ledger;
  readonly checks: Checks;
  readonly binding = new Binding(this);

  private constructor(
    draft: Draft,
    readonly text: TextStore,
    readonly elsewhere: Elsewhere,
  ) {
    this.draft = $state.raw(draft);
    this.marks = new Marks(text, draft.unsure);
    this.preview = new PreviewState(draft.id);
    this.threads = new Threads(text);
    this.papers = new Papers(draft.id);
    this.ledger = new Ledger(text);
    this.checks = new Checks(text);
    this.choosing = text.saving === 'conflict';
    text.oncommit = (version) => elsewhere.saved(version);
    text.onconflict = () => (this.choosing = true);
    elsewhere.onsaved = () => void text.refresh().catch(() => {});
  }

  /** Loads a draft, and takes up what an earlier page could not save. */
  static async open(id: string): Promise<Writing> {
    const elsewhere = new Elsewhere(id);
    try {
      const [draft, person, others] = await Promise.all([loadDraft(id), me(), elsewhere.ask()]);
      const text = new TextStore(id, draft.text, new Keeper(person.id, id, elsewhere.page));
      takeUp(text, draft, person.id, others);
      const writing = new Writing(draft, text, elsewhere);
      void writing.papers.show(draft.papers);
      void writing.threads.load();
      return writing;
    } catch (error) {
      elsewhere.close();
      throw error;
    }
  }

  async change(change: DraftChange): Promise<void> {
    this.draft = await changeDraft(this.draft.id, change);
    if (change.version_ids) await this.papers.show(this.draft.papers);
  }

  /** Mine goes on top of theirs, which is first saved as a version of its own. */
  async keepMine(): Promise<void> {
    const theirs = this.text.theirs;
    if (!theirs) return;
    try {
      await saveRevision(this.draft.id, 'Written elsewhere, before it was replaced', theirs.version);
    } catch (error) {
      const newer = theirsIn(error);
      if (newer) this.text.moved(newer);
      throw error;
    }
    await this.text.keepMine();
  }

  /** Marks the selection, or the sentence the cursor is in. Gives back words for the person when it cannot. */
  notSure(failed: (why: string) => void): string | undefined {
    const { editor } = this;
    if (!editor) return undefined;
    const { from, to } = editor.selection;
    const range = from < to ? { from, to } : sentenceAt(editor.body, from);
    if (range.from === range.to) return 'Select the words you are not sure of first.';
    const made = this.marks.add(range, (error) => failed(notMarked(error)));
    if (typeof made === 'string') return made;
    this.hang();
    this.asking = made.id;
    return undefined;
  }

  /** Begins a thread about the selection, or about the whole draft. */
  comment(): void {
    const range = this.editor?.selection;
    this.commenting = range && range.from < range.to ? range : null;
    this.layout.show('threads');
  }

  openPassage({ kind, id }: Passage): void {
    if (kind === 'unsure') this.asking = id;
    else this.openThread(id);
  }

  openThread(id: string): void {
    this.threads.current = id;
    this.layout.show('threads');
  }

  nextThread(): void {
    const id = this.threads.next();
    if (!id) return;
    this.layout.show('threads');
    this.reveal(id);
  }

  /** Shows the passage of a mark or a thread in the editor. */
  reveal(id: string): void {
    const passage = this.editor?.passages.find((one) => one.id === id);
    if (passage) this.editor?.reveal(passage);
  }

  /** Takes up what was typed. A passage that went with its words is looked for again: an undo may bring them back. */
  edited(body: string): void {
    this.text.edit(body);
    const hung = this.editor?.passages.length ?? 0;
    const anchored = [...this.marks.all, ...this.threads.open].filter(({ anchor }) => anchor).length;
    if (hung !== this.placed.length || hung < anchored) this.hang();
  }

  /** Hangs marks and open threads on the editor's text. One that hangs there already has moved with the text, and stays. */
  hang(): void {
    const { editor, marks, threads } = this;
    const current = threads.current;
    const wanted = [
      ...marks.all.map((mark) => ({ ...mark, kind: 'unsure' as const })),
      ...threads.open.map((thread) => ({ ...thread, kind: 'thread' as const })),
    ];
    if (!editor) return;
    untrack(() => {
      const hung = editor.passages;
      const passages = wanted.flatMap(({ id, kind, anchor, place }) => {
        const range = hung.find((one) => one.id === id) ?? (anchor && locate(editor.body, this.text.committed, anchor, place));
        return range ? [{ from: range.from, to: range.to, id, kind, current: id === current }] : [];
      });
      editor.hang(passages);
      this.placed = passages.map(({ id }) => id);
    });
  }

  /** Speaks to the browser: leaving, coming back, the connection. Returns the way to stop. */
  watch(): () => void {
    const { text } = this;
    const warn = (event: BeforeUnloadEvent) => text.saving !== 'saved' && event.preventDefault();
    const online = () => text.retry();
    const seen = () => (document.visibilityState === 'hidden' ? text.leave() : void text.refresh().catch(() => {}));
    const gone = () => (text.leave(), this.elsewhere.leave());
    addEventListener('beforeunload', warn);
    addEventListener('online', online);
    addEventListener('pagehide', gone);
    document.addEventListener('visibilitychange', seen);
    return () => {
      removeEventListener('beforeunload', warn);
      removeEventListener('online', online);
      removeEventListener('pagehide', gone);
      document.removeEventListener('visibilitychange', seen);
    };
  }

  close(): void {
    this.text.close();
    this.preview.close();
    this.elsewhere.close();
  }
}

const notMarked = (error: unknown) =>
  error instanceof ApiError ? error.sentence : 'The text is not saved yet, so nothing was marked. Try again once it is.';

/** The newest text left behind is restored when it follows on the server's; else both are shown. */
function takeUp(text: TextStore, draft: Draft, person: string, open: Set<string>): void {
  for (const { page, kept } of leftBehind(person, draft.id, open)) {
    if (kept.body !== draft.text.body) {
      if (text.saving !== 'saved') continue;
      if (kept.base === draft.text.version) text.restore(kept.body);
      else text.disagree(kept, draft.text);
      text.keeper.flush();
      if (!text.keeper.hasRoom) continue;
    }
    letGo(person, draft.id, page);
  }
}
