import { applyUpdate, Doc } from 'yjs';
import { common } from '../../ui/common';
import { keptEpochs, nameOf, OfflineStore } from './offline';

/**
 * Why changes could not be sent. `epoch`: the document was made anew meanwhile. `reader`: the person may only read it now.
 * `gone`: they may not even do that, or the draft is deleted. `refused`: the server could not take them.
 */
export type Why = 'epoch' | 'reader' | 'gone' | 'refused';

/** What a person wrote and the server never got, until they say what becomes of it. */
export interface Unsent {
  why: Why;
  /** Where this browser keeps it (offline.ts). */
  epoch: number;
  changes: number;
  /** The text before it was changed; undefined when that was not written down any more. */
  base: string | undefined;
  /** The text as the person left it. */
  mine: string;
}

/** What this browser keeps of an epoch and the server never got; undefined, and gone from here, when it got everything. */
export async function unsentIn(person: string, draft: string, epoch: number, why: Why): Promise<Unsent | undefined> {
  const store = await OfflineStore.open(nameOf(person, draft, epoch));
  if (!store) return undefined;
  const [kept, debt] = await Promise.all([store.read(), store.debt()]);
  if (!debt || !kept) {
    await store.drop();
    return undefined;
  }
  await store.close();
  const doc = new Doc();
  applyUpdate(doc, kept);
  return { why, epoch, ...debt, mine: doc.getText('text').toString() };
}

/** All that this browser keeps of a draft and that cannot be sent, when `now` is the epoch that can; `aside` says why some was set aside. */
export async function allUnsent(person: string, draft: string, now?: number, aside: Why = 'reader'): Promise<Unsent[]> {
  const old = (await keptEpochs(person, draft)).filter((epoch) => epoch !== now);
  const why = (epoch: number): Why => (epoch < 0 ? aside : now === undefined ? 'gone' : 'epoch');
  const found = await Promise.all(old.map((epoch) => unsentIn(person, draft, epoch, why(epoch))));
  return found.filter((one) => one !== undefined);
}

/** Lets go of what could not be sent. */
export async function letGo(person: string, draft: string, { epoch }: Unsent): Promise<void> {
  const store = await OfflineStore.open(nameOf(person, draft, epoch));
  await store?.drop();
}

/**
 * A text with somebody's changes in it: what they changed is changed, what others changed stays, and where both changed the
 * same words both stand, theirs first (a three-way merge as diff3's, by lines and in them by words; Khanna, Kunal and Pierce
 * 2007). Without the text before the changes nothing of either is taken out.
 */
export function merged({ base, mine }: Pick<Unsent, 'base' | 'mine'>, now: string): string {
  const lines = [base, mine, now].map((text) => text?.split(/(?<=\n)/));
  return three(lines[0], lines[1] ?? [], lines[2] ?? [], (o, a, b) => three(words(o), words(a), words(b), both));
}

const words = (text: string) => text.match(/\n|[^\S\n]+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];

/** Both stand; of two that hold each other, the larger. */
function both(_: string, mine: string, now: string): string {
  if (now.includes(mine)) return now;
  if (mine.includes(now)) return mine;
  return /\S$/.test(now) && /^\S/.test(mine) ? `${now} ${mine}` : now + mine;
}

/** Merges three lists of pieces; `both` says what becomes of a stretch that was changed both ways. */
function three(base: string[] | undefined, a: string[], b: string[], both: (base: string, mine: string, now: string) => string): string {
  const o = base ?? common(a, b).map(([i]) => a[i] ?? '');
  const toMine = new Map(common(o, a));
  const toNow = new Map(common(o, b));
  let text = '';
  let [i, j, k] = [0, 0, 0];
  for (let at = 0; at <= o.length; at++) {
    const [one, other] = at < o.length ? [toMine.get(at), toNow.get(at)] : [a.length, b.length];
    if (one === undefined || other === undefined) continue; // one of the two changed it: part of the stretch
    const [was, mine, now] = [o.slice(i, at), a.slice(j, one), b.slice(k, other)].map((pieces) => pieces.join('')) as [string, string, string];
    if (mine === now || mine === was) text += now;
    else text += now === was ? mine : both(was, mine, now);
    text += o[at] ?? '';
    [i, j, k] = [at + 1, one + 1, other + 1];
  }
  return text;
}
