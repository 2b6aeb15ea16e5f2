/* Signs of formulas and the TeX that draws them. A sign that is not here stays as it is: the renderer reads it too. */

const GREEK = [
  'alpha α', 'beta β', 'gamma γ', 'delta δ', 'epsilon ϵ', 'varepsilon ε', 'zeta ζ', 'eta η', 'theta θ', 'vartheta ϑ', 'iota ι', 'kappa κ',
  'lambda λ', 'mu μ', 'nu ν', 'xi ξ', 'pi π', 'varpi ϖ', 'rho ρ', 'varrho ϱ', 'sigma σ', 'varsigma ς', 'tau τ', 'upsilon υ', 'phi ϕ',
  'varphi φ', 'chi χ', 'psi ψ', 'omega ω', 'Gamma Γ', 'Delta Δ', 'Theta Θ', 'Lambda Λ', 'Xi Ξ', 'Pi Π', 'Sigma Σ', 'Upsilon Υ', 'Phi Φ',
  'Psi Ψ', 'Omega Ω', 'mu µ',
];
const OTHERS = [
  'sum ∑', 'prod ∏', 'coprod ∐', 'int ∫', 'iint ∬', 'iiint ∭', 'oint ∮', 'bigcup ⋃', 'bigcap ⋂', 'bigoplus ⨁', 'bigotimes ⨂', 'bigvee ⋁',
  'bigwedge ⋀', 'times ×', 'cdot ⋅', 'cdot ·', 'div ÷', 'pm ±', 'mp ∓', 'ast ∗', 'circ ∘', 'oplus ⊕', 'otimes ⊗', 'odot ⊙', 'le ≤', 'ge ≥',
  'ne ≠', 'approx ≈', 'equiv ≡', 'sim ∼', 'simeq ≃', 'cong ≅', 'propto ∝', 'll ≪', 'gg ≫', 'in ∈', 'notin ∉', 'ni ∋', 'subset ⊂',
  'subseteq ⊆', 'supset ⊃', 'supseteq ⊇', 'cup ∪', 'cap ∩', 'setminus ∖', 'emptyset ∅', 'forall ∀', 'exists ∃', 'neg ¬', 'wedge ∧', 'land ∧',
  'vee ∨', 'to →', 'leftarrow ←', 'leftrightarrow ↔', 'Rightarrow ⇒', 'Leftarrow ⇐', 'Leftrightarrow ⇔', 'mapsto ↦', 'uparrow ↑',
  'downarrow ↓', 'infty ∞', 'partial ∂', 'nabla ∇', 'ldots …', 'cdots ⋯', 'vdots ⋮', 'ddots ⋱', 'prime ′', 'langle ⟨', 'rangle ⟩', 'lfloor ⌊',
  'rfloor ⌋', 'lceil ⌈', 'rceil ⌉', 'Vert ‖', 'Vert ∥', 'mid ∣', 'perp ⊥', 'angle ∠', 'hbar ℏ', 'ell ℓ', 'Re ℜ', 'Im ℑ', 'aleph ℵ', 'top ⊤',
  'vdash ⊢', 'models ⊨', 'quad \u2003', 'star ⋆', 'bullet •', 'dagger †', 'triangleq ≜',
];

const SIGNS = new Map([...GREEK, ...OTHERS].map((pair) => [pair.split(' ')[1] ?? '\u2003', `\\${pair.split(' ')[0]}`] as const));
const PLAIN = new Map([['−', '-'], ['\u00a0', '~'], ['\u2009', '\\,'], ['\u2061', ''], ['\u2062', ''], ['\u2063', ''], ['\u2064', ''], ['\u200b', '']]);
const ESCAPED = new Map([...'#$%&_{}'].map((sign) => [sign, `\\${sign}`] as const));

/** Alphabets of the block Mathematical Alphanumeric Symbols, by where they begin; each holds 52 letters. */
const ALPHABETS: [start: number, command: string][] = [
  [0x1d400, 'mathbf'], [0x1d434, ''], [0x1d468, 'boldsymbol'], [0x1d49c, 'mathcal'], [0x1d4d0, 'mathcal'], [0x1d504, 'mathfrak'],
  [0x1d538, 'mathbb'], [0x1d56c, 'mathfrak'], [0x1d5a0, 'mathsf'], [0x1d5d4, 'mathsf'], [0x1d608, 'mathsf'], [0x1d63c, 'mathsf'], [0x1d670, 'mathtt'],
];
/** Letters that stand elsewhere for historical reasons. */
const ELSEWHERE = new Map<string, string>(
  Object.entries({ ℂ: 'bb C', ℍ: 'bb H', ℕ: 'bb N', ℙ: 'bb P', ℚ: 'bb Q', ℝ: 'bb R', ℤ: 'bb Z', ℬ: 'cal B', ℰ: 'cal E', ℱ: 'cal F', ℋ: 'cal H', ℐ: 'cal I', ℒ: 'cal L', ℳ: 'cal M', ℛ: 'cal R' }),
);

