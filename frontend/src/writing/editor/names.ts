import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';

/** Something a text can refer to. */
export interface Name {
  /** As a link has it, without `#`; an equation's as `\eqref` has it too. */
  name: string;
  says: string;
}

const NAMED = /\{#((?:eq|fig)-[\w-]+)\}|\\label\{([^{}\n]+)\}/g;

/** The name of an equation as a link has it: `eq:loss` and `loss` are `eq-loss`. */
export function linked(name: string): string {
  const plain = name.trim().replace(/[^A-Za-z0-9_-]+/g, '-');
  return plain.startsWith('eq-') ? plain : `eq-${plain}`;
}

/** The equations and figures of a text that have a name. */
export function namesIn(text: string): Name[] {
  return [...text.matchAll(NAMED)].map(({ index, 1: braced, 2: label }) => {
    const lines = text.slice(0, index).split('\n');
    const line = lines.at(-1)?.trim() || lines.at(-2)?.trim() || '';
    const name = braced ?? label ?? '';
    return { name: name.startsWith('fig-') ? name : braced ?? name, says: line.replace(/^\$\$|^!\[|\]\(image:.*$/g, '').trim().slice(0, 60) };
  });
}

/** `\eqref{`, `\ref{` and `](#`: what the text can refer to; `headings` are the page's own addresses with their words. */
export function namesFor(context: CompletionContext, headings: () => Name[]): CompletionResult | null {
  const typed = context.matchBefore(/(?:\\(?:eqref|ref)\{|\]\(#)[\w:-]*/);
  if (!typed) return null;
  const link = typed.text.startsWith(']');
  const equations = typed.text.startsWith('\\eqref');
  const named = namesIn(context.state.doc.toString()).filter(({ name }) => !(equations && name.startsWith('fig-')));
  const close = link ? ')' : '}';
  const from = typed.from + typed.text.search(/[{#]/) + 1;
  const option = (kind: string) => ({ name, says }: Name): Completion => {
    const label = link && kind === 'equation' ? linked(name) : name;
    return {
      label,
      detail: says || kind,
      apply: (view, _, start, end) => {
        const closed = view.state.sliceDoc(end, end + 1) === close;
        view.dispatch({ changes: { from: start, to: end + Number(closed), insert: label + close }, selection: { anchor: start + label.length + 1 }, userEvent: 'input.complete' });
      },
    };
  };
  const options = named.map((one) => option(one.name.startsWith('fig-') ? 'figure' : 'equation')(one));
  return { from, options: [...options, ...(link ? headings().map(option('heading')) : [])], validFor: /^[\w:-]*$/ };
}
