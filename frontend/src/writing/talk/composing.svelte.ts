import { PASSAGE_MAXIMUM, sentenceAt, type Range } from '../passage';
import type { Writing } from '../writing.svelte';

/** The comment or the suggestion that is being written, and the passage it is about, which moves with the text. */
export class Composing {
  kind = $state<'comment' | 'suggestion'>();
  /** The id its passage hangs under, and where it was at first; none: it is about the whole draft. */
  about = $state.raw<{ id: string; range: Range }>();
  /** The words it is about, as they were at first. */
  quote = $state('');
  /** What is typed of it, also before its form has come. */
  words = $state('');
  #count = 0;

  constructor(readonly writing: Writing) {}

  /** Where its passage is now; undefined when it is about the whole draft, or its words are gone. */
  get range(): Range | undefined {
    return this.writing.editor?.passages.find(({ id }) => id === this.about?.id);
  }

  /** Begins a thread about the selection, or about the whole draft. */
  comment(): void {
    const selection = this.writing.editor?.selection;
    this.#begin('comment', selection && selection.from < selection.to ? selection : undefined);
  }

  /** Begins a suggestion for the selection, or the sentence the cursor is in. Gives back words for the person when it cannot. */
  suggest(): string | undefined {
    const { editor } = this.writing;
    if (!editor) return undefined;
    const { from, to } = editor.selection;
    const range = from < to ? { from, to } : sentenceAt(editor.body, from);
    if (range.from === range.to) return 'Select the words you would put differently first.';
    if (range.to - range.from > PASSAGE_MAXIMUM) return 'That is too long for one suggestion. Select a paragraph or less.';
    this.#begin('suggestion', range);
    return undefined;
  }

  done(): void {
    this.kind = this.about = undefined;
    this.writing.hang();
    this.writing.layout.show('write');
    this.writing.editor?.focus();
  }

  #begin(kind: 'comment' | 'suggestion', range: Range | undefined): void {
    this.about = range && { id: `writing-${++this.#count}`, range };
    this.quote = range ? (this.writing.editor?.body.slice(range.from, range.to) ?? '') : '';
    this.words = kind === 'comment' ? '' : this.quote;
    this.kind = kind;
    this.writing.hang();
    this.writing.layout.show('threads');
    // What is typed before the form is there must not go into the text.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }
}
