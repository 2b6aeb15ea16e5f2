import { expect, it } from 'vitest';
import { sectionsOf } from './sections';

const SOURCE = `Before.

## Guessing the *noise* {#guess}

Words. # not one

\`\`\`python
# not one either
\`\`\`

<!-- ## a prompt -->

### Then ###
`;

it('offers the headings of a text, not those in code or remarks', () => {
  expect(sectionsOf(SOURCE).map(({ anchor }) => [anchor.exact, anchor.section])).toEqual([
    ['Guessing the *noise*', 'Guessing the noise'],
    ['Then', 'Then'],
  ]);
});

it('anchors each with what stands around it', () => {
  const { anchor } = sectionsOf(SOURCE)[0]!;
  expect(SOURCE).toContain(`${anchor.prefix}${anchor.exact}${anchor.suffix}`);
  expect(anchor.suffix.startsWith(' {#guess}')).toBe(true);
});
