import type { Quote, Stretch } from './passages';
import type { Formula } from './pieces';

/**
 * A text as it stands on the screen, whatever draws it: HTML (DrawnText) or the pages of a PDF. Notes, the margin and
 * the bar over a selection speak to this and to nothing else.
 *
 * Offsets are UTF-16 units of `text`, never of the document.
 */
export interface Drawn {
  /** What holds the text and nothing beside it; it can be focused, and heights are counted from its top. */
  readonly root: HTMLElement;
  /** All words in reading order, also of what is not on the screen yet. */
  readonly text: string;

  /** What a selection holds of it, without blanks at the ends; a formula counts whole. Undefined when it holds nothing. */
  stretch(range: Range): Stretch | undefined;
  /** Where a stretch is in the document. Undefined while that part is not drawn, as on a page far away. */
  range(stretch: Stretch): Range | undefined;
  /**
   * The same for painting, word by word: without the figures and the cards that stand between them. They are still
   * ranges, for every change of the document costs something for each live one.
   */
  stills?(stretch: Stretch): StaticRange[];
  /** The quote of a stretch, with what stands around it and the heading it stands under. */
  quote(stretch: Stretch): Quote;
  /** Where a quoted passage stands. It never guesses: words that stand there twice, alike around, have no place. */
  place(quote: Omit<Quote, 'section'>): Stretch | undefined;

  /** How far below the root's top each stretch begins, in CSS pixels: as drawn, or estimated where nothing is drawn yet. */
  tops(stretches: Stretch[]): number[];
  /** Brings a stretch into the middle of the window, drawing it first where needed. */
  reveal(stretch: Stretch): Promise<void>;
  /** Ranges, once given, stay as they are while the text is shown: nothing of it is let go and drawn again. */
  readonly steady?: boolean;
  /** The elements of those within a stretch. */
  formulasIn?(stretch: Stretch): Element[];
  /** Where its blocks end: no sentence goes on from a heading or a caption into what stands behind it. */
  readonly breaks?: number[];
  /** Its formulas, so that they can be found by what a reader sees of them. */
  readonly formulas?: Formula[];
  /** Calls `changed` when ranges or heights may have changed: something was drawn, resized or let go. Returns the way to stop. */
  watch(changed: () => void): () => void;
}
