import { sentenceOf } from '../api/errors';
import type { Status } from '../ui/status.svelte';

/** Does something, and says what went wrong, with a way to try again. */
export async function attempt(status: Status, act: () => Promise<void>): Promise<void> {
  await act().catch((error: unknown) => status.say(sentenceOf(error), { words: 'Retry', run: () => void attempt(status, act) }));
}
