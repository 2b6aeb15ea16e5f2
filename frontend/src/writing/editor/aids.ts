import { startCompletion } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { completion, type Suggestions } from './completion';
import { formulaInput } from './formulas';

/** What offers to complete what is typed. Fetched when one can type already. */
export const aids = (suggestions: Suggestions): Extension => [completion(suggestions), formulaInput()];

/** Offers what could stand at the cursor. */
export const offer = startCompletion;
