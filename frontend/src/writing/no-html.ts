/**
 * Stands in for `@codemirror/lang-html` (68 kB gzip), which lang-markdown imports to colour HTML inside Markdown.
 * Our dialect has no raw HTML, so there is nothing to parse, match or complete.
 */
export const html = () => ({ language: { parser: undefined }, support: [] });

export const htmlCompletionSource = () => null;

/** Of `@codemirror/autocomplete`: lang-markdown makes one where it completes HTML tags, which it never does here. */
export class CompletionContext {}
