import { sentenceOf } from '../../api/errors';
import { describeImage, images } from '../calls';
import type { Image } from '../wire';
import type { Writing } from '../writing.svelte';
import { saysNothing, type Rights } from './rights';

/** Pictures that came in with a paste or a document, of which nobody has said yet whose they are. */
export class CameIn {
  images = $state.raw<Image[]>([]);
  busy = $state(false);
  failed = $state('');

  constructor(readonly writing: Writing) {}

  /** Asks about these pictures of the draft, or about all: those of which nothing is said. Nobody has to answer. */
  async ask(targets?: string[]): Promise<void> {
    const here = await images(this.writing.draft.id).catch(() => []);
    const waiting = this.images.map(({ target }) => target);
    this.images = here.filter((image) => saysNothing(image) && (!targets || targets.includes(image.target) || waiting.includes(image.target)));
  }

  /** Says the same of all of them; true when the dialog may close. */
  async keep(rights: Rights): Promise<boolean> {
    if (this.busy) return false;
    [this.busy, this.failed] = [true, ''];
    try {
      if (!saysNothing(rights)) for (const { digest } of this.images) await describeImage(this.writing.draft.id, digest, rights);
      this.writing.preview.ask(this.writing.text.body, 0);
      return true;
    } catch (error) {
      this.failed = sentenceOf(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** It is not asked again: the status bar names each that is left. */
  leave(): void {
    [this.images, this.failed] = [[], ''];
  }
}
