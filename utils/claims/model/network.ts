import { biased, type GruCache, type GruWeights, gru, type Normalised, normalise, sideBySide, softmax } from './layers.ts';
import { addProduct, addRows, floats } from './memory.ts';
import { LABEL_COUNT, PAIR_TABLES, ROLE_COUNT, type Shape, TOKEN_TABLES, views } from './parameters.ts';

/** Number of rows that `features.ts` gives a token. */
export const TOKEN_FEATURES = Object.keys(TOKEN_TABLES).length;
export const PAIR_FEATURES = Object.keys(PAIR_TABLES).length;

export interface Network {
  readonly shape: Shape;
  readonly weights: Record<string, Float32Array>;
}

export const networkOf = (shape: Shape, values: Float32Array): Network => ({ shape, weights: views(shape, values) });

export function gruWeights(weights: Record<string, Float32Array>, name: string): GruWeights {
  return {
    input: weights[`${name}Input`]!,
    state: weights[`${name}State`]!,
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
export function encode({ shape, weights }: Network, rows: Int32Array, dropout?: Dropout): Encoded {
  const { embedding, hidden } = shape;
  const steps = rows.length / TOKEN_FEATURES;
  const sum = floats(steps * embedding);
  addRows(sum, weights.tokens!, rows, steps, TOKEN_FEATURES, embedding);
  const normal = normalise(sum, steps, embedding, weights.gain!, weights.shift!);
  const input = floats(normal.y.length);
  input.set(normal.y);
  dropout?.(input);
  const forth = gru(input, steps, embedding, hidden, gruWeights(weights, 'Forth'), false);
  const back = gru(input, steps, embedding, hidden, gruWeights(weights, 'Back'), true);
  const h = sideBySide(forth.h, back.h, steps, hidden);
  dropout?.(h);
  const labels = biased(weights.labelBias!, steps);
  addProduct(labels, weights.labels!, h, steps, LABEL_COUNT, 2 * hidden);
  softmax(labels, steps, LABEL_COUNT);
  return { steps, normal, input, forth, back, h, labels };
}

/** `A·h`, which every candidate cue of a paragraph shares: steps × pair. */
export function pairBase({ shape, weights }: Network, { h, labels, steps }: Encoded): Float32Array {
  const base = biased(weights.pairBias!, steps);
  addProduct(base, weights.pairToken!, h, steps, shape.pair, 2 * shape.hidden);
  addProduct(base, weights.pairLabel!, labels, steps, shape.pair, LABEL_COUNT);
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
  { shape, weights }: Network,
  { h, steps }: Encoded,
  base: Float32Array,
  first: number,
  last: number,
  rows: Int32Array,
  dropout?: Dropout,
): Paired {
  const width = 2 * shape.hidden;
  const size = shape.pair;
  const cue = floats(2 * width);
  cue.set(h.subarray(first * width, (first + 1) * width), 0);
  cue.set(h.subarray(last * width, (last + 1) * width), width);
  const shared = floats(size);
  addProduct(shared, weights.pairCue!, cue, 1, size, 2 * width);
  const input = floats(steps * size);
  for (let t = 0; t < steps; t++) input.set(shared, t * size);
  addRows(input, weights.pairs!, rows, steps, PAIR_FEATURES, size);
  for (let i = 0; i < input.length; i++) {
    const value = input[i]! + base[i]!;
    input[i] = value < 0 ? 0 : value;
  }
  dropout?.(input);
  const forth = gru(input, steps, size, shape.pairHidden, gruWeights(weights, 'pairForth'), false);
  const back = gru(input, steps, size, shape.pairHidden, gruWeights(weights, 'pairBack'), true);
  const both = sideBySide(forth.h, back.h, steps, shape.pairHidden);
  const scores = biased(weights.roleBias!, steps);
  addProduct(scores, weights.roles!, both, steps, ROLE_COUNT, 2 * shape.pairHidden);
  return { input, cue, forth, back, h: both, scores };
}
