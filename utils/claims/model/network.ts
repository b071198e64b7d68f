import { biased, type GruCache, type GruWeights, gru, type Normalised, normalise, softmax } from './layers.ts';
import { addBack, addProduct, addRows, floats, type Matrix, rectify, shorten, uncleared } from './memory.ts';
import { LABEL_COUNT, layout, PAIR_TABLES, ROLE_COUNT, type Shape, TOKEN_TABLES, views } from './parameters.ts';

/** Number of rows that `features.ts` gives a token. */
export const TOKEN_FEATURES = Object.keys(TOKEN_TABLES).length;
export const PAIR_FEATURES = Object.keys(PAIR_TABLES).length;

export interface Network {
  readonly shape: Shape;
  readonly weights: Record<string, Float32Array>;
  /** What the products multiply by: the weights themselves, or their 16-bit copies. */
  readonly matrices: Record<string, Matrix>;
}

/** The network of one flat array of weights, to learn with. */
export function networkOf(shape: Shape, values: Float32Array): Network {
  const weights = views(shape, values);
  return { shape, weights, matrices: weights };
}

/** Largest magnitudes of what a tensor multiplies: states of a recurrent layer, and what layer normalisation or the rectifier lets through. */
const RANGES: Record<string, number> = { State: 1, pairToken: 1, pairCue: 1, Input: 16 };

/** The same network for use only: its large products in 16 bits where there is a kernel for them. */
export function shortened({ shape, weights }: Network): Network {
  const matrices: Record<string, Matrix> = { ...weights };
  for (const { name, rows, columns } of layout(shape)) {
    const range = RANGES[name.replace(/^.*(?=State|Input)/, '')];
    if (range !== undefined) matrices[name] = shorten(weights[name]!, rows, columns, range);
  }
  return { shape, weights, matrices };
}

export function gruWeights<M extends Matrix>(
  weights: Record<string, Float32Array>,
  matrices: Record<string, M>,
  name: string,
): GruWeights<M> {
  return {
    input: matrices[`${name}Input`]!,
    state: matrices[`${name}State`]!,
    bias: weights[`${name}Bias`]!,
    inner: weights[`${name}Inner`]!,
  };
}

export interface Encoded {
  readonly steps: number;
  readonly normal: Normalised;
  /** What entered the recurrent layer (after dropout in training): steps × embedding. */
  readonly input: Float32Array;
  readonly forth: GruCache;
  readonly back: GruCache;
  /** steps × 2·hidden (after dropout in training). */
  readonly h: Float32Array;
  /** Probabilities of LABELS: steps × LABEL_COUNT. */
  readonly labels: Float32Array;
}

/** Multiplies the array in place by a mask that the trainer draws; absent when the network is used. */
export type Dropout = (values: Float32Array) => void;

/**
 * First step: every token of a paragraph with its probabilities of being part of a cue, a content, a source.
 * `rows` holds TOKEN_FEATURES table rows a token, −1 for none.
 */
export function encode({ shape, weights, matrices }: Network, rows: Int32Array, dropout?: Dropout): Encoded {
  const { embedding, hidden } = shape;
  const steps = rows.length / TOKEN_FEATURES;
  const sum = floats(steps * embedding);
  addRows(sum, weights.tokens!, rows, steps, TOKEN_FEATURES, embedding);
  const normal = normalise(sum, steps, embedding, weights.gain!, weights.shift!);
  const input = dropped(normal.y, dropout);
  const states = uncleared(steps * 2 * hidden);
  const forth = gru(input, states, steps, embedding, hidden, gruWeights(weights, matrices, 'Forth'), false);
  const back = gru(input, states, steps, embedding, hidden, gruWeights(weights, matrices, 'Back'), true);
  const h = dropped(states, dropout);
  const labels = biased(weights.labelBias!, steps);
  addProduct(labels, weights.labels!, h, steps, LABEL_COUNT, 2 * hidden);
  softmax(labels, steps, LABEL_COUNT);
  return { steps, normal, input, forth, back, h, labels };
}

/** A copy with values dropped; in use, where nothing is dropped, the array itself. */
function dropped(values: Float32Array, dropout: Dropout | undefined): Float32Array {
  if (!dropout) return values;
  const copy = uncleared(values.length);
  copy.set(values);
  dropout(copy);
  return copy;
}

/** `A·h`, which every candidate cue of a paragraph shares: steps × pair. */
export function pairBase({ shape, weights, matrices }: Network, { h, labels, steps }: Encoded): Float32Array {
  const base = biased(weights.pairBias!, steps);
  addProduct(base, matrices.pairToken!, h, steps, shape.pair, 2 * shape.hidden);
  // Column by column, as there are too few labels for the kernel's rows.
  const byLabel = uncleared(LABEL_COUNT * shape.pair);
  for (let label = 0; label < LABEL_COUNT; label++)
    for (let k = 0; k < shape.pair; k++) byLabel[label * shape.pair + k] = weights.pairLabel![k * LABEL_COUNT + label]!;
  addBack(base, labels, byLabel, steps, LABEL_COUNT, shape.pair);
  return base;
}

export interface Paired {
  /** What entered the second recurrent layer: steps × pair. */
  readonly input: Float32Array;
  /** The cue's first and last state: 4·hidden. */
  readonly cue: Float32Array;
  readonly forth: GruCache;
  readonly back: GruCache;
  readonly h: Float32Array;
  /** Scores of ROLES, for `viterbi`: steps × ROLE_COUNT. */
  readonly scores: Float32Array;
}

/** Second step: the content and the source of the cue that covers tokens `first` to `last`. `rows` holds PAIR_FEATURES table rows a token. */
export function pair(
  { shape, weights, matrices }: Network,
  { h, steps }: Encoded,
  base: Float32Array,
  first: number,
  last: number,
  rows: Int32Array,
  dropout?: Dropout,
): Paired {
  const width = 2 * shape.hidden;
  const size = shape.pair;
  const cue = uncleared(2 * width);
  cue.set(h.subarray(first * width, (first + 1) * width), 0);
  cue.set(h.subarray(last * width, (last + 1) * width), width);
  const shared = floats(size);
  addProduct(shared, matrices.pairCue!, cue, 1, size, 2 * width);
  const input = floats(steps * size);
  addRows(input, weights.pairs!, rows, steps, PAIR_FEATURES, size);
  rectify(input, base, shared, steps, size);
  dropout?.(input);
  const both = uncleared(steps * 2 * shape.pairHidden);
  const forth = gru(input, both, steps, size, shape.pairHidden, gruWeights(weights, matrices, 'pairForth'), false);
  const back = gru(input, both, steps, size, shape.pairHidden, gruWeights(weights, matrices, 'pairBack'), true);
  const scores = biased(weights.roleBias!, steps);
  addProduct(scores, weights.roles!, both, steps, ROLE_COUNT, 2 * shape.pairHidden);
  return { input, cue, forth, back, h: both, scores };
}
