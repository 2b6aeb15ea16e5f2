/** What a key event is, in the way shortcuts are written: `Ctrl+Shift+M`, `Alt+1`, `F8`, `j`, `?`. */
export function written(event: KeyboardEvent): string {
  const named = event.key.length > 1;
  const ctrl = event.ctrlKey || event.metaKey;
  // On some layouts Alt or Shift turn a digit into a sign; the key's place says which digit it was.
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const key = (ctrl || event.altKey) && digit ? digit : event.key;
  const plain = !ctrl && !event.altKey && !named;
  if (plain) return key;
  return [ctrl && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift', named ? key : key.toUpperCase()].filter(Boolean).join('+');
}

/** Whether somebody is typing there, so that a bare letter is a letter. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
