import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, keymap } from '@codemirror/view';
import type { Range } from '../passage';

/** Marks the words that look for a source, or (undefined) none. */
export const setPicked = StateEffect.define<Range | undefined>({
  map: (range, changes) => range && { from: changes.mapPos(range.from, 1), to: changes.mapPos(range.to, -1) },
});

const look = Decoration.mark({ class: 'cm-picked' });

const picked = StateField.define<Range | undefined>({
  create: () => undefined,
  update(range, { changes, effects }) {
    const moved = range && { from: changes.mapPos(range.from, 1), to: changes.mapPos(range.to, -1) };
    const set = effects.find((effect) => effect.is(setPicked));
    const now = set ? (set.value as Range | undefined) : moved;
    return now && now.from < now.to ? now : undefined;
  },
  provide: (field) => EditorView.decorations.from(field, (range) => (range ? Decoration.set(look.range(range.from, range.to)) : Decoration.none)),
});

/** The words that look for a source; undefined when none do, or when they are gone. */
export const pickedIn = (state: EditorState): Range | undefined => state.field(picked, false);

interface Does {
  /** Look for a source of the selection; in a claim, open its passage. */
  source(): void;
  /** Open the passage of this note. */
  openClaim(note: string): void;
}

/** Ctrl+Shift+L, and the chips of claims, which a click opens. */
export const sources = (does: Does): Extension => [
  picked,
  keymap.of([{ key: 'Mod-Shift-l', preventDefault: true, run: () => (does.source(), true) }]),
  EditorView.domEventHandlers({
    mousedown(event, view) {
      const chip = (event.target as Element).closest<HTMLElement>('.md-note');
      if (!chip || event.button !== 0) return false;
      const note = /^note:([a-z0-9]+)/i.exec(view.state.sliceDoc(view.posAtDOM(chip), view.posAtDOM(chip) + 80))?.[1];
      if (!note) return false;
      event.preventDefault();
      does.openClaim(note);
      return true;
    },
  }),
];
