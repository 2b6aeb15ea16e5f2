import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Shortcuts } from './shortcuts.svelte';

let shortcuts: Shortcuts;
let stop: () => void;

beforeEach(() => {
  shortcuts = new Shortcuts();
  stop = shortcuts.listen();
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

function press(key: string, held: KeyboardEventInit = {}, on: EventTarget = document.body) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held });
  on.dispatchEvent(event);
  return event;
}

it('runs what a key stands for, and keeps the browser from doing its own', () => {
  const run = vi.fn();
  shortcuts.add('Here', [{ keys: 'Ctrl+Shift+M', says: 'Comment', run }]);
  const event = press('m', { ctrlKey: true, shiftKey: true });
  expect(run).toHaveBeenCalledOnce();
  expect(event.defaultPrevented).toBe(true);
});

it('takes the Command key for Ctrl, and the place of a digit for the digit', () => {
  const run = vi.fn();
  shortcuts.add('Here', [{ keys: 'Ctrl+B', says: 'Bold', run }, { keys: 'Alt+1', says: 'Read', run }]);
  press('b', { metaKey: true });
  press('¡', { altKey: true, code: 'Digit1' });
  expect(run).toHaveBeenCalledTimes(2);
});

it('leaves bare letters to whoever is typing', () => {
  const run = vi.fn();
  shortcuts.add('Here', [{ keys: 'j', says: 'Next', run }]);
  const field = document.body.appendChild(document.createElement('textarea'));
  press('j', {}, field);
  press('?', { shiftKey: true }, field);
  expect(run).not.toHaveBeenCalled();
  expect(shortcuts.shown).toBe(false);
  press('j');
  expect(run).toHaveBeenCalledOnce();
});

it('forgets what was taken away', () => {
  const run = vi.fn();
  const remove = shortcuts.add('Here', [{ keys: 'j', says: 'Next', run }]);
  remove();
  press('j');
  expect(run).not.toHaveBeenCalled();
  expect(shortcuts.groups).toEqual([]);
});

it('shows the list on a question mark', () => {
  press('?', { shiftKey: true });
  expect(shortcuts.shown).toBe(true);
});
