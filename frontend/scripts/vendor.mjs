// Lays Temml where the server's renderer loads it, so that one lock file pins both halves of the product.
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const temml = join(dirname(createRequire(import.meta.url).resolve('temml')), 'temml.min.js');
const vendor = fileURLToPath(new URL('../../app/markup/vendor/', import.meta.url));

mkdirSync(vendor, { recursive: true });
copyFileSync(temml, join(vendor, 'temml.min.js'));
