import { api, request } from '../api/client';
import type { components } from '../api/schema';

type Opened = components['schemas']['OpenedOut'];

/** What a browser may offer to choose. */
export const OPENABLE = '.md,.markdown,.txt,.docx,text/markdown,text/plain';

/** A file that cannot be opened, with a sentence that says what to do. */
export class NotOpened extends Error {}

const TEXT = /\.(?:md|markdown|mdown|mkd|txt)$/i;
/** Old ones go to the server too: it says what to do with them. */
const WORD = /\.(?:docx|docm|doc)$/i;

/** Begins a draft from a file; `opened` is what the draft is told of it, `left` says in sentences what of it did not come along. Throws NotOpened, and what calls throw. */
export async function openFile(file: File): Promise<{ id: string; left: string[]; opened?: 'document' }> {
  if (WORD.test(file.name)) {
    const body = new FormData();
    body.set('file', file);
    const { draft_id, left } = await request<Opened>('post', '/api/opened-documents', { body });
    return { id: draft_id, left, opened: 'document' };
  }
  if (!TEXT.test(file.name) && !file.type.startsWith('text/')) {
    throw new NotOpened(`${file.name} is neither Markdown (.md) nor a Word document (.docx). Save it as one of these and open that.`);
  }
  const { id } = await api.post('/api/opened-files', { body: { name: file.name.slice(0, 200), source: await textOf(file) } });
  return { id, left: [] };
}

/** A text file's words. Throws NotOpened when they are not UTF-8 (or UTF-16 that says so): nobody guesses. */
async function textOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(kind, { fatal: true }).decode(bytes);
  } catch {
    throw new NotOpened(`${file.name} is not UTF-8. Save it as UTF-8 and open it again.`);
  }
}
