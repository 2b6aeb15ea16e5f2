import { EditorState, type ChangeSpec, type Extension, type Transaction } from '@codemirror/state';
import { splitsPair } from '../points';

/** A newline of another kind, a NUL, or half a character: what a draft's text never holds (docs/markup.md). */
const UNFIT = /\r|\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** A text as a draft may hold it. */
export const clean = (text: string): string => (UNFIT.test(text) ? text.replace(/\r\n?/g, '\n').replaceAll('\0', '').toWellFormed() : text);

/** The changes of a transaction as a shared text can take them; undefined when they are so already. */
function cleaned({ startState, changes }: Transaction): ChangeSpec[] | undefined {
  const { doc } = startState;
  const around = (at: number) => doc.sliceString(Math.max(0, at - 1), at + 1);
  const cuts = (at: number) => at > 0 && splitsPair(around(at), 1);
  const made: ChangeSpec[] = [];
  let unfit = false;
  changes.iterChanges((fromA, toA, _, __, inserted) => {
    let insert = inserted.toString();
    let [from, to] = [fromA, toA];
    // What two characters have in common may be the half of each: the whole one is taken and put.
    if (cuts(from)) insert = doc.sliceString(--from, fromA) + insert;
    if (cuts(to)) insert += doc.sliceString(toA, ++to);
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
