import { rename } from './word';

/* What is said by style alone: Google Docs, Word on the web and many pages make bold, italic and code so. */

const BLOCKS = 'p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, table, pre, blockquote, section, article';
const MONO = /\b(?:mono(?:space)?|courier|consolas|menlo|source code|roboto mono|inconsolata|cascadia|fira code|jetbrains)/i;

const said = (element: Element, property: string) =>
  new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, 'i').exec(element.getAttribute('data-style') ?? '')?.[1]?.trim() ?? '';
const isBold = (weight: string) => /^(?:bold|bolder|[6-9]00)$/.test(weight);

/** Google Docs puts all it copies into a `b` that is not bold. */
function unwrapFalse(document: Document): void {
  for (const one of document.querySelectorAll('b, strong, i, em')) {
    const bold = /^(?:B|STRONG)$/.test(one.tagName);
    const plain = bold ? /^(?:normal|[1-5]00)$/.test(said(one, 'font-weight')) : said(one, 'font-style') === 'normal';
    if (plain || one.querySelector(BLOCKS)) one.replaceWith(...one.childNodes);
  }
}

export function readStyles(document: Document): void {
  unwrapFalse(document);
  for (const one of document.querySelectorAll('[role="heading"][aria-level]')) {
    const level = Number(one.getAttribute('aria-level'));
    if (!/^H\d$/.test(one.tagName) && level >= 1 && level <= 6) rename(one, `h${level}`);
  }
  for (const one of document.querySelectorAll('span[data-style], font, a[data-style], code[data-style]')) read(one);
  nestAlike(document);
  for (const one of document.querySelectorAll('h1 strong, h2 strong, h3 strong, h4 strong, h5 strong, h6 strong, h1 b, h2 b, h3 b, h4 b, h5 b, h6 b, th strong, th b')) one.replaceWith(...one.childNodes);
  joinAlike(document);
}

function read(one: Element): void {
  const within = (names: string) => !!one.closest(names);
  if (isBold(said(one, 'font-weight')) && !within('strong, b')) inner(one, 'strong');
  if (said(one, 'font-style') === 'italic' && !within('em, i')) inner(one, 'em');
  if (/line-through/.test(said(one, 'text-decoration(?:-line)?')) && !within('del, s, strike')) inner(one, 'del');
  const shift = said(one, 'vertical-align');
  if ((shift === 'super' || shift === 'sub') && !within('sup, sub')) inner(one, shift === 'super' ? 'sup' : 'sub');
  if (MONO.test(said(one, 'font-family')) && !within('code, pre, a')) inner(one, 'code');
}

function inner(one: Element, name: string): void {
  if (!one.textContent?.trim()) return;
  const made = (one.ownerDocument as Document).createElement(name);
  made.append(...one.childNodes);
  one.append(made);
}

/** Bold with italic in it may come as italic with bold in it: bold is put outside, so that both go on in one stroke. */
function nestAlike(document: Document): void {
  for (const one of document.querySelectorAll('em > strong, em > span > strong')) {
    const outer = one.closest('em');
    if (!outer || outer.textContent !== one.textContent || !outer.parentElement) continue;
    const strong = document.createElement('strong');
    outer.replaceWith(strong);
    strong.append(outer);
    one.replaceWith(...one.childNodes);
  }
}

/** Editors cut what is bold in one stroke into many spans: those that touch become one, or their marks would run together. */
function joinAlike(document: Document): void {
  for (const span of document.querySelectorAll('span, font')) span.replaceWith(...span.childNodes);
  document.body.normalize();
  for (const one of document.querySelectorAll('strong, b, em, i, del, s, code, sup, sub')) {
    for (let next = one.nextSibling; next instanceof Element && next.localName === one.localName; next = one.nextSibling) {
      one.append(...next.childNodes);
      next.remove();
    }
    one.normalize();
  }
  for (const one of document.querySelectorAll('strong, b, em, i, del, s')) freeEnd(one);
}

/** Marks do not close behind a sign that stands before a letter (CommonMark, "right-flanking"): such a sign is put outside. */
function freeEnd(one: Element): void {
  const next = one.nextSibling?.textContent ?? '';
  const last = one.lastChild;
  const sign = last instanceof Text && /^[\p{L}\p{N}]/u.test(next) ? /[\p{P}\p{S}]+$/u.exec(last.data)?.[0] : undefined;
  if (!sign || !(last instanceof Text) || sign === one.textContent) return;
  last.data = last.data.slice(0, -sign.length);
  one.after(sign);
}
