import { read } from './reading';
import { accented, bracketed, group, join, named, tex, words } from './signs';

/* From Office Math (ECMA-376, part 1, section 22.1), as Word writes it into its HTML, to TeX. Letters stand in `m:r` among other elements. */

const name = (element: Element): string => (element.localName.startsWith('m:') ? element.localName.slice(2) : '');

/** The nearest elements of Office Math below one, through whatever HTML stands between. */
const kids = (element: Element): Element[] => [...element.children].flatMap((child) => (name(child) ? [child] : kids(child)));
const kid = (element: Element, wanted: string) => kids(element).find((one) => name(one) === wanted);
const all = (element: Element, wanted: string) => kids(element).filter((one) => name(one) === wanted);
const inside = (element: Element, wanted: string) => row(kid(element, wanted));

/** A property such as `m:chr`; undefined when it is not said. */
function said(element: Element, property: string): string | undefined {
  const [found] = kids(element).filter((one) => name(one).endsWith('pr')).flatMap((one) => [...one.getElementsByTagName(`m:${property}`)]);
  return found?.getAttribute('m:val') ?? undefined;
}

const row = (element: Element | undefined): string => (element ? join(kids(element).map(write)) : '');
const script = (base: string, sub: string, sup: string) => `${/[\s{}^_]/.test(base) && !/^\\[A-Za-z]+(?:\{[^{}]*\})?$/.test(base) ? `{${base}}` : base || '{}'}${sub && `_${group(sub)}`}${sup && `^${group(sup)}`}`;

const WRITE: Record<string, (element: Element) => string> = {
  r: (element) => letters(element),
  f: (element) => {
    const [num, den] = [inside(element, 'num'), inside(element, 'den')];
    const type = said(element, 'type');
    return type === 'nobar' || type === 'noBar' ? `\\genfrac{}{}{0pt}{}{${num}}{${den}}` : type === 'lin' ? `${num}/${den}` : `\\frac{${num}}{${den}}`;
  },
  ssup: (element) => script(inside(element, 'e'), '', inside(element, 'sup')),
  ssub: (element) => script(inside(element, 'e'), inside(element, 'sub'), ''),
  ssubsup: (element) => script(inside(element, 'e'), inside(element, 'sub'), inside(element, 'sup')),
  spre: (element) => `{}${script('', inside(element, 'sub'), inside(element, 'sup')).slice(2)}${inside(element, 'e')}`,
  rad: (element) => (inside(element, 'deg') ? `\\sqrt[${inside(element, 'deg')}]{${inside(element, 'e')}}` : `\\sqrt{${inside(element, 'e')}}`),
  nary: (element) => join([script(tex(said(element, 'chr') ?? '∫'), inside(element, 'sub'), inside(element, 'sup')), ' ', inside(element, 'e')]),
  d: (element) => {
    const parts = all(element, 'e').map(row).join(tex(said(element, 'sepchr') ?? '|'));
    const [open, close] = [said(element, 'begchr') ?? '(', said(element, 'endchr') ?? ')'];
    const [, inner, matrix] = /^\\begin\{(matrix|aligned|gathered)\}([\s\S]*)\\end\{\1\}$/.exec(parts) ?? [];
    const kind = { '()': 'pmatrix', '[]': 'bmatrix', '||': 'vmatrix', '{': 'cases' }[open + close];
    return matrix !== undefined && kind && (inner === 'matrix' || kind === 'cases') ? `\\begin{${kind}}${matrix}\\end{${kind}}` : bracketed(open, parts, close);
  },
  func: (element) => join([inside(element, 'fname'), ' ', inside(element, 'e')]),
  acc: (element) => accented(said(element, 'chr') ?? '^', inside(element, 'e')) ?? `\\overset{${tex(said(element, 'chr') ?? '')}}{${inside(element, 'e')}}`,
  bar: (element) => `\\${said(element, 'pos') === 'bot' ? 'underline' : 'overline'}{${inside(element, 'e')}}`,
  groupchr: (element) => accented(said(element, 'chr') ?? '⏟', inside(element, 'e')) ?? `\\underset{${tex(said(element, 'chr') ?? '')}}{${inside(element, 'e')}}`,
  limlow: (element) => limit(inside(element, 'e'), inside(element, 'lim'), '_', 'underset'),
  limupp: (element) => limit(inside(element, 'e'), inside(element, 'lim'), '^', 'overset'),
  m: (element) => `\\begin{matrix}${all(element, 'mr').map((one) => all(one, 'e').map(row).join(' & ')).join(' \\\\ ')}\\end{matrix}`,
  eqarr: (element) => {
    // In them `&` says where they are to be aligned.
    const rows = all(element, 'e').map((one) => row(one).replace(/\\&/g, '&'));
    const kind = rows.some((one) => one.includes('&')) ? 'aligned' : 'gathered';
    return `\\begin{${kind}}${rows.join(' \\\\ ')}\\end{${kind}}`;
  },
  borderbox: (element) => `\\boxed{${inside(element, 'e')}}`,
  phant: (element) => `\\phantom{${inside(element, 'e')}}`,
};

const limit = (base: string, lim: string, sign: string, command: string) => (/^\\[a-zA-Z]+$/.test(base) ? `${base}${sign}${group(lim)}` : `\\${command}{${lim}}{${base}}`);

function letters(run: Element): string {
  const text = [...run.childNodes].map((node) => (node instanceof Element && name(node) === 'rpr' ? '' : (node.textContent ?? ''))).join('').replace(/\s+/g, ' ');
  const alphabet = { 'double-struck': 'mathbb', script: 'mathcal', fraktur: 'mathfrak', 'sans-serif': 'mathsf', monospace: 'mathtt' }[said(run, 'scr') ?? ''];
  if (alphabet) return `\\${alphabet}{${tex(text)}}`;
  if (kids(run).some((one) => name(one) === 'rpr' && one.getElementsByTagName('m:nor').length)) return words(text);
  if (said(run, 'sty') === 'p' && /^\p{L}{2,}$/u.test(text.trim())) return named(text.trim());
  if (said(run, 'sty') === 'b') return `\\mathbf{${tex(text)}}`;
  return tex(text.replace(/^ +| +$/g, ''));
}

function write(element: Element): string {
  if (name(element).endsWith('pr')) return '';
  return WRITE[name(element)]?.(element) ?? row(element);
}

/** TeX of an `m:oMath` element. */
export const texOfWord = (math: Element): string => row(math).replace(/ +/g, ' ').trim();

/** Parses what stands in a conditional comment of Word. HTML knows no `<x/>`: such an element would take in what follows. */
export function parsed(comment: string): Document {
  return read(comment.replace(/<(m:[A-Za-z]+)([^<>]*)\/>/g, '<$1$2></$1>'));
}
