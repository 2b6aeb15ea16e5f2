import { common } from '../../ui/common';
import { pair, type Pairing } from './pairing';

/* Two drawings of a text as one, with what was taken out and what was put in marked. The HTML is the server's, sanitised there. */

/** What is one thing to a reader, however many elements it is made of. */
const WHOLE = 'math, img, svg, .formula, .math-error';

/** A character of a script without blanks, a word, or a sign with all that is joined to it; blanks belong to what they stand beside. */
const WORD = /\s*(?:[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}](?:[\p{M}\u200d\p{Emoji_Modifier}]|(?<=\u200d)\S)*)\s*/gu;

/** A word with the blanks behind it, or something that cannot be taken apart. */
interface Token {
  key: string;
  node: Text | Element;
  from: number;
  to: number;
}

/** The elements to show in order. Each change carries `data-change`. */
export function marked(old: string[], now: string[]): Element[] {
  return pair(old, now).flatMap(shown);
}

function shown({ old, now, same }: Pairing): Element[] {
  const [before, after] = [old && made(old.html), now && made(now.html)];
  if (same && after) return [after];
  if (before && after && before.tagName === after.tagName) return [within(before, after)];
  return [before && around('del', before), after && around('ins', after)].filter((one) => one !== undefined);
}

function made(html: string): Element | undefined {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content.firstElementChild ?? undefined;
}

/** A block that is wholly new or gone. What is gone gives up its ids: they may be in the new text too. */
function around(kind: 'ins' | 'del', block: Element): Element {
  const mark = document.createElement(kind);
  mark.className = 'whole';
  mark.dataset.change = '';
  if (kind === 'del') withoutIds(block);
  mark.append(said(kind), block);
  return mark;
}

/** The new block, with its new words marked and the old ones put where they stood. */
function within(before: Element, after: Element): Element {
  const [a, b] = [tokens(before), tokens(after)];
  const pairs = common(a.map(({ key }) => key), b.map(({ key }) => key));
  const stayed = new Set(pairs.map(([, j]) => j));
  const gone = new Map<number, Token[]>();
  let i = 0;
  for (const [one, other] of [...pairs, [a.length, b.length] as const]) {
    // What is gone stands before the new words that took its place.
    let at = other;
    while (at > 0 && !stayed.has(at - 1)) at--;
    if (one > i) gone.set(at, a.slice(i, one));
    i = one + 1;
  }
  if (!b.length && gone.size) after.append(deletion(gone.get(0) ?? []));
  else write(b, stayed, gone);
  return after;
}

function tokens(block: Element): Token[] {
  const found: Token[] = [];
  const read = (node: Node): void => {
    if (node instanceof Text) {
      for (const word of node.data.matchAll(WORD)) found.push({ key: word[0].trim(), node, from: word.index, to: word.index + word[0].length });
    } else if (node instanceof Element && node.matches(WHOLE)) {
      found.push({ key: node.outerHTML, node, from: 0, to: 0 });
    } else node.childNodes.forEach(read);
  };
  block.childNodes.forEach(read);
  return found;
}

/** Goes through the new block from its end, so that the places before stay what they are. */
function write(all: Token[], stayed: Set<number>, gone: Map<number, Token[]>): void {
  const last = all.at(-1);
  const after = gone.get(all.length);
  if (last && after) behind(last, deletion(after));
  for (let end = all.length; end > 0; ) {
    const token = all[end - 1] as Token;
    let start = end - 1;
    const isNew = !stayed.has(start);
    while (isNew && start > 0 && !stayed.has(start - 1) && !gone.has(start) && all[start - 1]?.node === token.node) start--;
    const first = all[start] as Token;
    const mark = isNew ? insert(first, token) : undefined;
    const before = gone.get(start);
    if (before) ahead(first, mark, deletion(before));
    end = start;
  }
}

function insert(first: Token, last: Token): Element {
  const mark = document.createElement('ins');
  mark.dataset.change = '';
  if (first.node instanceof Element) {
    first.node.replaceWith(mark);
    mark.append(said('ins'), first.node);
    return mark;
  }
  const range = document.createRange();
  range.setStart(first.node, first.from);
  range.setEnd(last.node, last.to);
  range.surroundContents(mark);
  mark.prepend(said('ins'));
  return mark;
}

function ahead(first: Token, mark: Element | undefined, gone: Element): void {
  if (mark) mark.before(gone);
  else if (first.node instanceof Element) first.node.before(gone);
  else first.node.splitText(first.from).before(gone);
}

function behind({ node, to }: Token, gone: Element): void {
  if (node instanceof Element) node.after(gone);
  else if (to < node.length) node.splitText(to).before(gone);
  else node.after(gone);
}

function deletion(words: Token[]): Element {
  const mark = document.createElement('del');
  mark.dataset.change = '';
  mark.append(said('del'));
  for (const { node, from, to } of words) {
    if (node instanceof Element) mark.append(withoutIds(node.cloneNode(true) as Element));
    else mark.append(node.data.slice(from, to));
  }
  return mark;
}

function withoutIds(block: Element): Element {
  for (const one of [block, ...block.querySelectorAll('[id]')]) one.removeAttribute('id');
  return block;
}

/** Many screen readers pass over ins and del: it is said in words too. */
function said(kind: 'ins' | 'del'): Element {
  const words = document.createElement('span');
  words.className = 'vh';
  words.textContent = kind === 'ins' ? ' added: ' : ' taken out: ';
  return words;
}
