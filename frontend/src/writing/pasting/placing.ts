import type { Range } from '../passage';

/** What begins a block of its own. */
const BLOCK = /^(?:#{1,6} |[-+>|] ?|\d{1,9}[.)] |```|\$\$|!\[[^\]]*\]\([^)]*\)$)/;

/** Markdown as it is put at a place: words go into the line, blocks stand apart from what is above and below. */
export function placed(text: string, { from, to }: Range, markdown: string): string {
  if (!markdown.includes('\n') && !BLOCK.test(markdown)) return markdown;
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const ahead = !before.trim() || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const behind = !after.trim() || after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
  return ahead + markdown + (after ? behind : '\n');
}

/** Names a picture that could not be added, in its place. */
export function withoutPicture(markdown: string, mark: string): string {
  const end = markdown.indexOf(`](${mark})`);
  const start = end < 0 ? -1 : markdown.lastIndexOf('![', end);
  if (start < 0) return markdown;
  const words = markdown.slice(start + 2, end).trim() || 'without a name';
  return `${markdown.slice(0, start)}*Picture, not brought along: ${words}*${markdown.slice(end + mark.length + 3)}`;
}
