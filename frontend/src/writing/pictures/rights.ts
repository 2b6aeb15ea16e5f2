import type { FullPaper, Image, Paper } from '../wire';

export type Rights = Pick<Image, 'source' | 'licence' | 'ground'>;

export const NO_RIGHTS: Rights = { source: '', licence: '', ground: '' };

/** Licences to choose from; those that let anybody show it come first. */
export const LICENCES = ['CC BY 4.0', 'CC BY-SA 4.0', 'CC0 1.0', 'Public domain', 'CC BY-NC 4.0', 'CC BY-NC-SA 4.0', 'CC BY-ND 4.0', 'CC BY-NC-ND 4.0', 'All rights reserved'];

/** Whether anybody may show what stands under a licence. */
export const isOpen = (licence: string): boolean => /^(?:CC[ -]?(?:BY(?:-SA)?|0)\b(?!-)|public domain|MIT)/i.test(licence.trim());

/** Whether nothing is said of whose a picture is. */
export const saysNothing = ({ source, licence, ground }: Rights): boolean => !(source.trim() || licence || ground.trim());

/** Whether the ground has to be said on which it may be shown. */
export const asksGround = ({ source, licence }: Rights): boolean => Boolean(source.trim() || licence) && !isOpen(licence);

const family = (name: string) => name.split(/\s+/).at(-1) ?? name;

/** How a figure of a paper names where it comes from. */
export function sourceOf({ authors, author_count, year, label }: Paper): string {
  const [first = '', second = ''] = authors.map(family);
  const who = author_count > 2 ? `${first} et al.` : [first, second].filter(Boolean).join(' and ');
  return [[who, year].filter(Boolean).join(' '), label].filter(Boolean).join(', ');
}

/** The licence of a paper as the list names it, or '' where it lets nobody show its figures or is not known. */
export const licenceOf = (paper: FullPaper | undefined): string => {
  const name = paper?.licence_name ?? '';
  return isOpen(name) || /^CC/.test(name) ? name : '';
};
