import type { Figure } from './wire';

/* Makes the cleaned HTML of a paper work as a page: what is wide scrolls, what is far is not laid out, figures show. */

/** Under so many blocks a paper is laid out whole. */
const MANY_BLOCKS = 80;
/** Blocks are gathered into parts about so high, in CSS pixels: each part costs the browser something in every frame. */
const HIGH = 1000;
/** Of the text as paper.css sets it. */
const LINE = 29;
const LETTERS_A_LINE = 68;
const CONTAINERS = 'article, section, .ltx_document, .ltx_biblist, .ltx_appendix';

/** What a paper is made of: paragraphs, figures, references; each within a section or the paper itself. */
function blocks(container: Element): HTMLElement[] {
  return [...container.children].flatMap((child) => {
    if (!(child instanceof HTMLElement)) return [];
    if (child.matches(CONTAINERS) || child.querySelector(':scope > section')) return blocks(child);
    return /^h\d$/i.test(child.localName) ? [] : [child];
  });
}

/** As the file says; asking the element itself would lay out the whole paper. */
const heightOf = (image: Element) => Math.min(Number(image.getAttribute('height')) || 240, 420);

/** A guess at how high a block will be, in CSS pixels, so that the scroll bar does not jump. */
function guess(block: HTMLElement): number {
  const pictures = [...block.querySelectorAll('img')].reduce((sum, image) => sum + heightOf(image), 0);
  const rows = block.querySelectorAll('tr').length;
  const equations = block.querySelectorAll('math[display="block"]').length;
  const letters = (block.textContent?.length ?? 0) * (block.querySelector('math') ? 0.7 : 1);
  return Math.ceil(letters / LETTERS_A_LINE) * LINE + pictures + rows * 10 + equations * 36 + 16;
}

/** Gives a long paper to the browser in parts, of which it lays out only those near the window. */
export function divide(paper: HTMLElement): void {
  const all = blocks(paper);
  if (all.length < MANY_BLOCKS) return;
  for (const { first, last, height } of runs(all)) {
    const part = first === last ? first : gathered(first, last);
    part.dataset.part = part === first ? '' : 'many';
    part.style.containIntrinsicBlockSize = `auto ${height}px`;
  }
}

interface Run {
  first: HTMLElement;
  last: HTMLElement;
  height: number;
}

/** Blocks that follow each other, about as many as fill a part; of a list each item is one by itself. */
function runs(all: HTMLElement[]): Run[] {
  const found: Run[] = [];
  for (const block of all) {
    const run = found.at(-1);
    const height = guess(block);
    const goesOn = run && block.previousElementSibling === run.last && block.localName !== 'li' && !(run.height >= HIGH && block.matches('.ltx_para'));
    if (goesOn) [run.last, run.height] = [block, run.height + height];
    else found.push({ first: block, last: block, height });
  }
  return found;
}

/** Puts siblings, and what stands between them, into an element of their own. */
function gathered(first: HTMLElement, last: HTMLElement): HTMLElement {
  const part = document.createElement('div');
  first.before(part);
  for (let node: ChildNode | null = first; node; ) {
    const next: ChildNode | null = node === last ? null : node.nextSibling;
    part.append(node);
    node = next;
  }
  return part;
}

/** Puts what may be wider than the page into boxes that scroll. */
export function box(paper: HTMLElement): void {
  for (const wide of paper.querySelectorAll('table.ltx_equationgroup, table.ltx_tabular, table.ltx_eqn_align')) {
    if (wide.parentElement?.closest('table')) continue;
    const box = document.createElement('div');
    box.dataset.wide = '';
    wide.replaceWith(box);
    box.append(wide);
  }
  for (const wide of paper.querySelectorAll<HTMLElement>('.ltx_equation > tbody > tr > .ltx_align_center, .ltx_listing, pre')) wide.dataset.wide = '';
}

/** Lets those boxes that do scroll be reached by keyboard, as soon as they are laid out so. Returns the way to stop. */
export function reachable(paper: HTMLElement): () => void {
  const sized = new ResizeObserver((entries) => {
    new Set(entries.map(({ target }) => target.closest<HTMLElement>('[data-wide]'))).forEach((wide) => wide && reach(wide));
  });
  for (const wide of paper.querySelectorAll('[data-wide]')) [wide, ...wide.children].forEach((one) => sized.observe(one));
  return () => sized.disconnect();
}

function reach(wide: HTMLElement): void {
  const scrolls = wide.scrollWidth > wide.clientWidth + 1;
  if (scrolls === wide.hasAttribute('tabindex')) return;
  const given = { tabindex: '0', role: 'group', 'aria-label': wide.querySelector('math') && !wide.querySelector('tr') ? 'Formula' : 'Wide, scrolls' };
  for (const [name, value] of Object.entries(given)) {
    if (scrolls) wide.setAttribute(name, value);
    else wide.removeAttribute(name);
  }
}

/** Shows the figures that are here, and says of the others why they are not. */
export function fill(paper: HTMLElement, figures: Figure[]): void {
  const known = new Map(figures.map((figure) => [figure.name, figure]));
  for (const image of paper.querySelectorAll<HTMLImageElement>('img[data-figure]')) {
    const figure = known.get(image.dataset.figure ?? '');
    if (!figure || image.hasAttribute('src')) continue;
    if (figure.url) image.src = figure.url;
    image.dataset.state = figure.url ? 'here' : figure.sentence ? 'missing' : 'coming';
    if (figure.sentence && !image.nextElementSibling?.matches('.fig-sentence')) image.after(sentence(figure.sentence));
  }
}

function sentence(words: string): HTMLElement {
  const said = document.createElement('span');
  said.className = 'fig-sentence';
  said.dataset.apart = '';
  said.textContent = words;
  return said;
}

/** How many authors stand there before the rest folds. */
const AUTHORS = 12;

/** Folds a long list of authors, with a button to show all of them. */
export function foldAuthors(paper: HTMLElement): void {
  const list = paper.querySelector('.ltx_authors');
  const authors = list?.querySelectorAll('.ltx_creator') ?? [];
  if (!list || authors.length <= AUTHORS) return;
  const more = document.createElement('button');
  more.type = 'button';
  more.className = 'lnk';
  more.dataset.apart = '';
  more.textContent = `Show all ${authors.length} authors`;
  more.addEventListener('click', () => (list.classList.remove('folded'), more.remove()));
  list.classList.add('folded');
  list.after(more);
}
