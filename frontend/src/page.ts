/** What the server wrote into the page that carries the workbench. */

export interface Person {
  name: string;
  handle?: string | null;
}

function meta(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content || undefined;
}

/** The nonce of this page's Content-Security-Policy, for code that must insert a `<style>` (CodeMirror). */
export const nonce = (): string | undefined => meta('csp-nonce');

/** Who is signed in; without a name it is somebody who holds a link. */
export function person(): Person {
  const said: unknown = JSON.parse(meta('stillroom') ?? 'null');
  return (said ?? { name: '' }) as Person;
}
