import { untrack } from 'svelte';
import { url, type Errand } from '../routes';
import type { Writing } from './writing.svelte';

/** Does, once the editor is there, what somebody came to the draft for: quotes a note at its end, shows a line, a thread or a suggestion, asks whose the pictures of a document are. */
export function doErrand(of: () => Writing, errand: () => Errand): void {
  const asked = /^#(?:thread|suggestion)-([a-z0-9]+)$/.exec(location.hash)?.[1];
  let done = false;
  $effect(() => {
    const { editor, papers, threads, suggestions, layout, draft, cameIn } = of();
    const { quote, line, opened } = errand();
    const note = papers.notes.find(({ id }) => id === quote);
    const thread = threads.all.find(({ id }) => id === asked);
    const suggestion = suggestions.all.find(({ id }) => id === asked);
    if (done || !editor || !(note ?? thread ?? suggestion ?? line ?? opened)) return;
    done = true;
    untrack(() => {
      if (thread) {
        of().openThread(thread.id);
        of().reveal(thread.id);
        return;
      }
      if (suggestion) {
        of().openSuggestion(suggestion.id);
        of().reveal(suggestion.id);
        return;
      }
      layout.show('write');
      if (note) editor.quoteAtEnd(note);
      else if (line) editor.revealLine(line);
      else if (opened) void cameIn.ask();
    });
    // Loading the page again must not do it again.
    history.replaceState(null, '', url.draft(draft.id));
  });
}
