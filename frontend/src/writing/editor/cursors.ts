import { Annotation, RangeSet, type Extension, type Range, type Text as Lines } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, WidgetType, type DecorationSet, type ViewUpdate } from '@codemirror/view';
import type { Awareness } from 'y-protocols/awareness';
import { createAbsolutePositionFromRelativePosition, createRelativePositionFromJSON, createRelativePositionFromTypeIndex, type Text } from 'yjs';
import { initials, tone } from '../../ui/names';
import { personIn, type Presence } from '../live/presence';

/** Where somebody else is in the text. */
interface Place {
  name: string;
  anchor: number;
  head: number;
  /** How often they have moved: each time their name shows in full for a moment. */
  moves: number;
}

const moved = Annotation.define<true>();

/** A caret with its owner's initials, and the name while it moves. Their colour is only one of the signs. */
class Caret extends WidgetType {
  constructor(
    readonly name: string,
    readonly moves: number,
  ) {
    super();
  }

  override eq(other: Caret): boolean {
    return other.name === this.name && other.moves === this.moves;
  }

  override get estimatedHeight(): number {
    return -1;
  }

  override ignoreEvent(): boolean {
    return true;
  }

  override toDOM(): HTMLElement {
    const caret = document.createElement('span');
    caret.className = 'cm-other';
    caret.dataset.tone = String(tone(this.name));
    // Who is here is said in the bar; within the text it would be read into the sentence.
    caret.ariaHidden = 'true';
    const flag = caret.appendChild(document.createElement('span'));
    flag.className = 'cm-flag';
    flag.title = this.name;
    const short = flag.appendChild(document.createElement('b'));
    short.textContent = initials(this.name);
    const long = flag.appendChild(document.createElement('i'));
    long.textContent = this.name;
    return caret;
  }
}

const selections = Array.from({ length: 6 }, (_, tone) => Decoration.mark({ class: 'cm-others', attributes: { 'data-tone': String(tone) } }));

/** Shows where the others are, and tells them where one is oneself. */
class Cursors {
  decorations: DecorationSet = Decoration.none;
  readonly #places = new Map<number, { cursor: unknown; moves: number }>();

  constructor(
    readonly view: EditorView,
    readonly text: Text,
    readonly awareness: Awareness,
  ) {
    awareness.on('change', this.#look);
    this.decorations = this.#draw(view.state.doc);
  }

  update({ docChanged, selectionSet, focusChanged, transactions, state }: ViewUpdate): void {
    if (docChanged || selectionSet || focusChanged) this.#tell();
    if (docChanged || transactions.some((one) => one.annotation(moved))) this.decorations = this.#draw(state.doc);
  }

  destroy(): void {
    this.awareness.off('change', this.#look);
    this.#say({ cursor: undefined });
  }

  readonly #look = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    const others = [...added, ...updated, ...removed].some((client) => client !== this.awareness.clientID);
    if (others) this.view.dispatch({ annotations: moved.of(true) });
  };

  /** Where one is; it stays while one looks elsewhere on the page. */
  #tell(): void {
    if (!this.view.hasFocus) return;
    const { anchor, head } = this.view.state.selection.main;
    const [from, to] = [anchor, head].map((at) => createRelativePositionFromTypeIndex(this.text, at));
    const cursor = { anchor: JSON.parse(JSON.stringify(from)) as unknown, head: JSON.parse(JSON.stringify(to)) as unknown };
    const { cursor: now } = (this.awareness.getLocalState() ?? {}) as Presence;
    if (JSON.stringify(now) !== JSON.stringify(cursor)) this.#say({ cursor });
  }

  #say(presence: Presence): void {
    const state = this.awareness.getLocalState();
    if (state) this.awareness.setLocalState({ ...state, ...presence });
  }

  #draw({ length }: Lines): DecorationSet {
    const found: Range<Decoration>[] = [];
    for (const [client, state] of this.awareness.getStates()) {
      const place = client === this.awareness.clientID ? undefined : this.#placeOf(client, state as Presence, length);
      if (!place) continue;
      const [from, to] = [Math.min(place.anchor, place.head), Math.max(place.anchor, place.head)];
      const look = selections[tone(place.name)];
      if (from < to && look) found.push(look.range(from, to));
      found.push(Decoration.widget({ widget: new Caret(place.name, place.moves), side: place.head > place.anchor ? -1 : 1 }).range(place.head));
    }
    return RangeSet.of(found, true);
  }

  #placeOf(client: number, state: Presence, length: number): Place | undefined {
    const person = personIn(state);
    const [anchor, head] = [state.cursor?.anchor, state.cursor?.head].map((position) => this.#index(position));
    if (!person || anchor === undefined || head === undefined || Math.max(anchor, head) > length) return undefined;
    const known = this.#places.get(client) ?? { cursor: undefined, moves: 0 };
    if (known.cursor !== state.cursor) this.#places.set(client, { cursor: state.cursor, moves: known.moves + 1 });
    return { name: person.name, anchor, head, moves: this.#places.get(client)?.moves ?? 0 };
  }

  /** Another page says what it likes: what is no position in this text is none. */
  #index(position: unknown): number | undefined {
    try {
      const found = position && this.text.doc ? createAbsolutePositionFromRelativePosition(createRelativePositionFromJSON(position), this.text.doc) : null;
      return found?.type === this.text ? found.index : undefined;
    } catch {
      return undefined;
    }
  }
}

export const cursors = (text: Text, awareness: Awareness): Extension =>
  ViewPlugin.define((view) => new Cursors(view, text, awareness), { decorations: ({ decorations }) => decorations });
