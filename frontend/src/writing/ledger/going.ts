import type { Writing } from '../writing.svelte';
import { whereIs, type Found } from './links';

/** Brings what was found in the text into view and selects it. */
export function goTo(writing: Writing, found: Found): void {
  const range = whereIs(writing.text.body, found);
  writing.layout.show('write');
  if (range) writing.editor?.reveal(range);
}
