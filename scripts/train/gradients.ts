import type { GruCache, GruWeights, Normalised } from '../../utils/claims/model/layers.ts';
import { addBack, addOuter, floats, stateAt } from '../../utils/claims/model/memory.ts';
import { type Encoded, gruWeights, type Network, PAIR_FEATURES, type Paired, TOKEN_FEATURES } from '../../utils/claims/model/network.ts';
import { LABEL_COUNT, ROLE_COUNT } from '../../utils/claims/model/parameters.ts';

/** Gradients of every tensor, under the tensors' names. */
export type Gradients = Record<string, Float32Array>;

/** dW += dyᵀ·x and, where wanted, dx += dy·W, over `steps` rows. */
function productBack(
  dWeights: Float32Array,
  dx: Float32Array | null,
  weights: Float32Array,
  dy: Float32Array,
  x: Float32Array,
  steps: number,
  rows: number,
  columns: number,
): void {
  addOuter(dWeights, dy, x, steps, rows, columns);
  if (dx) addBack(dx, dy, weights, steps, rows, columns);
}

function biasBack(dBias: Float32Array, dy: Float32Array, steps: number): void {
  const size = dBias.length;
  for (let t = 0; t < steps; t++) for (let k = 0; k < size; k++) dBias[k]! += dy[t * size + k]!;
}

/** Back through one direction of a GRU. `dh` is steps × hidden; adds to `dx` (steps × inputs). */
function gruBack(
  gradients: Gradients,
  name: string,
  w: GruWeights<Float32Array>,
  cache: GruCache,
  x: Float32Array,
  dx: Float32Array,
  dh: Float32Array,
  steps: number,
  inputs: number,
  hidden: number,
  backwards: boolean,
): void {
  const dGates = floats(steps * 3 * hidden);
  const dRecurrent = floats(3 * hidden);
  const carry = floats(hidden);
  const dState = gradients[`${name}State`]!;
  const dInner = gradients[`${name}Inner`]!;
  for (let i = steps - 1; i >= 0; i--) {
    const t = backwards ? steps - 1 - i : i;
    const previous = backwards ? t + 1 : t - 1;
    const g = t * 3 * hidden;
    const at = t * hidden;
    const from = stateAt(previous, hidden, backwards);
    const before = i > 0 ? cache.h.subarray(from, from + hidden) : null;
    for (let k = 0; k < hidden; k++) {
      const d = dh[at + k]! + carry[k]!;
      const reset = cache.gates[g + k]!;
      const update = cache.gates[g + hidden + k]!;
      const fresh = cache.gates[g + 2 * hidden + k]!;
      const old = before ? before[k]! : 0;
      const dFresh = d * (1 - update) * (1 - fresh * fresh);
      const dUpdate = d * (old - fresh) * update * (1 - update);
      const dReset = dFresh * cache.inside[at + k]! * reset * (1 - reset);
      dGates[g + k] = dReset;
      dGates[g + hidden + k] = dUpdate;
      dGates[g + 2 * hidden + k] = dFresh;
      dRecurrent[k] = dReset;
      dRecurrent[hidden + k] = dUpdate;
      dRecurrent[2 * hidden + k] = dFresh * reset;
      dInner[k]! += dFresh * reset;
      carry[k] = d * update;
    }
    if (!before) continue;
    addBack(carry, dRecurrent, w.state, 1, 3 * hidden, hidden);
    addOuter(dState, dRecurrent, before, 1, 3 * hidden, hidden);
  }
  biasBack(gradients[`${name}Bias`]!, dGates, steps);
  productBack(gradients[`${name}Input`]!, dx, w.input, dGates, x, steps, 3 * hidden, inputs);
}

/** The two directions' parts of a steps × 2·hidden array. */
function split(both: Float32Array, steps: number, hidden: number): [Float32Array, Float32Array] {
  const forth = floats(steps * hidden);
  const back = floats(steps * hidden);
  for (let t = 0; t < steps; t++) {
    forth.set(both.subarray(t * 2 * hidden, t * 2 * hidden + hidden), t * hidden);
    back.set(both.subarray(t * 2 * hidden + hidden, (t + 1) * 2 * hidden), t * hidden);
  }
  return [forth, back];
}

