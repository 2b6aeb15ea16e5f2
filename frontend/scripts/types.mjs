// Writes src/api/schema.d.ts from the server's OpenAPI description: node scripts/types.mjs FILE [--check]
// With --check it writes nothing, and exits 1 when the types are not those of FILE.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import openapi, { astToString, COMMENT_HEADER } from 'openapi-typescript';

const [file, flag] = process.argv.slice(2);
if (!file) {
  console.error('Say which file holds the OpenAPI description: npm run types -- FILE');
  process.exit(2);
}

const target = fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url));
const made = COMMENT_HEADER + astToString(await openapi(pathToFileURL(file)));

if (flag !== '--check') {
  writeFileSync(target, made);
} else if (readFileSync(target, 'utf8') !== made) {
  console.error('src/api/schema.d.ts is not what the server describes. Run: make types');
  process.exit(1);
}
