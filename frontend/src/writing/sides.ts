import type { Component } from 'svelte';
import ClaimsSide from './ledger/ClaimsSide.svelte';
import PreviewPane from './PreviewPane.svelte';
import ThreadsSide from './ThreadsSide.svelte';
import type { Writing } from './writing.svelte';

/** Something that can stand beside the editor. */
export interface Side {
  words: string;
  panel: Component<{ writing: Writing }>;
  /** What waits in it, said beside its name. */
  count?: (writing: Writing) => number;
}

/** What can stand beside the editor, in the order it is offered. */
export const SIDES = {
  preview: { words: 'Preview', panel: PreviewPane },
  claims: { words: 'Claims', panel: ClaimsSide, count: ({ ledger }) => ledger.touched.length },
  threads: { words: 'Threads', panel: ThreadsSide, count: ({ threads, suggestions }) => threads.open.length + suggestions.open.length + suggestions.doubtful.length },
} satisfies Record<string, Side>;

export type SideName = keyof typeof SIDES;
export const SIDE_NAMES = Object.keys(SIDES) as SideName[];
export const sideOf = (name: SideName): Side => SIDES[name];

/** Its name, with how many things wait in it. */
export function wordsOf(name: SideName, writing: Writing): string {
  const { words, count } = sideOf(name);
  const waiting = count?.(writing) ?? 0;
  return waiting ? `${words} ${waiting}` : words;
}
