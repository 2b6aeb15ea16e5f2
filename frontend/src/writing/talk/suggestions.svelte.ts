import { anchorOf, type Range } from '../passage';
import { dismiss, sayApplied, suggest, suggestions, undoAccept, undoDismiss, withdraw, type Suggestion } from './talk-calls';
import type { Talked } from './talked';

/** Milliseconds an editor has to put an accepted suggestion in the text, before one may doubt that it is there. */
const STALLED = 120_000;

/** The suggested edits of a draft. */
export class Suggestions {
  all = $state.raw<Suggestion[]>([]);
  loaded = $state(false);
  /** The one that is picked out, in the text and in the panel. */
  current = $state<string>();
  /** Those this page is about to put in the text. */
  granting = $state.raw<string[]>([]);
  /** Those this page has put in the text, which are not known to be saved. */
  unsaid = $state.raw<string[]>([]);
  /** Called with those that others made since the last look. */
  onnew: (made: Suggestion[]) => void = () => {};

  constructor(readonly text: Talked) {}

  ordered: Suggestion[] = $derived([...this.all].sort((a, b) => rank(a) - rank(b) || start(a) - start(b) || a.created_at.localeCompare(b.created_at)));
  open: Suggestion[] = $derived(this.ordered.filter(({ outcome }) => !outcome));
  /** Those that hang on the text. */
  hanging: Suggestion[] = $derived(this.ordered.filter(({ id, outcome }) => !outcome || this.granting.includes(id)));
  /** Accepted, and perhaps never put in the text: whoever accepted them was cut off. */
  doubtful: Suggestion[] = $derived(this.ordered.filter((one) => this.#isDoubtful(one)));
  settled: Suggestion[] = $derived(this.ordered.filter((one) => one.outcome && !this.#isDoubtful(one)));

  async load(): Promise<void> {
    const all = await suggestions(this.text.draft);
    const made = this.loaded ? all.filter(({ id, mine, outcome }) => !this.find(id) && !mine && !outcome) : [];
    this.all = all;
    this.loaded = true;
    if (made.length) this.onnew(made);
  }

  /** Suggests other words for a range of the text, which is saved first. */
  async make(range: Range, replacement: string, why: string): Promise<void> {
    const [anchor, hint] = [anchorOf(this.text.body, range), this.text.relative?.(range) ?? null];
    await this.text.flush();
    this.take(await suggest(this.text.draft, { anchor, hint, replacement, why }));
  }

  dismiss = async (id: string) => this.take(await dismiss(id));
  undoDismiss = async (id: string) => this.take(await undoDismiss(id));
  undoAccept = async (id: string) => this.take(await undoAccept(id));
  sayApplied = async (id: string) => this.take(await sayApplied(id));
  withdraw = async (id: string) => this.take(await withdraw(id));

  find = (id: string) => this.all.find((one) => one.id === id);

  /** Goes to the next open suggestion, or the first. */
  next(): string | undefined {
    const at = this.open.findIndex(({ id }) => id === this.current);
    this.current = this.open[(at + 1) % this.open.length]?.id;
    return this.current;
  }

  take(one: Suggestion): void {
    this.all = this.find(one.id) ? this.all.map((other) => (other.id === one.id ? one : other)) : [...this.all, one];
    this.current = one.outcome ? undefined : one.id;
  }

  #isDoubtful({ id, outcome, applied_at, decided_at, decided_here }: Suggestion): boolean {
    if (outcome !== 'accepted' || applied_at || this.granting.includes(id) || this.unsaid.includes(id)) return false;
    return decided_here || Date.now() - Date.parse(decided_at ?? '') > STALLED;
  }
}

const rank = ({ outcome, place }: Suggestion) => (outcome ? 2 : place ? 0 : 1);
const start = ({ place, decided_at }: Suggestion) => place?.start ?? -Date.parse(decided_at ?? '');
