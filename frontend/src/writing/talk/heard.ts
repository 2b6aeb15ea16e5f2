import type { Comment, Suggestion } from './talk-calls';

type Said = Comment | Suggestion | { byline: string; comments: Comment[] };

/** Characters of a comment that are read out. */
const READ = 120;

const short = (words: string) => (words.length > READ ? `${words.slice(0, READ - 1)}…` : words);

function one(said: Said): string {
  if ('replacement' in said) {
    const change = said.replacement ? `“${short(said.anchor.exact)}” to be “${short(said.replacement)}”` : `“${short(said.anchor.exact)}” to go`;
    return `Suggestion by ${said.byline}: ${change}.`;
  }
  if ('words' in said) return `${said.byline} says: ${short(said.words)}`;
  return `Thread by ${said.byline}: ${said.comments.map(({ byline, words }) => `${byline}: ${short(words)}`).join(' ')}`;
}

/** Talk in words, as it is read out when it comes, or when one goes to it; of several at once how many. */
export function wordsOf(said: Said[]): string {
  const [first] = said;
  if (!first) return '';
  return said.length === 1 ? one(first) : `${one(first)} And ${said.length - 1} more.`;
}
