/** A footnote's mark in the text, until the Markdown is written; its `data-note` is the label. */
export const NOTE = 'x-note';

const SAYS_NOTE = '[role="doc-noteref"], .footnote-ref, .footnote-reference, .footnoteRef, .reference, .MsoFootnoteReference, .MsoEndnoteReference, sup';
const BACK = 'a[role="doc-backlink"], .footnote-back-link, .footnote-back, .footnote-backref, .footnoteBackLink, .mw-cite-backlink, .data-footnote-backref, [data-footnote-backref]';

/** The place in the same page that a link leads to: a browser makes the address whole when it copies. */
function place(link: Element): string {
  const [, hash] = (link.getAttribute('href') ?? '').split('#');
  try {
    return decodeURIComponent(hash ?? '');
  } catch {
    return hash ?? '';
  }
}

const isMark = (link: Element) => !!link.closest(SAYS_NOTE) || !!link.querySelector('sup, .MsoFootnoteReference, .MsoEndnoteReference') || /mso-(?:footnote|endnote)-id/.test(link.getAttribute('data-style') ?? '');

/** What says the note: the nearest thing around its anchor that is a block of its own. */
function bodyOf(document: Document, id: string): Element | undefined {
  const target = document.getElementById(id) ?? [...document.querySelectorAll('[name]')].find((one) => one.getAttribute('name') === id);
  const body = target?.closest('li, [data-style*="mso-element:footnote"], [data-style*="mso-element:endnote"], .footnote, aside, dd, div, p') ?? undefined;
  return body === document.body ? (target ?? undefined) : body;
}

/** Notes become marks; gives back what each says, by its label, in the order of the text. */
export function takeFootnotes(document: Document): Map<string, Element> {
  const notes = new Map<string, Element>();
  const labels = new Map<Element, string>();
  for (const link of document.querySelectorAll('a[href*="#"]')) {
    if (!link.isConnected || !isMark(link) || [...notes.values()].some((body) => body.contains(link))) continue;
    const body = bodyOf(document, place(link));
    if (!body || body.contains(link) || isBefore(body, link)) continue;
    const label = labels.get(body) ?? String(labels.size + 1);
    labels.set(body, label);
    if (!notes.has(label)) notes.set(label, clean(body, label));
    const mark = document.createElement(NOTE);
    mark.setAttribute('data-note', label);
    mark.textContent = label;
    (link.closest('sup, .footnote-ref, .footnote-reference, [role="doc-noteref"]') ?? link).replaceWith(mark);
  }
  for (const body of labels.keys()) remove(body);
  return notes;
}

const isBefore = (one: Element, other: Element) => !!(one.compareDocumentPosition(other) & 4); // Node.DOCUMENT_POSITION_FOLLOWING

/** The note without the number it begins with and the way back to the text. */
function clean(body: Element, label: string): Element {
  const made = body.cloneNode(true) as Element;
  for (const one of made.querySelectorAll(BACK)) one.remove();
  for (const link of made.querySelectorAll('a')) {
    const words = (link.textContent ?? '').trim();
    if (!/^(?:\[?(?:\d{1,3}|[ivxlc]{1,6}|[a-z*†‡])\]?\.?|(?:[↩↑^⬆]\ufe0e?)+)$/iu.test(words)) continue;
    const own = (link.getAttribute('href') ?? '').includes('#') || link.hasAttribute('name');
    if (own) (link.closest('sup') ?? link).remove();
  }
  made.setAttribute('data-note', label);
  return made;
}

/** Takes away what said a note, and the list and the rule above it when nothing else is left there. */
function remove(body: Element): void {
  let parent = body.parentElement;
  body.remove();
  while (parent && parent.localName !== 'body' && !parent.textContent?.trim() && !parent.querySelector('img, x-tex')) {
    const up: HTMLElement | null = parent.parentElement;
    const before = parent.previousElementSibling;
    if (before?.localName === 'hr') before.remove();
    parent.remove();
    parent = up;
  }
  const last = parent?.localName === 'body' ? parent.lastElementChild : null;
  if (last?.localName === 'hr') last.remove();
}
