import { DrawnText } from '../reading/passages';
import type { Anchor } from './pending';
import type { Evidence } from './wire';

export interface DrawnClaim {
  evidence: Evidence;
  /** The id of the card the renderer hung from it, by which it is found in the document. */
  card: string;
  /** The block it stands in. */
  block: number;
  /** Its words, as inline HTML. */
  html: string;
}

/** A saved version as the server's renderer drew it, cut up so that a passage can open under the block its claim stands in. */
export class Piece {
  /** Each top-level element, as HTML. */
  readonly blocks: string[];
  /** In the order of the evidence, which is that of the text. */
  readonly claims: DrawnClaim[];
  readonly #words: DrawnText;

  /** `asked` names the evidence of the claims that matter here; without it all do. */
  constructor(html: string, evidence: Evidence[], asked?: string[]) {
    const root = document.createElement('template').content.appendChild(document.createElement('div'));
    root.innerHTML = html;
    const elements = [...root.children];
    const uses = new Map<string, number>();
    this.blocks = elements.map((element) => element.outerHTML);
    this.claims = evidence.flatMap((one) => {
      const use = (uses.get(one.note_id) ?? 0) + 1;
      uses.set(one.note_id, use);
      if (asked && !asked.includes(one.id)) return [];
      return [drawn(one, use === 1 ? `s-${one.note_id}` : `s-${one.note_id}-${use}`, elements)];
    });
    this.#words = new DrawnText(root);
  }

  /** A passage as inline HTML, its formulas drawn; its bare words when it has no place here. */
  quote(anchor: Anchor): string {
    const stretch = this.#words.place({ prefix: '', suffix: '', ...anchor });
    const range = stretch && this.#words.range(stretch);
    return range ? inline(range.cloneContents()).trim() : escaped(anchor.exact);
  }
}

function drawn(evidence: Evidence, card: string, blocks: Element[]): DrawnClaim {
  const block = blocks.findIndex((element) => byId(element, card));
  const link = blocks[block] && claimIn(blocks[block], card)?.querySelector(':scope > a');
  return { evidence, card, block: block < 0 ? blocks.length - 1 : block, html: link?.innerHTML ?? escaped(evidence.claim) };
}

/** The element of a claim, by the card that hangs from it. */
export const claimIn = (root: Element, card: string): Element | undefined => byId(root, card)?.closest('.claim') ?? undefined;

const byId = (root: Element, id: string) => root.querySelector(`[id="${id}"]`);

/** Words and formulas of what is drawn, without links and cards: what may stand in a button. */
function inline(node: Node): string {
  if (node instanceof Text) return escaped(node.data);
  if (node instanceof Element && node.localName === 'math') return node.outerHTML;
  if (node instanceof Element && node.matches('.card, .nref, .note')) return '';
  const within = [...node.childNodes].map(inline).join('');
  return node instanceof Element && /^(p|li|h\d|div|tr)$/.test(node.localName) ? `${within} ` : within;
}

function escaped(words: string): string {
  const span = document.createElement('span');
  span.textContent = words;
  return span.innerHTML;
}
