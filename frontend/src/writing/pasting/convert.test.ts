// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { convert } from './convert';

const fixtures: Record<string, string> = import.meta.glob('./fixtures/*', { query: '?raw', import: 'default', eager: true });
const kept = (name: string) => fixtures[name] ?? '';
const markdown = (html: string) => convert(html).markdown;
const math = (inner: string) => markdown(`<p>See <math>${inner}</math>.</p>`).replace(/^See \$|\$\.$/g, '');

describe('what programs put on the clipboard becomes Markdown', () => {
  it.each(Object.keys(fixtures).filter((name) => name.endsWith('.html')))('%s', (name) => {
    expect(`${markdown(kept(name))}\n`).toBe(kept(name.replace('.html', '.md')));
  });

  it('takes the TeX of KaTeX, MathJax and LaTeXML', () => {
    const katex = '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">\\hat x</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span>x^</span></span></span>';
    expect(markdown(`<p>So ${katex} and</p><span class="katex-display">${katex}</span>`)).toBe('So $\\hat x$ and\n\n$$\n\\hat x\n$$');
    expect(markdown('<p>a <mjx-container class="MathJax" jax="CHTML"><mjx-math aria-hidden="true"><mjx-mi></mjx-mi></mjx-math><mjx-assistive-mml><math><msub><mi>x</mi><mi>i</mi></msub></math></mjx-assistive-mml></mjx-container></p>')).toBe('a $x_i$');
    expect(markdown('<p>a <math id="S1.m1" class="ltx_Math" alttext="\\beta_{t}" display="inline"><mi>β</mi></math> b</p>')).toBe('a $\\beta_{t}$ b');
    expect(markdown('<p>Raw \\(x_i * y_j\\) and $a_b*c_d$, for $5 or $6_</p>')).toBe('Raw \\(x_i * y_j\\) and $a_b*c_d$, for $5 or $6\\_');
  });

  it('writes TeX for MathML that says none', () => {
    expect(math('<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>')).toBe('E=mc^2');
    expect(math('<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>α</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub>')).toBe('\\sum_{i=1}^n\\alpha_{ij}');
    expect(math('<mi>sin</mi><mo>\u2061</mo><mi>x</mi><mo>≤</mo><mi>softmax</mi><mo>(</mo><mi>𝔼</mi><mo>)</mo>')).toBe('\\sin x\\le\\operatorname{softmax}(\\mathbb{E})');
    expect(math('<mo>(</mo><mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable><mo>)</mo>')).toBe('\\begin{pmatrix}a & b \\\\ 0 & 1\\end{pmatrix}');
    expect(math('<mover accent="true"><mi>x</mi><mo>^</mo></mover><mo>+</mo><mover><mrow><mi>A</mi><mi>B</mi></mrow><mo>→</mo></mover>')).toBe('\\hat{x}+\\overrightarrow{AB}');
    expect(math('<mroot><mi>x</mi><mn>3</mn></mroot><mtext> if 5 % </mtext><msqrt><mn>2</mn></msqrt>')).toBe('\\sqrt[3]{x}\\text{ if 5 \\% }\\sqrt{2}');
  });

  it('keeps what would mean something else in Markdown as the words it is', () => {
    expect(markdown('<p>2 * 3 * 4, snake_case, _x_, [a](b), [^1], [@me], &lt;b&gt;, a\\*b, &amp;lt; `x`</p><p># no</p><p>1. no</p><p>- no</p><p>&gt; no</p>')).toBe(
      '2 \\* 3 \\* 4, snake_case, \\_x\\_, [a\\](b), [\\^1], [\\@me], \\<b>, a\\\\\\*b, \\&lt; \\`x\\`\n\n\\# no\n\n1\\. no\n\n\\- no\n\n\\> no',
    );
  });

  it('closes emphasis where Markdown can close it', () => {
    expect(markdown('<p><b>Note:</b>this <b>and</b><b> that</b> <i>(so)</i>.</p>')).toBe('**Note**:this **and that** *(so)*.');
  });

  it('never writes HTML, runs nothing, and drops only what nobody sees', () => {
    const bad = '<p onclick="x()">A<script>alert(1)</script><style>p{}</style><a href="javascript:alert(1)">link</a> <a href="/local">there</a> x<sup>th</sup> H<sub>2</sub>O <u>u</u><iframe src="x"></iframe><img src="https://e.org/t.gif" width=1 height=1></p>';
    expect(markdown(bad)).toBe('Alink there x$^{\\text{th}}$ H₂O u');
  });

  it('reads listings with their language and without their line numbers', () => {
    expect(markdown('<div class="highlight highlight-source-python"><pre>x <span class="pl-c1">=</span> 1<br>y = 2\n</pre></div>')).toBe('```python\nx = 1\ny = 2\n```');
    expect(markdown('<pre><code class="language-rust hljs"><span>fn a() {}</span>\n</code></pre>')).toBe('```rust\nfn a() {}\n```');
  });

  it('says whether there is more to it than words', () => {
    expect(convert('<meta charset="utf-8"><span style="color:red">one a*b line</span>').rich).toBe(false);
    expect(convert('<p>one</p><p>two</p>').rich).toBe(true);
    expect(convert('<p>one <i>two</i></p>').rich).toBe(true);
  });
});

describe('pictures in a paste', () => {
  const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

  it('come along when their bytes do', () => {
    const found = convert(`<p><img alt="A [plot]" src="data:image/png;base64,${PNG}" width=30></p>`);
    expect(found.markdown).toBe('![A \\[plot\\]](pasted-picture:0)');
    expect(found.pictures.map(({ mark, file }) => [mark, file.type, file.size])).toEqual([['pasted-picture:0', 'image/png', 70]]);
  });

  it('are taken from the other form of a paste from Word', () => {
    const hex = [...atob(PNG)].map((sign) => sign.charCodeAt(0).toString(16).padStart(2, '0')).join('');
    const found = convert('<p class=MsoNormal><img src="file:///C:/x/clip_image003.png" alt="A kettle"></p>', `{\\rtf1{\\pict{\\*\\picprop}\\picw1\\pich1\\pngblip\\bliptag1{\\*\\blipuid 0a0b}${hex}}}`);
    expect(found.markdown).toBe('![A kettle](pasted-picture:0)');
    expect(found.pictures[0]?.file.size).toBe(70);
  });

  it('are named where they cannot come along', () => {
    const found = convert('<p>One <img src="https://example.org/a%20b.png"> two <img src="file:///C:/x.png" alt="Three"></p>');
    expect(found.markdown).toBe('One [Picture, not brought along: a b.png](https://example.org/a%20b.png) two *Picture, not brought along: Three*');
    expect(found.left).toBe(2);
  });
});
