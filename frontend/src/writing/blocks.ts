import { common } from '../ui/common';

/** A top-level element of a rendering, with the hash of what it shows and its first line in the source. */
export interface Block {
  hash: string;
  line: string;
  html: string;
}

/** Reads `data-h` and `data-line` off the block's own tag; a block without a hash is known by its whole HTML. */
export function readBlock(html: string): Block {
  const tag = /^\s*<[^>]*>/.exec(html)?.[0] ?? '';
  return { html, hash: attribute(tag, 'data-h') ?? html, line: attribute(tag, 'data-line') ?? '' };
}

const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

/** The blocks of the last drawing, so that the server need not send them again. */
export class Kept {
  #blocks = new Map<string, string>();

  hashes(): string[] {
    return [...this.#blocks.keys()];
  }

  /** Puts the blocks one has in place of their marks, each at its new line, and keeps what there is now. */
  fill(blocks: string[]): string[] {
    const filled = blocks.map((html) => (html.startsWith('<kept ') ? this.#fill(html) : html));
    const known = filled.map(readBlock).filter(({ hash, html }) => hash !== html);
    this.#blocks = new Map(known.map(({ hash, html }) => [hash, html]));
    return filled;
  }

  #fill(mark: string): string {
    const { hash, line } = readBlock(mark);
    return (this.#blocks.get(hash) ?? '').replace(/ data-line="\d+"/, ` data-line="${line}"`);
  }
}

/** What a place in the new list is made from: an old block that stays as it is, one that is made over, or nothing. */
export interface Step {
  /** Index of the old block used. Indices only grow from step to step, so no block is ever moved. */
  old?: number;
  same: boolean;
}

/** How to come from the old hashes to the new ones, one step a new block. Old blocks that no step uses go. */
export function plan(old: string[], next: string[]): Step[] {
  const steps: Step[] = [];
  let free = 0;
  for (const [one, other] of [...common(old, next), [old.length, next.length] as const]) {
    while (steps.length < other) steps.push(free < one ? { old: free++, same: false } : { same: false });
    if (other < next.length) steps.push({ old: one, same: true });
    free = one + 1;
  }
  return steps;
}
