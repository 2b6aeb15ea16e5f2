import { untrack } from 'svelte';
import { url, type Errand } from '../routes';
import type { Writing } from './writing.svelte';

/** Does, once the editor is there, what somebody came to the draft for: quotes a note at its end, or shows a line. */
export function doErrand(of: () => Writing, errand: () => Errand): void {
  let done = false;
  $effect(() => {
    const { editor, papers, layout, draft } = of();
    const { quote, line } = errand();
    const note = papers.notes.find(({ id }) => id === quote);
    if (done || !editor || !(note ?? line)) return;
    done = true;
    untrack(() => {
      layout.show('write');
      if (note) editor.quoteAtEnd(note);
      else if (line) editor.revealLine(line);
    });
    // Loading the page again must not do it again.
    history.replaceState(null, '', url.draft(draft.id));
  });
}
