import { expect, it } from 'vitest';
import { block, equation, escaped, evidence, footnote, link, PIECES, quoted, startLines, timesUsed, wrap, type Edit } from './insertions';
import type { Range } from './passage';

/** Does an edit to a text whose selection stands between ‹ ›, and shows the selection after it in the same way. */
function edit(marked: string, make: (text: string, range: Range) => Edit): string {
  const from = marked.indexOf('‹');
  const to = marked.indexOf('›') - 1;
  const text = marked.replace(/[‹›]/g, '');
  const { changes, anchor, head } = make(text, { from, to });
  const made = changes.toReversed().reduce((before, one) => before.slice(0, one.from) + one.insert + before.slice(one.to), text);
  return `${made.slice(0, anchor)}‹${made.slice(anchor, head)}›${made.slice(head)}`;
}

const bold = (text: string, range: Range) => wrap(text, range, '**');
const listed = (text: string, range: Range) => startLines(text, range, '- ');
const heading = (text: string, range: Range) => block(text, range, PIECES.heading.text);
const note = { id: 'n1', quote: 'at an $x[1]$ pace' };
const whole = { id: 'n2', quote: '' };

it.each<[string, (text: string, range: Range) => Edit, string]>([
  ['a ‹word› b', bold, 'a **‹word›** b'],
  ['a **‹word›** b', bold, 'a ‹word› b'],
  ['‹›', bold, '**‹›**'],
  ['‹https://a.org/b›', link, '[‹›](https://a.org/b)'],
  ['‹words›', link, '[words](‹https://›)'],
  ['‹›', link, '[‹›](https://)'],
  ['‹one\ntwo›', listed, '- one\n- two‹›'],
  ['- o‹ne\n- two›', listed, 'one\ntwo‹›'],
  ['‹›', heading, '## ‹›'],
  ['\nabove\n‹›', heading, '\nabove\n\n## ‹›'],
  ['one‹› two', heading, 'one\n\n## ‹›\n\n two'],
  ['‹x›', equation, '$‹x›$'],
  ['so ‹› it', equation, 'so $‹›$ it'],
  ['‹›', equation, '$$\n‹›\n$$'],
  ['a‹› b [^1]', footnote, 'a[^2] b [^1]\n\n[^2]: ‹›'],
  ['a ‹claim› b', (text, at) => evidence(text, at, note), 'a [claim](note:n1)‹› b'],
  ['‹## Why›', (text, at) => evidence(text, at, note), '## [Why](note:n1)‹›'],
  ['‹1. one\n\ntwo›', (text, at) => evidence(text, at, note), '1. [one](note:n1)‹›\n\ntwo'],
  ['a ‹› b', (text, at) => evidence(text, at, note), 'a [at an $x[1]$ pace](note:n1)‹› b'],
  ['‹›', (text, at) => evidence(text, at, note), '> [at an $x[1]$ pace](note:n1)‹›\n'],
  ['‹›', (text, at) => evidence(text, at, whole), '[‹a claim›](note:n2)'],
  ['‹[[pa]]›', (text, at) => quoted(text, at, note), '> [at an $x[1]$ pace](note:n1)‹›\n'],
  ['so ‹[[pa›.', (text, at) => quoted(text, at, note), 'so [at an $x[1]$ pace](note:n1)‹›.'],
])('turns %j into what was meant', (before, make, after) => expect(edit(before, make)).toBe(after));

it.each([
  ['  two\n lines ', 'two lines'],
  ['a [pair] stays', 'a [pair] stays'],
  ['a ] alone', 'a &#93; alone'],
  ['$[0, 1)$ is a formula', '$[0, 1)$ is a formula'],
])('makes %j stand between brackets', (words, safe) => expect(escaped(words)).toBe(safe));

it('counts how often a note is leaned on', () => {
  expect(timesUsed('[a](note:n1) and [b](note:n1), not [c](note:n12)', 'n1')).toBe(2);
});
