import { useShortcuts } from '../ui/shortcuts.svelte';
import { COLOURS } from './colours.svelte';
import type { Colour } from './wire';

interface Deeds {
  next: () => void;
  previous: () => void;
  more: () => void;
  highlight: (colour?: Colour) => void;
  note: () => void;
  quote: () => void;
  search: () => void;
  outline: () => void;
  notes: () => void;
  cites: () => void;
  nextNote: () => void;
  noteBefore: () => void;
  pane: () => void;
  /** What a colour is called. */
  colourName: (colour: Colour) => string;
}

/** The keys of a paper's page. */
export function readingKeys(does: Deeds): void {
  const shortcuts = useShortcuts();
  const inColour = (colour: Colour, i: number) => ({ keys: String(i + 1), says: `Highlight it: ${does.colourName(colour)}`, run: () => does.highlight(colour) });
  $effect(() =>
    shortcuts.add('Read', [
      { keys: 'j', says: 'Select the next sentence', run: does.next },
      { keys: 'k', says: 'Select the sentence before', run: does.previous },
      { keys: 'J', says: 'Select one sentence more', run: does.more },
      { keys: 'h', says: 'Highlight the selection', run: () => does.highlight() },
      ...COLOURS.map(inColour),
      { keys: 'n', says: 'Note on the selection, or on the whole paper', run: does.note },
      { keys: 'q', says: 'Quote the selection in a draft', run: does.quote },
      { keys: '/', says: 'Find in the paper', run: does.search },
      { keys: ']', says: 'Next note', run: does.nextNote },
      { keys: '[', says: 'Note before', run: does.noteBefore },
      { keys: 'o', says: 'Outline', run: does.outline },
      { keys: 'l', says: 'List of notes', run: does.notes },
      { keys: 'c', says: 'What it cites, and what cites it', run: does.cites },
      { keys: 'F6', says: 'Next pane', run: does.pane },
    ]),
  );
}
