import { expect, it, vi } from 'vitest';
import { blockAt, follow } from './sync';

function preview(html: string): HTMLElement {
  document.body.innerHTML = `<div>${html}</div>`;
  return document.body.firstElementChild as HTMLElement;
}

it.each([
  [1, 'one'],
  [3, 'one'],
  [4, 'two'],
  [9, 'last'],
  [99, 'last'],
])('knows which block line %i is in; what is listed at the end stands nowhere in the source', (line, words) => {
  const root = preview('<p data-line="1">one</p><p data-line="4">two</p><p data-line="9">last</p><section data-line="9">References</section>');
  expect(blockAt(root, line)?.textContent).toBe(words);
});

it('shows the card of a claim, goes to a place of the text, and opens the rest beside this tab', () => {
  const root = preview(
    '<p><span class="claim"><a href="#s-1">claim</a></span> <a href="#eq-1">(1)</a> <a href="https://example.org/x">out</a></p><div id="eq-1"></div>',
  );
  const [claim, equation, out] = [...root.querySelectorAll('a')];
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  const shown = vi.fn();
  Element.prototype.scrollIntoView = shown;
  root.addEventListener('click', (event) => follow(event, root));
  claim?.click();
  expect(document.activeElement).toBe(claim);
  equation?.click();
  expect(shown.mock.instances).toEqual([root.querySelector('#eq-1')]);
  out?.click();
  expect(open).toHaveBeenCalledWith('https://example.org/x', '_blank', 'noopener');
  expect(location.hash).toBe('');
});
