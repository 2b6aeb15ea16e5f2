import { readCode } from './code';
import { takeFootnotes } from './footnotes';
import { takeFormulas } from './formulas';
import { markdownOf } from './markdown';
import { takePictures, type Pasted } from './pictures';
import { read } from './reading';
import { readStyles } from './styles';
import { isWord, readWord } from './word';

/** What a paste becomes. */
export interface Converted {
  markdown: string;
  /** Pictures to add to the draft; where their mark stands, their target belongs. */
  pictures: Pasted[];
  /** How many pictures did not come along. */
  left: number;
  /** It has more to it than words in one paragraph. */
  rich: boolean;
}

const NOT_TEXT = 'style, script:not([type^="math/tex"]), meta, link, title, template, noscript, iframe, object, embed, svg, audio, video, canvas, select, textarea, input:not([type="checkbox"]), button, [hidden], [aria-hidden="true"]:not(img), .sr-only, .mw-editsection, [data-style*="display:none"], [data-style*="display: none"]';
const MORE = 'h1, h2, h3, h4, h5, h6, ul, ol, table, strong, b, em, i, del, s, a[href], img, pre, code, blockquote, sup, sub, hr, x-tex, x-note';

/** Markdown from the HTML that a program put on the clipboard. `rtf` is its other form, for the pictures in it. Nothing is loaded or run. */
export function convert(html: string, rtf = ''): Converted {
  const document = read(html);
  const word = isWord(document);
  takeFormulas(document);
  for (const one of document.querySelectorAll(NOT_TEXT)) one.remove();
  if (word) readWord(document);
  const notes = takeFootnotes(document);
  for (const body of notes.values()) document.body.append(body);
  readStyles(document);
  readCode(document);
  readLists(document);
  const { pictures, left } = takePictures(document, rtf);
  for (const body of notes.values()) body.remove();
  const rich = !!document.querySelector(MORE) || document.querySelectorAll('p').length > 1 || notes.size > 0;
  const text = markdownOf(document.body);
  const said = [...notes].map(([label, body]) => `[^${label}]: ${markdownOf(body as HTMLElement).replace(/\n(?=[^\n])/g, '\n    ')}`);
  return { markdown: [text, said.join('\n\n')].filter(Boolean).join('\n\n'), pictures, left, rich };
}

/** Lists as HTML means them: a list within a list belongs to the item before it, and an item of one paragraph is its words. */
function readLists(document: Document): void {
  for (const list of document.querySelectorAll(':is(ul, ol) > :is(ul, ol)')) {
    const before = list.previousElementSibling;
    if (before?.localName === 'li') before.append(list);
    else list.replaceWith(...list.childNodes);
  }
  for (const item of document.querySelectorAll('li')) {
    if (item.hasAttribute('aria-checked')) item.querySelector(':scope > img')?.remove();
    const paragraphs = [...item.children].filter(({ localName }) => localName === 'p');
    if (paragraphs.length === 1) paragraphs[0]?.replaceWith(...paragraphs[0].childNodes);
  }
  // A break between two blocks says nothing that the blocks do not say.
  for (const br of document.querySelectorAll('body > br, b > br, br.Apple-interchange-newline')) br.remove();
}
