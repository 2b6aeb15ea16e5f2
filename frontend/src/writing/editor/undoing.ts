import { Transaction, type Extension } from '@codemirror/state';
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { ySyncAnnotation } from 'y-codemirror.next';
import type { UndoManager } from 'yjs';

/** Only typing and deleting run together, as in CodeMirror's own history; a cut is one thing done. */
const RUNS = /^(?:input\.type|delete(?!\.cut))(?:\.|$)/;

const alone = ({ transactions }: ViewUpdate): boolean =>
  transactions.some((one) => one.docChanged && one.annotation(ySyncAnnotation) === undefined && !RUNS.test(one.annotation(Transaction.userEvent) ?? ''));

/**
 * Makes everything but typing and deleting a step of its own to undo: a paste, what was completed or accepted, a command, a new
 * row. Must come before the binding to the shared text, which hands each change on when its turn has come.
 */
export function stepsToUndo(undo: UndoManager): Extension {
  const cut = (update: ViewUpdate) => {
    if (alone(update)) undo.stopCapturing();
  };
  return [ViewPlugin.define(() => ({ update: cut })), EditorView.updateListener.of(cut)];
}
