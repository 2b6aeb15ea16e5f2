/** A picture that came along with a paste. */
export interface Pasted {
  /** Stands in the Markdown where its target belongs. */
  mark: string;
  file: File;
}

/** Made so that no text holds it by chance. */
const MARK = 'pasted-picture:';
const RTF = /\\(png|jpeg)blip[^{}]*?(?:\{\\\*\\blipuid [0-9a-fA-F]+\})?\s*([0-9a-fA-F\s]{64,})\}/g;

function fromData(address: string): File | undefined {
  const found = /^data:(image\/[\w.+-]+)(;base64)?,(.*)$/s.exec(address);
  if (!found) return undefined;
  try {
    const [, type = '', base64, data = ''] = found;
    const bytes = base64 ? Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0)) : new TextEncoder().encode(decodeURIComponent(data));
    return new File([bytes], 'pasted', { type });
  } catch {
    return undefined;
  }
}

/** The pictures that Word puts into its other form of the same (RTF), in order. */
function fromRtf(rtf: string): File[] {
  return [...rtf.matchAll(RTF)].map(([, kind, hex = '']) => {
    const pairs = hex.replace(/\s+/g, '').match(/../g) ?? [];
    return new File([Uint8Array.from(pairs, (pair) => parseInt(pair, 16))], 'pasted', { type: `image/${kind}` });
  });
}

/** Marks the pictures whose bytes are here, and makes a link, or words, of those that are somewhere else. */
export function takePictures(document: Document, rtf: string): { pictures: Pasted[]; left: number } {
  const pictures: Pasted[] = [];
  let left = 0;
  const images = [...document.querySelectorAll('img')];
  const local = images.filter((one) => /^(?:file:|cid:|blob:)/i.test(one.getAttribute('src') ?? ''));
  const beside = local.length ? fromRtf(rtf) : [];
  for (const image of images) {
    const address = image.getAttribute('src') ?? '';
    // Without as many in the one form as in the other nobody can say which is which.
    const file = fromData(address) ?? (beside.length === local.length ? beside[local.indexOf(image)] : undefined);
    if (isNothing(image)) image.remove();
    else if (file) {
      const mark = `${MARK}${pictures.length}`;
      pictures.push({ mark, file });
      image.setAttribute('src', mark);
    } else {
      left += 1;
      leave(image, address);
    }
  }
  return { pictures, left };
}

/** A picture of one pixel counts visits; one without an address shows nothing. */
const isNothing = (image: Element) => !image.getAttribute('src') || (['width', 'height'] as const).every((side) => /^[01]$/.test(image.getAttribute(side) ?? ''));

function leave(image: Element, address: string): void {
  const document = image.ownerDocument as Document;
  const words = image.getAttribute('alt')?.trim() || decodeURIComponentSafe(address.split(/[?#]/)[0]?.split(/[\\/]/).at(-1) ?? '') || 'without a name';
  const named = `Picture, not brought along: ${words}`;
  const inLink = image.closest('a[href]');
  const note = document.createElement(/^https?:/i.test(address) && !inLink ? 'a' : 'em');
  if (note.localName === 'a') note.setAttribute('href', address);
  note.textContent = named;
  image.replaceWith(note);
}

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
