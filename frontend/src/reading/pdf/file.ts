import { bytes } from '../../api/bytes';
import { Offline } from '../../api/errors';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

/* All that speaks to pdf.js. Its older build: the newer one needs browsers of this year. */
const engine = () => import('pdfjs-dist/legacy/build/pdf.mjs');

type Engine = Awaited<ReturnType<typeof engine>>;
type Content = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;
type Item = Extract<Content['items'][number], { str: string }>;

/** Beyond this a browser's tab may run out of memory. In bytes. */
export const LARGEST = 150 * 1024 * 1024;
/** How far above its baseline a letter begins, as a share of its size. */
const ASCENT = 0.9;
/** Pictures with more pixels are left out. */
const LARGEST_PICTURE = 64 * 1024 * 1024;

/** A PDF that cannot be shown; `sentence` says why. */
export class Unreadable extends Error {
  constructor(readonly sentence: string) {
    super(sentence);
    this.name = 'Unreadable';
  }
}

export interface Size {
  width: number;
  height: number;
}

/** A link to another host, and its place on the page, in hundredths of the page's width and height. */
export interface WebLink {
  href: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** One opened PDF. Nothing in it runs: no scripts, no forms, no attachments; of its links only those to the web are read. */
export class PdfFile {
  readonly #contents = new Map<number, Promise<Content>>();
  sizes: Size[] = [];

  private constructor(
    readonly engine: Engine,
    readonly document: PDFDocumentProxy,
  ) {}

  /**
   * Fetches and opens a PDF of this server. `progress` is told the share that has arrived, from 0 to 1.
   * Throws Unreadable when it cannot be shown, ApiError, Offline, AbortError.
   */
  static async open(address: string, signal: AbortSignal, progress: (share: number) => void): Promise<PdfFile> {
    const [pdfjs, data] = await Promise.all([engine().catch(offline), bytes(address, { signal, progress, most: LARGEST })]);
    if (!data) throw new Unreadable(`This PDF is too large to be shown here: it has more than ${LARGEST / 1024 / 1024} MB.`);
    pdfjs.GlobalWorkerOptions.workerSrc = worker;
    const beside = `${import.meta.env.BASE_URL}assets/pdfjs-${pdfjs.version}/`;
    const task = pdfjs.getDocument({
      data,
      cMapUrl: `${beside}cmaps/`,
      standardFontDataUrl: `${beside}standard_fonts/`,
      wasmUrl: `${beside}wasm/`,
      // WebAssembly would need a word of its own in the Content-Security-Policy.
      useWasm: false,
      enableXfa: false,
      maxImageSize: LARGEST_PICTURE,
      verbosity: pdfjs.VerbosityLevel.ERRORS,
    });
    signal.addEventListener('abort', () => void task.destroy());
    try {
      const file = new PdfFile(pdfjs, await task.promise);
      await file.#measure();
      return file;
    } catch (error) {
      signal.throwIfAborted();
      void task.destroy();
      throw unreadable(pdfjs, error);
    }
  }

  get count(): number {
    return this.document.numPages;
  }

  /** Pages count from 0. */
  page(index: number): Promise<PDFPageProxy> {
    return this.document.getPage(index + 1);
  }

  /** What a page says, run by run; asked for once. */
  content(index: number): Promise<Content> {
    let content = this.#contents.get(index);
    if (!content) {
      content = this.page(index).then((page) => page.getTextContent());
      this.#contents.set(index, content);
    }
    return content;
  }

  /** Its runs of characters, in the order in which they are written. */
  async runs(index: number): Promise<Item[]> {
    return (await this.content(index)).items.filter(isRun);
  }

  /** How far down each run of a page begins, as a share of the page's height. */
  async heights(index: number): Promise<Float32Array> {
    const viewport = (await this.page(index)).getViewport({ scale: 1 });
    return Float32Array.from(await this.runs(index), ({ transform: [, , c, d, x, y] }) => {
      const [, baseline = 0] = viewport.convertToViewportPoint(x, y) as number[];
      return Math.min(1, Math.max(0, (baseline - ASCENT * Math.hypot(c, d)) / viewport.height));
    });
  }

  /** Its links to the web; those of other kinds are not followed. */
  async links(index: number): Promise<WebLink[]> {
    const page = await this.page(index);
    const viewport = page.getViewport({ scale: 1 });
    const annotations: { subtype?: string; url?: string; rect: number[] }[] = await page.getAnnotations();
    return annotations.flatMap(({ subtype, url = '', rect }) => {
      if (subtype !== 'Link' || !/^https?:\/\//i.test(url)) return [];
      const [x1 = 0, y1 = 0] = viewport.convertToViewportPoint(rect[0] ?? 0, rect[1] ?? 0) as number[];
      const [x2 = 0, y2 = 0] = viewport.convertToViewportPoint(rect[2] ?? 0, rect[3] ?? 0) as number[];
      const [across, down] = [100 / viewport.width, 100 / viewport.height];
      return [{ href: url, left: Math.min(x1, x2) * across, top: Math.min(y1, y2) * down, width: Math.abs(x2 - x1) * across, height: Math.abs(y2 - y1) * down }];
    });
  }

  close(): void {
    void this.document.loadingTask.destroy();
  }

  async #measure(): Promise<void> {
    const pages = await Promise.all(Array.from({ length: this.count }, (_, i) => this.page(i)));
    this.sizes = pages.map((page) => page.getViewport({ scale: 1 }));
  }
}

export const isRun = (item: Content['items'][number]): item is Item => 'str' in item;

function offline(error: unknown): never {
  throw new Offline({ cause: error });
}

function unreadable(pdfjs: Engine, error: unknown): unknown {
  if (error instanceof pdfjs.PasswordException) return new Unreadable('This PDF is locked with a password, so it cannot be shown here.');
  if (error instanceof pdfjs.InvalidPDFException) return new Unreadable('This file is broken, or it is not a PDF.');
  return new Unreadable('This PDF could not be read.');
}
