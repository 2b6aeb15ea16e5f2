import type { Note } from '../wire';
import type { Writing } from '../writing.svelte';
import { sentenceAt, type Range } from '../passage';
import { linkAt, linksIn } from './links';

/** A passage to be shown in the paper beside the text: a note's, or words. A new one each time somebody asks. */
export interface Shown {
  note: string;
  quote: string;
}

/** Binding claims to their sources: which words of the draft look for one, and whose passage is open beside them. */
export class Binding {
  /** The words that look for a source. */
  looking = $state<string>();
  /** The claim whose passage is open. */
  shown = $state.raw<Shown>();
  /** The paper (its version's id) whose full text shows: one at a time. */
  reading = $state<string>();

  constructor(readonly writing: Writing) {}

  /** Whether the person may change the text. */
  get writes(): boolean {
    return this.writing.draft.part === 'writer';
  }

  /**
   * Begins with the selection, or the sentence the cursor is in; in a claim its passage opens instead. Gives back words for
   * the person when there is nothing to begin with.
   */
  begin(range?: Range): string | undefined {
    const { editor, papers } = this.writing;
    if (!editor) return undefined;
    const { from, to } = range ?? editor.selection;
    const link = linkAt(editor.body, from);
    if (link && to <= link.to) return void this.open(link.note);
    if (!this.writes) return 'You read along in this draft. Those who write in it can name its sources.';
    const chosen = from < to ? { from, to } : sentenceAt(editor.body, from);
    if (chosen.from === chosen.to) return 'Select the words that need a source first.';
    if (linksIn(editor.body).some((one) => one.from < chosen.to && chosen.from < one.to)) return 'Some of these words have a source already. Select others.';
    if (!papers.all.length) return 'This draft names no paper yet. Add one in the paper pane first.';
    editor.pick(chosen);
    this.looking = editor.body.slice(chosen.from, chosen.to);
    this.shown = undefined;
    this.writing.layout.show('paper');
    this.reading ??= papers.all.length === 1 ? papers.all[0]?.paper.version_id : undefined;
    return undefined;
  }

  /** Makes the words that look for a source lean on this note. */
  choose(note: Note): void {
    const { editor, layout, ledger } = this.writing;
    const range = editor?.picked;
    this.leave();
    layout.show('write');
    if (!editor || !range) return;
    editor.quote(note, range);
    if (ledger.read) void ledger.load();
  }

  /** Looks no further; the text stays as it is. */
  leave(): void {
    this.looking = undefined;
    const { editor } = this.writing;
    editor?.pick();
    editor?.focus();
  }

  /** Opens the passage behind a claim in the paper beside the text. */
  open(note: string): void {
    const { papers, ledger, layout } = this.writing;
    this.looking = undefined;
    const known = papers.notes.find(({ id }) => id === note);
    this.shown = { note, quote: known?.anchor?.exact ?? ledger.claimOn(note)?.quote ?? '' };
    layout.show('paper');
    this.#turnTo(note);
    void ledger.load().then(() => this.shown?.note === note && this.#turnTo(note));
  }

  /** Closes the card of a claim; the paper stays open. */
  close(): void {
    this.shown = undefined;
  }

  #turnTo(note: string): void {
    const { papers, ledger } = this.writing;
    const key = papers.notes.find(({ id }) => id === note)?.paper_key ?? ledger.claimOn(note)?.paper_key;
    const beside = papers.all.find(({ paper }) => paper.key === key);
    if (beside) this.reading = beside.paper.version_id;
  }
}
