import type TurndownService from 'turndown';

const rowsOf = (table: Element) => [...table.querySelectorAll('tr')].filter((row) => row.closest('table') === table);
const cellsOf = (row: Element) => [...row.children].filter(({ localName }) => localName === 'td' || localName === 'th');

/** A table that only puts things side by side, or around one thing, is no table to a reader. */
const isFrame = (table: Element) => rowsOf(table).every((row) => cellsOf(row).length < 2) || !!table.querySelector('table, pre, h1, h2, h3');

const aligned = (cell: Element | undefined) => {
  const says = cell?.getAttribute('align') ?? /text-align:\s*(left|right|center)/.exec(cell?.getAttribute('data-style') ?? '')?.[1] ?? cell?.querySelector('p[align]')?.getAttribute('align');
  return { right: '---:', center: ':---:' }[says ?? ''] ?? '---';
};

const span = (cell: Element) => Math.min(40, Math.max(1, Number(cell.getAttribute('colspan')) || 1));

/** Tables with a head and as many cells in each row; what spans several columns stands in the first of them. */
export function tables(service: TurndownService): void {
  const inner = (cell: Element) =>
    service
      .turndown(cell as HTMLElement)
      .replace(/\s*\n\s*/g, ' ')
      .replace(/(?<!\\)\|/g, '\\|')
      .trim();
  service.addRule('table', {
    filter: 'table',
    replacement: (content, node) => {
      const table = node as unknown as Element;
      if (isFrame(table)) return `\n\n${content}\n\n`;
      const rows = rowsOf(table).filter((row) => cellsOf(row).length);
      const made = rows.map((row) => cellsOf(row).flatMap((cell) => [inner(cell), ...Array<string>(span(cell) - 1).fill('')]));
      const width = Math.max(...made.map((cells) => cells.length));
      const line = (cells: string[]) => `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`;
      const [head = [], ...body] = made;
      const first = rows[0] ? cellsOf(rows[0]) : [];
      const rule = Array.from({ length: width }, (_, i) => aligned(first[i]));
      const caption = table.querySelector('caption')?.textContent?.trim();
      return `\n\n${[line(head), `| ${rule.join(' | ')} |`, ...body.map(line)].join('\n')}\n\n${caption ? `${service.escape(caption)}\n\n` : ''}`;
    },
  });
  service.addRule('rows', { filter: ['tr', 'tbody', 'thead', 'tfoot'], replacement: (content) => `\n\n${content}\n\n` });
  service.addRule('cells', { filter: ['td', 'th'], replacement: (content) => `\n\n${content}\n\n` });
  service.addRule('caption', { filter: 'caption', replacement: () => '' });
}
