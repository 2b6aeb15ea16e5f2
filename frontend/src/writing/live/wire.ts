import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array, type Encoder } from 'lib0/encoding';

/*
 * The frames of live editing: those of y-protocols (sync, awareness) and two of our own. Each is a varuint that says its
 * kind, then what its kind holds, in lib0's encoding.
 */
const SYNC = 0;
const AWARENESS = 1;
const ACK = 2;
const TOLD = 3;

const STEP1 = 0;
const STEP2 = 1;
const UPDATE = 2;

/** What may be new of a draft, besides its text. */
export type News = 'text' | 'threads' | 'suggestions' | 'marks' | 'draft' | 'authors' | 'history' | 'works';

/** What the server says in words. */
export type Told =
  | { kind: 'welcome'; epoch: number; version: number; part: 'writer' | 'reader'; person: { id: string; name: string } }
  /** A change was not taken, or not saved; what follows is the end of the connection. */
  | { kind: 'refused' | 'trouble'; sentence: string }
  | { kind: 'news'; what: News };

export type Frame =
  /** Asks for what the other does not have. */
  | { kind: 'step1'; vector: Uint8Array }
  /** Answers it: all that was not there. */
  | { kind: 'step2'; update: Uint8Array }
  | { kind: 'update'; update: Uint8Array }
  | { kind: 'awareness'; update: Uint8Array }
  /** The first `count` step2 and update frames of this connection are committed, and the draft is at `version`. */
  | { kind: 'ack'; count: number; version: number }
  | { kind: 'told'; told: Told };

/** Reads one frame. Undefined for a kind that is not known here; throws when the frame breaks off or is not ours. */
export function read(data: Uint8Array): Frame | undefined {
  const from = createDecoder(data);
  switch (readVarUint(from)) {
    case SYNC:
      return readSync(readVarUint(from), readVarUint8Array(from));
    case AWARENESS:
      return { kind: 'awareness', update: readVarUint8Array(from) };
    case ACK:
      return { kind: 'ack', count: readVarUint(from), version: readVarUint(from) };
    case TOLD:
      return { kind: 'told', told: JSON.parse(readVarString(from)) as Told };
    default:
      return undefined;
  }
}

function readSync(step: number, bytes: Uint8Array): Frame | undefined {
  if (step === STEP1) return { kind: 'step1', vector: bytes };
  if (step === STEP2) return { kind: 'step2', update: bytes };
  return step === UPDATE ? { kind: 'update', update: bytes } : undefined;
}

/** Writes one frame. */
export function write(frame: Frame): Uint8Array {
  const to = createEncoder();
  switch (frame.kind) {
    case 'step1':
      writeSync(to, STEP1, frame.vector);
      break;
    case 'step2':
    case 'update':
      writeSync(to, frame.kind === 'step2' ? STEP2 : UPDATE, frame.update);
      break;
    case 'awareness':
      writeVarUint(to, AWARENESS);
      writeVarUint8Array(to, frame.update);
      break;
    case 'ack':
      writeVarUint(to, ACK);
      writeVarUint(to, frame.count);
      writeVarUint(to, frame.version);
      break;
    case 'told':
      writeVarUint(to, TOLD);
      writeVarString(to, JSON.stringify(frame.told));
  }
  return toUint8Array(to);
}

function writeSync(to: Encoder, step: number, bytes: Uint8Array): void {
  writeVarUint(to, SYNC);
  writeVarUint(to, step);
  writeVarUint8Array(to, bytes);
}
