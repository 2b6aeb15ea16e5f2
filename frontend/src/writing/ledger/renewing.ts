import { writeNote } from '../../reading/calls';
import type { Claim } from '../wire';
import type { Writing } from '../writing.svelte';
import { nth, renewed } from './links';

/** Makes a claim lean on its passage as it reads in the newest version, by a new note there; the old note stays as it is. */
export async function leanOnNew(writing: Writing, claim: Claim): Promise<void> {
  const start = claim.start ?? null;
  const anchor = { exact: claim.now, prefix: '', suffix: '', start, end: start === null ? null : start + [...claim.now].length, section: '' };
  const note = await writeNote({ version_id: claim.version_id, text_id: claim.text_id ?? null, anchor, words: '', colour: 'amber', tags: [] });
  const link = nth(writing.text.body, claim.note_id, claim.at);
  if (link) writing.editor?.apply(() => renewed(link, claim.quote, { id: note.id, quote: note.anchor?.exact ?? claim.now }));
  for (const { paper } of writing.papers.all) if (paper.key === note.paper_key) writing.papers.keep(paper, note);
  await writing.ledger.load();
}
