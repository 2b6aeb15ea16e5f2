import { ApiError, sentenceOf } from '../../api/errors';
import type { Passage } from '../editor/passages';
import type { Edit } from '../insertions';
import type { Suggestions } from './suggestions.svelte';
import { accept, sayApplied } from './talk-calls';
import type { Talked } from './talked';

/** What accepting needs of the editor. */
export interface Accepts {
  readonly body: string;
  readonly passages: Passage[];
  /** The text cannot be changed here. */
  readonly readonly?: boolean;
  /** Does an edit as one step of the person's own to undo. */
  apply(make: () => Edit): void;
}

interface Change {
  id: string;
  from: number;
  to: number;
  insert: string;
}

/**
 * Accepting: the server grants a suggestion to one editor first, which then makes the edit as its own and says so once it is
 * saved. So two people who accept at once never apply it twice, and when this page dies between the steps the text is as it
 * was, and the suggestion says that its words may be missing.
 */
export class Accepting {
  busy = $state(false);

  constructor(
    readonly text: Talked,
    readonly suggestions: Suggestions,
  ) {}

  /** Accepts those whose words stand there still (`anyway`: whatever stands there); says in words what came of it. */
  async accept(editor: Accepts, ids: string[], anyway = false): Promise<string> {
    if (this.busy) return '';
    this.busy = true;
    try {
      return await this.#accept(editor, ids, anyway);
    } finally {
      this.busy = false;
    }
  }

  /** Says of what was put in the text that it is saved, as soon as it is. */
  async confirm(): Promise<void> {
    const { suggestions } = this;
    if (!suggestions.unsaid.length || !(await this.text.flush())) return;
    for (const id of suggestions.unsaid) {
      try {
        suggestions.take(await sayApplied(id));
      } catch (error) {
        if (!(error instanceof ApiError)) return;
      }
      suggestions.unsaid = suggestions.unsaid.filter((other) => other !== id);
    }
  }

  async #accept(editor: Accepts, ids: string[], anyway: boolean): Promise<string> {
    const { suggestions } = this;
    suggestions.granting = this.#changes(editor, ids, anyway).map(({ id }) => id);
    const { granted, refused } = await this.#ask(suggestions.granting);
    const changes = this.#changes(editor, granted, anyway);
    const done = changes.map(({ id }) => id);
    const back = granted.filter((id) => !done.includes(id));
    if (changes.length) editor.apply(() => edit(changes));
    suggestions.unsaid = [...suggestions.unsaid, ...done];
    suggestions.granting = [];
    const failed = await this.#putBack(back);
    await suggestions.load().catch(() => {});
    void this.confirm();
    return failed || came(ids.length, done.length, refused);
  }

  /** Asks for each to be granted; what was refused last is said. */
  async #ask(ids: string[]): Promise<{ granted: string[]; refused: string }> {
    const granted: string[] = [];
    let refused = '';
    for (const id of ids) {
      try {
        await accept(id);
        granted.push(id);
      } catch (error) {
        refused = sentenceOf(error);
        if (!(error instanceof ApiError)) break;
      }
    }
    return { granted, refused };
  }

  /** Opens again what could not be put in the text; words for the person when that failed, too. */
  async #putBack(ids: string[]): Promise<string> {
    let failed = '';
    for (const id of ids) {
      await this.suggestions.undoAccept(id).catch((error) => (failed = `${NOT_BACK} ${sentenceOf(error)}`));
    }
    return failed;
  }

  /** What these suggestions would change now; of two that overlap only the first. */
  #changes(editor: Accepts, ids: string[], anyway: boolean): Change[] {
    const { body, passages } = editor;
    if (editor.readonly) return [];
    const fitting = passages.filter(({ id, from, to, proposal }) => proposal && ids.includes(id) && (anyway || body.slice(from, to) === proposal.exact));
    const changes = fitting.map(({ id, from, to, proposal }) => ({ id, from, to, insert: proposal?.replacement ?? '' }));
    let end = -1;
    return changes.sort((a, b) => a.from - b.from).filter(({ from, to }) => from >= end && ((end = to), true));
  }
}

/** One edit of all; the cursor stands behind the last. */
function edit(changes: Change[]): Edit {
  const grown = changes.reduce((sum, { from, to, insert }) => sum + insert.length - (to - from), 0);
  const at = (changes.at(-1)?.to ?? 0) + grown;
  return { changes: changes.map(({ from, to, insert }) => ({ from, to, insert })), anchor: at, head: at };
}

const NOT_BACK = 'The text was not changed, and the suggestion could not be opened again.';
const WAS_CHANGED = 'The words it is about changed meanwhile, so it was not put in the text. It is open still.';

/** What came of it, for the person; nothing when all was done that one of them asked for. */
function came(wanted: number, done: number, refused: string): string {
  if (wanted === 1) return done ? '' : refused || WAS_CHANGED;
  const left = wanted - done;
  const said = `${done} ${done === 1 ? 'suggestion' : 'suggestions'} accepted.`;
  if (!left) return said;
  return `${said} ${left} ${left === 1 ? 'is' : 'are'} open still: ${refused || 'their words changed, or another one stood in the way.'}`;
}
