import { EditorState, type ChangeSpec, type Extension, type Transaction } from '@codemirror/state';
import { splitsPair } from '../points';

/** A newline of another kind, a NUL, or half a character: what a draft's text never holds (docs/markup.md). */
const UNFIT = /\r|\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** A text as a draft may hold it. */
export const clean = (text: string): string => (UNFIT.test(text) ? text.replace(/\r\n?/g, '\n').replaceAll('\0', '').toWellFormed() : text);

/**
 * What is put between the halves of characters, if any, with them. What two characters have in common may be the half of each,
 * and is made whole; else a half goes with the other half, and what is only `added` comes behind the character.
 */
function whole(before: string, insert: string, after: string, added: boolean): string {
  const all = before + insert + after;
  if (all.isWellFormed()) return all;
  if (added) return before + after + insert;
  return (/^[\udc00-\udfff]/.test(insert) ? before : '') + insert + (/[\ud800-\udbff]$/.test(insert) ? after : '');
}

/** The changes of a transaction as a shared text can take them; undefined when they are so already. */
function cleaned({ startState, changes }: Transaction): ChangeSpec[] | undefined {
  const { doc } = startState;
  const around = (at: number) => doc.sliceString(Math.max(0, at - 1), at + 1);
  const cuts = (at: number) => at > 0 && splitsPair(around(at), 1);
  const made: ChangeSpec[] = [];
  let unfit = false;
  changes.iterChanges((fromA, toA, _, __, inserted) => {
    const from = cuts(fromA) ? fromA - 1 : fromA;
    const to = cuts(toA) ? toA + 1 : toA;
    const insert = whole(doc.sliceString(from, fromA), inserted.toString(), doc.sliceString(toA, to), fromA === toA);
    unfit ||= from !== fromA || to !== toA || UNFIT.test(insert);
    made.push({ from, to, insert: clean(insert) });
  });
  return unfit ? made : undefined;
}

/**
 * Holds what is typed, pasted, dropped or put in by the page to what a shared text can take; `theirs` tells the changes of
 * others, which are so already and must be taken as they are. In a text that is only read nothing but those is let in.
 */
export const onlyFit = (theirs: (transaction: Transaction) => boolean): Extension => [
  EditorState.lineSeparator.of('\n'),
  EditorState.changeFilter.of((transaction) => theirs(transaction) || !transaction.startState.readOnly),
  EditorState.transactionFilter.of((transaction) => {
    const changes = transaction.docChanged && !theirs(transaction) ? cleaned(transaction) : undefined;
    if (!changes) return transaction;
    const end = transaction.startState.changes(changes).mapPos(transaction.startState.selection.main.to, 1);
    return { changes, selection: { anchor: end }, effects: transaction.effects, scrollIntoView: true, userEvent: 'input' };
  }),
];
