import { syntaxTree } from '@codemirror/language';
import type { EditorState, Extension } from '@codemirror/state';
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { placed, withoutPicture } from './placing';

export interface PasteHost {
  /** Adds a picture to the draft; gives what a text writes to show it. */
  addPicture(file: File): Promise<string>;
  /** These pictures, by what the text calls them, stand in the text now; nobody has said whose they are. */
  picturesCame(targets: string[]): void;
  say(words: string): void;
}

interface Given {
  html: string;
  text: string;
  rtf: string;
}

/** Longer ones are pasted as the words they are: somebody waits for it. */
const LONGEST = 4_000_000;
const LITERAL = new Set(['FencedCode', 'CodeBlock', 'InlineCode', 'Formula', 'BracedFormula', 'Equation']);

interface Place {
  from: number;
  to: number;
}

/** Where something will be put that is still on its way; it moves with the text. */
class Places {
  readonly #held = new Set<Place>();
  gone = false;

  hold(from: number, to: number): Place {
    const place = { from, to };
    this.#held.add(place);
    return place;
  }

  release(place: Place): void {
    this.#held.delete(place);
  }

  update({ docChanged, changes }: ViewUpdate): void {
    if (docChanged) for (const place of this.#held) [place.from, place.to] = [changes.mapPos(place.from, 1), changes.mapPos(place.to, -1)];
  }

  destroy(): void {
    this.gone = true;
  }
}

const places = ViewPlugin.fromClass(Places);

/** Whether a place is within code or a formula, where signs mean themselves. */
export function isLiteral(state: EditorState, at: number): boolean {
  for (const side of [-1, 1] as const) {
    for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(at, side); node; node = node.parent) {
      if (LITERAL.has(node.name) && node.from < at && (at < node.to || isOpen(node))) return true;
    }
  }
  return false;
}

const isOpen = (node: SyntaxNode) => node.name === 'CodeBlock' || (node.name === 'FencedCode' && node.getChildren('CodeMark').length < 2);

/** Rich text that is pasted comes as Markdown. With Shift, within code or a formula, and from a program for code it comes as it is. */
export function pasting(host: PasteHost): Extension {
  let plain = false;
  return [
    places,
    EditorView.domEventHandlers({
      keydown(event) {
        plain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v';
        return false;
      },
      paste(event, view) {
        const data = event.clipboardData;
        const html = data?.getData('text/html') ?? '';
        const asIs = plain || !html || html.length > LONGEST || data?.types.includes('vscode-editor-data');
        plain = false;
        const { state } = view;
        if (!data || asIs || state.readOnly || state.selection.ranges.length > 1 || isLiteral(state, state.selection.main.from)) return false;
        event.preventDefault();
        void bring(view, host, { html, text: data.getData('text/plain').replace(/\r\n?/g, '\n'), rtf: data.getData('text/rtf') });
        return true;
      },
    }),
  ];
}

async function bring(view: EditorView, host: PasteHost, given: Given): Promise<void> {
  const all = view.plugin(places);
  const { from, to } = view.state.selection.main;
  const place = all?.hold(from, to);
  if (!all || !place) return;
  const { text, block, targets = [] } = await made(host, given);
  all.release(place);
  if (all.gone || !text) return;
  const at = { from: place.from, to: Math.max(place.from, place.to) };
  const insert = block ? placed(view.state.doc.toString(), at, text) : text;
  view.dispatch({
    changes: { ...at, insert },
    selection: { anchor: at.from + insert.length },
    scrollIntoView: true,
    userEvent: 'input.paste',
  });
  if (targets.length) host.picturesCame(targets);
}

const letters = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

/** What is put into the text. Whatever goes wrong on the way, the words come as they are. */
async function made(host: PasteHost, { html, text, rtf }: Given): Promise<{ text: string; block: boolean; targets?: string[] }> {
  try {
    const { convert } = await import('./convert');
    const found = convert(html, rtf);
    const lost = letters(found.markdown) < letters(text) / 2;
    if (!found.rich || lost) return { text: text || found.markdown, block: false };
    let { markdown } = found;
    let left = found.left;
    if (found.pictures.length) host.say(found.pictures.length === 1 ? 'Adding a picture to the draft…' : `Adding ${found.pictures.length} pictures to the draft…`);
    const targets: string[] = [];
    for (const { mark, file } of found.pictures) {
      const target = await host.addPicture(file).catch(() => undefined);
      if (target) [markdown, targets[targets.length]] = [markdown.replace(`](${mark})`, `](${target})`), target];
      else [markdown, left] = [withoutPicture(markdown, mark), left + 1];
    }
    if (left) host.say(`${left === 1 ? 'One picture' : `${left} pictures`} could not come along and ${left === 1 ? 'is' : 'are'} named in the text. Copy each by itself and paste it there.`);
    return { text: markdown, block: true, targets };
  } catch (error) {
    console.warn(error);
    return { text, block: false };
  }
}
