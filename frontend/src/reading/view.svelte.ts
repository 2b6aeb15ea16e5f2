/** CSS pixels between two readings of how far it is scrolled: fine enough to draw what comes near, coarse enough to be cheap. */
const STEP = 160;

/** The part of a scrolled element that is seen. */
export class View {
  /** How far it is scrolled, in CSS pixels, in coarse steps. */
  top = $state(0);
  height = $state(innerHeight);
  width = $state(innerWidth);
  element = $state.raw<HTMLElement>();

  /** Notes in the margin need this much room beside the text; with less they stand within it. */
  readonly roomy = $derived(this.width >= 936);

  /** Follows an element; to be used as an attachment. */
  follow = (element: HTMLElement): (() => void) => {
    this.element = element;
    const scrolled = () => (this.top = Math.round(element.scrollTop / STEP) * STEP);
    const sizes = new ResizeObserver(() => ([this.width, this.height] = [element.clientWidth, element.clientHeight]));
    sizes.observe(element);
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', scrolled);
      this.element = undefined;
    };
  };
}
