/**
 * The layers of the tagger, forward only, over flat Float32Arrays in row-major order. The trainer keeps what they cache to go back through them.
 */

import { addProduct, type Matrix, normaliseRows, recur, uncleared } from './memory.ts';

/** Rows set to the bias, ready for `addProduct`. */
export function biased(bias: Float32Array, steps: number): Float32Array {
  const y = uncleared(steps * bias.length);
  if (steps > 0) y.set(bias);
  // What is there is copied behind itself until it is full.
  for (let done = bias.length; done < y.length; done *= 2) y.copyWithin(done, 0, Math.min(done, y.length - done));
  return y;
}

export interface Normalised {
  readonly y: Float32Array;
  readonly centred: Float32Array;
  readonly inverse: Float32Array;
}

/** Layer normalisation (Ba, Kiros, Hinton 2016) of each row. */
export function normalise(x: Float32Array, steps: number, size: number, gain: Float32Array, shift: Float32Array): Normalised {
  const [y, centred, inverse] = [uncleared(steps * size), uncleared(steps * size), uncleared(steps)];
  normaliseRows(y, centred, inverse, x, gain, shift, steps, size);
  return { y, centred, inverse };
}

export interface GruWeights<M extends Matrix = Matrix> {
  /** 3·hidden × input, gates in the order reset, update, new. */
  readonly input: M;
  /** 3·hidden × hidden. */
  readonly state: M;
  /** 3·hidden. */
  readonly bias: Float32Array;
  /** hidden: the recurrent bias of the new gate, inside the reset. */
  readonly inner: Float32Array;
}

export interface GruCache {
  readonly gates: Float32Array;
  /** What the reset gate multiplies, hidden a step. */
  readonly inside: Float32Array;
  /** Where `stateAt` says, in rows that both directions share: steps × 2·hidden. */
  readonly h: Float32Array;
}

/** One direction of a gated recurrent unit (Cho et al. 2014); writes its half of each row of `h` (steps × 2·hidden), in text order whatever the direction. */
export function gru(
  x: Float32Array,
  h: Float32Array,
  steps: number,
  inputs: number,
  hidden: number,
  w: GruWeights,
  backwards: boolean,
): GruCache {
  const gates = biased(w.bias, steps);
  addProduct(gates, w.input, x, steps, 3 * hidden, inputs);
  const inside = uncleared(steps * hidden);
  recur(gates, inside, h, w.state, w.inner, steps, hidden, backwards);
  return { gates, inside, h };
}

/** Softmax of each row, in place. */
export function softmax(rows: Float32Array, steps: number, size: number): Float32Array {
  for (let t = 0; t < steps; t++) {
    const at = t * size;
    let max = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < size; k++) if (rows[at + k]! > max) max = rows[at + k]!;
    let sum = 0;
    for (let k = 0; k < size; k++) {
      const e = Math.exp(rows[at + k]! - max);
      rows[at + k] = e;
      sum += e;
    }
    for (let k = 0; k < size; k++) rows[at + k]! /= sum;
  }
  return rows;
}

/** Best path through a linear chain; `scores` is steps × size, `moves` size × size (from, to), `first` size. */
export function viterbi(scores: Float32Array, steps: number, size: number, moves: Float32Array, first: Float32Array): Uint8Array {
  const best = new Float32Array(steps * size);
  const from = new Uint8Array(steps * size);
  for (let k = 0; k < size; k++) best[k] = scores[k]! + first[k]!;
  for (let t = 1; t < steps; t++) {
    for (let k = 0; k < size; k++) {
      let top = Number.NEGATIVE_INFINITY;
      let arg = 0;
      for (let j = 0; j < size; j++) {
        const value = best[(t - 1) * size + j]! + moves[j * size + k]!;
        if (value > top) {
          top = value;
          arg = j;
        }
      }
      best[t * size + k] = top + scores[t * size + k]!;
      from[t * size + k] = arg;
    }
  }
  const path = new Uint8Array(steps);
  if (steps === 0) return path;
  let last = 0;
  for (let k = 1; k < size; k++) if (best[(steps - 1) * size + k]! > best[(steps - 1) * size + last]!) last = k;
  for (let t = steps - 1; t >= 0; t--) {
    path[t] = last;
    last = from[t * size + last]!;
  }
  return path;
}
