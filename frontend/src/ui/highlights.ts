/** Whether passages can be painted without changing the document (CSS Custom Highlight API, Level 1). */
export const canPaint = (): boolean => typeof CSS !== 'undefined' && 'highlights' in CSS;

/**
 * Paints ranges under a name that a style sheet gives a look to, `::highlight(name)`; of two that overlap, the higher
 * `priority` shows. The answer takes the paint off, so it can be returned from an `$effect`.
 */
export function paint(name: string, ranges: AbstractRange[], priority = 0): () => void {
  if (!canPaint()) return () => {};
  const painted = new Highlight(...ranges);
  painted.priority = priority;
  CSS.highlights.set(name, painted);
  return () => {
    if (CSS.highlights.get(name) === painted) CSS.highlights.delete(name);
  };
}
