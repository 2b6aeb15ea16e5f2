import { acceptCompletion, autocompletion, completionStatus, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { PIECES, timesUsed, type Piece } from '../insertions';
import { placeOf, ranked } from '../ledger/ranking';
import type { Note, Offered } from '../wire';
import { commandsIn, environmentsIn } from './formulas';
import { namesFor, type Name } from './names';
import { people } from '../works/keys';

/** What the completions need to know and do. */
export interface Suggestions {
  citations(words: string): Promise<Offered[]>;
  /** The key for a reference that has none of its own. */
  keep(reference: string): Promise<string>;
  notes(): Note[];
  /** The headings of the page. */
  headings(): Name[];
  insert(view: EditorView, piece: Piece, from: number, to: number): void;
  quote(view: EditorView, note: Note, from: number, to: number): void;
}

/** `/` at the start of a line: what can be inserted there. */
function pieces(context: CompletionContext, { insert }: Suggestions): CompletionResult | null {
  const typed = context.matchBefore(/^\s*\/\w*/);
  if (!typed || typed.from !== context.state.doc.lineAt(context.pos).from) return null;
  const from = typed.from + typed.text.indexOf('/');
  const options = (Object.keys(PIECES) as Piece[]).map((piece): Completion => ({
    label: `/${PIECES[piece].words}`,
    displayLabel: PIECES[piece].words,
    detail: PIECES[piece].says,
    apply: (view, _, start, end) => insert(view, piece, start, end),
  }));
  return { from, options, validFor: /^\/\w*$/ };
}

/** `[@`: works that can be cited. The server finds them, so every keystroke asks again. */
async function cited(context: CompletionContext, { citations, keep }: Suggestions): Promise<CompletionResult | null> {
  const typed = context.matchBefore(/\[@[^\]\n]*/);
  if (!typed) return null;
  const found = await citations(typed.text.slice(2).trim()).catch(() => []);
  if (context.aborted) return null;
  return {
    from: typed.from,
    filter: false,
    options: found.map((work): Completion => ({
      label: work.key || work.reference_id,
      displayLabel: work.title || work.label,
      detail: [people(work.authors, work.author_count), work.year, whence(work)].filter(Boolean).join(' · '),
      apply: (view, _, from, to) => {
        if (work.key) replace(view, from, to, `[@${work.key}]`);
        else void keep(work.reference_id).then((key) => replaceWhereItWas(view, from, to, typed.text, `[@${key}]`), () => {});
      },
    })),
  };
}

/** Where a work comes from, so that one knows which is meant. */
function whence({ paper_key, key, cited_by }: Offered): string {
  if (paper_key) return 'here';
  if (cited_by) return `cited by ${cited_by === 1 ? 'a paper' : `${cited_by} papers`} here`;
  return key;
}

/** The text may have moved while the server answered: what was typed is looked for where it stood, then anywhere. */
function replaceWhereItWas(view: EditorView, from: number, to: number, typed: string, insert: string): void {
  const at = view.state.sliceDoc(from, to) === typed ? from : view.state.doc.toString().indexOf(typed);
  if (at >= 0) replace(view, at, at + typed.length, insert);
}

/** `[[`: notes to lean a claim on, by what they quote and say, best first. */
function noted(context: CompletionContext, { notes, quote }: Suggestions): CompletionResult | null {
  const typed = context.matchBefore(/\[\[[^\]\n]*/);
  if (!typed) return null;
  const body = context.state.doc.toString();
  const used = (id: string) => timesUsed(body, id);
  const fitting = ranked(notes(), typed.text.slice(2), used);
  return {
    from: typed.from,
    filter: false,
    options: fitting.slice(0, 20).map((note): Completion => ({
      label: note.id,
      displayLabel: short(note.anchor?.exact || note.words || note.paper_title),
      detail: [placeOf(note, used(note.id)), note.anchor && short(note.words)].filter(Boolean).join(' · '),
      apply: (view, _, from, to) => quote(view, note, from, to),
    })),
  };
}

const short = (words: string) => (words.length > 80 ? `${words.slice(0, 79)}…` : words);

/** Puts words in place of what was typed, and of the bracket that closes it. */
function replace(view: EditorView, from: number, to: number, insert: string): void {
  const end = view.state.sliceDoc(to, to + 1) === ']' ? to + 1 : to;
  view.dispatch({ changes: { from, to: end, insert }, selection: { anchor: from + insert.length }, userEvent: 'input.complete' });
}

/**
 * Enter while the server still looks for a work: the first it finds is taken, instead of a new line. `acceptCompletion`
 * refuses what has stood there for less than 75 ms.
 */
function patience(): Extension {
  let wanted = false;
  const citing = ({ state }: EditorView) => /\[@[^\]\n]*$/.test(state.sliceDoc(state.doc.lineAt(state.selection.main.head).from, state.selection.main.head));
  return [
    Prec.highest(keymap.of([{ key: 'Enter', run: (view) => (wanted = completionStatus(view.state) === 'pending' && citing(view)) }])),
    EditorView.updateListener.of(({ view, state, docChanged }) => {
      const status = wanted && !docChanged ? completionStatus(state) : null;
      if (status === 'active') setTimeout(() => acceptCompletion(view), 80);
      wanted = status === 'pending';
    }),
  ];
}

export const completion = (suggestions: Suggestions): Extension => [
  patience(),
  autocompletion({
    override: [
      ...[pieces, cited, noted].map((source) => (context: CompletionContext) => source(context, suggestions)),
      environmentsIn,
      commandsIn,
      (context) => namesFor(context, () => suggestions.headings()),
    ],
    icons: false,
    closeOnBlur: true,
  }),
];
