import * as Y from 'yjs';
import { expect, it } from 'vitest';
import { shares, spansOf } from './spans';

it('says who wrote what, also after words were taken out', () => {
  const [ada, rui] = [new Y.Doc(), new Y.Doc()];
  [ada.clientID, rui.clientID] = [7, 9];
  ada.getText('text').insert(0, 'Tea 👩‍🔬 is hot.');
  Y.applyUpdate(rui, Y.encodeStateAsUpdate(ada));
  rui.getText('text').insert(4, 'is not ');
  rui.getText('text').delete(11, 6);
  const document = btoa(String.fromCharCode(...Y.encodeStateAsUpdate(rui)));
  const spans = spansOf({ document, clients: { 7: 'a' } });
  expect(spans).toEqual([{ text: 'Tea ', person: 'a' }, { text: 'is not ', person: '' }, { text: 'is hot.', person: 'a' }].map((one, i) => (i === 2 ? { ...one, text: rui.getText('text').toString().slice(11) } : one)));
  expect(shares(spans).map(({ person }) => person)).toEqual(['a', '']);
  expect(shares([])).toEqual([]);
});
