/**
 * The floats that a pass through the network works on, and the products and recurrent steps that cost its time: as WebAssembly SIMD where the engine has it, else the
 * same in plain JavaScript. Sums are taken in another order there, so results agree to rounding.
 */

/** Assembled from kernel.wat beside this file. */
const KERNEL =
  'AGFzbQEAAAABJgRgB39/f39/f38AYAZ/f39/f38AYAF7AXtgCn9/f39/f39/f38AAggBAW0BbQIAAQMIBwABAQECAgMHKQUHcHJvZHVjdAAABmdhdGhlcgABBW91dGVyAAIEYmFjawADA2dydQAGCoIOB+QFAgh/BXsCQANAIANFDQEgBCEHIAEhCCAAIQ4gAiAFaiENAkADQCAHQQRJDQH9DAAAAAAAAAAAAAAAAAAAAAAhD/0MAAAAAAAAAAAAAAAAAAAAACEQ/QwAAAAAAAAAAAAAAAAAAAAAIRH9DAAAAAAAAAAAAAAAAAAAAAAhEiAIIAVqIQkgCSAFaiEKIAogBWohCyACIQwDQCAM/QAEACETIA8gCP0ABAAgE/3mAf3kASEPIBAgCf0ABAAgE/3mAf3kASEQIBEgCv0ABAAgE/3mAf3kASERIBIgC/0ABAAgE/3mAf3kASESIAz9AAQQIRMgDyAI/QAEECAT/eYB/eQBIQ8gECAJ/QAEECAT/eYB/eQBIRAgESAK/QAEECAT/eYB/eQBIREgEiAL/QAEECAT/eYB/eQBIRIgCEEgaiEIIAlBIGohCSAKQSBqIQogC0EgaiELIAxBIGoiDCANSQ0ACyALIQggDyAQ/Q0AAQIDEBESEwQFBgcUFRYXIA8gEP0NCAkKCxgZGhsMDQ4PHB0eH/3kASEPIBEgEv0NAAECAxAREhMEBQYHFBUWFyARIBL9DQgJCgsYGRobDA0ODxwdHh/95AEhESAOIA79AAQAIA8gEf0NAAECAwQFBgcQERITFBUWFyAPIBH9DQgJCgsMDQ4PGBkaGxwdHh/95AH95AH9CwQAIA5BEGohDiAHQQRrIQcMAAsLAkADQCAHRQ0B/QwAAAAAAAAAAAAAAAAAAAAAIQ/9DAAAAAAAAAAAAAAAAAAAAAAhECACIQwDQCAPIAj9AAQAIAz9AAQA/eYB/eQBIQ8gECAI/QAEECAM/QAEEP3mAf3kASEQIAhBIGohCCAMQSBqIgwgDUkNAAsgDyAQ/eQBIQ8gDiAOKgIAIA/9HwAgD/0fAZIgD/0fAiAP/R8DkpKSOAIAIA5BBGohDiAHQQFrIQcMAAsLIAIgBWohAiAAIAZqIQAgA0EBayEDDAALCwumAQEDfwJAA0AgA0UNASAEIQYCQANAIAZFDQEgAigCACEIIAhBAE4EQCABIAggBWxqIQhBACEHA0AgACAHaiAAIAdq/QAEACAIIAdq/QAEAP3kAf0LBAAgACAHaiAAIAdq/QAEECAIIAdq/QAEEP3kAf0LBBAgB0EgaiIHIAVJDQALCyACQQRqIQIgBkEBayEGDAALCyAAIAVqIQAgA0EBayEDDAALCwumAQIFfwF7IAEhCgJAA0AgA0UNASAEIQYgACEHAkADQCAGRQ0BIAoqAgD9EyELIApBBGohCiACIQggAiAFaiEJA0AgByAH/QAEACALIAj9AAQA/eYB/eQB/QsEACAHIAf9AAQQIAsgCP0ABBD95gH95AH9CwQQIAdBIGohByAIQSBqIgggCUkNAAsgBkEBayEGDAALCyACIAVqIQIgA0EBayEDDAALCwuiAQIEfwF7AkADQCADRQ0BIAQhBiACIQcCQANAIAZFDQEgASoCAP0TIQogAUEEaiEBIAAhCCAAIAVqIQkDQCAIIAj9AAQAIAogB/0ABAD95gH95AH9CwQAIAggCP0ABBAgCiAH/QAEEP3mAf3kAf0LBBAgB0EgaiEHIAhBIGoiCCAJSQ0ACyAGQQFrIQYMAAsLIAAgBWohACADQQFrIQMMAAsLC4sBAQF7IABDPQqfQP0T/egBQz0Kn8D9E/3pASEAIAAgAP3mASEBIABDwPcDSP0TIAFDAFqHRv0TIAFDAAC9Q/0TIAH95AH95gH95AH95gH95AH95gFDwPcDSP0TIAFDAKJzR/0TIAFDAOBERf0TIAFDAADgQf0T/eYB/eQB/eYB/eQB/eYB/eQB/ecBCyQAQwAAAD/9E0MAAAA//RNDAAAAP/0TIAD95gEQBP3mAf3kAQvzAgMCfwR7AX9BASELIAhBAmwhEAJAA0AgB0UNAUEAIQoDQCAFIApq/QwAAAAAAAAAAAAAAAAAAAAA/QsEACAKQRBqIgogCEEDbEkNAAsgC0UEQCAFIAMgBkEBIAhBA2xBBG4gCCAIQQNsEAALQQAhC0EAIQoDQCAAIApq/QAEACAFIApq/QAEAP3kARAFIQwgACAIaiAKav0ABAAgBSAIaiAKav0ABAD95AEQBSENIAUgEGogCmr9AAQAIAQgCmr9AAQA/eQBIQ4gACAQaiAKav0ABAAgDCAO/eYB/eQBEAQhDyAAIApqIAz9CwQAIAAgCGogCmogDf0LBAAgACAQaiAKaiAP/QsEACABIApqIA79CwQAIAIgCmpDAACAP/0TIA395QEgD/3mASANIAYgCmr9AAQA/eYB/eQB/QsEACAKQRBqIgogCEkNAAsgAiEGIAIgCWohAiABIAlqIQEgACAJQQNsaiEAIAdBAWshBwwACwsL';

const PAGE = 65_536;

interface Kernel {
  product(y: number, weights: number, x: number, steps: number, rows: number, bytes: number, stride: number): void;
  gather(y: number, table: number, rows: number, steps: number, features: number, bytes: number): void;
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

/** y[t] += the table's rows, `features` of them a step, −1 for none; `size` is the length of a row. */
export function addRows(y: Float32Array, table: Float32Array, rows: Int32Array, steps: number, features: number, size: number): void {
  if (fits(size, y, table)) {
    const before = mark();
    const held = floats(rows.length);
    if (held.buffer === buffer) {
      new Int32Array(held.buffer, held.byteOffset, rows.length).set(rows);
      kernel!.gather(y.byteOffset, table.byteOffset, held.byteOffset, steps, features, size * 4);
      release(before);
      return;
    }
  }
  for (let t = 0; t < steps; t++)
    for (let f = 0; f < features; f++) {
      const row = rows[t * features + f]!;
      if (row >= 0) for (let k = 0; k < size; k++) y[t * size + k]! += table[row * size + k]!;
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
