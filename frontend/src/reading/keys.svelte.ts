import { useShortcuts } from '../ui/shortcuts.svelte';

interface Deeds {
  next: () => void;
  previous: () => void;
  more: () => void;
  highlight: () => void;
  note: () => void;
  quote: () => void;
}

/** The keys of a paper's page. */
export function readingKeys(does: Deeds): void {
  const shortcuts = useShortcuts();
  $effect(() =>
    shortcuts.add('Read', [
      { keys: 'j', says: 'Select the next sentence', run: does.next },
      { keys: 'k', says: 'Select the sentence before', run: does.previous },
      { keys: 'J', says: 'Select one sentence more', run: does.more },
      { keys: 'h', says: 'Highlight the selection', run: does.highlight },
      { keys: 'n', says: 'Note on the selection, or on the whole paper', run: does.note },
      { keys: 'q', says: 'Quote the selection in a draft', run: does.quote },
    ]),
  );
}
