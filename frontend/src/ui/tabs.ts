import type { IconName } from './icons';

/** A tab that is a link. */
export interface Tab {
  words: string;
  href: string;
  icon?: IconName;
  current?: boolean;
  /** A number beside the words; nothing shows for none. */
  count?: number;
}
