/** The server answered, and its answer is no: `sentence` is meant for the person. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly sentence: string,
    /** Whatever else the answer said, such as the current version of a text that was changed elsewhere. */
    readonly details: Record<string, unknown> = {},
  ) {
    super(sentence);
    this.name = 'ApiError';
  }
}

/** The server could not be reached. */
export class Offline extends Error {
  readonly sentence = 'Stillroom cannot be reached. Check your connection and try again.';

  constructor(options?: ErrorOptions) {
    super('The server could not be reached.', options);
    this.name = 'Offline';
  }
}

/** One sentence a person can act on, whatever went wrong. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiError || error instanceof Offline) return error.sentence;
  return 'Something went wrong on this page. Reload it and try again.';
}
