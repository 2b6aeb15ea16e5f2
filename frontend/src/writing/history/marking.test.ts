// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { marked } from './marking';

let made = 0;
const block = (html: string, hash = `h${made++}`) => html.replace(/^<(\w+)/, `<$1 data-h="${hash}"`);

/** What is shown, with {gone} and [new]. */
function shown(old: string[], now: string[]): string[] {
  const kept = new Map(old.filter((html) => now.includes(html)).map((html) => [html, block(html)]));
  const hashed = (all: string[]) => all.map((html) => kept.get(html) ?? block(html));
  return marked(hashed(old), hashed(now)).map((element) => {
    element.querySelectorAll('.vh').forEach((one) => one.remove());
    element.querySelectorAll('math').forEach((one) => one.replaceWith(`$${one.textContent}$`));
    if (element.matches('.whole')) return element.tagName === 'DEL' ? `{${element.textContent}}` : `[${element.textContent}]`;
    element.querySelectorAll('del').forEach((one) => one.replaceWith(`{${one.textContent}}`));
    element.querySelectorAll('ins').forEach((one) => one.replaceWith(`[${one.textContent}]`));
    return element.textContent ?? '';
  });
}

describe('two drawings as one', () => {
  it('mark words within a paragraph, across its emphasis', () => {
    expect(shown(['<p>A kettle <em>sings</em> a song.</p>'], ['<p>A kettle <em>hums</em> a short song.</p>'])).toEqual(['A kettle {sings}[hums] a [short ]song.']);
    expect(shown(['<p>One two.</p>'], ['<p>One two. Three four.</p>'])).toEqual(['One two. [Three four.]']);
    expect(shown(['<p>One two three four.</p>'], ['<p>One two three</p>'])).toEqual(['One two three{four.}']);
  });

  it('take a formula for one thing', () => {
    const [old, now] = ['<p>So <math><mi>x</mi></math> holds here.</p>', '<p>So <math><mi>y</mi></math> holds here.</p>'];
    expect(shown([old], [now])).toEqual(['So {$x$}[$y$] holds here.']);
  });

  it('show whole blocks that came and went, and leave the rest alone', () => {
    const [a, b, c, d] = ['<p>Alike.</p>', '<p>Something entirely else.</p>', '<ul><li>Tea</li></ul>', '<p>The end.</p>'];
    expect(shown([a, b, d], [a, c, d])).toEqual(['Alike.', '{Something entirely else.}', '[Tea]', 'The end.']);
  });

  it('find a paragraph that was changed beside one that is new', () => {
    const old = '<p>Water boils at a hundred degrees by the sea.</p>';
    const now = '<p>Water boils at ninety degrees up there, by no sea.</p>';
    expect(shown([old], ['<p>Brand new words stand in front.</p>', now])).toEqual(['[Brand new words stand in front.]', 'Water boils at {a hundred }[ninety ]degrees [up there, ]by {the }[no ]sea.']);
  });

  it('say added and taken out in words, and give an id once', () => {
    const [gone] = marked([block('<p id="a">Gone <b id="b">for good</b>.</p>')], []);
    expect(gone?.outerHTML).not.toContain('id=');
    expect(gone?.textContent).toContain('taken out: ');
  });

  it('stay quick for long texts', () => {
    const words = (n: number, by: string) => Array.from({ length: n }, (_, i) => `${by}${i}`).join(' ');
    const long = (by: string) => Array.from({ length: 300 }, (_, i) => block(`<p>${words(30, `${by}${i}-`)}</p>`));
    const began = performance.now();
    expect(marked(long('a'), long('b'))).toHaveLength(600);
    expect(marked([block(`<p>${words(4000, 'a')}</p>`)], [block(`<p>${words(4000, 'b')} a7</p>`)]).length).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
