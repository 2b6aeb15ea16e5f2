import { snippet, startCompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { definitionsIn } from '../macros/block';
import { COMMANDS, ENVIRONMENTS } from './tex';

/** So far back a formula is looked for; nothing longer is one. */
const WINDOW = 4000;
const FENCE = /^(?:```|~~~)[ \t]*(math|macros)?[^\n]*$/gm;

/** Whether an offset stands inside a formula, closed or not, or in a block of them. */
export function inFormula(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - WINDOW), at);
  const fences = [...before.matchAll(FENCE)];
  if (fences.length % 2) return Boolean(fences.at(-1)?.[1]);
  const paragraph = before.slice(before.search(/\n[ \t]*\n(?![\s\S]*\n[ \t]*\n)/) + 1).replace(/`[^`\n]*`/g, '');
  let open = '';
  for (const [sign] of paragraph.matchAll(/\\[()[\]$\\]|\$\$?/g)) {
    if (open) {
      if (sign === CLOSES[open]) open = '';
    } else if (sign in CLOSES) open = sign;
  }
  return Boolean(open);
}

const CLOSES: Record<string, string> = { $: '$', $$: '$$', '\\(': '\\)', '\\[': '\\]' };

const commands: Completion[] = COMMANDS.map(({ name, look, template }, i) => ({
  label: `\\${name}`,
  detail: look,
  boost: -Math.min(i / 10, 40),
  apply: template ? insertion(template) : `\\${name}`,
}));

/** A template as a change: the cursor at the first `$`, Tab to each further one. */
function insertion(template: string): Completion['apply'] {
  // In CodeMirror's snippets only `${` and `#{` mean something, and a backslash before a brace.
  const parts = template.split('$').map((part) => part.replaceAll('\\{', '\\\\{').replaceAll('\\}', '\\\\}'));
  return snippet(parts.join('${}'));
}

/** `\` in a formula: the draft's macros, then what every formula can hold, with what they look like. */
export function commandsIn(context: CompletionContext): CompletionResult | null {
  const typed = context.matchBefore(/\\[A-Za-z]*/);
  if (!typed || context.state.sliceDoc(typed.from - 1, typed.from) === '\\') return null;
  const text = context.state.doc.toString();
  if (!inFormula(text, typed.from)) return null;
  const own = [...definitionsIn(text)].map(([name, body]): Completion => ({ label: `\\${name}`, detail: body.slice(0, 40), boost: 60 }));
  const environments = Object.entries(ENVIRONMENTS).map(([name, look]): Completion => ({
    label: `\\begin{${name}}`,
    detail: look,
    boost: -45,
    apply: (view, _, from, to) => open(view, name, from, to),
  }));
  return { from: typed.from, options: [...own, ...commands, ...environments], validFor: /^\\[A-Za-z]*$/ };
}

/** `\begin{`: environments, which close themselves. */
export function environmentsIn(context: CompletionContext): CompletionResult | null {
  const typed = context.matchBefore(/\\begin\{[A-Za-z]*/);
  if (!typed || !inFormula(context.state.doc.toString(), typed.from)) return null;
  const options = Object.entries(ENVIRONMENTS).map(([name, look]): Completion => ({
    label: name,
    detail: look,
    apply: (view, _, from, to) => open(view, name, from - '\\begin{'.length, to + Number(view.state.sliceDoc(to, to + 1) === '}')),
  }));
  return { from: typed.from + '\\begin{'.length, options, validFor: /^[A-Za-z]*$/ };
}

/** Puts an environment in place of what was typed, the cursor inside it. */
function open(view: EditorView, name: string, from: number, to: number): void {
  const { begin, end } = around(view, name, from);
  view.dispatch({ changes: { from, to, insert: begin + end }, selection: { anchor: from + begin.length }, userEvent: 'input.complete' });
}

const ARGUMENT: Record<string, string> = { array: '{cc}', alignat: '{2}' };

/** On lines of its own where it begins a line, else on the same. */
function around(view: EditorView, name: string, from: number): { begin: string; end: string } {
  const line = view.state.doc.lineAt(from);
  const lead = line.text.slice(0, from - line.from);
  const gap = /^[\s>]*$/.test(lead) ? `\n${lead}` : ' ';
  return { begin: `\\begin{${name}}${ARGUMENT[name] ?? ''}${gap}`, end: `${gap}\\end{${name}}` };
}

/** The brace that ends `\begin{name` brings its `\end{name}`, unless that stands there. */
const closing = EditorView.inputHandler.of((view, from, to, typed) => {
  if (typed !== '}' || from !== to) return false;
  const before = view.state.sliceDoc(Math.max(0, from - 40), from);
  const name = /\\begin\{([A-Za-z]+\*?)$/.exec(before)?.[1];
  if (!name) return false;
  const text = view.state.doc.toString();
  const count = (what: string) => text.split(`\\${what}{${name}}`).length - 1;
  if (!inFormula(text, from - name.length - '\\begin{'.length) || count('end') > count('begin')) return false;
  const start = from - name.length - '\\begin{'.length;
  open(view, name, start, view.state.sliceDoc(from, from + 1) === '}' ? from + 1 : from);
  return true;
});

/** Typing a brace in `\ref{` or `\begin{` asks for what can follow. */
const asking = EditorView.updateListener.of(({ view, transactions }) => {
  const typed = transactions.some((one) => one.isUserEvent('input.type'));
  const { head } = view.state.selection.main;
  if (typed && /(?:\\(?:eqref|ref|begin)\{|\]\(#)$/.test(view.state.sliceDoc(Math.max(0, head - 8), head))) startCompletion(view);
});

export const formulaInput = (): Extension => [closing, asking];
