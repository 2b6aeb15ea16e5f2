import { beforeEach, describe, expect, it } from 'vitest';
import { DrawnText } from './passages';

const HTML = `
<h2>Guessing the <em>noise</em></h2>
<p>Given a spoiled
  picture <math alttext="x_t"><mi>x</mi></math>, <span class="claim"><a href="#s-1">one network serves</a><span class="card"><q>hidden quote</q></span></span>
  every step<a class="nref">1</a><span class="note"><b>1</b>A footnote.</span> of it.</p>
<div class="eq"><div><math alttext="L =  \\frac{a}{b}"></math></div><span>(1)</span></div>
<ul><li>step by step</li><li>step by step</li></ul>`;

const TEXT =
  'Guessing the noise Given a spoiled picture $x_t$, one network serves every step of it. $L = \\frac{a}{b}$ step by step step by step A footnote.';

let root: HTMLElement;
let drawn: DrawnText;

beforeEach(() => {
  root = document.createElement('article');
  root.innerHTML = HTML;
  document.body.replaceChildren(root);
  drawn = new DrawnText(root);
});

function select(from: [Node, number], to: [Node, number]): Range {
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

const textOf = (selector: string, index = 0) => root.querySelector(selector)!.childNodes[index]!;

describe('the text of what is drawn', () => {
  it('has formulas as TeX in dollars, folded blanks, no cards and no numbers, sidenotes at the end', () => {
    expect(drawn.text).toBe(TEXT);
  });

  it('turns a selection into a stretch without blanks at its ends', () => {
    const stretch = drawn.stretch(select([textOf('p'), 5], [textOf('.claim a'), 3]));
    expect(drawn.text.slice(stretch!.from, stretch!.to)).toBe('a spoiled picture $x_t$, one');
  });

  it('takes a formula whole, and a whole paragraph as a triple click selects it', () => {
    const math = root.querySelector('math')!;
    const formula = drawn.stretch(select([math.firstChild!, 0], [math.firstChild!, 1]));
    expect(drawn.text.slice(formula!.from, formula!.to)).toBe('$x_t$');
    const paragraph = drawn.stretch(select([textOf('li'), 0], [root.querySelectorAll('li')[1]!, 0]));
    expect(drawn.text.slice(paragraph!.from, paragraph!.to)).toBe('step by step');
  });

  it('finds nothing in a selection that is elsewhere, or of what is not text', () => {
    const other = document.body.appendChild(document.createElement('p'));
    other.textContent = 'elsewhere';
    expect(drawn.stretch(select([other.firstChild!, 0], [other.firstChild!, 4]))).toBeUndefined();
    expect(drawn.stretch(select([textOf('q'), 0], [textOf('q'), 4]))).toBeUndefined();
  });

  it('leads back to the document', () => {
    const from = TEXT.indexOf('picture');
    const range = drawn.range({ from, to: TEXT.indexOf(' serves') });
    expect(range!.toString().replace(/\s+/g, ' ')).toBe('picture x, one network');
    expect(drawn.stretch(range!)).toEqual({ from, to: TEXT.indexOf(' serves') });
  });
});

describe('a quote', () => {
  it('carries what stands around it and its heading, and is found again', () => {
    const at = TEXT.indexOf('one network serves');
    const quote = drawn.quote({ from: at, to: at + 18 });
    expect(quote).toEqual({
      exact: 'one network serves',
      prefix: TEXT.slice(0, at),
      suffix: TEXT.slice(at + 18, at + 18 + 64),
      section: 'Guessing the noise',
    });
    expect(drawn.place(quote)).toEqual({ from: at, to: at + 18 });
  });

  it('is told from its like by what stands around it, else it has no place', () => {
    const second = TEXT.lastIndexOf('step by step');
    expect(drawn.place(drawn.quote({ from: second, to: second + 12 }))).toEqual({ from: second, to: second + 12 });
    expect(drawn.place({ exact: 'step by step', prefix: '', suffix: '' })).toBeUndefined();
  });

  it('is found whatever the white space, and not at all when its words are gone', () => {
    const at = TEXT.indexOf('one network');
    expect(drawn.place({ exact: 'one\n network', prefix: '', suffix: '' })).toEqual({ from: at, to: at + 11 });
    expect(drawn.place({ exact: 'two networks', prefix: '', suffix: '' })).toBeUndefined();
  });

  it('never cuts a character in two', () => {
    root.innerHTML = `<p>${'𝔼'.repeat(40)} here</p>`;
    const mathematical = new DrawnText(root);
    const at = mathematical.text.indexOf('here') - 1;
    const { prefix } = mathematical.quote({ from: at + 1, to: at + 5 });
    expect(() => encodeURIComponent(prefix)).not.toThrow();
  });

  it('is painted word by word, without what stands between the words', () => {
    root.querySelector('h2')!.after(document.createElement('img'));
    const stretch = { from: TEXT.indexOf('noise'), to: TEXT.indexOf(', one') };
    const painted = new DrawnText(root).stills(stretch).map(({ startContainer, startOffset, endContainer, endOffset }) => {
      const range = select([startContainer, startOffset], [endContainer, endOffset]);
      return range.toString().replace(/\s+/g, ' ');
    });
    expect(painted).toEqual(['noise', 'Given a spoiled picture ', 'x']);
    expect(drawn.formulasIn(stretch)).toEqual([root.querySelector('math')]);
  });

  it('is not stretched to the footnotes by a selection that holds the number of one', () => {
    const paragraph = root.querySelector('p')!;
    const stretch = drawn.stretch(select([paragraph, 0], [paragraph, paragraph.childNodes.length]));
    expect(drawn.text.slice(stretch!.from, stretch!.to)).toBe('Given a spoiled picture $x_t$, one network serves every step of it.');
  });
});
