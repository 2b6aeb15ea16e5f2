import { isRun, type PdfFile } from './file';

/** Pictures of a page with more pixels are drawn smaller and stretched. */
const MOST_PIXELS = 24 * 1024 * 1024;
/** A page that is only passed by is not drawn. In milliseconds. */
const PASSING = 60;

let last: Promise<unknown> = Promise.resolve();

/** One picture after another: each takes its share of every frame, and two would make scrolling halt. */
const inTurn = (draw: () => Promise<void>): Promise<unknown> => (last = last.then(draw).catch(() => {}));

/** Draws a page as a picture, `width` CSS pixels wide, in an element. Returns the way to let go of it. */
export function picture(file: PdfFile, index: number, holder: HTMLElement, width: number): () => void {
  const canvas = document.createElement('canvas');
  let gone = false;
  let cancel = () => {};
  const timer = setTimeout(() => void inTurn(draw), PASSING);

  async function draw(): Promise<void> {
    const page = await file.page(index);
    if (gone) return;
    const viewport = page.getViewport({ scale: sharpness(page.getViewport({ scale: 1 }), width) });
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    const task = page.render({ canvas, viewport, annotationMode: file.engine.AnnotationMode.DISABLE });
    cancel = () => task.cancel();
    await task.promise;
    holder.querySelectorAll('canvas').forEach(release);
    holder.replaceChildren(canvas);
  }

  return () => {
    gone = true;
    clearTimeout(timer);
    cancel();
    // When it is only drawn anew, in another width, this picture stands until the next one is there.
    requestAnimationFrame(() => holder.isConnected || release(canvas));
  };
}

/** Its memory goes at once, and not when the browser next tidies up. */
function release(canvas: HTMLCanvasElement): void {
  canvas.width = canvas.height = 0;
}

/** Pixels to a point, so that a page is sharp on this screen, as far as there is memory. */
function sharpness(page: { width: number; height: number }, width: number): number {
  return Math.min((width / page.width) * devicePixelRatio, Math.sqrt(MOST_PIXELS / (page.width * page.height)));
}

/** Lays a page's words over its picture, unseen, to be selected. Resolves to the element of each run. */
export async function words(file: PdfFile, index: number, holder: HTMLElement): Promise<HTMLElement[]> {
  const [page, content] = await Promise.all([file.page(index), file.content(index)]);
  const layer = new file.engine.TextLayer({
    textContentSource: { ...content, items: content.items.filter(isRun) },
    container: holder,
    viewport: page.getViewport({ scale: 1 }),
  });
  await layer.render();
  const end = document.createElement('div');
  end.className = 'end';
  holder.append(end);
  return layer.textDivs;
}
