/**
 * npm run --silent analyze -- [--format json|markdown|csv] FILE...
 * npm run --silent analyze -- --jsonl [--jobs N] < DOCUMENTS
 *
 * Analyses .html and .txt files, or documents {"id", "text"} or {"id", "html", "url"?}, one a line. What cannot be read gets one line on standard error and
 * exit code 1; everything else is still answered, in order.
 */
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Analysis, Article } from '../utils/analysis.ts';
import { readHtml } from '../utils/article/html.ts';
import { readPlainText } from '../utils/article/text.ts';
import { csvHeader, toCsv } from '../utils/export/csv.ts';
import { toJson } from '../utils/export/json.ts';
import { toMarkdown } from '../utils/export/markdown.ts';
import { answer, type Line } from './answer.ts';
import { loadEngine } from './engine.ts';
import { english } from './english.ts';

let failed = false;
const complain = (message: string): void => {
  failed = true;
  process.stderr.write(`${message.replace(/\s+/g, ' ')}\n`);
};
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

/** Writes, and waits where the reader is slower than we are. */
const write = (text: string): Promise<void> =>
  new Promise((done) => (process.stdout.write(text) ? done() : process.stdout.once('drain', done)));

const FORMATS = ['json', 'markdown', 'csv'];

function options() {
  try {
    const { values, positionals } = parseArgs({
      options: {
        format: { type: 'string', default: 'json' },
        jsonl: { type: 'boolean', default: false },
        jobs: { type: 'string', default: '1' },
      },
      allowPositionals: true,
    });
    const jobs = Number(values.jobs);
    if (!FORMATS.includes(values.format)) throw new Error(`--format ${values.format}: must be one of ${FORMATS.join(', ')}`);
    if (!Number.isInteger(jobs) || jobs < 1) throw new Error(`--jobs ${values.jobs}: must be a whole number of at least 1`);
    if (!values.jsonl && positionals.length === 0)
      throw new Error('no file given: analyze [--format json|markdown|csv] FILE..., or --jsonl');
    return { ...values, jobs: Math.min(jobs, cpus().length), files: positionals };
  } catch (error) {
    process.stderr.write(`analyze: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

async function readArticleFile(file: string): Promise<Article> {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  if (/\.txt$/i.test(file)) return readPlainText(text);
  if (!/\.x?html?$/i.test(file)) throw new Error('neither .html nor .txt');
  const article = readHtml(text);
  if (!article) throw new Error('no article text found');
  return article;
}

async function analyzeFiles(files: readonly string[], format: string): Promise<void> {
  const engine = loadEngine();
  if (format === 'csv') await write(`${csvHeader()}\r\n`);
  for (const file of files) {
    let analysis: Analysis;
    try {
      analysis = await engine(await readArticleFile(file));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      complain(
        `analyze: ${file}: ${code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'is a folder' : code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'not UTF-8 text' : message}`,
      );
      continue;
    }
    if (format === 'csv') await write(analysis.claims.length > 0 ? `${toCsv(file, analysis)}\r\n` : '');
    else await write(`${format === 'markdown' ? toMarkdown(analysis, english) : toJson(file, analysis)}\n`);
  }
}

/** Answers lines in order, at most `ahead` of them under way. */
async function analyzeLines(jobs: number): Promise<void> {
  const ask = jobs === 1 ? inProcess() : inWorkers(jobs);
  const ahead = jobs === 1 ? 1 : jobs * 4;
  const underWay: Promise<Line>[] = [];
  const give = async (): Promise<void> => {
    const line = await underWay.shift()!;
    if ('error' in line) complain(line.error);
    else await write(`${line.json}\n`);
  };
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    underWay.push(ask(line, number));
    if (underWay.length >= ahead) await give();
  }
  while (underWay.length > 0) await give();
}

function inProcess(): (line: string, number: number) => Promise<Line> {
  const engine = loadEngine();
  return (line, number) => answer(engine, line, number);
}

function inWorkers(jobs: number): (line: string, number: number) => Promise<Line> {
  const waiting = new Map<number, (line: Line) => void>();
  const workers = Array.from({ length: jobs }, () => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url));
    worker.on('message', ({ number, line }: { number: number; line: Line }) => {
      waiting.get(number)!(line);
      waiting.delete(number);
    });
    worker.on('error', (error) => {
      process.stderr.write(`analyze: a worker stopped: ${error.message}\n`);
      process.exit(1);
    });
    worker.unref();
    return worker;
  });
  return (line, number) =>
    new Promise((done) => {
      waiting.set(number, done);
      workers[number % jobs]!.ref();
      workers[number % jobs]!.postMessage({ line, number });
    });
}

const { files, format, jsonl, jobs } = options();
if (jsonl) await analyzeLines(jobs);
else await analyzeFiles(files, format);
process.exit(failed ? 1 : 0);
