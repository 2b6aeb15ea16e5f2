import { address } from '../../api/client';
import { ApiError, Offline } from '../../api/errors';
import type { Image } from '../wire';
import type { Rights } from './rights';

/** What the server takes at most, in bytes. */
const MOST = 20 * 1024 * 1024;

/** Adds a picture to a draft; `told` hears how much of it, from 0 to 1, is on its way. Throws ApiError and Offline. */
export function upload(draft_id: string, file: File, rights: Rights, told: (part: number) => void): Promise<Image> {
  if (file.size > MOST) return Promise.reject(new ApiError(413, 'too_large', `${file.name} is over 20 MB. A smaller copy of it will do.`));
  const body = new FormData();
  body.set('file', file);
  for (const [name, words] of Object.entries(rights)) body.set(name, words);
  // Only this older interface says how much has been sent.
  const request = new XMLHttpRequest();
  return new Promise((done, failed) => {
    request.upload.onprogress = ({ loaded, total }) => told(total ? loaded / total : 0);
    request.onerror = request.ontimeout = () => failed(new Offline());
    request.onload = () => {
      const answer = request.response as { error?: { code?: string; sentence?: string } } | null;
      if (request.status === 201) done(answer as unknown as Image);
      else failed(new ApiError(request.status, answer?.error?.code ?? 'unknown', answer?.error?.sentence ?? `The server answered ${request.status} and did not say why. Try again in a moment.`));
    };
    request.open('POST', address('/api/drafts/{draft_id}/images', { draft_id }));
    request.responseType = 'json';
    request.setRequestHeader('Accept', 'application/json');
    request.send(body);
  });
}
