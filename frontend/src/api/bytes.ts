import { reach, refusal } from './client';
import { Offline } from './errors';

interface Options {
  signal: AbortSignal;
  /** Is told the share that has arrived, from 0 to 1, when the server says how much there is. */
  progress?: (share: number) => void;
  /** More bytes than this are not wanted. */
  most?: number;
}

/**
 * What stands at an address of this server, as it is. Undefined when there is more of it than wanted.
 * Throws ApiError when the server says no, Offline when it cannot be reached, AbortError when given up.
 */
export async function bytes(address: string, { signal, progress, most = Infinity }: Options): Promise<Uint8Array | undefined> {
  const response = await reach(address, { signal, credentials: 'same-origin' });
  if (!response.ok) throw await refusal(response);
  const total = Number(response.headers.get('content-length'));
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of arriving(response, signal)) {
    parts.push(part);
    length += part.length;
    if (length > most) return undefined;
    if (total) progress?.(length / total);
  }
  return joined(parts, length);
}

/** The parts of an answer; leaving the loop early gives the rest up. */
async function* arriving({ body }: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) yield part.value;
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Offline({ cause: error });
  } finally {
    void reader?.cancel().catch(() => {});
  }
}

function joined(parts: Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
