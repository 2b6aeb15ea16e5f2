import { StateEffect, StateField, type EditorState, type Extension, type Range as Marked, type Text } from '@codemirror/state';
import { Decoration, EditorView, hoverTooltip, type DecorationSet } from '@codemirror/view';
import type { Range } from '../passage';

/** Something the preview says of the text: its line (from 1), a sentence, and what is written there where that is known. */
export interface Problem {
  kind: string;
  line: number;
  message: string;
  source: string;
}

/** A problem where it stands now. */
export interface Placed extends Range {
  problem: Problem;
}

/** So far behind its line the words of a problem are looked for: a formula may have many lines. */
const FAR = 6000;

/** Where a problem stands in a text: the words it is about, else its whole line. */
export function placeOf(doc: Text, { line, source }: Problem): Range {
  const first = doc.line(Math.min(Math.max(1, line), doc.lines));
  const at = source ? doc.sliceString(first.from, Math.min(doc.length, first.from + FAR)).indexOf(source) : -1;
  if (at >= 0) return { from: first.from + at, to: first.from + at + source.length };
  return { from: first.from + (first.text.length - first.text.trimStart().length), to: first.to };
}

const set = StateEffect.define<readonly Problem[]>();
const bad = new Set(['formula', 'macro']);

function marks(doc: Text, problems: readonly Problem[]): DecorationSet {
  const found = problems.flatMap((problem): Marked<Decoration>[] => {
    const { from, to } = placeOf(doc, problem);
    const mark = Decoration.mark({ class: bad.has(problem.kind) ? 'cm-problem cm-bad' : 'cm-problem', problem });
    return from < to ? [mark.range(from, to)] : [];
  });
  return Decoration.set(found, true);
}

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { state, changes, effects }) {
    const told = effects.find((effect) => effect.is(set));
    return told ? marks(state.doc, told.value as readonly Problem[]) : shown.map(changes);
  },
  provide: (own) => EditorView.decorations.from(own),
});

/** The problems that stand in the text, in order. */
export function placed(state: EditorState): Placed[] {
  const all: Placed[] = [];
  state.field(field).between(0, state.doc.length, (from, to, { spec }) => void all.push({ from, to, problem: spec.problem as Problem }));
  return all;
}

/** The first problem behind the selection, or else the first of all. */
export function after(state: EditorState): Placed | undefined {
  const all = placed(state);
  const { from } = state.selection.main;
  return all.find((one) => one.from > from) ?? all[0];
}

export const setProblems = (problems: readonly Problem[]) => set.of(problems);

const reason = hoverTooltip((view, at) => {
  const here = placed(view.state).filter(({ from, to }) => from <= at && at <= to);
  const [first] = here;
  if (!first) return null;
  const create = () => {
    const dom = document.createElement('div');
    dom.className = 'cm-reason';
    for (const { problem } of here) dom.appendChild(document.createElement('p')).textContent = problem.message;
    return { dom };
  };
  return { pos: first.from, end: first.to, above: true, create };
});

/** What is wrong in the text is underlined in its place; the mouse brings out why. */
export const problemMarks = (): Extension => [field, reason];
