import type { components } from './schema';

type Schemas = components['schemas'];

/** A wire shape of the server by its name: `Shape<'PaperRow'>`. */
export type Shape<Name extends keyof Schemas> = Schemas[Name];
