import { accented, bracketed, group, join, named, tex, words } from './signs';

/* From presentation MathML (MathML Core and what came before it) to TeX. */

type Write = (element: Element, kids: string[]) => string;

const at = (kids: string[], i: number) => kids[i] ?? '';
const script = (base: string, sub: string, sup: string) => (base ? (/[\s\\^_{}]/.test(base) && !/^(?:\\[A-Za-z]+(?:\{[^{}]*\})?|\{.*\})$/.test(base) ? `{${base}}` : base) : '{}') + (sub && `_${group(sub)}`) + (sup && `^${group(sup)}`);
const OVER = /^\\(?:sum|prod|coprod|int|iint|oint|bigcup|bigcap|bigoplus|bigotimes|bigvee|bigwedge|lim|limsup|liminf|max|min|sup|inf|det|Pr|gcd|operatorname(?:\{[^{}]*\}))$/;

function over(base: string, under: string, above: string): string {
  if (OVER.test(base)) return script(base.replace(/^\\operatorname/, '\\operatorname*'), under, above);
  const lower = under ? (accented(under.replace(/^\\/, ''), base) ?? `\\underset{${under}}{${base}}`) : base;
  return above ? `\\overset{${above}}{${lower}}` : lower;
}

const first = (element: Element, place: number) => element.children[place]?.textContent ?? '';

const WRITE: Record<string, Write> = {
  mi: (element) => {
    const name = (element.textContent ?? '').trim();
    return [...name].length > 1 && /^\p{L}[\p{L}\p{N} ]*$/u.test(name) ? named(name) : tex(name);
  },
  mn: (element) => tex((element.textContent ?? '').trim()),
  mo: (element) => {
    const sign = (element.textContent ?? '').trim();
    return /^\p{L}{2,}$/u.test(sign) ? named(sign) : tex(sign);
  },
  mtext: (element) => words(element.textContent ?? ''),
  ms: (element) => words(element.textContent ?? ''),
  mspace: (element) => (parseFloat(element.getAttribute('width') ?? '0') >= 0.9 ? '\\quad' : parseFloat(element.getAttribute('width') ?? '0') > 0.1 ? '\\,' : ''),
  mfrac: (element, kids) => (/^0/.test(element.getAttribute('linethickness') ?? '') ? `\\genfrac{}{}{0pt}{}{${at(kids, 0)}}{${at(kids, 1)}}` : `\\frac{${at(kids, 0)}}{${at(kids, 1)}}`),
  msqrt: (_, kids) => `\\sqrt{${join(kids)}}`,
  mroot: (_, kids) => `\\sqrt[${at(kids, 1)}]{${at(kids, 0)}}`,
  msub: (_, kids) => script(at(kids, 0), at(kids, 1), ''),
  msup: (_, kids) => script(at(kids, 0), '', at(kids, 1)),
  msubsup: (_, kids) => script(at(kids, 0), at(kids, 1), at(kids, 2)),
  munder: (element, kids) => accented(first(element, 1), at(kids, 0)) ?? over(at(kids, 0), at(kids, 1), ''),
  mover: (element, kids) => (OVER.test(at(kids, 0)) ? undefined : accented(first(element, 1), at(kids, 0))) ?? over(at(kids, 0), '', at(kids, 1)),
  munderover: (_, kids) => over(at(kids, 0), at(kids, 1), at(kids, 2)),
  mmultiscripts: (_, kids) => script(at(kids, 0), at(kids, 1), at(kids, 2)),
  mtable: (_, kids) => `\\begin{matrix}${kids.join(' \\\\ ')}\\end{matrix}`,
  mtr: (_, kids) => kids.join(' & '),
  mlabeledtr: (_, kids) => kids.slice(1).join(' & '),
  mfenced: (element, kids) => bracketed(element.getAttribute('open') ?? '(', kids.join(element.getAttribute('separators') ?? ','), element.getAttribute('close') ?? ')'),
  mphantom: (_, kids) => `\\phantom{${join(kids)}}`,
  menclose: (_, kids) => `\\boxed{${join(kids)}}`,
  semantics: (_, kids) => at(kids, 0),
  annotation: () => '',
  'annotation-xml': () => '',
};

/** TeX for a `math` element or a part of one. What says its own TeX is taken at its word. */
export function texOf(math: Element): string {
  const own = math.querySelector('annotation[encoding="application/x-tex"], annotation[encoding="LaTeX"]')?.textContent ?? math.getAttribute('alttext');
  return bare(own ?? write(math));
}

/** TeX without what only says how it is drawn. */
export function bare(given: string): string {
  const styled = /^\s*\{\\(?:displaystyle|textstyle)\s*(.*)\}\s*$/s.exec(given);
  return (styled?.[1] ?? given).replace(/%[^\n]*\n/g, '').replace(/\s+/g, ' ').trim();
}

function write(element: Element): string {
  const name = element.localName.replace(/^m(?:ml)?:/, '');
  const made = WRITE[name]?.(element, [...element.children].map(write));
  return made ?? row([...element.children]);
}

/** A row, with a table between brackets as the matrix it is. */
function row(children: Element[]): string {
  const made = join(children.map(write));
  return made
    .replace(/\\left?\(\\begin\{matrix\}(.*?)\\end\{matrix\}\\right?\)|\(\\begin\{matrix\}(.*?)\\end\{matrix\}\)/gs, (_, a, b) => `\\begin{pmatrix}${a ?? b}\\end{pmatrix}`)
    .replace(/\[\\begin\{matrix\}(.*?)\\end\{matrix\}\]/gs, '\\begin{bmatrix}$1\\end{bmatrix}')
    .replace(/\\\{\\begin\{matrix\}((?:(?!\\end\{matrix\}).)*)\\end\{matrix\}$/s, '\\begin{cases}$1\\end{cases}');
}
