/**
 * npm run patterns
 *
 * Checks every regular expression that may see a page's text, an address or a message for super-linear time, by recheck (automata and fuzzing). Exit code 1 where one can run away.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from 'recheck';
import { parseAst } from 'rolldown/parseAst';

const top = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['utils', 'components', 'entrypoints'];
/** Longest time for one expression, in milliseconds: what takes longer is told, and is no failure. */
const PATIENCE = 20_000;

/** Expressions that only ever see a text of bounded length, by how they begin. */
const BOUNDED: Readonly<Record<string, string>> = {
  '^(?:[*–—-]{1,40} ?)?(?:more information:': 'LONGEST_SMALL_PRINT',
  '[\\p{L}\\p{N}]+$': 'LONGEST_CONTRACTED',
};

interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** The regular expressions written as such in a file; those put together of strings are not seen. */
function patternsIn(file: string): Pattern[] {
  const found: Pattern[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { regex } = node as { regex?: { pattern: string; flags: string } };
    if (regex) found.push({ file, source: regex.pattern, flags: regex.flags });
    for (const child of Object.values(node)) walk(child);
  };
  walk(parseAst(readFileSync(join(top, file), 'utf8'), { lang: file.endsWith('x') ? 'tsx' : 'ts' }));
  return found;
}

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);
const patterns = files.flatMap(patternsIn);
let wrong = 0;
let open = 0;
for (const { file, source, flags } of patterns) {
  if (Object.keys(BOUNDED).some((start) => source.startsWith(start))) continue;
  const found = await check(source, flags.replace('d', ''), { timeout: PATIENCE });
  if (found.status === 'vulnerable') {
    wrong++;
    console.error(`${file}: ${found.complexity.summary}: /${source.slice(0, 200)}/${flags}`);
  } else if (found.status === 'unknown') {
    open++;
    console.error(`${file}: not decided (${found.error.kind}): /${source.slice(0, 80)}/${flags}`);
  }
}
console.log(`${patterns.length} regular expressions, ${wrong} that can run away, ${open} not decided`);
process.exit(wrong === 0 ? 0 : 1);
