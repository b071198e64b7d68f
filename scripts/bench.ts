/**
 * npm run bench [-- --data DIR --write]
 *
 * Times the engine beside named peers in one run, on the labelled articles under DIR (gold/dev.jsonl) or, without them, on the sample articles: from text to
 * Analysis, warm; compromise's full parse; wink-nlp's tagging alone. Then how long it takes until the model is ready, how the time grows with the text, and what pages pay.
 * With --write the tables go into BENCHMARKS.md.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import nlp from 'compromise';
import { Bench } from 'tinybench';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import type { Article } from '../utils/analysis.ts';
import { readHtml } from '../utils/article/html.ts';
import { unpack } from '../utils/claims/model/weights.ts';
import { loadTagger } from '../utils/language/tagger.ts';
import { benchPages } from './bench/pages.ts';
import { loadEngine } from './engine.ts';
import { type Cell, replaceBetween, table } from './evaluate/tables.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared' },
    write: { type: 'boolean', default: false },
    ready: { type: 'boolean', default: false },
  },
});

const articleOf = (text: string): Article => ({ title: null, byline: null, publisher: null, published: null, language: 'en', text });

if (values.ready) {
  // A process of its own: what a worker that was just woken does before it can answer.
  const parts: number[] = [];
  let before = performance.now();
  const lap = (): void => {
    parts.push(performance.now() - before);
    before = performance.now();
  };
  unpack(readFileSync(new URL('../public/claims.bin', import.meta.url)));
  lap();
  await loadTagger();
  lap();
  await loadEngine()(articleOf('“We are ready,” said Ada Vane.'));
  lap();
  console.log(JSON.stringify(parts));
  process.exit(0);
}

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

const wordCount = (text: string): number => text.match(/\S+/g)?.length ?? 0;
const { from, list } = texts();
const words = list.reduce((sum, text) => sum + wordCount(text), 0);
const engine = loadEngine();
const wink = winkNLP(model, ['sbd', 'pos']);

const SECONDS = 4;
const bench = new Bench({ time: SECONDS * 1000, warmupTime: 1000 });
bench
  .add('Vantage: text to analysis', async () => {
    for (const text of list) await engine(articleOf(text));
  })
  .add('compromise: full parse', () => {
    for (const text of list) nlp(text);
  })
  .add('wink-nlp: tagging alone', () => {
    for (const text of list) wink.readDoc(text).tokens().out(wink.its.pos);
  });
await bench.run();

const sections: string[] = [];
const show = (title: string, ...parts: string[]): void => {
  const section = [`### ${title}`, ...parts].join('\n\n');
  sections.push(section);
  console.log(`\n${section}`);
};

const milliseconds = bench.tasks.map(({ name, result }) => {
  if (result.state !== 'completed') throw new Error(`${name}: ${result.state}`);
  return { name, ms: (result.latency.p50 * 1000) / words };
});
const [own, peer] = milliseconds;
show(
  'Milliseconds for 1,000 words',
  `${list.length} ${from}, ${words} words; medians of ${SECONDS} seconds each, warm, one thread.`,
  table(
    ['', 'ms'],
    milliseconds.map(({ name, ms }): Cell[] => [name, ms]),
  ),
  `compromise takes ${(peer!.ms / own!.ms).toFixed(1)} times as long as Vantage.`,
);

const readies = Array.from({ length: 7 }, () => {
  const script = fileURLToPath(import.meta.url);
  return JSON.parse(spawnSync(process.execPath, ['--import', 'tsx', script, '--ready'], { encoding: 'utf8' }).stdout) as number[];
});
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

const long = list.join('\n\n').split(/(?<=\s)/);
const rows: Cell[][] = [];
for (const count of [1, 10, 100, 1_000, 10_000, 100_000]) {
  const text = Array.from({ length: count }, (_, i) => long[i % long.length]!).join('');
  const times: number[] = [];
  for (let round = 0; round < (count < 10_000 ? 9 : 3); round++) {
    const start = performance.now();
    await engine(articleOf(text));
    times.push(performance.now() - start);
  }
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
  rows.push([count.toLocaleString('en'), median, (median * 1000) / count]);
}
show('How the time grows', table(['words', 'ms', 'ms for 1,000 words'], rows));

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
