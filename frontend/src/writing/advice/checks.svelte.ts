import { sentenceOf } from '../../api/errors';
import { Left } from '../ledger/left.svelte';
import { checkDraft, type Advice, type Checked } from '../ledger/ledger-calls';
import { whereIs } from '../ledger/links';

/** What the checks need of the text. */
interface Text {
  readonly draft: string;
  body: string;
  flush(): Promise<unknown>;
}

/** So much is shown at a time. */
export const AT_A_TIME = 5;

/** What a check of the draft found; nothing until somebody asks for one. */
export class Checks {
  found = $state.raw<Checked>();
  failed = $state('');
  busy = $state(false);
  readonly left: Left;

  constructor(readonly text: Text) {
    this.left = new Left('advice', text.draft);
  }

  /** What is still written so, and was not left as it is. */
  readonly open: Advice[] = $derived((this.found?.advice ?? []).filter((one) => !this.left.has(one.id) && whereIs(this.text.body, one)));
  readonly shown: Advice[] = $derived(this.open.slice(0, AT_A_TIME));

  async check(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.text.flush();
      this.found = await checkDraft(this.text.draft);
      this.failed = '';
    } catch (error) {
      this.failed = sentenceOf(error);
    } finally {
      this.busy = false;
    }
  }
}
