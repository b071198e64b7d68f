/**
 * The floats that a pass through the network works on, and the products and recurrent steps that cost its time: as WebAssembly SIMD where the engine has it, else the
 * same in plain JavaScript. Sums are taken in another order there, so results agree to rounding.
 */

/** Assembled from kernel.wat beside this file. */
const KERNEL =
  'AGFzbQEAAAABJgRgB39/f39/f38AYAZ/f39/f38AYAF7AXtgCn9/f39/f39/f38AAggBAW0BbQIAAQMHBgABAQICAwcgBAdwcm9kdWN0AAAFb3V0ZXIAAQRiYWNrAAIDZ3J1AAUK5QgG7wECBX8CewJAA0AgA0UNASAEIQcgASEIIAAhCwJAA0AgB0UNAf0MAAAAAAAAAAAAAAAAAAAAACEM/QwAAAAAAAAAAAAAAAAAAAAAIQ0gAiEJIAIgBWohCgNAIAwgCP0ABAAgCf0ABAD95gH95AEhDCANIAj9AAQQIAn9AAQQ/eYB/eQBIQ0gCEEgaiEIIAlBIGoiCSAKSQ0ACyAMIA395AEhDCALIAsqAgAgDP0fACAM/R8BkiAM/R8CIAz9HwOSkpI4AgAgC0EEaiELIAdBAWshBwwACwsgAiAFaiECIAAgBmohACADQQFrIQMMAAsLC6YBAgV/AXsgASEKAkADQCADRQ0BIAQhBiAAIQcCQANAIAZFDQEgCioCAP0TIQsgCkEEaiEKIAIhCCACIAVqIQkDQCAHIAf9AAQAIAsgCP0ABAD95gH95AH9CwQAIAcgB/0ABBAgCyAI/QAEEP3mAf3kAf0LBBAgB0EgaiEHIAhBIGoiCCAJSQ0ACyAGQQFrIQYMAAsLIAIgBWohAiADQQFrIQMMAAsLC6IBAgR/AXsCQANAIANFDQEgBCEGIAIhBwJAA0AgBkUNASABKgIA/RMhCiABQQRqIQEgACEIIAAgBWohCQNAIAggCP0ABAAgCiAH/QAEAP3mAf3kAf0LBAAgCCAI/QAEECAKIAf9AAQQ/eYB/eQB/QsEECAHQSBqIQcgCEEgaiIIIAlJDQALIAZBAWshBgwACwsgACAFaiEAIANBAWshAwwACwsLiwEBAXsgAEM9Cp9A/RP96AFDPQqfwP0T/ekBIQAgACAA/eYBIQEgAEPA9wNI/RMgAUMAWodG/RMgAUMAAL1D/RMgAf3kAf3mAf3kAf3mAf3kAf3mAUPA9wNI/RMgAUMAonNH/RMgAUMA4ERF/RMgAUMAAOBB/RP95gH95AH95gH95AH95gH95AH95wELJABDAAAAP/0TQwAAAD/9E0MAAAA//RMgAP3mARAD/eYB/eQBC/MCAwJ/BHsBf0EBIQsgCEECbCEQAkADQCAHRQ0BQQAhCgNAIAUgCmr9DAAAAAAAAAAAAAAAAAAAAAD9CwQAIApBEGoiCiAIQQNsSQ0ACyALRQRAIAUgAyAGQQEgCEEDbEEEbiAIIAhBA2wQAAtBACELQQAhCgNAIAAgCmr9AAQAIAUgCmr9AAQA/eQBEAQhDCAAIAhqIApq/QAEACAFIAhqIApq/QAEAP3kARAEIQ0gBSAQaiAKav0ABAAgBCAKav0ABAD95AEhDiAAIBBqIApq/QAEACAMIA795gH95AEQAyEPIAAgCmogDP0LBAAgACAIaiAKaiAN/QsEACAAIBBqIApqIA/9CwQAIAEgCmogDv0LBAAgAiAKakMAAIA//RMgDf3lASAP/eYBIA0gBiAKav0ABAD95gH95AH9CwQAIApBEGoiCiAISQ0ACyACIQYgAiAJaiECIAEgCWohASAAIAlBA2xqIQAgB0EBayEHDAALCws=';

const PAGE = 65_536;

interface Kernel {
  product(y: number, weights: number, x: number, steps: number, rows: number, bytes: number, stride: number): void;
  outer(target: number, d: number, x: number, steps: number, rows: number, bytes: number): void;
  back(dx: number, d: number, weights: number, steps: number, rows: number, bytes: number): void;
  gru(
    gates: number,
    inside: number,
    h: number,
    state: number,
    inner: number,
    recurrent: number,
    before: number,
    steps: number,
    bytes: number,
    move: number,
  ): void;
}

let buffer: ArrayBuffer | null = null;
let kernel: Kernel | null = null;
let top = 0;

/** Reserves room for `floats` numbers in all. Call once before the first `floats`; without it, or without SIMD, plain arrays are used. */
export function reserve(floats: number): boolean {
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((floats * 4) / PAGE) + 1 });
    const bytes = Uint8Array.from(atob(KERNEL), (c) => c.charCodeAt(0));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { m: { m: memory } });
    kernel = exports as unknown as Kernel;
    buffer = memory.buffer;
    top = 0;
    return true;
  } catch {
    return false;
  }
}

