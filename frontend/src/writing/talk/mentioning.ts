/** Somebody who can be mentioned, by the name they sign with. */
export interface Named {
  name: string;
  /** They have said something in this thread. */
  talks: boolean;
}

/** What is being typed after an `@`, up to the cursor. */
export interface Typed {
  /** Where the `@` stands. */
  from: number;
  words: string;
}

/** The longest name that is looked for, in characters. */
const LONGEST = 80;

/** The beginning of a mention before the cursor; undefined when there is none. */
export function mentionBefore(text: string, at: number): Typed | undefined {
  const found = /(?:^|[^\w@./])@([^@\n]*)$/.exec(text.slice(Math.max(0, at - LONGEST), at));
  const words = found?.[1];
  if (words === undefined || /^\s/.test(words)) return undefined;
  return { from: at - words.length - 1, words };
}

const folded = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Whose name, or a word of it, begins with what was typed; who talks in the thread stands before the others. */
export function offered(people: Named[], words: string): Named[] {
  const typed = folded(words);
  const fits = ({ name }: Named) => {
    const folding = folded(name);
    return folding !== typed && (folding.startsWith(typed) || folding.split(/\s+/).some((word) => word.startsWith(typed)));
  };
  return people.filter(fits).sort((a, b) => Number(b.talks) - Number(a.talks));
}

/** The text with the name in place of what was typed, and where the cursor stands then. */
export function mention(text: string, { from }: Typed, at: number, name: string): { text: string; at: number } {
  const rest = text.slice(at);
  const said = `@${name}${/^\s/.test(rest) ? '' : ' '}`;
  return { text: text.slice(0, from) + said + rest, at: from + said.length };
}
