import { createContext } from 'svelte';

/** Whether the person came to this screen from another one, rather than by loading the page. */
export interface Arrival {
  moved: () => boolean;
}

export const [useArrival, provideArrival] = createContext<Arrival>();