function normaliseBack(
  gradients: Gradients,
  gain: Float32Array,
  { centred, inverse }: Normalised,
  dy: Float32Array,
  steps: number,
  size: number,
): Float32Array {
  const dx = floats(steps * size);
  const dGain = gradients.gain!;
  const dShift = gradients.shift!;
  for (let t = 0; t < steps; t++) {
    const at = t * size;
    let sum = 0;
    let dot = 0;
    for (let k = 0; k < size; k++) {
      const d = dy[at + k]!;
      dGain[k]! += d * centred[at + k]!;
      dShift[k]! += d;
      const scaled = d * gain[k]!;
      sum += scaled;
      dot += scaled * centred[at + k]!;
    }
    for (let k = 0; k < size; k++) dx[at + k] = (inverse[t]! / size) * (size * dy[at + k]! * gain[k]! - sum - centred[at + k]! * dot);
  }
  return dx;
}

/** Negative log likelihood of a path through a linear chain (Lafferty et al. 2001), its gradients added, scaled by `weight`. Returns the loss. */
export function chainLoss(
  scores: Float32Array,
  dScores: Float32Array,
  path: Uint8Array,
  moves: Float32Array,
  dMoves: Float32Array,
  first: Float32Array,
  dFirst: Float32Array,
  weight: number,
): number {
  const n = path.length;
  const S = ROLE_COUNT;
  const alpha = new Float64Array(n * S);
  const beta = new Float64Array(n * S);
  const logSum = (values: readonly number[]): number => {
    const max = Math.max(...values);
    return max + Math.log(values.reduce((sum, v) => sum + Math.exp(v - max), 0));
  };
  const all = Array.from({ length: S }, (_, k) => k);
  for (let k = 0; k < S; k++) alpha[k] = scores[k]! + first[k]!;
  for (let t = 1; t < n; t++)
    for (let k = 0; k < S; k++) alpha[t * S + k] = scores[t * S + k]! + logSum(all.map((j) => alpha[(t - 1) * S + j]! + moves[j * S + k]!));
  for (let t = n - 2; t >= 0; t--)
    for (let j = 0; j < S; j++)
      beta[t * S + j] = logSum(all.map((k) => moves[j * S + k]! + scores[(t + 1) * S + k]! + beta[(t + 1) * S + k]!));
  const z = logSum(all.map((k) => alpha[(n - 1) * S + k]!));
  let gold = first[path[0]!]! + scores[path[0]!]!;
  dFirst[path[0]!]! -= weight;
  for (let t = 0; t < n; t++) {
    for (let k = 0; k < S; k++) {
      const p = Math.exp(alpha[t * S + k]! + beta[t * S + k]! - z);
      dScores[t * S + k]! += weight * p;
      if (t === 0) dFirst[k]! += weight * p;
    }
    dScores[t * S + path[t]!]! -= weight;
    if (t > 0) {
      gold += moves[path[t - 1]! * S + path[t]!]! + scores[t * S + path[t]!]!;
      dMoves[path[t - 1]! * S + path[t]!]! -= weight;
      for (let j = 0; j < S; j++)
        for (let k = 0; k < S; k++)
          dMoves[j * S + k]! += weight * Math.exp(alpha[(t - 1) * S + j]! + moves[j * S + k]! + scores[t * S + k]! + beta[t * S + k]! - z);
    }
  }
  return weight * (z - gold);
}

