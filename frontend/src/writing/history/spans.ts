import * as Y from 'yjs';
import type { Writers } from './history-calls';

/** A stretch of the text and who wrote it: an id of a person, '' when nobody knows. */
export interface Span {
  text: string;
  person: string;
}

/** The text of a document, cut where another person's words begin. Each item of a Yjs text carries the client that wrote it. */
export function spansOf({ document, clients }: Pick<Writers, 'document' | 'clients'>): Span[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Uint8Array.from(atob(document), (sign) => sign.charCodeAt(0)));
  const spans: Span[] = [];
  for (let item = doc.getText('text')._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const person = clients[String(item.id.client)] ?? '';
    const last = spans.at(-1);
    if (last?.person === person) last.text += item.content.str;
    else spans.push({ text: item.content.str, person });
  }
  doc.destroy();
  return spans;
}

/** How much of the text is whose, in whole per cent, most first. */
export function shares(spans: Span[]): { person: string; percent: number }[] {
  const sums = new Map<string, number>();
  for (const { text, person } of spans) sums.set(person, (sums.get(person) ?? 0) + text.length);
  const all = Math.max(1, spans.reduce((sum, { text }) => sum + text.length, 0));
  return [...sums].map(([person, sum]) => ({ person, percent: Math.round((100 * sum) / all) })).sort((one, other) => other.percent - one.percent);
}
