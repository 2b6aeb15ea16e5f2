// Weighs what a browser loads, from the build's manifest, gzipped as a server would send it. Exits 1 when it is too much.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const ENTRY = 'src/main.ts';
const PUBLIC = 'src/public.ts';
const DESK = 'src/desk/Desk.svelte';
const READ = 'src/reading/Read.svelte';
const WRITE = 'src/writing/Write.svelte';
/** Fetched when somebody pastes what was written elsewhere, which most never do. */
const PASTE = 'src/writing/pasting/convert.ts';
const EDITOR = 'src/writing/editor/editor.ts';
/** Fetched by themselves once one can type: what completes words, what draws the preview, the threads, the claims to look at. */
const BEHIND = ['src/writing/editor/aids.ts', 'src/writing/preview-dom.ts', 'src/writing/ThreadsPanel.svelte', 'src/writing/TouchedClaims.svelte'];

const built = fileURLToPath(new URL('../../app/static/', import.meta.url));
if (!existsSync(`${built}manifest.json`)) {
  console.error('Nothing is built yet. Run: npm run build');
  process.exit(1);
}
/** @type {Record<string, { file: string, css?: string[], imports?: string[], dynamicImports?: string[] }>} */
const manifest = JSON.parse(readFileSync(`${built}manifest.json`, 'utf8'));

/** @param {string} name @param {Set<string>} seen */
function withImports(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const other of manifest[name]?.imports ?? []) withImports(other, seen);
  return seen;
}

/** A lazily loaded part of a screen belongs to it as soon as it asks for it; those of the entry are the other screens. @param {string} name */
function withEverything(name, seen = withImports(name)) {
  for (const part of [...seen].filter((name) => name !== ENTRY)) {
    for (const lazy of manifest[part]?.dynamicImports ?? []) {
      if (seen.has(lazy) || lazy === PASTE) continue;
      withImports(lazy, seen);
      withEverything(lazy, seen);
    }
  }
  return seen;
}

/** @param {Iterable<string>} names @param {'js' | 'css'} kind */
function weigh(names, kind) {
  const files = new Set();
  for (const name of names) {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`The build has no ${name}.`);
    for (const file of kind === 'js' ? [chunk.file] : (chunk.css ?? [])) files.add(file);
  }
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(built + file)).length, 0);
}

const first = new Set([...withImports(ENTRY), ...withImports(DESK)]);
// A PDF's reader is fetched when one is opened, and what a paper cites when somebody asks for it.
const paper = new Set([...withImports(ENTRY), ...withImports(READ)]);
// All that is fetched before one can type, and then by itself. The rest comes when somebody asks for it (who takes part, what
// a claim leans on, a paper's full text beside the draft).
const editor = new Set([...withImports(ENTRY), ...withImports(WRITE), ...withImports(EDITOR)]);
const opened = new Set([...editor, ...BEHIND.flatMap((name) => [...withImports(name)])]);
const writing = new Set([...editor, ...withEverything(WRITE, withImports(WRITE))]);
const checks = [
  { what: 'workbench, first load, JavaScript', bytes: weigh(first, 'js'), limit: 60 * KB },
  { what: 'a paper to read, JavaScript', bytes: weigh(paper, 'js'), limit: 80 * KB },
  { what: 'the editor, before one can type, JavaScript', bytes: weigh(editor, 'js'), limit: 240 * KB },
  { what: 'the editor, with all that then comes by itself, JavaScript', bytes: weigh(opened, 'js'), limit: 265 * KB },
  { what: 'a paste from elsewhere, JavaScript', bytes: weigh([...withImports(PASTE)].filter((name) => !editor.has(name)), 'js'), limit: 20 * KB },
  { what: 'all that writing ever asks for, JavaScript', bytes: weigh(writing, 'js'), limit: 320 * KB },
  { what: 'public pages, CSS', bytes: weigh(withImports(PUBLIC), 'css'), limit: 20 * KB },
];

for (const { what, bytes, limit } of checks) {
  const fits = bytes <= limit;
  console.log(`${fits ? 'ok  ' : 'OVER'}  ${(bytes / KB).toFixed(1).padStart(6)} kB of ${limit / KB}  ${what}`);
  if (!fits) process.exitCode = 1;
}
