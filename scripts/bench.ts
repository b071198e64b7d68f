/**
 * npm run bench [-- --data DIR --write]
 *
 * Times the engine, bundled as it ships, beside named peers in one run, on the labelled articles under DIR (gold/dev.jsonl) or, without them, on the sample articles:
 * from text to Analysis, warm; compromise's full parse; wink-nlp's tagging alone. Then how long it takes until the model is ready, how the time grows with the text,
 * and what pages pay. With --write the tables go into BENCHMARKS.md.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { readHtml } from '../utils/article/html.ts';
import { benchPages } from './bench/pages.ts';
import type { Speed } from './bench/speed.ts';
import { type Cell, replaceBetween, table } from './evaluate/tables.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared' },
    write: { type: 'boolean', default: false },
  },
});

function texts(): { from: string; list: string[] } {
  const gold = join(values.data, 'gold/dev.jsonl');
  if (existsSync(gold)) {
    const lines = readFileSync(gold, 'utf8').split('\n').filter(Boolean);
    return { from: 'labelled articles (dev)', list: lines.map((line) => (JSON.parse(line) as { text: string }).text) };
  }
  const samples = new URL('../tests/fixtures/samples/', import.meta.url);
  const pages = readdirSync(samples).map((name) => readFileSync(new URL(name, samples), 'utf8'));
  return { from: 'sample articles', list: pages.map((html) => readHtml(html, 'https://sample.example/')?.text ?? '') };
}

/** Runs scripts/bench/speed.ts bundled, without the loader of TypeScript, which gives every function a name when it is made. Throws where it fails. */
async function bundled(texts: readonly string[]): Promise<(...options: string[]) => unknown> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  // Inside the project, so that packages are found.
  const folder = mkdtempSync(join(root, 'node_modules', '.bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { ssr: join(root, 'scripts/bench/speed.ts'), outDir: folder, rollupOptions: { output: { entryFileNames: 'speed.mjs' } } },
  });
  const file = join(folder, 'texts.json');
  writeFileSync(file, JSON.stringify(texts));
  return (...options) => {
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'speed.mjs'), join(root, 'public'), file, ...options], {
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  };
}

const { from, list } = texts();
const run = await bundled(list);
const { words, tasks, growth } = run() as Speed;

const sections: string[] = [];
const show = (title: string, ...parts: string[]): void => {
  const section = [`### ${title}`, ...parts].join('\n\n');
  sections.push(section);
  console.log(`\n${section}`);
};

const [own, peer] = tasks;
show(
  'Milliseconds for 1,000 words',
  `${list.length} ${from}, ${words} words; medians of 4 seconds each, warm, one thread.`,
  table(
    ['', 'ms'],
    tasks.map(({ name, ms }): Cell[] => [name, ms]),
  ),
  `compromise takes ${(peer!.ms / own!.ms).toFixed(1)} times as long as Vantage.`,
);

const readies = Array.from({ length: 7 }, () => run('--ready') as number[]);
show(
  'Until the model is ready',
  'In a new process, medians of seven.',
  table(
    ['', 'ms'],
    ['the claims network: read and unpacked', 'wink-nlp and its English model', 'the first sentence analysed'].map((name, k): Cell[] => [
      name,
      readies.map((parts) => parts[k]!).sort((x, y) => x - y)[3]!,
    ]),
  ),
);

show(
  'How the time grows',
  table(
    ['words', 'ms', 'ms for 1,000 words'],
    growth.map(([count, ms]): Cell[] => [count.toLocaleString('en'), ms, (ms * 1000) / count]),
  ),
);

const onPages = await benchPages(join(values.data, 'pages'));
if (onPages) show('On pages, in Chromium', ...onPages);

if (values.write) {
  const target = new URL('../BENCHMARKS.md', import.meta.url);
  const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const machine = `${cpus().length} cores of ${cpus()[0]!.model.trim()}, Node ${process.version}, compromise ${devDependencies.compromise}, wink-nlp ${dependencies['wink-nlp']}.`;
  writeFileSync(target, replaceBetween(readFileSync(target, 'utf8'), 'figures', [machine, ...sections].join('\n\n')));
}
