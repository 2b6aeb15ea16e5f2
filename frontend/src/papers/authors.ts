/** Authors in one line: all of up to three, else the first "and n more". `shown` may hold fewer than there are. */
export function authorsLine(shown: string[], count = shown.length): string {
  if (count <= 3) return shown.join(', ');
  return `${shown[0]} and ${count - 1} more`;
}
