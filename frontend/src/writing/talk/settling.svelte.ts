import { sentenceOf } from '../../api/errors';
import type { Message } from '../../ui/status.svelte';
import type { Writing } from '../writing.svelte';
import { Accepting } from './accepting.svelte';
import type { Suggestion } from './talk-calls';

/** What a writer does about suggestions: from the editor, a card, or the buttons for all. */
export class Settling {
  readonly accepting: Accepting;
  /** Says something to the person. */
  say: (words: string, action?: Message['action']) => void = () => {};

  constructor(readonly writing: Writing) {
    this.accepting = new Accepting(writing.text, writing.suggestions);
  }

  get writes(): boolean {
    return this.writing.draft.part === 'writer';
  }

  get busy(): boolean {
    return this.accepting.busy;
  }

  /** Those that can be accepted as they are. */
  get fitting(): string[] {
    const { suggestions, placed, unlike } = this.writing;
    return suggestions.open.map(({ id }) => id).filter((id) => placed.includes(id) && !unlike.includes(id));
  }

  /** Accepts, or dismisses, the one the cursor is on. */
  async one(id: string, accept: boolean): Promise<void> {
    if (!this.writes) this.say('You read along in this draft. Those who write in it accept and dismiss suggestions.');
    else if (accept) await this.accept([id]);
    else await this.dismiss([id]);
  }

  async accept(ids: string[], anyway = false): Promise<void> {
    const { editor } = this.writing;
    if (!editor) return;
    const said = await this.accepting.accept(editor, ids, anyway);
    this.say(said || 'Accepted.');
  }

  async dismiss(ids: string[]): Promise<void> {
    const { suggestions } = this.writing;
    const done: string[] = [];
    try {
      for (const id of ids) {
        await suggestions.dismiss(id);
        done.push(id);
      }
    } catch (error) {
      this.say(sentenceOf(error));
      await suggestions.load().catch(() => {});
    }
    if (done.length) this.say(done.length === 1 ? 'Dismissed.' : `${done.length} dismissed.`, { words: 'Undo', run: () => void this.#undo(done) });
  }

  async reopen({ id, outcome }: Suggestion): Promise<void> {
    const { suggestions } = this.writing;
    await (outcome === 'declined' ? suggestions.undoDismiss(id) : suggestions.undoAccept(id));
  }

  async #undo(ids: string[]): Promise<void> {
    for (const id of ids) await this.writing.suggestions.undoDismiss(id).catch((error) => this.say(sentenceOf(error)));
  }
}
