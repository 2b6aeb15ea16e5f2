import { expect, it } from 'vitest';
import { Piece } from './piece';
import type { Evidence } from './wire';

const claim = (words: string, id: string) => `<span class="claim"><a href="#${id}">${words}</a><span class="card" id="${id}"><q>quote</q></span></span>`;
const MATH = '<math alttext="k_t"><mi>k</mi></math>';
const HTML = `
<h2>One</h2>
<p>Given ${MATH}, ${claim('it <em>boils</em>', 's-n1')} &amp; steams.</p>
<ul><li>where ${claim('it boils again', 's-n1-2')}</li></ul>`;

const evidence = (id: string, note_id: string, words: string) => ({ id, note_id, claim: words }) as Evidence;

it('finds each claim, the block it stands in and its words', () => {
  const piece = new Piece(HTML, [evidence('e1', 'n1', 'it boils'), evidence('e2', 'n1', 'it boils again')]);
  expect(piece.blocks).toHaveLength(3);
  expect(piece.claims.map(({ card, block, html }) => [card, block, html])).toEqual([['s-n1', 1, 'it <em>boils</em>'], ['s-n1-2', 2, 'it boils again']]);
});

it('shows a claim it cannot find by its bare words, at the end', () => {
  const [lost] = new Piece(HTML, [evidence('e3', 'n9', 'a < b')]).claims;
  expect(lost).toMatchObject({ block: 2, html: 'a &lt; b' });
});

it('quotes a passage with its formulas, without links and cards', () => {
  const piece = new Piece(HTML, []);
  expect(piece.quote({ exact: 'Given $k_t$, it boils & steams.' })).toBe(`Given ${MATH}, it boils &amp; steams.`);
  expect(piece.quote({ exact: 'a passage <of> another version' })).toBe('a passage &lt;of&gt; another version');
});
