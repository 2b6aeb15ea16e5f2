import { ApiError, Offline } from './errors';
import type { paths } from './schema';

/* The types of the server's OpenAPI description, turned into those of a call. */
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M & keyof paths[P]]>;
type PathsWith<M extends Method> = { [P in keyof paths]: M extends keyof paths[P] ? ([paths[P][M]] extends [undefined] ? never : P) : never }[keyof paths];
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Answer<O> = O extends { responses: infer R } ? Json<R[Extract<keyof R, 200 | 201 | 202 | 204>]> : never;
type Part<O, K extends 'path' | 'query'> = O extends { parameters: infer P } ? (K extends keyof P ? P[K] : undefined) : undefined;
type Body<O> = O extends { requestBody?: infer B } ? Json<NonNullable<B>> : undefined;
type Given<K extends string, T> = [T] extends [undefined] ? unknown : undefined extends T ? { [k in K]?: T } : { [k in K]: T };

type Options<O> = Given<'path', Part<O, 'path'>> & Given<'query', Part<O, 'query'>> & Given<'body', Body<O>> & Settings;
type Arguments<O> = object extends Options<O> ? [options?: Options<O>] : [options: Options<O>];

interface Settings {
  /** Gives the call up. */
  signal?: AbortSignal;
}

interface Loose extends Settings {
  path?: object;
  query?: object;
  body?: unknown;
}

type Call<M extends Method> = <P extends PathsWith<M>>(path: P, ...options: Arguments<Operation<P, M>>) => Promise<Answer<Operation<P, M>>>;

/** Fills `{names}` in a path; slashes within a value stay slashes, as in the key of a paper. */
export function address(template: string, path: object = {}, query: object = {}): string {
  const values = new Map(Object.entries(path));
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(values.get(name)).split('/').map(encodeURIComponent).join('/'),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one));
    }
  }
  return search.size ? `${filled}?${search}` : filled;
}

/** An answer of any kind. Throws Offline when the server cannot be reached, AbortError when given up. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Offline({ cause: error });
  }
}

/** All of an answer; one that breaks off on the way never arrived. */
async function whole(response: Response, signal: AbortSignal | undefined): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Offline({ cause: error });
  }
}

/** What the server said when it said no. */
export async function refusal(response: Response): Promise<ApiError> {
  const said = await response.json().catch(() => undefined);
  const { code, sentence, status: _, ...details } = said?.error ?? {};
  return new ApiError(
    response.status,
    code ?? 'unknown',
    sentence ?? `The server answered ${response.status} and did not say why. Try again in a moment.`,
    details,
  );
}

/**
 * One call of the server's API. The answer is its JSON, or undefined when it has none.
 * Throws ApiError when the server says no, Offline when it cannot be reached, AbortError when given up.
 */
export async function request<T>(method: Method, template: string, options: Loose = {}): Promise<T> {
  const { path, query, body, signal } = options;
  const form = body instanceof FormData || body instanceof Blob;
  const response = await reach(address(template, path, query), {
    method: method.toUpperCase(),
    credentials: 'same-origin',
    headers: { Accept: 'application/json', ...(body !== undefined && !form && { 'Content-Type': 'application/json' }) },
    body: body === undefined ? null : form ? body : JSON.stringify(body),
    signal: signal ?? null,
  });
  if (!response.ok) throw await refusal(response);
  const text = await whole(response, signal);
  return (text ? JSON.parse(text) : undefined) as T;
}

const call = <M extends Method>(method: M): Call<M> =>
  ((path: string, options?: Loose) => request(method, path, options)) as Call<M>;

/** `await api.get('/api/papers/{key}', { path: { key } })`, typed by the server's own description. */
export const api = { get: call('get'), post: call('post'), put: call('put'), patch: call('patch'), delete: call('delete') };
