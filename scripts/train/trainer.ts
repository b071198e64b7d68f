import { pairRows } from '../../utils/claims/model/features.ts';
import { floats, mark, release, reserve } from '../../utils/claims/model/memory.ts';
import { encode, networkOf, pair, pairBase, TOKEN_FEATURES } from '../../utils/claims/model/network.ts';
import { LABEL_COUNT, layout, ROLE_COUNT, type Shape, sizeOf, views } from '../../utils/claims/model/parameters.ts';
import { Adam } from './adam.ts';
import type { Example } from './data.ts';
import { chainLoss, encodeBack, pairBack } from './gradients.ts';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Uniform in ± sqrt(6 / (rows + columns)) (Glorot and Bengio 2010); tables small, gains one, the rest zero. */
export function initial(shape: Shape, seed: number): Float32Array {
  const draw = random(seed);
  const values = new Float32Array(sizeOf(shape));
  for (const { name, rows, columns, offset } of layout(shape)) {
    const range =
      name === 'tokens' || name === 'pairs'
        ? 0.1
        : rows === 1 || name === 'moves' || name === 'acceptance'
          ? 0
          : Math.sqrt(6 / (rows + columns));
    for (let k = 0; k < rows * columns; k++) values[offset + k] = name === 'gain' ? 1 : (draw() * 2 - 1) * range;
  }
  return values;
}

export interface Options {
  readonly dropout: number;
  readonly wordDropout: number;
  /** Weight of a false cue's example in the second step. */
  readonly falseWeight: number;
}

/** One pass forward and back over an example; gradients are added. Returns the loss. */
export function learn(
  shape: Shape,
  values: Float32Array,
  gradients: Float32Array,
  example: Example,
  options: Options,
  draw: () => number,
  touched: Set<number>,
  weight = 1,
): number {
  const network = networkOf(shape, values);
  const g = views(shape, gradients);
  const steps = example.tokens.length;
  let rows = example.rows;
  if (options.wordDropout > 0) {
    rows = rows.slice();
    for (let t = 0; t < steps; t++) if (draw() < options.wordDropout) for (let f = 0; f < 4; f++) rows[t * TOKEN_FEATURES + f] = -1;
  }
  const keep = 1 - options.dropout;
  const masks: Float32Array[] = [];
  const drop = (values: Float32Array): void => {
    const mask = new Float32Array(values.length);
    for (let i = 0; i < values.length; i++) {
      mask[i] = draw() < keep ? 1 / keep : 0;
      values[i]! *= mask[i]!;
    }
    masks.push(mask);
  };
  const dropout = options.dropout > 0 ? drop : undefined;
  const encoded = encode(network, rows, dropout);
  const encodeMasks = masks.slice();
  let loss = 0;
  const dLabels = floats(encoded.labels.length);
  dLabels.set(encoded.labels);
  const trust = example.soft ? (example.taught ? 1 : 0.5) : 0;
  for (let t = 0; t < steps; t++) {
    const row = t * LABEL_COUNT;
    for (let l = 0; l < LABEL_COUNT; l++) {
      const wanted = (l === example.labels[t] ? 1 - trust : 0) + (trust > 0 ? trust * example.soft![row + l]! : 0);
      if (wanted === 0) continue;
      loss -= wanted * Math.log(Math.max(1e-9, encoded.labels[row + l]!));
      dLabels[row + l]! -= wanted;
    }
  }
  for (let i = 0; i < dLabels.length; i++) dLabels[i]! *= weight;
  const dh = floats(encoded.h.length);
  const cues = example.cues.map((cue) => ({ ...cue, weight: weight * (cue.weight ?? 1) }));
  const taken = new Set(example.cues.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, k) => first + k)));
  let wrong = 0;
  for (let t = 0; t < steps && wrong < 2; t++) {
    const p = encoded.labels[t * LABEL_COUNT + 1]! + encoded.labels[t * LABEL_COUNT + 3]!;
    if (p < 0.08 || taken.has(t) || (cues.length === 0 && draw() < 0.5)) continue;
    cues.push({ first: t, last: t, roles: new Uint8Array(steps), weight: weight * options.falseWeight });
    wrong++;
  }
  if (cues.length > 0) {
    const base = pairBase(network, encoded);
    for (const cue of cues) {
      const places = pairRows(example.tokens, example.quotations, encoded.labels, cue.first, cue.last);
      const paired = pair(network, encoded, base, cue.first, cue.last, places, dropout);
      const dScores = floats(steps * ROLE_COUNT);
      loss += chainLoss(paired.scores, dScores, cue.roles, network.weights.moves!, g.moves!, network.weights.first!, g.first!, cue.weight);
      pairBack(network, g, encoded, paired, places, cue.first, cue.last, dScores, dh, keep);
    }
  }
  encodeBack(network, g, encoded, rows, dLabels, dh, encodeMasks, touched);
  return loss;
}

export interface Progress {
  readonly epoch: number;
  readonly loss: number;
  readonly values: Float32Array;
}

/** Learns a network from examples by Adam with a cosine schedule; yields after every epoch. The same seed gives the same weights. */
export function* train(
  shape: Shape,
  examples: readonly Example[],
  { epochs, batch, rate, seed, ...options }: Options & { epochs: number; batch: number; rate: number; seed: number },
): Generator<Progress> {
  const draw = random(seed);
  const size = sizeOf(shape);
  reserve(2 * size + 16_000_000);
  const values = floats(size);
  values.set(initial(shape, seed));
  const gradients = floats(size);
  const fresh = mark();
  const adam = new Adam(shape);
  const order = examples.map((_, i) => i);
  const perEpoch = Math.ceil(order.length / batch);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(draw() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    let loss = 0;
    for (let b = 0; b < perEpoch; b++) {
      const touched = new Set<number>();
      const members = order.slice(b * batch, (b + 1) * batch);
      for (const i of members) {
        loss += learn(shape, values, gradients, examples[i]!, options, draw, touched, 1 / members.length);
        release(fresh);
      }
      const done = (epoch * perEpoch + b) / (epochs * perEpoch);
      const warm = Math.min(1, (epoch * perEpoch + b + 1) / 200);
      adam.update(values, gradients, rate * warm * 0.5 * (1 + Math.cos(Math.PI * done)), touched);
    }
    yield { epoch: epoch + 1, loss: loss / order.length, values };
  }
}
