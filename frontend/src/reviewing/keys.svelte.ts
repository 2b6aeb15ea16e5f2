import { useShortcuts } from '../ui/shortcuts.svelte';
import { markOf } from './values';
import type { Invitation } from './wire';

interface Doings {
  suggest: () => void;
  /** Says “lost here”, or “fails here”. */
  mark: () => void;
  shows: () => Invitation['shows'];
  step: (by: 1 | -1) => void;
  comment: () => void;
  send: () => void;
  nextComment: () => void;
}

/** The keys of the reviewer's screen. Those without `run` work on the passage that has the focus. */
export function reviewKeys({ step, comment, send, nextComment, suggest, mark, shows }: Doings): void {
  const shortcuts = useShortcuts();
  $effect(() => {
    const one = markOf(shows().mark);
    const { claims } = shows();
    return shortcuts.add('Review', [
      { keys: 'j', says: claims ? 'Next claim' : 'Next paragraph', run: () => step(1) },
      { keys: 'k', says: claims ? 'Previous claim' : 'Previous paragraph', run: () => step(-1) },
      ...(claims ? ['right', 'wrong', 'misleading', 'cannot tell'].map((says, i) => ({ keys: String(i + 1), says: `At its passage: ${says}` })) : []),
      ...(one ? [{ keys: one.key.toLowerCase(), says: `${one.words}: what is selected, or the paragraph`, run: mark }] : []),
      { keys: 'Ctrl+Shift+M', says: 'Comment on the selection, the claim, or the whole', run: comment },
      { keys: 'Ctrl+Shift+E', says: 'Suggest other words for the selection, the claim, or the paragraph', run: suggest },
      { keys: 'F8', says: 'Next comment', run: nextComment },
      { keys: 'Ctrl+Enter', says: 'Send review', run: send },
    ]);
  });
}
