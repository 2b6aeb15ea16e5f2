import TurndownService from 'turndown';
import { escaped } from './escaping';
import { FORMULA } from './formulas';
import { NOTE } from './footnotes';
import { tables } from './tables';

const RAISED = new Map([...'0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻(⁽)⁾nⁿiⁱ'.matchAll(/(.)(.)/gu)].map(([, one = '', other = '']) => [one, other]));
const LOWERED = new Map([...'0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋(₍)₎'.matchAll(/(.)(.)/gu)].map(([, one = '', other = '']) => [one, other]));

/** Small raised or lowered signs: as signs of their own where there are such, else as a formula. */
function shifted(text: string, signs: Map<string, string>, mark: string): string {
  const all = [...text.trim()];
  if (all.every((sign) => signs.has(sign))) return all.map((sign) => signs.get(sign)).join('');
  return all.length ? `$${mark}{\\text{${text.trim().replace(/[\\{}$#%&_^~]/g, '')}}}$` : '';
}

const indented = (text: string, by: number) => text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(by)}`);
const inTable = (node: Node) => !!(node as Element).closest('td, th');

/** What of an address may be in a text (docs/markup.md, "Headings and links"). */
function target(node: Element): string {
  const address = (node.getAttribute('href') ?? '').trim();
  const google = /^https:\/\/www\.google\.com\/url\?/.test(address) ? new URL(address).searchParams.get('q') : undefined;
  const found = google ?? address;
  return /^(?:https?:\/\/|mailto:)/i.test(found) ? found.replace(/\s/g, '%20').replace(/[<>]/g, encodeURIComponent) : '';
}

function link(content: string, node: Element): string {
  const [address, words] = [target(node), content.trim()];
  if (!words || !address || /^!?\[/.test(words)) return content;
  if ((node.textContent ?? '').trim() === address && !address.startsWith('mailto:')) return `<${address}>`;
  const [before, after] = [/^\s*/.exec(content)?.[0] ?? '', /\s*$/.exec(content)?.[0] ?? ''];
  return `${before}[${words.replace(/\s*\n\s*/g, ' ')}](${/[()]/.test(address) ? `<${address}>` : address})${after}`;
}

function item(content: string, node: Element): string {
  const list = node.parentElement;
  const box = node.querySelector(':scope > input[type="checkbox"], :scope > p > input[type="checkbox"], :scope > label > input[type="checkbox"]');
  const checked = node.getAttribute('aria-checked') ?? (box ? String(box.hasAttribute('checked')) : undefined);
  const place = [...(list?.children ?? [])].filter(({ localName }) => localName === 'li').indexOf(node);
  const marker = list?.localName === 'ol' ? `${Number(list.getAttribute('start') ?? 1) + place}. ` : '- ';
  const words = content.replace(/^\s+|\s+$/g, '');
  return `${marker}${checked === undefined ? '' : checked === 'true' ? '[x] ' : '[ ] '}${indented(words, marker.length)}${node.nextElementSibling ? '\n' : ''}`;
}

function fence(node: Element): string {
  const code = (node.textContent ?? '').replace(/\u00a0/g, ' ').replace(/^\n+|\s+$/g, '');
  const language = node.getAttribute('data-language') ?? '';
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return `\n\n${ticks}${language}\n${code}\n${ticks}\n\n`;
}

function formula(node: Element): string {
  const tex = node.getAttribute('data-tex') ?? '';
  if (!node.hasAttribute('data-display')) return `$${tex}$`;
  return inTable(node) || node.closest('h1, h2, h3, h4, h5, h6, a') ? `$${tex}$` : `\n\n$$\n${tex}\n$$\n\n`;
}

/** Markdown of our dialect (docs/markup.md) from an element that was made plain (convert.ts). It never holds HTML. */
export function markdownOf(root: HTMLElement): string {
  const service = new TurndownService({ headingStyle: 'atx', hr: '---', bulletListMarker: '-', codeBlockStyle: 'fenced', emDelimiter: '*', br: '\\' });
  service.escape = escaped;
  const rule = (name: string, filter: TurndownService.Filter, replacement: (content: string, node: Element) => string) =>
    service.addRule(name, { filter, replacement: (content, node) => replacement(content, node as Element) });
  rule('formula', (node) => node.nodeName.toLowerCase() === FORMULA, (_, node) => formula(node));
  rule('note', (node) => node.nodeName.toLowerCase() === NOTE, (_, node) => `[^${node.getAttribute('data-note')}]`);
  rule('link', (node) => node.nodeName === 'A', link);
  rule('item', 'li', item);
  rule('fence', 'pre', (_, node) => fence(node));
  rule('gone', ['del', 's', 'strike' as 'del'], (content) => (content.trim() ? `~~${content}~~` : content));
  rule('raised', 'sup', (_, node) => (node.querySelector(`${NOTE}, ${FORMULA}`) ? service.turndown(node.innerHTML) : shifted(node.textContent ?? '', RAISED, '^')));
  rule('lowered', 'sub', (_, node) => shifted(node.textContent ?? '', LOWERED, '_'));
  rule('picture', 'img', (_, node) => `![${(node.getAttribute('alt') ?? '').replace(/\s+/g, ' ').replace(/[[\]\\]/g, '\\$&')}](${node.getAttribute('src')})`);
  rule('break', 'br', (_, node) => (inTable(node) ? ' ' : '\\\n'));
  rule('title', ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'], (content, node) => (content.trim() ? `\n\n${'#'.repeat(Number(node.nodeName[1]))} ${content.trim().replace(/\\?\s*\n\s*/g, ' ')}\n\n` : ''));
  tables(service);
  return tidy(service.turndown(root));
}

/** No blanks at line ends, no break where a paragraph ends anyway, at most one empty line. */
function tidy(text: string): string {
  return text
    .replace(/\u00a0/g, ' ')
    .replace(/[ \t]+$/gm, '')
    .replace(/(?:\\\n)+(?=\n|$)/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
