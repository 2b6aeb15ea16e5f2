import type { Evidence } from './wire';

/** A saved version cut up, so that a passage can open under the block its claim stands in. */
export interface Piece {
  /** Each top-level element, as HTML from the server's renderer. */
  blocks: string[];
  claims: DrawnClaim[];
}

export interface DrawnClaim {
  evidence: Evidence;
  /** The id of the card the renderer hung from it, by which it is found in the document. */
  card: string;
  /** The block it stands in. */
  block: number;
  /** Its words, as inline HTML. */
  html: string;
}

/** Reads a rendered version. Claims come in the order of the evidence, which is that of the text. */
export function readPiece(html: string, evidence: Evidence[]): Piece {
  const template = document.createElement('template');
  template.innerHTML = html;
  const elements = [...template.content.children];
  const uses = new Map<string, number>();
  const claims = evidence.map((one) => {
    const use = (uses.get(one.note_id) ?? 0) + 1;
    uses.set(one.note_id, use);
    return drawn(one, use === 1 ? `s-${one.note_id}` : `s-${one.note_id}-${use}`, elements);
  });
  return { blocks: elements.map((element) => element.outerHTML), claims };
}

function drawn(evidence: Evidence, card: string, blocks: Element[]): DrawnClaim {
  const block = blocks.findIndex((element) => element.querySelector(`[id="${CSS.escape(card)}"]`));
  const link = blocks[block] && claimIn(blocks[block], card)?.querySelector(':scope > a');
  return { evidence, card, block: block < 0 ? blocks.length - 1 : block, html: link?.innerHTML ?? escaped(evidence.claim) };
}

/** The element of a claim, by the card that hangs from it. */
export const claimIn = (root: Element, card: string): Element | undefined =>
  root.querySelector(`[id="${CSS.escape(card)}"]`)?.closest('.claim') ?? undefined;

function escaped(words: string): string {
  const span = document.createElement('span');
  span.textContent = words;
  return span.innerHTML;
}
