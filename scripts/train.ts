/**
 * npm run train [-- --data DIR --out FILE --work DIR --seed N]
 *
 * Learns the network of utils/claims/model from the articles under DIR (corpora/polnear/train.jsonl, gold/train.jsonl, and the sentences of
 * corpora/newsmtsc/train.jsonl, in which nobody marked claims) and writes its weights. In three steps, each kept in the work folder, so that a run that was stopped
 * goes on with the next part: four teachers, two of which see half of the articles each; smaller students that learn from the labels and from what their teachers
 * think on average, one of all teachers and one of each half's; the acceptance of candidates, from what each half's student finds in the other half. The same data and seed give the same file. Two processes at a time,
 * about an hour on two cores. The weights of stance and framing follow, in a minute.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findCandidates } from '../utils/claims/model/decode.ts';
import { floats, reserve } from '../utils/claims/model/memory.ts';
import { type Network, networkOf } from '../utils/claims/model/network.ts';
import { layout, type Shape, sizeOf } from '../utils/claims/model/parameters.ts';
import { pack, unpack } from '../utils/claims/model/weights.ts';
import { findQuotations } from '../utils/claims/quotations.ts';
import { loadTagger, type Tagger } from '../utils/language/tagger.ts';
import { fitLogistic, type Judged, judge } from './train/acceptance.ts';
import { type Example, examplesOf, type GoldDocument, readGold, readUnlabelled } from './train/data.ts';
import { learnFraming } from './train/framing/learn.ts';
import { learnGate } from './train/gate.ts';
import { learnStanceFile } from './train/stance/step.ts';
import { teach } from './train/teachers.ts';
import { train } from './train/trainer.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared' },
    out: { type: 'string', default: 'public/claims.bin' },
    stance: { type: 'string', default: 'public/stance.bin' },
    work: { type: 'string', default: '.train' },
    part: { type: 'string' },
    /** Only the weights of stance, which take a minute. */
    'only-stance': { type: 'boolean', default: false },
    /** Only the weights of framings and clashes. */
    'only-framing': { type: 'boolean', default: false },
    /** Only what tells articles from other pages, which takes a minute and a Chromium. */
    'only-gate': { type: 'boolean', default: false },
    seed: { type: 'string', default: '5' },
    half: { type: 'string' },
    epochs: { type: 'string', default: '10' },
  },
});

const TEACHERS_SHAPE: Shape = { embedding: 64, hidden: 48, pair: 48, pairHidden: 32 };
/** What it is taught, a network of two thirds of the size knows as well. */
const STUDENT_SHAPE: Shape = { embedding: 40, hidden: 32, pair: 32, pairHidden: 24 };
const TEACHERS = [5, 6];
/** Of all teachers: this is what ships. */
const STUDENT = 'student';
const HALF_STUDENT = 'half-student';
const HALVES = [0, 1];
/** The modern articles are few and nearest to what readers read: they are seen twice an epoch. Four times was worse on PolNeAR and no better on them. */
const TIMES_MODERN = 2;
const WEIGHT_OF_MODERN_IN_ACCEPTANCE = 2;
const AT_ONCE = 2;

const fileOf = (part: string): string => join(values.work, `${part}.bin`);

interface Labelled {
  readonly document: GoldDocument;
  readonly modern: boolean;
  /** 0 or 1. */
  readonly half: number;
}

function labelled(): Labelled[] {
  const corpus = readGold(join(values.data, 'corpora/polnear/train.jsonl')).map((document, i) => ({
    document,
    modern: false,
    half: i % 2,
  }));
  const modern = readGold(join(values.data, 'gold/train.jsonl'))
    .map((document, i) => ({ document, modern: document.kind === 'pages', half: i % 2 }))
    .filter((one) => one.modern);
  return [...corpus, ...modern];
}

/** Networks as they come from parts' files, side by side in one room of memory. */
function load(parts: readonly string[]): Network[] {
  const loaded = parts.map((part) => unpack(readFileSync(fileOf(part))));
  reserve(loaded.reduce((sum, network) => sum + sizeOf(network.shape), 0) + 8_000_000);
  return loaded.map((network) => {
    const all = floats(sizeOf(network.shape));
    for (const { name, offset } of layout(network.shape)) all.set(network.weights[name]!, offset);
    return networkOf(network.shape, all);
  });
}

/** Every paragraph of `examples`, and sentences that nobody labelled, with what the teachers `by` think of each. */
function taught(examples: readonly Example[], by: readonly string[], tag: Tagger): Example[] {
  const unlabelled = readUnlabelled(join(values.data, 'corpora/newsmtsc/train.jsonl')).flatMap((document) => examplesOf(document, tag));
  const teachers = load(by);
  const known = new Map<Example, Example>();
  const taughtOnce = (example: Example): Example => {
    const before = known.get(example) ?? teach(teachers, example);
    known.set(example, before);
    return before;
  };
  return [...examples.map(taughtOnce), ...unlabelled.map((example) => teach(teachers, { ...example, taught: true }))];
}