/** `n` zeros. In the reserved room as long as there is some, until `release`. */
export function floats(n: number): Float32Array {
  if (!buffer || top + n * 4 + 32 > buffer.byteLength) return new Float32Array(n);
  const array = new Float32Array(buffer, top, n);
  array.fill(0);
  top += Math.ceil((n * 4) / 32) * 32;
  return array;
}

/** A place to `release` to: everything taken after it is free again. */
export const mark = (): number => top;
export const release = (to: number): void => {
  top = to;
};

const fits = (columns: number, ...arrays: Float32Array[]): boolean =>
  kernel !== null && columns % 8 === 0 && arrays.every((a) => a.buffer === buffer);

/** y[t] += W · x[t] for each of `steps` rows; W is `rows` × `columns`; a row of y is `rows` long. */
export function addProduct(y: Float32Array, weights: Float32Array, x: Float32Array, steps: number, rows: number, columns: number): void {
  if (fits(columns, y, weights, x)) {
    kernel!.product(y.byteOffset, weights.byteOffset, x.byteOffset, steps, rows, columns * 4, rows * 4);
    return;
  }
  for (let t = 0; t < steps; t++)
    for (let row = 0; row < rows; row++) {
      const w = row * columns;
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += weights[w + k]! * x[t * columns + k]!;
      y[t * rows + row]! += sum;
    }
}

/** target += dᵀ · x over `steps` rows; target is `rows` × `columns`. */
export function addOuter(target: Float32Array, d: Float32Array, x: Float32Array, steps: number, rows: number, columns: number): void {
  if (fits(columns, target, d, x)) {
    kernel!.outer(target.byteOffset, d.byteOffset, x.byteOffset, steps, rows, columns * 4);
    return;
  }
  for (let t = 0; t < steps; t++)
    for (let row = 0; row < rows; row++) {
      const value = d[t * rows + row]!;
      if (value !== 0) for (let k = 0; k < columns; k++) target[row * columns + k]! += value * x[t * columns + k]!;
    }
}

/** dx[t] += Wᵀ · d[t] for each of `steps` rows. */
export function addBack(dx: Float32Array, d: Float32Array, weights: Float32Array, steps: number, rows: number, columns: number): void {
  if (fits(columns, dx, d, weights)) {
    kernel!.back(dx.byteOffset, d.byteOffset, weights.byteOffset, steps, rows, columns * 4);
    return;
  }
  for (let t = 0; t < steps; t++)
    for (let row = 0; row < rows; row++) {
      const value = d[t * rows + row]!;
      if (value !== 0) for (let k = 0; k < columns; k++) dx[t * columns + k]! += value * weights[row * columns + k]!;
    }
}

/** Lambert's continued fraction to the seventh order: within 1e-4 of the hyperbolic tangent, and what the kernel reckons. */
export function tanh(value: number): number {
  const x = Math.max(-4.97, Math.min(4.97, value));
  const q = x * x;
  return (x * (135135 + q * (17325 + q * (378 + q)))) / (135135 + q * (62370 + q * (3150 + q * 28)));
}

export const sigmoid = (x: number): number => 0.5 + 0.5 * tanh(0.5 * x);

/**
 * The steps of a gated recurrent unit, one direction, of `hidden` units. `gates` (steps × 3·hidden) holds what the inputs add to the reset, update and new gate and
 * gets the gates themselves; `inside` and `h` (steps × hidden) get what the reset gate multiplies and the states.
 */
export function recur(
  gates: Float32Array,
  inside: Float32Array,
  h: Float32Array,
  state: Float32Array,
  inner: Float32Array,
  steps: number,
  hidden: number,
  backwards: boolean,
): void {
  const recurrent = floats(3 * hidden);
  const zero = floats(hidden);
  if (steps > 0 && fits(hidden, gates, inside, h, state, inner, recurrent, zero)) {
    const bytes = 4 * hidden;
    const from = backwards ? (steps - 1) * bytes : 0;
    kernel!.gru(
      gates.byteOffset + 3 * from,
      inside.byteOffset + from,
      h.byteOffset + from,
      state.byteOffset,
      inner.byteOffset,
      recurrent.byteOffset,
      zero.byteOffset,
      steps,
      bytes,
      backwards ? -bytes : bytes,
    );
    return;
  }
  let before = zero;
  for (let i = 0; i < steps; i++) {
    const t = backwards ? steps - 1 - i : i;
    recurrent.fill(0);
    if (i > 0) addProduct(recurrent, state, before, 1, 3 * hidden, hidden);
    const g = t * 3 * hidden;
    const at = t * hidden;
    for (let k = 0; k < hidden; k++) {
      const reset = sigmoid(gates[g + k]! + recurrent[k]!);
      const update = sigmoid(gates[g + hidden + k]! + recurrent[hidden + k]!);
      const within = recurrent[2 * hidden + k]! + inner[k]!;
      const fresh = tanh(gates[g + 2 * hidden + k]! + reset * within);
      gates[g + k] = reset;
      gates[g + hidden + k] = update;
      gates[g + 2 * hidden + k] = fresh;
      inside[at + k] = within;
      h[at + k] = (1 - update) * fresh + update * before[k]!;
    }
    before = h.subarray(at, at + hidden);
  }
}
