import { createContext } from 'svelte';
import { match, type Route } from './routes';

/** Where the person is, and the way to somewhere else without loading the page again. */
export class Router {
  address = $state(here());
  /** How often the person has moved since the page was loaded. */
  moves = $state(0);
  route: Route | undefined = $derived(match(this.address));

  /** Goes to an address of the workbench; any other address is loaded as a page. */
  go(address: string, { replace = false } = {}): void {
    if (!match(address)) return location.assign(address);
    history[replace ? 'replaceState' : 'pushState'](null, '', address);
    this.#arrive();
    if (!replace) scrollTo(0, 0);
  }

  /** Follows links and the Back button. Returns the way to stop. */
  listen(): () => void {
    const back = () => this.#arrive();
    const click = (event: MouseEvent) => this.#follow(event);
    addEventListener('popstate', back);
    document.addEventListener('click', click);
    return () => {
      removeEventListener('popstate', back);
      document.removeEventListener('click', click);
    };
  }

  #arrive(): void {
    if (this.address === here()) return;
    this.address = here();
    this.moves += 1;
  }

  #follow(event: MouseEvent): void {
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || !isPlainClick(event) || !staysHere(link)) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

const here = () => location.pathname + location.search;

const isPlainClick = (event: MouseEvent) =>
  !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

const staysHere = (link: HTMLAnchorElement) =>
  link.origin === location.origin &&
  !link.hash &&
  !link.hasAttribute('download') &&
  (!link.target || link.target === '_self') &&
  match(link.pathname + link.search) !== undefined;

export const [useRouter, provideRouter] = createContext<Router>();
