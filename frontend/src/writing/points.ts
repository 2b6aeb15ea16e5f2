/** Offsets on the wire count Unicode code points; JavaScript and CodeMirror count UTF-16 units. */

const isHigh = (unit: number) => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number) => (unit & 0xfc00) === 0xdc00;

/** Whether the UTF-16 offset `at` falls between the two halves of one character. */
export const splitsPair = (text: string, at: number): boolean =>
  at > 0 && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));

/** How many code points stand before the UTF-16 offset `at`; half a pair counts as the whole. */
export function toPoints(text: string, at: number): number {
  const end = Math.min(at, text.length);
  let points = 0;
  for (let i = 0; i < end; i++) if (!splitsPair(text, i)) points++;
  return points;
}

/** The UTF-16 offset after so many code points; the end of the text when it has fewer. */
export function toUnits(text: string, points: number): number {
  let at = 0;
  for (let left = points; left > 0 && at < text.length; left--) at += splitsPair(text, at + 1) ? 2 : 1;
  return at;
}
