import { Prec, type EditorState, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, keymap, WidgetType, type DecorationSet } from '@codemirror/view';
import { pieces } from '../talk/pieces';
import { passages, passagesField, type Passage } from './passages';

type DecorationRange = Range<Decoration>;

/** A suggested edit as it hangs on the text. */
export interface Proposal {
  /** The words it was made about. */
  exact: string;
  /** What is to stand in their place; empty: nothing. */
  replacement: string;
}

interface Does {
  /** Accept, or else dismiss, the suggestion the cursor is on. */
  settle(id: string, accept: boolean): void;
}

/** The words that would come in, after those that would go. They are drawn, and no part of the text. */
class Inserted extends WidgetType {
  constructor(readonly words: string) {
    super();
  }

  override eq(other: Inserted): boolean {
    return other.words === this.words;
  }

  override toDOM(): HTMLElement {
    const made = document.createElement('ins');
    made.className = 'cm-ins';
    made.textContent = this.words;
    return made;
  }

  /** A press on it puts the cursor beside it. */
  override ignoreEvent(): boolean {
    return false;
  }
}

const struck = Decoration.mark({ tagName: 'del', class: 'cm-del' });
const changed = Decoration.mark({ class: 'cm-unlike' });

/** Whether the words a suggestion is about stand there still as it found them. */
export const fits = (state: EditorState, { from, to, proposal }: Passage): boolean => state.sliceDoc(from, to) === proposal?.exact;

function drawn(state: EditorState): DecorationSet {
  const parts = passages(state).flatMap((passage) => {
    if (!passage.proposal) return [];
    return fits(state, passage) ? strikes(passage.from, passage.proposal) : [changed.range(passage.from, passage.to)];
  });
  return Decoration.set(parts, true);
}

/** The words that go and come, from where the passage begins. */
function strikes(from: number, { exact, replacement }: Proposal): DecorationRange[] {
  let at = from;
  return pieces(exact, replacement).flatMap(({ kind, words }) => {
    if (kind === 'ins') return [Decoration.widget({ widget: new Inserted(words), side: 1 }).range(at)];
    const start = at;
    at += words.length;
    return kind === 'del' ? [struck.range(start, at)] : [];
  });
}

/** The suggestion the cursor is on, or at whose edge it stands. */
export function suggestionAt(state: EditorState): Passage | undefined {
  const { from, to } = state.selection.main;
  return passages(state).find((one) => one.proposal && one.from <= to && from <= one.to);
}

/** Draws suggestions as struck and inserted words; Alt+Enter accepts the one the cursor is on, Alt+Shift+Enter dismisses it. */
export function suggested(does: Does): Extension {
  const settles = (accept: boolean) => (view: EditorView) => {
    const found = suggestionAt(view.state);
    if (found) does.settle(found.id, accept);
    return Boolean(found);
  };
  return [
    EditorView.decorations.compute([passagesField, 'doc'], drawn),
    Prec.high(keymap.of([{ key: 'Alt-Enter', run: settles(true), shift: settles(false) }])),
  ];
}
