import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { Doc, encodeStateAsUpdate } from 'yjs';
import { nameOf, OfflineStore } from './offline';
import { allUnsent, letGo, merged } from './unsent';

it.each([
  ['nothing else changed', 'a b', 'a B', 'a b', 'a B'],
  ['others changed another line', 'a\nb\nc', 'A\nb\nc', 'a\nb\nC', 'A\nb\nC'],
  ['others changed the line beside it', 'a\nb', 'A\nb', 'a\nB', 'A\nB'],
  ['others changed the same line elsewhere', 'one two three four', 'ONE two three four', 'one two three FOUR', 'ONE two three FOUR'],
  ['both changed the same words', 'one two three', 'one MINE three', 'one THEIRS three', 'one THEIRS MINE three'],
  ['both added at the end', 'a\n', 'a\nmine\n', 'a\ntheirs\n', 'a\ntheirs\nmine\n'],
  ['both changed it alike', 'a\nb', 'a\nsame', 'a\nsame', 'a\nsame'],
  ['mine took a line out', 'a\nb\nc', 'a\nc', 'a\nb\nc', 'a\nc'],
  ['theirs took out what mine changed', 'a\nb\nc', 'a\nB\nc', 'a\nc', 'a\nB\nc'],
  ['blank lines', 'a\n\nb', 'a\n\n\nb', 'a\n\nb!', 'a\n\n\nb!'],
  ['signs beyond the first plane', '😀 a é', '😀 b é', '😀 a é 🎉', '😀 b é 🎉'],
])('merges when %s', (_, base, mine, now, want) => {
  expect(merged({ base, mine }, now)).toBe(want);
});

it('takes nothing out when it is not known what was there before', () => {
  expect(merged({ base: undefined, mine: 'a\nmine\nc\n' }, 'a\nb\nc\nd\n')).toBe('a\nb\nmine\nc\nd\n');
});

it('finds nothing new in changes that are in the text already', () => {
  expect(merged({ base: 'a b', mine: 'a B' }, 'a B and more')).toBe('a B and more');
});

it('finds what is owed of older epochs, and forgets what is not', async () => {
  const keep = async (epoch: number, text: string, owes?: number) => {
    const store = await OfflineStore.open(nameOf('ada', 'd1', epoch));
    const doc = new Doc();
    doc.getText('text').insert(0, text);
    store?.add(encodeStateAsUpdate(doc), { owes });
    await store?.close();
  };
  await keep(1, 'nothing owed');
  await keep(2, 'owed', 3);
  await keep(-2, 'put aside', 1);
  await keep(3, 'the present one', 1);
  const found = await allUnsent('ada', 'd1', 3);
  expect(found.map(({ why, changes, mine }) => [why, changes, mine])).toEqual([
    ['epoch', 3, 'owed'],
    ['reader', 1, 'put aside'],
  ]);
  for (const one of found) await letGo('ada', 'd1', one);
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual([nameOf('ada', 'd1', 3)]);
});
