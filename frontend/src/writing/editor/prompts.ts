import { StateEffect, StateField, type EditorState, type Extension, type Range, type Transaction } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, WidgetType, type DecorationSet } from '@codemirror/view';
import { asked } from '../prompts';

class Prompt extends WidgetType {
  constructor(readonly words: string) {
    super();
  }

  override eq(other: Prompt): boolean {
    return other.words === this.words;
  }

  override toDOM(): HTMLElement {
    const line = document.createElement('span');
    line.className = 'md-prompt';
    line.textContent = this.words;
    return line;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

const setPrompts = StateEffect.define<ReadonlySet<string>>();

interface Drawn {
  prompts: ReadonlySet<string>;
  decorations: DecorationSet;
}

/** A question is drawn as words alone, and not at all once it is answered. The cursor within it brings its signs out. */
function draw(state: EditorState, prompts: ReadonlySet<string>): DecorationSet {
  if (!prompts.size) return Decoration.none;
  const { from: first, to: last } = state.selection.main;
  const found: Range<Decoration>[] = [];
  for (const { from, to, words, answered } of asked(state.doc.toString(), prompts)) {
    if (first <= to && last >= from) continue;
    found.push(Decoration.replace(answered ? {} : { widget: new Prompt(words) }).range(from, to));
  }
  return Decoration.set(found);
}

const field = StateField.define<Drawn>({
  create: () => ({ prompts: new Set<string>(), decorations: Decoration.none }),
  update(drawn, transaction: Transaction) {
    const set = transaction.effects.find((effect) => effect.is(setPrompts));
    const prompts = set ? (set.value as ReadonlySet<string>) : drawn.prompts;
    if (!set && !transaction.docChanged && !transaction.selection) return drawn;
    return { prompts, decorations: draw(transaction.state, prompts) };
  },
  provide: (own) => EditorView.decorations.from(own, ({ decorations }) => decorations),
});

/** The questions a draft begins with, quiet while they wait and out of sight once answered; the text itself is not touched. */
export const prompts = (host: { prompts(): Promise<string[]> }): Extension => [
  field,
  ViewPlugin.define((view) => {
    let gone = false;
    // Without them the questions stand as they are written.
    host.prompts().then((words) => !gone && view.dispatch({ effects: setPrompts.of(new Set(words)) }), () => {});
    return { destroy: () => (gone = true) };
  }),
];
