import { expect, test } from 'vitest';
import { AskingAuthor } from './asking.svelte';
import type { Choices } from './wire';

const claim = (position: number) => ({ position, claim: `c${position}`, claim_html: '', quote_html: '', section: '' });
const paper = (key: string, positions: number[], addresses: { email: string; name: string }[] = []) => ({
  key, number: 1, title: key, label: key, authors: ['Mei Author', 'Lena Ilves'], addresses, claims: positions.map(claim),
});
const choices: Choices = {
  base_version: 4,
  most: 7,
  papers: [paper('a', [0, 1, 2, 3, 5, 6, 7, 8], [{ email: 'office@x.example', name: '' }, { email: 'ilves@x.example', name: 'Lena Ilves' }]), paper('b', [4])],
};

test('an address that stands in the paper fills the form, with few claims', () => {
  const asking = new AskingAuthor('d', choices);
  expect([asking.name, asking.email, [...asking.chosen], asking.minutes]).toEqual(['Lena Ilves', 'ilves@x.example', [0, 1, 2], 6]);
});

test('another author brings their own address or none', () => {
  const asking = new AskingAuthor('d', choices);
  asking.called('Mei Author');
  expect(asking.email).toBe('');
});

test('another paper proposes anew', () => {
  const asking = new AskingAuthor('d', choices);
  asking.at = 1;
  expect([asking.name, asking.email, [...asking.chosen]]).toEqual(['Mei Author', '', [4]]);
});

test('no more than seven are chosen', () => {
  const asking = new AskingAuthor('d', choices);
  for (const { position } of asking.paper?.claims ?? []) asking.choose(position, true);
  expect(asking.chosen.size).toBe(7);
  expect(asking.full).toBe(true);
  asking.choose(0, false);
  expect(asking.full).toBe(false);
});
