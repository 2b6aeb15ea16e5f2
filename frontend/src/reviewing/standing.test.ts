import { expect, it } from 'vitest';
import { isOut, linkWords, openedWords } from './standing';

const NOW = new Date('2026-11-24T12:00:00');
const at = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000).toISOString();

it('says who opened a link', () => {
  expect(openedWords([], NOW)).toBe('Opened by nobody yet.');
  expect(openedWords([{ at: at(3), who: 'Rui' }], NOW)).toBe('Opened by Rui 3 h ago.');
  expect(openedWords([{ at: at(0), who: 'somebody' }], NOW)).toBe('Opened by somebody just now.');
  expect(openedWords([{ at: at(2), who: 'Rui' }, { at: at(24), who: 'Mei' }], NOW)).toBe('Opened 2 times, last by Rui 2 h ago.');
});

it('says how many answers it is for', () => {
  expect(linkWords({ answers: 0, answers_allowed: 3, openings: [] }, NOW)).toBe('For up to 3 answers. Opened by nobody yet.');
  expect(linkWords({ answers: 1, answers_allowed: 3, openings: [] }, NOW)).toMatch(/^1 of up to 3 answers came\./);
});

it('knows what still waits', () => {
  expect(['waiting', 'opened', 'begun', 'answered', 'declined', 'taken_back', 'expired'].filter((state) => isOut({ state }))).toEqual(['waiting', 'opened', 'begun']);
});
