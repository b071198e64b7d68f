/**
 * What `npm run bench` times, bundled as the extension is and run in a process of its own: speed.ts PUBLIC FILE [--ready]
 *
 * FILE holds a JSON array of texts, PUBLIC the weights. Prints one line of JSON: `Speed`, or with --ready the laps of a worker that was just woken.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import nlp from 'compromise';
import { Bench } from 'tinybench';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import { createEngine } from '../../utils/analyse.ts';
import type { Article } from '../../utils/analysis.ts';
import { unpack } from '../../utils/claims/model/weights.ts';
import { loadTagger } from '../../utils/language/tagger.ts';

export interface Speed {
  readonly words: number;
  /** Median milliseconds for 1,000 words. */
  readonly tasks: readonly { readonly name: string; readonly ms: number }[];
  /** How the time grows: words, milliseconds. */
  readonly growth: readonly (readonly [words: number, ms: number])[];
}

/** How long each task is repeated. */
const SECONDS = 4;

const [folder, file, ready] = process.argv.slice(2) as [string, string, string?];
const engine = createEngine((name) => readFile(join(folder, name)));
const articleOf = (text: string): Article => ({ title: null, byline: null, publisher: null, published: null, language: 'en', text });

async function laps(): Promise<number[]> {
  const parts: number[] = [];
  let before = performance.now();
  const lap = (): void => {
    parts.push(performance.now() - before);
    before = performance.now();
  };
  unpack(readFileSync(join(folder, 'claims.bin')));
  lap();
  await loadTagger();
  lap();
  await engine(articleOf('“We are ready,” said Ada Vane.'));
  lap();
  return parts;
}

async function speed(list: readonly string[]): Promise<Speed> {
  const words = list.reduce((sum, text) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
  const wink = winkNLP(model, ['sbd', 'pos']);
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
  const tasks = bench.tasks.map(({ name, result }) => {
    if (result.state !== 'completed') throw new Error(`${name}: ${result.state}`);
    return { name, ms: (result.latency.p50 * 1000) / words };
  });
  const long = list.join('\n\n').split(/(?<=\s)/);
  const growth: [number, number][] = [];
  for (const count of [1, 10, 100, 1_000, 10_000, 100_000]) {
    const text = Array.from({ length: count }, (_, i) => long[i % long.length]!).join('');
    const times: number[] = [];
    for (let round = 0; round < (count < 10_000 ? 9 : 3); round++) {
      const start = performance.now();
      await engine(articleOf(text));
      times.push(performance.now() - start);
    }
    growth.push([count, times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!]);
  }
  return { words, tasks, growth };
}

console.log(JSON.stringify(ready ? await laps() : await speed(JSON.parse(readFileSync(file, 'utf8')) as string[])));
