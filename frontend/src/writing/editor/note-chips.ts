import { syntaxTree } from '@codemirror/language';
import type { Extension, Range } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, WidgetType, type DecorationSet, type ViewUpdate } from '@codemirror/view';

class Chip extends WidgetType {
  override eq(): boolean {
    return true;
  }

  /** A press on it is the editor's to handle (sources.ts). */
  override ignoreEvent(): boolean {
    return false;
  }

  override toDOM(): HTMLElement {
    const chip = document.createElement('span');
    chip.className = 'md-note';
    chip.textContent = 'note';
    chip.title = 'Open the passage behind this claim (Ctrl+Shift+L)';
    return chip;
  }
}

const chip = Decoration.replace({ widget: new Chip() });

/** Shows the address of a note, which says nothing to a person, as one word; the cursor beside it brings it out. */
function chips(view: EditorView): DecorationSet {
  const found: Range<Decoration>[] = [];
  const { head } = view.state.selection.main;
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter({ name, from, to }) {
        if (name !== 'URL' || (head > from && head < to)) return;
        if (view.state.sliceDoc(from, from + 5) === 'note:') found.push(chip.range(from, to));
      },
    });
  }
  return Decoration.set(found, true);
}

const plugin = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = chips(view);
    }

    update(update: ViewUpdate): void {
      const read = syntaxTree(update.state) !== syntaxTree(update.startState);
      if (update.docChanged || update.viewportChanged || update.selectionSet || read) this.decorations = chips(update.view);
    }
  },
  { decorations: (self) => self.decorations },
);

/** Note links as chips, passed over by the cursor in one step. */
export const noteChips = (): Extension => [
  plugin,
  EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
];
