import { useShortcuts } from '../ui/shortcuts.svelte';

interface Doings {
  step: (by: 1 | -1) => void;
  comment: () => void;
  send: () => void;
  nextComment: () => void;
}

/** The keys of the reviewer's screen. Those without `run` work on the passage that has the focus. */
export function reviewKeys({ step, comment, send, nextComment }: Doings): void {
  const shortcuts = useShortcuts();
  $effect(() =>
    shortcuts.add('Review', [
      { keys: 'j', says: 'Next claim', run: () => step(1) },
      { keys: 'k', says: 'Previous claim', run: () => step(-1) },
      { keys: '1', says: 'At its passage: right' },
      { keys: '2', says: 'At its passage: wrong' },
      { keys: '3', says: 'At its passage: misleading' },
      { keys: '4', says: 'At its passage: cannot tell' },
      { keys: 'Ctrl+Shift+M', says: 'Comment on the selection, the claim, or the whole', run: comment },
      { keys: 'F8', says: 'Next comment', run: nextComment },
      { keys: 'Ctrl+Enter', says: 'Send review', run: send },
    ]),
  );
}