/** Back through the second step, into `dh` (steps × 2·hidden, the first step's states). The labels' probabilities are taken as given. */
export function pairBack(
  { shape, weights }: Network,
  gradients: Gradients,
  encoded: Encoded,
  paired: Paired,
  rows: Int32Array,
  first: number,
  last: number,
  dScores: Float32Array,
  dh: Float32Array,
  keep: number,
): void {
  const { steps } = encoded;
  const { pair, pairHidden, hidden } = shape;
  const dBoth = floats(steps * 2 * pairHidden);
  biasBack(gradients.roleBias!, dScores, steps);
  productBack(gradients.roles!, dBoth, weights.roles!, dScores, paired.h, steps, ROLE_COUNT, 2 * pairHidden);
  const [dForth, dBack] = split(dBoth, steps, pairHidden);
  const dInput = floats(steps * pair);
  gruBack(
    gradients,
    'pairForth',
    gruWeights(weights, weights, 'pairForth'),
    paired.forth,
    paired.input,
    dInput,
    dForth,
    steps,
    pair,
    pairHidden,
    false,
  );
  gruBack(
    gradients,
    'pairBack',
    gruWeights(weights, weights, 'pairBack'),
    paired.back,
    paired.input,
    dInput,
    dBack,
    steps,
    pair,
    pairHidden,
    true,
  );
  // Dropped and rectified values are both zero, and pass nothing back.
  for (let i = 0; i < dInput.length; i++) dInput[i] = paired.input[i]! > 0 ? dInput[i]! / keep : 0;
  const table = gradients.pairs!;
  const dShared = floats(pair);
  for (let t = 0; t < steps; t++) {
    for (let k = 0; k < pair; k++) dShared[k]! += dInput[t * pair + k]!;
    for (let f = 0; f < PAIR_FEATURES; f++) {
      const row = rows[t * PAIR_FEATURES + f]! * pair;
      for (let k = 0; k < pair; k++) table[row + k]! += dInput[t * pair + k]!;
    }
  }
  biasBack(gradients.pairBias!, dInput, steps);
  productBack(gradients.pairToken!, dh, weights.pairToken!, dInput, encoded.h, steps, pair, 2 * hidden);
  productBack(gradients.pairLabel!, null, weights.pairLabel!, dInput, encoded.labels, steps, pair, LABEL_COUNT);
  const width = 2 * hidden;
  const dCue = floats(2 * width);
  productBack(gradients.pairCue!, dCue, weights.pairCue!, dShared, paired.cue, 1, pair, 2 * width);
  for (let k = 0; k < width; k++) {
    dh[first * width + k]! += dCue[k]!;
    dh[last * width + k]! += dCue[width + k]!;
  }
}

/** Back through the first step. `dLabels` are gradients of the labels' scores (before softmax), `dh` what the second step asks; both steps × … . */
export function encodeBack(
  { shape, weights }: Network,
  gradients: Gradients,
  encoded: Encoded,
  rows: Int32Array,
  dLabels: Float32Array,
  dh: Float32Array,
  masks: readonly Float32Array[],
  touched: Set<number>,
): void {
  const { steps } = encoded;
  const { embedding, hidden } = shape;
  biasBack(gradients.labelBias!, dLabels, steps);
  productBack(gradients.labels!, dh, weights.labels!, dLabels, encoded.h, steps, LABEL_COUNT, 2 * hidden);
  if (masks[1]) for (let i = 0; i < dh.length; i++) dh[i]! *= masks[1][i]!;
  const [dForth, dBack] = split(dh, steps, hidden);
  const dInput = floats(steps * embedding);
  gruBack(
    gradients,
    'Forth',
    gruWeights(weights, weights, 'Forth'),
    encoded.forth,
    encoded.input,
    dInput,
    dForth,
    steps,
    embedding,
    hidden,
    false,
  );
  gruBack(
    gradients,
    'Back',
    gruWeights(weights, weights, 'Back'),
    encoded.back,
    encoded.input,
    dInput,
    dBack,
    steps,
    embedding,
    hidden,
    true,
  );
  if (masks[0]) for (let i = 0; i < dInput.length; i++) dInput[i]! *= masks[0][i]!;
  const dSum = normaliseBack(gradients, weights.gain!, encoded.normal, dInput, steps, embedding);
  const table = gradients.tokens!;
  for (let t = 0; t < steps; t++)
    for (let f = 0; f < TOKEN_FEATURES; f++) {
      const row = rows[t * TOKEN_FEATURES + f]!;
      if (row < 0) continue;
      touched.add(row);
      for (let k = 0; k < embedding; k++) table[row * embedding + k]! += dSum[t * embedding + k]!;
    }
}
