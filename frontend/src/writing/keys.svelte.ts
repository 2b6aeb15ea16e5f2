import { useShortcuts } from '../ui/shortcuts.svelte';
import { useStatus, type Status } from '../ui/status.svelte';
import { next, type Pane } from './panes';
import type { Writing } from './writing.svelte';

/** The keys of the Write stage. Those without `run` are the editor's own; they are listed for `?`. */
export function writingKeys(of: () => Writing): void {
  const shortcuts = useShortcuts();
  const status = useStatus();
  $effect(() =>
    shortcuts.add('Write', [
      { keys: 'Ctrl+B', says: 'Bold' },
      { keys: 'Ctrl+I', says: 'Italic' },
      { keys: 'Ctrl+K', says: 'Link' },
      { keys: 'Ctrl+Shift+L', says: 'Find the source of the selection; in a claim, open its passage' },
      { keys: 'Ctrl+Shift+U', says: 'Not sure of the selection or sentence' },
      { keys: 'Ctrl+Shift+M', says: 'Comment on the selection' },
      { keys: 'Ctrl+Shift+V', says: 'Paste the words alone; Ctrl+V makes Markdown of what is pasted' },
      { keys: 'Ctrl+Shift+E', says: 'Suggest other words for the selection or sentence' },
      { keys: 'Alt+Enter', says: 'Accept the suggestion the cursor is on' },
      { keys: 'Alt+Shift+Enter', says: 'Dismiss the suggestion the cursor is on' },
      { keys: '/', says: 'Insert, at the start of a line' },
      { keys: '[@', says: 'Cite a work' },
      { keys: '[[', says: 'Lean a claim on a note' },
      { keys: 'F6', says: 'Next pane', run: () => nextPane(of()) },
      { keys: 'F8', says: 'Next thread', run: () => of().next(of().threads) },
      { keys: 'Shift+F8', says: 'Next suggestion', run: () => of().next(of().suggestions) },
      { keys: 'F9', says: 'Next thing to look at', run: () => nextProblem(of(), status) },
      { keys: 'Esc, Tab', says: 'Leave the editor' },
    ]),
  );
}

function nextProblem({ editor, layout }: Writing, status: Status): void {
  layout.show('write');
  status.say(editor?.nextProblem() ?? 'Nothing to look at.');
}

function nextPane({ layout, editor }: Writing): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.checkVisibility());
  const now = panes.find((pane) => pane.contains(document.activeElement))?.dataset.pane as Pane | undefined;
  const to = next(layout.open.filter((name) => panes.some((pane) => pane.dataset.pane === name)), now);
  if (to === 'editor') editor?.focus();
  else panes.find((pane) => pane.dataset.pane === to)?.focus();
}
