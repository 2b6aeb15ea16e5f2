import { syntaxTree } from '@codemirror/language';
import { StateEffect, StateField, type EditorState, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, hoverTooltip, keymap, showTooltip, ViewPlugin, type DecorationSet, type Tooltip, type TooltipView, type ViewUpdate } from '@codemirror/view';
import type { Work } from '../wire';
import { askable, enterable, people, whyMissing, worksIn, type CitedWork } from '../works/keys';

/** What the citations of the text need to know and do. */
export interface Cited {
  /** The work a key names; null for none. */
  card(key: string): Promise<Work | null>;
  /** Import a missing work from arXiv. */
  importWork(key: string): void;
  /** A missing work that only its DOI names is to be entered by hand. */
  enterWork(key: string): void;
  /** How that import goes, as a sentence; '' when none was asked for. */
  importing(key: string): string;
  /** A .bib file is to be brought in. */
  bibliography(file?: File): void;
}

/** Marks these keys, wherever the text cites them, as naming no work. */
export const setMissing = StateEffect.define<ReadonlySet<string>>();

const missing = StateField.define<ReadonlySet<string>>({
  create: () => new Set(),
  update: (keys, { effects }) => (effects.find((effect) => effect.is(setMissing))?.value as ReadonlySet<string> | undefined) ?? keys,
});

/** The works that the text cites between two places. */
function citedBetween(state: EditorState, from: number, to: number): CitedWork[] {
  const found: CitedWork[] = [];
  syntaxTree(state).iterate({
    from,
    to,
    enter(node) {
      if (node.name === 'Citation') found.push(...worksIn(state.sliceDoc(node.from, node.to), node.from));
    },
  });
  return found;
}

const citedAt = (state: EditorState, at: number) => citedBetween(state, at, at).find(({ from, to }) => at >= from && at <= to);

const wavy = Decoration.mark({ class: 'md-uncited' });

function marks(view: EditorView): DecorationSet {
  const keys = view.state.field(missing);
  if (!keys.size) return Decoration.none;
  const found: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    for (const one of citedBetween(view.state, from, to)) if (keys.has(one.key)) found.push(wavy.range(one.from, one.to));
  }
  return Decoration.set(found, true);
}

const drawn = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = marks(view);
    }

    update(update: ViewUpdate): void {
      const read = syntaxTree(update.state) !== syntaxTree(update.startState);
      const told = update.state.field(missing) !== update.startState.field(missing);
      if (update.docChanged || update.viewportChanged || read || told) this.decorations = marks(update.view);
    }
  },
  { decorations: (self) => self.decorations },
);

function element(tag: string, className: string, words = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = words;
  return made;
}

/** What a key that names nothing says, and the button that mends it. */
function missingCard(key: string, does: Cited): TooltipView {
  const card = element('div', 'cm-work');
  card.append(element('b', '', key), element('p', '', whyMissing(key)));
  const says = element('p', 'says', does.importing(key));
  says.setAttribute('role', 'status');
  const button = (words: string, run: () => void) => {
    const made = element('button', 'btn s', words) as HTMLButtonElement;
    made.type = 'button';
    // The editor keeps the focus, so that the card stays.
    made.onmousedown = (event) => event.preventDefault();
    made.onclick = run;
    card.append(made);
  };
  const tell = () => (says.textContent = does.importing(key));
  if (askable(key)) button('Import it', () => (does.importWork(key), tell()));
  else if (enterable(key)) button('Enter it by hand', () => does.enterWork(key));
  else if (key.startsWith('bib:')) button('Bring in a .bib file', () => does.bibliography());
  card.append(says);
  // The import goes on outside the editor, which is asked how it stands.
  const timer = setInterval(tell, 500);
  return { dom: card, destroy: () => clearInterval(timer) };
}

function workCard({ key, title, authors, author_count, year, container, paper_key }: Work): HTMLElement {
  const card = element('div', 'cm-work');
  const about = [people(authors, author_count), year, container].filter(Boolean).join(' · ');
  card.append(element('b', '', title || key), element('p', '', about));
  if (paper_key) card.append(element('p', 'says', 'Here'));
  return card;
}

function tooltip(state: EditorState, work: CitedWork, does: Cited): Tooltip {
  return {
    pos: work.from,
    end: work.to,
    above: true,
    create() {
      if (state.field(missing).has(work.key)) return missingCard(work.key, does);
      const dom = element('div', 'cm-work-of', 'Looking …');
      dom.setAttribute('role', 'status');
      does.card(work.key).then(
        (found) => dom.replaceChildren(found ? workCard(found) : element('div', 'cm-work', whyMissing(work.key))),
        () => (dom.textContent = 'The server could not be reached.'),
      );
      return { dom };
    },
  };
}

/** Puts the card at the cursor away. */
const putAway = StateEffect.define<null>();

/** Cards of works: under the mouse; and where the cursor stands in a citation, read out, until one types or presses Escape. */
function cards(does: Cited): Extension {
  const card = StateField.define<{ key: string; tooltip: Tooltip } | null>({
    create: () => null,
    update(shown, { state, docChanged, selection, effects }) {
      if (docChanged || effects.some((effect) => effect.is(putAway))) return null;
      const told = effects.some((effect) => effect.is(setMissing));
      if (!selection && !(told && shown)) return shown;
      const { empty, head } = state.selection.main;
      const work = empty ? citedAt(state, head) : undefined;
      if (!work) return null;
      const same = !told && shown?.key === work.key && shown.tooltip.pos === work.from;
      return same ? shown : { key: work.key, tooltip: tooltip(state, work, does) };
    },
    provide: (self) => showTooltip.from(self, (shown) => shown && shown.tooltip),
  });
  const away = (view: EditorView) => {
    const shown = view.state.field(card);
    if (shown) view.dispatch({ effects: putAway.of(null) });
    return Boolean(shown);
  };
  // What shows at the cursor is not shown once more under the mouse.
  const pointedAt = hoverTooltip(
    ({ state }, at) => {
      const work = citedAt(state, at);
      return work && state.field(card)?.tooltip.pos !== work.from ? tooltip(state, work, does) : null;
    },
    { hideOn: ({ selection }) => Boolean(selection) },
  );
  return [card, pointedAt, keymap.of([{ key: 'Escape', run: away }])];
}

const bibliographies = (data: DataTransfer | null) => [...(data?.files ?? [])].filter(({ name }) => name.toLowerCase().endsWith('.bib'));

/** Citations as the editor shows them: what is missing underlined, a card on each, .bib files dropped on the text. */
export const cited = (does: Cited): Extension => [
  missing,
  drawn,
  cards(does),
  EditorView.domEventHandlers({
    drop(event) {
      const [file] = bibliographies(event.dataTransfer);
      if (!file) return false;
      event.preventDefault();
      does.bibliography(file);
      return true;
    },
  }),
];