/** Whom a part learns from, beside the labels. */
const teachersOf = (part: string): readonly string[] =>
  part === STUDENT
    ? [...TEACHERS.map((seed) => `teacher-${seed}`), ...HALVES.map((half) => `half-${half}`)]
    : part.startsWith(HALF_STUDENT)
      ? [part.replace(HALF_STUDENT, 'half')]
      : [];

/** One network, from all articles or, with --half, from those of the other half; a student from its teachers too. */
async function learnPart(part: string): Promise<void> {
  const tag = await loadTagger();
  const left = values.half === undefined ? null : Number(values.half);
  const own = labelled()
    .filter(({ half }) => half !== left)
    .flatMap(({ document, modern }): Example[] => {
      const paragraphs = examplesOf(document, tag);
      return modern ? Array.from({ length: TIMES_MODERN }, () => paragraphs).flat() : paragraphs;
    });
  const teachers = teachersOf(part);
  const examples = teachers.length > 0 ? taught(own, teachers, tag) : own;
  console.log(`${part}: ${examples.length} paragraphs, ${examples.reduce((sum, { tokens }) => sum + tokens.length, 0)} tokens`);
  const start = Date.now();
  const epochs = Number(values.epochs);
  const options = { epochs, batch: 8, rate: 2e-3, seed: Number(values.seed), dropout: 0.3, wordDropout: 0.15, falseWeight: 0.3 };
  const shape = teachers.length > 0 ? STUDENT_SHAPE : TEACHERS_SHAPE;
  for (const { epoch, loss, values: learned } of train(shape, examples, options)) {
    // Whole only under its own name: a part that was stopped begins again.
    writeFileSync(`${fileOf(part)}.part`, pack(shape, learned));
    console.log(`${part}: epoch ${epoch} of ${epochs}, loss ${loss.toFixed(3)}, ${Math.round((Date.now() - start) / 1000)} s`);
  }
  renameSync(`${fileOf(part)}.part`, fileOf(part));
}

/** Runs this script with options in a process of its own. Throws where it fails. */
async function runApart(...options: readonly string[]): Promise<void> {
  const script = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, ['--import', 'tsx', script, '--data', values.data, ...options], { stdio: 'inherit' });
  const code = await new Promise((done) => child.on('exit', done));
  if (code !== 0) throw new Error(`train ${options.join(' ')} failed`);
}

/** Runs parts as processes of their own, AT_ONCE at a time; those that are there already are not run again. Throws where one fails. */
async function runParts(parts: readonly { part: string; options: readonly string[] }[]): Promise<void> {
  const waiting = parts.filter(({ part }) => !existsSync(fileOf(part)));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await runApart('--work', values.work, '--part', next.part, '--epochs', values.epochs, ...next.options);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Judges what each half's student finds in the half that neither it nor its teacher has seen. */
async function learnAcceptance(): Promise<Float32Array> {
  const tag = await loadTagger();
  const judged: Judged[] = [];
  for (const half of HALVES) {
    const network = load([`${HALF_STUDENT}-${half}`])[0]!;
    for (const one of labelled()) {
      if (one.half !== half) continue;
      const document = tag(one.document.text);
      const candidates = findCandidates(network, document, findQuotations(document.text, document.paragraphs));
      judged.push(...judge(one.document, candidates, one.modern ? WEIGHT_OF_MODERN_IN_ACCEPTANCE : 1));
    }
  }
  return fitLogistic(judged);
}

mkdirSync(values.work, { recursive: true });
if (values['only-gate']) await learnGate(join(values.data, 'pages'));
else if (values['only-stance']) await learnStanceFile(values.data, values.stance);
else if (values['only-framing']) await learnFraming(join(values.data, 'gold/train.jsonl'), 'utils/framing/weights.json');
else if (values.part) await learnPart(values.part);
else {
  await runParts([
    ...TEACHERS.map((seed) => ({ part: `teacher-${seed}`, options: ['--seed', `${seed}`] })),
    ...HALVES.map((half) => ({ part: `half-${half}`, options: ['--half', `${half}`] })),
  ]);
  await runParts([
    { part: STUDENT, options: ['--seed', values.seed] },
    ...HALVES.map((half) => ({ part: `${HALF_STUDENT}-${half}`, options: ['--half', `${half}`] })),
  ]);
  const { shape, weights } = load([STUDENT])[0]!;
  const all = new Float32Array(sizeOf(shape));
  for (const { name, offset } of layout(shape)) all.set(weights[name]!, offset);
  all.set(await learnAcceptance(), layout(shape).find(({ name }) => name === 'acceptance')!.offset);
  writeFileSync(values.out, pack(shape, all));
  // Each with a tagger that has read nothing else.
  await runApart('--only-stance', '--stance', values.stance);
  await runApart('--only-framing');
}
