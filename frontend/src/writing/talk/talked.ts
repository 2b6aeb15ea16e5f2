import type { Hint } from './talk-calls';
import type { Range } from '../passage';

/** What talk about a text needs of whatever keeps it. */
export interface Talked {
  /** The draft's id. */
  readonly draft: string;
  readonly body: string;
  /** The text as the server has it, as far as is known here. */
  readonly committed: string;
  flush(): Promise<boolean>;
  /** A hint to where a range is in the live document. */
  relative?(range: Range): Hint | undefined;
  /** Where a hint points to now; undefined when it is of another epoch, broken, or its words are gone. */
  absolute?(hint: Hint | null | undefined): Range | undefined;
}
