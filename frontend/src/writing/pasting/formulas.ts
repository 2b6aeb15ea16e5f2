import { bare, texOf } from './mathml';
import { parsed, texOfWord } from './omml';
import { read } from './reading';

/** Stands for a formula until the Markdown is written. */
export const FORMULA = 'x-tex';

function formula(document: Document, tex: string, display: boolean): Element {
  const element = document.createElement(FORMULA);
  element.setAttribute('data-tex', tex);
  if (display) element.setAttribute('data-display', '');
  element.textContent = 'x'; // an empty element would be taken for nothing
  return element;
}

function put(old: ChildNode, tex: string, display: boolean): void {
  if (tex.trim()) old.replaceWith(formula(old.ownerDocument as Document, tex.trim(), display));
}

const mathIn = (element: Element) => element.querySelector('math');
const isAlone = (element: Element) => {
  const block = element.closest('p, div, li, td, th, dd, figure');
  return !!block && block.textContent?.trim() === element.textContent?.trim();
};

/** Every way in which pages and Word carry formulas becomes one; the outermost first, since one way may hold another. */
export function takeFormulas(document: Document): void {
  fromWord(document);
  for (const one of document.querySelectorAll('script[type^="math/tex"]')) put(one, one.textContent ?? '', (one.getAttribute('type') ?? '').includes('display'));
  for (const one of document.querySelectorAll('.katex-display, .katex')) katex(one);
  for (const one of document.querySelectorAll('mjx-container')) {
    const math = mathIn(one);
    if (math && one.isConnected) put(one, texOf(math), one.getAttribute('display') === 'true' || math.getAttribute('display') === 'block');
  }
  // MathJax 2: as LessWrong draws it, the TeX is in the label; elsewhere the MathML is in an attribute.
  for (const one of document.querySelectorAll('.mjx-math[aria-label], [data-mathml]')) mathJax2(one);
  for (const one of document.querySelectorAll('.mwe-math-element, .ltx_Math, math')) {
    const math = one.localName === 'math' ? one : mathIn(one);
    if (math && one.isConnected) put(one, texOf(math), math.getAttribute('display') === 'block' || /\bmwe-math-element-block\b/.test(one.className));
  }
  for (const image of document.querySelectorAll('img')) picture(image);
}

function katex(one: Element): void {
  const tex = one.querySelector('annotation[encoding="application/x-tex"]')?.textContent ?? mathIn(one)?.getAttribute('alttext');
  const math = mathIn(one);
  if (one.isConnected && (tex || math)) put(one, tex ? bare(tex) : texOf(math as Element), one.matches('.katex-display'));
}

function mathJax2(one: Element): void {
  if (!one.isConnected) return;
  const outer = one.closest('.mjpage, .mjx-chtml, .MathJax_Display, .MathJax') ?? one;
  const display = !!one.closest('.mjpage__block, .MJXc-display, .MathJax_Display, .mjx-display') || one.getAttribute('data-display') === 'true';
  const label = one.getAttribute('aria-label');
  const math = read(one.getAttribute('data-mathml') ?? '').querySelector('math');
  if (label ?? math) put(outer, label ? bare(label) : texOf(math as Element), display || math?.getAttribute('display') === 'block');
}

/** Pictures of formulas whose words are TeX: Wikipedia, WordPress, and Google's old chart address. */
function picture(image: HTMLImageElement): void {
  const alt = image.getAttribute('alt') ?? '';
  const address = image.getAttribute('src') ?? '';
  if (/\b(?:mwe-math-fallback|latex|tex|math)\b/.test(image.className) && /[\\^_={]/.test(alt)) put(image, bare(alt), isAlone(image));
  else if (/^https?:\/\/(?:www\.google|chart\.googleapis)\.com\/chart\?/.test(address)) {
    const tex = new URL(address).searchParams.get('chl');
    if (tex && new URL(address).searchParams.get('cht') === 'tx') put(image, tex, isAlone(image));
  }
}

const COMMENTS = 0x80; // NodeFilter.SHOW_COMMENT

/** Word keeps a formula in a comment for those who know Office Math, with a picture behind it for the others. */
function fromWord(document: Document): void {
  const walker = document.createTreeWalker(document.body, COMMENTS);
  const comments: Comment[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode as Comment);
  for (const comment of comments) {
    if (!/^\[if gte msEquation/.test(comment.data)) continue;
    const inside = parsed(comment.data.replace(/^\[if[^\]]*\]>/, '').replace(/<!\[endif\]$/, ''));
    const display = !!inside.getElementsByTagName('m:omathpara').length;
    const made = [...inside.getElementsByTagName('m:omath')].map(texOfWord).filter(Boolean);
    if (!made.length) continue;
    dropPicture(comment);
    for (const one of made.slice(1).reverse()) comment.after(formula(document, one, display));
    put(comment, made[0] ?? '', display);
  }
  // A browser that shows Office Math as it is (Word on the web).
  for (const one of [...document.getElementsByTagName('m:omath')]) {
    if (one.isConnected) put(one, texOfWord(one), one.parentElement?.localName === 'm:omathpara');
  }
}

/** What stands behind the formula until `<![endif]>` shows it to those who do not know Office Math. */
function dropPicture(comment: Comment): void {
  const next = comment.nextSibling;
  if (!(next instanceof Comment) || !/\[if !msEquation\]/.test(next.data)) return;
  for (let node: ChildNode | null = next; node; ) {
    const after: ChildNode | null = node.nextSibling;
    const last: boolean = node instanceof Comment && /\[endif\]/.test(node.data);
    node.remove();
    node = last ? null : after;
  }
}
