import type { Paper } from './wire';

/** Whether a paper's versions stand at arXiv; other works were entered by hand. */
export const isAtArxiv = ({ label }: Pick<Paper, 'label'>): boolean => label.startsWith('arXiv ');
