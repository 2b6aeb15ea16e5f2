/** Commands of formulas by what they look like; `$` in a template is where the cursor goes, then each further one. */
export interface Command {
  name: string;
  look: string;
  /** What is inserted, when it is more than the name. */
  template?: string;
}

const SIGNS = `
alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π
rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ
Omega Ω le ≤ ge ≥ leq ≤ geq ≥ ne ≠ neq ≠ equiv ≡ approx ≈ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ prec ≺ succ ≻ coloneqq ≔ triangleq ≜
in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬
land ∧ lor ∨ wedge ∧ vee ∨ top ⊤ bot ⊥ vdash ⊢ models ⊨ perp ⟂ parallel ∥ mid ∣ nmid ∤
to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ iff ⟺ mapsto ↦ longrightarrow ⟶
hookrightarrow ↪ uparrow ↑ downarrow ↓ nearrow ↗ searrow ↘ rightsquigarrow ⇝ rightleftharpoons ⇌
pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ otimes ⊗ odot ⊙ dagger †
sum ∑ prod ∏ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ partial ∂ nabla ∇ infty ∞ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ angle ∠ prime ′
ldots … cdots ⋯ vdots ⋮ ddots ⋱ dots … langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | lVert ‖ rVert ‖
therefore ∴ because ∵ lim lim max max min min sup sup inf inf log log ln ln exp exp sin sin cos cos tan tan det det dim dim ker ker Pr Pr arg arg gcd gcd
limsup limsup liminf liminf quad ␣␣ qquad ␣␣␣␣`;

const SHAPES: Command[] = [
  { name: 'frac', look: 'a⁄b', template: '\\frac{$}{$}' },
  { name: 'tfrac', look: 'ᵃ⁄ᵦ', template: '\\tfrac{$}{$}' },
  { name: 'dfrac', look: 'a⁄b', template: '\\dfrac{$}{$}' },
  { name: 'binom', look: '(ⁿₖ)', template: '\\binom{$}{$}' },
  { name: 'sqrt', look: '√x', template: '\\sqrt{$}' },
  { name: 'hat', look: 'x̂', template: '\\hat{$}' },
  { name: 'widehat', look: 'xy̑', template: '\\widehat{$}' },
  { name: 'tilde', look: 'x̃', template: '\\tilde{$}' },
  { name: 'bar', look: 'x̄', template: '\\bar{$}' },
  { name: 'vec', look: 'x⃗', template: '\\vec{$}' },
  { name: 'dot', look: 'ẋ', template: '\\dot{$}' },
  { name: 'ddot', look: 'ẍ', template: '\\ddot{$}' },
  { name: 'overline', look: 'x̅y̅', template: '\\overline{$}' },
  { name: 'underline', look: 'x̲y̲', template: '\\underline{$}' },
  { name: 'overbrace', look: '⏞', template: '\\overbrace{$}^{$}' },
  { name: 'underbrace', look: '⏟', template: '\\underbrace{$}_{$}' },
  { name: 'overset', look: 'a over =', template: '\\overset{$}{$}' },
  { name: 'underset', look: 'a under =', template: '\\underset{$}{$}' },
  { name: 'xrightarrow', look: '→ with words', template: '\\xrightarrow{$}' },
  { name: 'mathbb', look: 'ℝ', template: '\\mathbb{$}' },
  { name: 'mathcal', look: '𝒜', template: '\\mathcal{$}' },
  { name: 'mathfrak', look: '𝔄', template: '\\mathfrak{$}' },
  { name: 'mathbf', look: '𝐱', template: '\\mathbf{$}' },
  { name: 'boldsymbol', look: '𝜽', template: '\\boldsymbol{$}' },
  { name: 'mathrm', look: 'x', template: '\\mathrm{$}' },
  { name: 'mathsf', look: '𝖷', template: '\\mathsf{$}' },
  { name: 'mathtt', look: '𝚡', template: '\\mathtt{$}' },
  { name: 'text', look: 'words', template: '\\text{$}' },
  { name: 'operatorname', look: 'name', template: '\\operatorname{$}' },
  { name: 'operatorname*', look: 'name, limits below', template: '\\operatorname*{$}' },
  { name: 'left(', look: '( ) that grow', template: '\\left( $ \\right)' },
  { name: 'left[', look: '[ ] that grow', template: '\\left[ $ \\right]' },
  { name: 'left\\{', look: '{ } that grow', template: '\\left\\{ $ \\right\\}' },
  { name: 'boxed', look: '▭', template: '\\boxed{$}' },
  { name: 'cancel', look: 'x̸', template: '\\cancel{$}' },
  { name: 'tag', look: '(∗) beside it', template: '\\tag{$}' },
  { name: 'label', look: 'a name', template: '\\label{eq:$}' },
  { name: 'eqref', look: '(1)', template: '\\eqref{$}' },
  { name: 'substack', look: 'lines below', template: '\\substack{$ \\\\ $}' },
];

const words = SIGNS.trim().split(/\s+/);

/** What can be written in a formula, the commonest first. */
export const COMMANDS: Command[] = [...SHAPES, ...words.flatMap((name, i) => (i % 2 ? [] : [{ name, look: words[i + 1] ?? '' }]))];

/** Environments, and what one looks like. */
export const ENVIRONMENTS: Record<string, string> = {
  align: 'equations in rows, aligned at &',
  aligned: 'rows inside an equation, aligned at &',
  cases: '{ cases, one a row',
  gather: 'equations in rows',
  pmatrix: '( matrix )',
  bmatrix: '[ matrix ]',
  vmatrix: '| matrix |',
  Vmatrix: '‖ matrix ‖',
  Bmatrix: '{ matrix }',
  matrix: 'matrix',
  smallmatrix: 'small matrix',
  array: 'columns as you say',
  split: 'rows of one equation',
  multline: 'one long equation',
  equation: 'one equation',
  alignat: 'rows with several columns',
};
