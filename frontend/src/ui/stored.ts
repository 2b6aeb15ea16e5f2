/** Small things the browser keeps for a page, as JSON in localStorage. Where storage is switched off nothing is kept, and nothing fails. */
export const stored = {
  /** What is kept at a place, unchecked; undefined when there is nothing that can be read. */
  read(place: string): unknown {
    try {
      return JSON.parse(localStorage.getItem(place) ?? 'null') ?? undefined;
    } catch {
      return undefined;
    }
  },

  /** Keeps it. False when the browser has no room for it, or keeps nothing. */
  keep(place: string, thing: unknown): boolean {
    try {
      localStorage.setItem(place, JSON.stringify(thing));
      return true;
    } catch {
      return false;
    }
  },

  forget(place: string): void {
    try {
      localStorage.removeItem(place);
    } catch {
      // storage is switched off, so nothing was kept there
    }
  },
};
