import type { Extension } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';

const ROW = /^\s*\|.*\|\s*$/;
const RULE = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/;

/** The insides of the cells of a row, as offsets in its line, without the blanks around their words. */
export function cells(row: string): { from: number; to: number }[] {
  const bars = [...row.matchAll(/\\.|`[^`]*`|\|/g)].filter(([sign]) => sign === '|').map(({ index }) => index);
  return bars.slice(0, -1).map((bar, i) => {
    const inside = row.slice(bar + 1, bars[i + 1]);
    const lead = inside.trim() ? inside.length - inside.trimStart().length : Math.min(1, inside.length);
    const from = bar + 1 + lead;
    return { from, to: from + inside.trim().length };
  });
}

/** Moves to the next cell of a table, or the one before; behind the last begins a new row. False outside of tables. */
function move(view: EditorView, step: 1 | -1): boolean {
  const { doc, selection } = view.state;
  const line = doc.lineAt(selection.main.head);
  if (!ROW.test(line.text) || !isTable(view, line.number)) return false;
  const here = cells(line.text);
  const at = selection.main.head - line.from;
  const now = RULE.test(line.text) ? (step > 0 ? here.length - 1 : 0) : here.findLastIndex(({ from }) => from <= at);
  const inside = here[Math.max(now, 0) + step];
  if (inside && !RULE.test(line.text)) return choose(view, line.from, inside);
  let next = line.number + step;
  while (next >= 1 && next <= doc.lines && RULE.test(doc.line(next).text)) next += step;
  const other = next >= 1 && next <= doc.lines ? doc.line(next) : undefined;
  if (other && ROW.test(other.text)) {
    const there = cells(other.text);
    return choose(view, other.from, there[step > 0 ? 0 : there.length - 1]);
  }
  if (step < 0) return true;
  const row = `\n|${'  |'.repeat(here.length)}`;
  view.dispatch({ changes: { from: line.to, insert: row }, selection: { anchor: line.to + 3 }, scrollIntoView: true, userEvent: 'input' });
  return true;
}

function choose(view: EditorView, start: number, cell: { from: number; to: number } | undefined): boolean {
  if (cell) view.dispatch({ selection: { anchor: start + cell.from, head: start + cell.to }, scrollIntoView: true });
  return Boolean(cell);
}

/** Whether the rows around a line hold the rule that makes them a table. */
function isTable({ state: { doc } }: EditorView, number: number): boolean {
  for (let n = number; n >= 1 && ROW.test(doc.line(n).text); n--) if (RULE.test(doc.line(n).text)) return true;
  return number < doc.lines && RULE.test(doc.line(number + 1).text);
}

/** Tab and Shift+Tab walk through the cells of a table. */
export const tables = (): Extension =>
  keymap.of([{ key: 'Tab', run: (view) => move(view, 1), shift: (view) => move(view, -1) }]);
