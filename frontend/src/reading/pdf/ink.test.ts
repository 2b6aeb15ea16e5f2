import { expect, it } from 'vitest';
import { find, inkOf, type Wanted } from './ink';

const TEXT = 'The copper still is slow. Heat it gently and wait. The glass still is quick. Heat it gently and watch. Nobody hurries a copper still, which is ﬁne.';

const found = (wanted: Partial<Wanted> & { exact: string }, near?: Parameters<typeof find>[3], text = TEXT) => {
  const place = find(text, inkOf(text), { prefix: '', suffix: '', ...wanted }, near);
  return place && text.slice(place.from, place.to);
};

it('finds words whose spaces, hyphens and ligatures differ', () => {
  expect(found({ exact: 'The cop-\nper  still' })).toBe('The copper still');
  expect(found({ exact: 'which is fine' })).toBe('which is ﬁne');
});

it('finds letters whose accents stand apart', () => {
  expect(found({ exact: 'Erdős wrote' }, undefined, 'Here Erd˝os wrote it.')).toBe('Erd˝os wrote');
});

it('tells like words apart by what stands around them', () => {
  const near = { exact: 'Heat it gently and', prefix: 'glass still is quick. ', suffix: ' watch.' };
  expect(find(TEXT, inkOf(TEXT), near)?.from).toBe(TEXT.lastIndexOf('Heat'));
});

it('never guesses between two like places', () => {
  expect(found({ exact: 'Heat it gently and' })).toBeUndefined();
  expect(found({ exact: 'is', prefix: 'it never said so, it', suffix: 'not there' })).toBeUndefined();
});

it('asks the server where, when two places are alike', () => {
  const twice = `${'The lid is warm. '.repeat(2)}The end.`;
  const wanted = { exact: 'lid', prefix: 'The ', suffix: ' is warm.' };
  expect(find(twice, inkOf(twice), wanted, { at: 21, within: 5 })).toEqual({ from: 21, to: 24 });
  expect(find(twice, inkOf(twice), wanted, { at: 12, within: 20 })).toBeUndefined();
});

it('does not take a short word for another one that stands elsewhere', () => {
  expect(found({ exact: 'slow', prefix: 'the river runs ', suffix: ' in May' })).toBeUndefined();
  expect(found({ exact: 'slow', prefix: 'still is ', suffix: '. Heat' })).toBe('slow');
});

const LONG = 'We heat the vessel until the first drops form on the inner side of the lid, and then we lower the flame.';

it('finds long words of which a few are read otherwise, and no look-alike', () => {
  const read = LONG.replace('inner side', 'in∗ner side');
  expect(found({ exact: LONG }, undefined, `Before. ${read} After.`)).toBe(read);
  expect(found({ exact: LONG }, undefined, `Before. ${LONG.replace('until the first drops form on the inner side', 'although nobody has ever asked for it, beside')}`)).toBeUndefined();
});

it('finds nothing for nothing', () => {
  expect(found({ exact: ' - ' })).toBeUndefined();
});
