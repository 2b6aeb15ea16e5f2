import { sentenceOf } from '../../api/errors';
import { describeImage, images } from '../calls';
import { block } from '../insertions';
import type { Image } from '../wire';
import type { Writing } from '../writing.svelte';
import { figureAt, named, rewrite, written, type Figure } from './figures';
import { NO_RIGHTS, type Rights } from './rights';
import { upload } from './uploading';

/** What a person says of a picture. */
export interface Said extends Rights {
  alt: string;
  caption: string;
  name: string;
}

const NOTHING: Said = { alt: '', caption: '', name: '', ...NO_RIGHTS };

/** The pictures that wait to be added, and the one whose words are being changed. */
export class Pictures {
  /** Those that wait; the first is being asked about. */
  files = $state.raw<File[]>([]);
  of = $state(0);
  changing = $state.raw<{ figure: Figure; image: Image }>();
  busy = $state(false);
  /** How much of it is on its way, from 0 to 1. */
  sent = $state(0);
  failed = $state('');

  constructor(readonly writing: Writing) {}

  add(files: File[]): void {
    this.files = [...this.files, ...files];
    this.of += files.length;
  }

  /** What the dialog begins with. */
  get begins(): Said {
    if (!this.changing) return NOTHING;
    const { figure, image } = this.changing;
    return { alt: figure.alt, caption: figure.caption, name: figure.name, source: image.source, licence: image.licence, ground: image.ground };
  }

  /** Opens what is said of the picture the cursor is on. False where there is none. Throws as the API does. */
  async change(at = this.writing.editor?.selection.from ?? 0): Promise<boolean> {
    const figure = figureAt(this.writing.editor?.body ?? '', at);
    if (!figure) return false;
    const image = (await images(this.writing.draft.id)).find(({ target }) => target === figure.target);
    if (image) [this.changing, this.failed] = [{ figure, image }, ''];
    return Boolean(image);
  }

  /** Keeps what was said; true when the dialog may close. Words for the person go to `say`. */
  async keep(said: Said, say: (words: string) => void): Promise<boolean> {
    if (this.busy) return false;
    [this.busy, this.sent, this.failed] = [true, 0, ''];
    try {
      await (this.changing ? this.#change(this.changing, said) : this.#add(said, say));
      return true;
    } catch (error) {
      this.failed = `${sentenceOf(error)} Your text is as it was.`;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** The dialog closed: on with the next. */
  next(): void {
    this.failed = '';
    if (this.changing) this.changing = undefined;
    else this.files = this.files.slice(1);
    if (!this.files.length) this.of = 0;
  }

  async #add({ alt, caption, name, ...rights }: Said, say: (words: string) => void): Promise<void> {
    const [file] = this.files;
    if (!file) return;
    const { target, left_out } = await upload(this.writing.draft.id, file, rights, (part) => (this.sent = part));
    this.writing.editor?.apply((text, range) => block(text, range, `${written({ alt, target, caption, name: named(name, text) })}⟦⟧`));
    if (left_out) say(left_out);
  }

  async #change({ figure, image }: { figure: Figure; image: Image }, { alt, caption, name, ...rights }: Said): Promise<void> {
    const { writing } = this;
    await describeImage(writing.draft.id, image.digest, rights);
    const now = figureAt(writing.editor?.body ?? '', figure.from);
    if (now?.target === figure.target) {
      writing.editor?.apply((text) => rewrite(now, written({ alt, target: now.target, caption, name: named(name, text, now.name) })));
    }
    writing.preview.ask(writing.text.body, 0);
  }
}
