import { RangeSet, StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, gutter, GutterMarker, type DecorationSet } from '@codemirror/view';
import type { Range } from '../passage';
import type { Proposal } from './suggested';

/** A passage of the text that something hangs on. */
export interface Passage extends Range {
  id: string;
  /**
   * `unsure`: its writer is not sure of it. `thread`: there is a conversation about it. `suggestion`: other words are proposed
   * for it. `writing`: somebody is writing about it at this moment.
   */
  kind: 'unsure' | 'thread' | 'suggestion' | 'writing';
  current?: boolean;
  proposal?: Proposal;
}

/** Hangs other passages on the text, in place of all that were there. */
export const setPassages = StateEffect.define<Passage[]>();

/** The passages that hang on the text. */
export const passagesField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(passages, transaction) {
    const moved = passages.map(transaction.changes);
    const set = transaction.effects.find((effect) => effect.is(setPassages));
    return set ? marked(set.value as Passage[], transaction.newDoc.length) : moved;
  },
  provide: (self) => EditorView.decorations.from(self),
});

function marked(passages: Passage[], length: number): DecorationSet {
  const inside = passages.filter(({ from, to }) => from < to && to <= length);
  return Decoration.set(
    inside.map(({ from, to, ...about }) =>
      Decoration.mark({ class: `cm-${about.kind}${about.current ? ' on' : ''}`, about }).range(from, to),
    ),
    true,
  );
}

/** Where the passages are now, after all that was typed since. */
export function passages(state: EditorState): Passage[] {
  const found: Passage[] = [];
  state.field(passagesField).between(0, state.doc.length, (from, to, decoration) => {
    found.push({ from, to, ...(decoration.spec.about as Omit<Passage, 'from' | 'to'>) });
  });
  return found;
}

/** What a bubble of each kind shows and says; a kind without one has no bubble. */
const SIGNS = {
  thread: { title: 'Comments', words: String },
  suggestion: { title: 'Suggestions', words: (count: number) => `±${count}` },
  unsure: { title: 'Not sure', words: () => '?' },
} satisfies Partial<Record<Passage['kind'], { title: string; words: (count: number) => string }>>;
type Signed = keyof typeof SIGNS;
type Counts = Partial<Record<Signed, number>>;
const SIGNED = Object.keys(SIGNS) as Signed[];
const isSigned = (kind: string): kind is Signed => kind in SIGNS;

class Bubble extends GutterMarker {
  constructor(readonly counts: Counts) {
    super();
  }

  override eq(other: Bubble): boolean {
    return SIGNED.every((kind) => other.counts[kind] === this.counts[kind]);
  }

  override toDOM(): Node {
    const all = document.createElement('span');
    all.className = 'cm-bubbles-in';
    for (const kind of SIGNED) {
      const count = this.counts[kind];
      if (count) all.append(sign(kind, SIGNS[kind].words(count), SIGNS[kind].title));
    }
    return all;
  }
}

function sign(kind: Signed, words: string, title: string): HTMLElement {
  const made = document.createElement('span');
  made.className = `bub ${kind}`;
  made.dataset.kind = kind;
  made.textContent = words;
  made.title = title;
  return made;
}

function bubbles({ state }: EditorView): RangeSet<GutterMarker> {
  const lines = new Map<number, Counts>();
  for (const { from, kind } of passages(state)) {
    if (!isSigned(kind)) continue;
    const start = state.doc.lineAt(from).from;
    const line = lines.get(start) ?? {};
    line[kind] = (line[kind] ?? 0) + 1;
    lines.set(start, line);
  }
  return RangeSet.of([...lines].map(([at, counts]) => new Bubble(counts).range(at)), true);
}

/**
 * Draws the passages and their bubbles in the right gutter. A gutter is hidden from screen readers: the same is reached
 * from the status bar and the threads panel. `open` is told which passage was pressed.
 */
export function passageMarks(open: (passage: Passage) => void): Extension {
  return [
    passagesField,
    gutter({
      class: 'cm-bubbles',
      side: 'after',
      markers: bubbles,
      domEventHandlers: {
        click(view, line, event) {
          const kind = (event.target as HTMLElement).closest<HTMLElement>('.bub')?.dataset.kind;
          const found = passages(view.state).find((p) => p.kind === kind && view.state.doc.lineAt(p.from).from === line.from);
          if (found) open(found);
          return Boolean(found);
        },
      },
    }),
  ];
}
