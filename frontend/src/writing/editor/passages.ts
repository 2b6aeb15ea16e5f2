import { RangeSet, StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, gutter, GutterMarker, type DecorationSet } from '@codemirror/view';
import type { Range } from '../passage';

/** A passage of the text that something hangs on. */
export interface Passage extends Range {
  id: string;
  /** `unsure`: its writer is not sure of it. `thread`: there is a conversation about it. */
  kind: 'unsure' | 'thread';
  current?: boolean;
}

/** Hangs other passages on the text, in place of all that were there. */
export const setPassages = StateEffect.define<Passage[]>();

const field = StateField.define<DecorationSet>({
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
  state.field(field).between(0, state.doc.length, (from, to, decoration) => {
    found.push({ from, to, ...(decoration.spec.about as Omit<Passage, 'from' | 'to'>) });
  });
  return found;
}

class Bubble extends GutterMarker {
  constructor(
    readonly threads: number,
    readonly unsure: number,
  ) {
    super();
  }

  override eq(other: Bubble): boolean {
    return other.threads === this.threads && other.unsure === this.unsure;
  }

  override toDOM(): Node {
    const all = document.createElement('span');
    all.className = 'cm-bubbles-in';
    if (this.threads) all.append(sign('thread', String(this.threads), 'Comments'));
    if (this.unsure) all.append(sign('unsure', '?', 'Not sure'));
    return all;
  }
}

function sign(kind: Passage['kind'], words: string, title: string): HTMLElement {
  const made = document.createElement('span');
  made.className = `bub ${kind}`;
  made.dataset.kind = kind;
  made.textContent = words;
  made.title = title;
  return made;
}

function bubbles({ state }: EditorView): RangeSet<GutterMarker> {
  const lines = new Map<number, { thread: number; unsure: number }>();
  for (const { from, kind } of passages(state)) {
    const start = state.doc.lineAt(from).from;
    const line = lines.get(start) ?? { thread: 0, unsure: 0 };
    line[kind]++;
    lines.set(start, line);
  }
  return RangeSet.of([...lines].map(([at, { thread, unsure }]) => new Bubble(thread, unsure).range(at)), true);
}

/**
 * Draws the passages and their bubbles in the right gutter. A gutter is hidden from screen readers: the same is reached
 * from the status bar and the threads panel. `open` is told which passage was pressed.
 */
export function passageMarks(open: (passage: Passage) => void): Extension {
  return [
    field,
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
