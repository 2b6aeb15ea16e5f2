/* Listings, however a page or an editor made them. */

const LANGUAGE = /(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*)([\w+#-]+)/;
const GUTTERS = '.gutter, .lineno, .linenos, .line-numbers-rows, .hljs-ln-numbers, td.rouge-gutter, .linenumber, [data-line-number]:empty, button';

/** Code blocks keep their lines and say their language; paragraphs of nothing but code become one. */
export function readCode(document: Document): void {
  for (const table of document.querySelectorAll('table.rouge-table, table.highlighttable, table.hljs-ln')) {
    const pre = document.createElement('pre');
    const code = table.querySelector('td.code, td.rouge-code') ?? table;
    pre.append(...code.childNodes);
    (table.closest('pre') ?? table).replaceWith(pre);
  }
  for (const pre of document.querySelectorAll('pre')) readPre(pre);
  joinLines(document);
}

function readPre(pre: Element): void {
  const around = [pre, pre.querySelector('code'), pre.parentElement, pre.closest('[class*="highlight"]')];
  const language = around.map((one) => LANGUAGE.exec(one?.className ?? '')?.[1]).find(Boolean) ?? pre.getAttribute('lang');
  for (const gutter of pre.querySelectorAll(GUTTERS)) gutter.remove();
  for (const br of pre.querySelectorAll('br')) br.replaceWith('\n');
  for (const line of pre.querySelectorAll('div, p, tr')) line.after('\n');
  pre.textContent = (pre.textContent ?? '').replace(/\n\n(?=\n*$)/, '\n');
  if (language && !/^(?:none|text|plain|plaintext)$/.test(language)) pre.setAttribute('data-language', language);
}

const isLine = (block: Element | null): block is Element => {
  if (block?.localName !== 'p' || !block.textContent?.trim()) return false;
  return [...block.childNodes].every((node) => !node.textContent?.trim() || (node as Element).localName === 'code' || (node as Element).localName === 'br');
};

/** Google Docs and Word write a listing as paragraphs in a typewriter's letters: from two on they are one. */
function joinLines(document: Document): void {
  for (const first of document.querySelectorAll('p')) {
    if (!first.isConnected || !isLine(first)) continue;
    const lines: Element[] = [first];
    for (let next = first.nextElementSibling; isLine(next); next = next.nextElementSibling) lines.push(next);
    for (const br of lines.flatMap((line) => [...line.querySelectorAll('br')])) br.replaceWith('\n');
    const text = lines.map((line) => line.textContent ?? '').join('\n');
    if (!text.trim().includes('\n')) continue;
    const pre = document.createElement('pre');
    pre.textContent = text;
    first.before(pre);
    for (const line of lines) line.remove();
  }
}