function lettered(sign: string): string | undefined {
  const other = ELSEWHERE.get(sign);
  if (other) return `\\math${other.split(' ')[0]}{${other.split(' ')[1]}}`;
  const code = sign.codePointAt(0) ?? 0;
  const [start, command] = ALPHABETS.findLast(([first]) => first <= code) ?? [0, ''];
  if (code < 0x1d400 || code > 0x1d6a3 || code - start >= 52) return code === 0x1d6a4 ? 'i' : undefined;
  const letter = sign.normalize('NFKC');
  return command ? `\\${command}{${letter}}` : letter;
}

/** TeX for a run of signs; commands that end in a letter are kept apart from what follows. */
export function tex(text: string): string {
  return join([...text].map((sign) => PLAIN.get(sign) ?? SIGNS.get(sign) ?? ESCAPED.get(sign) ?? lettered(sign) ?? (sign === '\\' ? '\\backslash' : sign)));
}

/** Parts of a formula in a row. */
export function join(parts: string[]): string {
  let joined = '';
  for (const part of parts) joined += (/\\[A-Za-z]+$/.test(joined) && /^[A-Za-z]/.test(part) ? ' ' : '') + part;
  return joined;
}

/** In braces, unless it is one thing already. */
export const group = (part: string): string => (/^(?:[A-Za-z0-9]|\\[A-Za-z]+)$/.test(part) ? (part.startsWith('\\') ? `{${part}}` : part) : `{${part}}`);

const FUNCTIONS = new Set('arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min Pr sec sin sinh sup tan tanh'.split(' '));

/** A name of several letters, as TeX sets it. */
export const named = (name: string): string => (FUNCTIONS.has(name) ? `\\${name}` : `\\operatorname{${name.replace(/[^\p{L}\p{N} ]/gu, (sign) => tex(sign))}}`);

/** Words within a formula. */
export const words = (text: string): string => (text.trim() ? `\\text{${text.replace(/\u00a0/g, ' ').replace(/[#$%&_{}]/g, '\\$&').replace(/[\\^~](?![#$%&_{}])/g, ' ')}}` : text ? '\\ ' : '');

const ACCENTS = new Map([
  ['^', 'hat'], ['ˆ', 'hat'], ['\u0302', 'hat'], ['~', 'tilde'], ['˜', 'tilde'], ['\u0303', 'tilde'], ['¯', 'bar'], ['‾', 'overline'], ['\u0304', 'bar'],
  ['\u0305', 'overline'], ['_', 'underline'], ['→', 'vec'], ['⃗', 'vec'], ['\u20d7', 'vec'], ['˙', 'dot'], ['\u0307', 'dot'], ['.', 'dot'], ['¨', 'ddot'],
  ['\u0308', 'ddot'], ['ˇ', 'check'], ['\u030c', 'check'], ['˘', 'breve'], ['\u0306', 'breve'], ['´', 'acute'], ['\u0301', 'acute'], ['`', 'grave'],
  ['\u0300', 'grave'], ['⏞', 'overbrace'], ['⏟', 'underbrace'],
]);
const WIDE: Record<string, string> = { hat: 'widehat', tilde: 'widetilde', bar: 'overline', vec: 'overrightarrow' };

/** Something with a sign over or under it; undefined when the sign is no accent. */
export function accented(sign: string, base: string): string | undefined {
  const accent = ACCENTS.get(sign.trim());
  if (!accent) return undefined;
  const many = base.replace(/\\[A-Za-z]+/g, 'x').replace(/[{}\s]/g, '').length > 1;
  return `\\${(many && WIDE[accent]) || accent}{${base}}`;
}

const OPENING = new Map([['{', '\\{'], ['}', '\\}'], ['⟨', '\\langle'], ['⟩', '\\rangle'], ['‖', '\\Vert'], ['', '.']]);

/** Brackets that grow with what they hold. */
export function bracketed(open: string, inside: string, close: string): string {
  const [left, right] = [open, close].map((sign) => OPENING.get(sign) ?? tex(sign));
  const plain = !/\\(?:frac|sum|prod|int|begin|binom|underset|overset|sqrt)/.test(inside) && left !== '.' && right !== '.';
  return plain ? join([left ?? '', inside, right ?? '']) : `${join([`\\left${left}`, inside])}\\right${right}`.replace(/\\left(\\[A-Za-z]+)(?=[A-Za-z])/, '\\left$1 ');
}
