// @vitest-environment node
import { afterEach, expect, it, vi } from 'vitest';
import { NotOpened, openFile } from './opening';

const asked: { url: string; body: unknown }[] = [];
const fetched = vi.fn(async (url: string, { body }: RequestInit) => {
  asked.push({ url, body });
  return new Response(JSON.stringify(url.includes('documents') ? { draft_id: 'd2', left: ['Comments did not come along.'] } : { id: 'd1' }), { status: 201 });
});
vi.stubGlobal('fetch', fetched);
afterEach(() => void (asked.length = 0));

const bytes = (...all: number[]) => new Uint8Array(all);

it('sends Markdown as the words it is, and a document as a file', async () => {
  expect(await openFile(new File(['# Tée\n'], 'a.md'))).toEqual({ id: 'd1', left: [] });
  expect(JSON.parse(String(asked[0]?.body))).toEqual({ name: 'a.md', source: '# Tée\n' });
  expect(await openFile(new File([bytes(0xff, 0xfe, 0x41, 0)], 'b.txt'))).toEqual({ id: 'd1', left: [] });
  expect(JSON.parse(String(asked[1]?.body)).source).toBe('A');
  expect(await openFile(new File(['PK'], 'C.DOCX'))).toEqual({ id: 'd2', left: ['Comments did not come along.'], opened: 'document' });
  expect(asked[2]?.body).toBeInstanceOf(FormData);
});

it('says what to do with what it cannot open, and asks nobody', async () => {
  await expect(openFile(new File([bytes(0x41, 0xe9)], 'latin.md'))).rejects.toThrow(new NotOpened('latin.md is not UTF-8. Save it as UTF-8 and open it again.'));
  await expect(openFile(new File(['%PDF'], 'paper.pdf', { type: 'application/pdf' }))).rejects.toThrow('neither Markdown (.md) nor a Word document');
  expect(asked).toEqual([]);
});
