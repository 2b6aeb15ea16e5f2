import { isRun, type PdfFile } from './file';

/** Pictures of a page with more pixels are drawn smaller and stretched. */
const MOST_PIXELS = 24 * 1024 * 1024;
/** A page that is only passed by is not drawn. In milliseconds. */
const PASSING = 60;

/** Draws a page as a picture, `width` CSS pixels wide, in an element. Returns the way to let go of it. */
export function picture(file: PdfFile, index: number, holder: HTMLElement, width: number): () => void {
  let stop = () => {};
  const timer = setTimeout(() => void begin().catch(() => {}), PASSING);

  async function begin(): Promise<void> {
    const page = await file.page(index);
    const { width: points, height } = page.getViewport({ scale: 1 });
    const wanted = (width / points) * devicePixelRatio;
    const scale = Math.min(wanted, Math.sqrt(MOST_PIXELS / (points * height)));
    const viewport = page.getViewport({ scale });
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    const task = page.render({ canvas, viewport, annotationMode: file.engine.AnnotationMode.DISABLE });
    stop = () => {
      task.cancel();
      // So that its memory goes at once, and not when the browser next tidies up.
      canvas.width = canvas.height = 0;
      canvas.remove();
    };
    await task.promise;
    holder.replaceChildren(canvas);
  }

  return () => {
    clearTimeout(timer);
    stop();
  };
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
