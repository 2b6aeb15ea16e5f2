/* What Word means by the HTML it puts on the clipboard ("Web page, filtered" and its fuller form alike). */

const style = (element: Element) => element.getAttribute('data-style') ?? '';
const LIST = /mso-list:\s*l(\d+)\s+level(\d+)/;

export const isWord = (document: Document): boolean =>
  !!document.querySelector('[class^="Mso"], [data-style*="mso-"], meta[content*="Word"]') || /urn:schemas-microsoft-com:office/.test(document.documentElement.outerHTML.slice(0, 500));

/** Headings, titles and paragraphs in a list, as the elements HTML has for them. */
export function readWord(document: Document): void {
  for (const empty of [...document.getElementsByTagName('o:p')]) empty.replaceWith(...empty.childNodes);
  for (const hidden of document.querySelectorAll('[data-style*="mso-hide:all"], [data-style*="mso-element:comment-list"], .MsoCommentReference, [data-style*="mso-comment-reference"] > [data-style*="mso-special-character:comment"]')) hidden.remove();
  for (const one of document.querySelectorAll('p.MsoTitle')) rename(one, 'h1');
  for (const one of document.querySelectorAll('p[data-style*="mso-outline-level"]')) {
    const level = /mso-outline-level:\s*([1-6])/.exec(style(one))?.[1];
    if (level) rename(one, `h${level}`);
  }
  for (const one of document.querySelectorAll('p.MsoQuote, p.MsoIntenseQuote')) wrap(one, 'blockquote');
  readLists(document);
}

export function rename(element: Element, name: string): Element {
  const other = (element.ownerDocument as Document).createElement(name);
  other.append(...element.childNodes);
  for (const { name: attribute, value } of element.attributes) other.setAttribute(attribute, value);
  element.replaceWith(other);
  return other;
}

function wrap(element: Element, name: string): void {
  const around = (element.ownerDocument as Document).createElement(name);
  element.replaceWith(around);
  around.append(element);
}

/** Paragraphs that only look like a list: their place is in `mso-list`, their bullet or number in a span of its own. */
function readLists(document: Document): void {
  for (const first of document.querySelectorAll('p[data-style*="mso-list"], h1[data-style*="mso-list"], h2[data-style*="mso-list"], h3[data-style*="mso-list"]')) {
    if (!first.isConnected || !LIST.test(style(first))) continue;
    if (/^H\d$/.test(first.tagName)) markerOf(first);
    else build(document, first);
  }
}

/** Takes the bullet or number off a paragraph and gives it back. */
function markerOf(paragraph: Element): string {
  const marker = [...paragraph.querySelectorAll('span')].find((one) => /mso-list:\s*Ignore/i.test(style(one)));
  const text = (marker?.textContent ?? '').replace(/\u00a0/g, ' ').trim();
  marker?.remove();
  return text;
}

function build(document: Document, first: Element): void {
  const run: Element[] = [];
  for (let next: Element | null = first; next && next.tagName === 'P' && LIST.test(style(next)); next = next.nextElementSibling) run.push(next);
  const root = document.createElement('div');
  first.before(root);
  const open: { level: number; list: Element }[] = [];
  for (const paragraph of run) {
    const level = Number(LIST.exec(style(paragraph))?.[2] ?? 1);
    const marker = markerOf(paragraph);
    const kind = /^\(?(?:\d+|[a-z]{1,4}|[A-Z]{1,4})[.)]/.test(marker) ? 'ol' : 'ul';
    while ((open.at(-1)?.level ?? 0) > level) open.pop();
    let top = open.at(-1);
    if (!top || top.level < level || top.list.localName !== kind) {
      if (top?.level === level) open.pop();
      const list = document.createElement(kind);
      const number = /^\(?(\d+)/.exec(marker)?.[1];
      if (kind === 'ol' && number && number !== '1') list.setAttribute('start', number);
      (open.at(-1)?.list.lastElementChild ?? root).append(list);
      open.push((top = { level, list }));
    }
    const item = document.createElement('li');
    item.append(...paragraph.childNodes);
    top.list.append(item);
    paragraph.remove();
  }
  root.replaceWith(...root.childNodes);
}
