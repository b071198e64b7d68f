/**
 * The floats that a pass through the network works on, and the products and recurrent steps that cost its time: as WebAssembly SIMD where the engine has it, else the
 * same in plain JavaScript. Sums are taken in another order there, so results agree to rounding.
 */

/** Assembled from kernel.wat beside this file. */
const KERNEL =
  'AGFzbQEAAAABRwhgB39/f39/f38AYAZ/f39/f38AYAF7AXtgBH9/f30AYAh/f39/f39/fwBgAXsBfWAFf39/f38AYAx/f39/f39/f39/f38AAggBAW0BbQIAAQMNDAABAQECAgMABAUGBwdRCQdwcm9kdWN0AAAGZ2F0aGVyAAEFb3V0ZXIAAgRiYWNrAAMHc2hvcnRlbgAGBXNob3J0AAcJbm9ybWFsaXNlAAgHcmVjdGlmeQAKA2dydQALCpEXDOQFAgh/BXsCQANAIANFDQEgBCEHIAEhCCAAIQ4gAiAFaiENAkADQCAHQQRJDQH9DAAAAAAAAAAAAAAAAAAAAAAhD/0MAAAAAAAAAAAAAAAAAAAAACEQ/QwAAAAAAAAAAAAAAAAAAAAAIRH9DAAAAAAAAAAAAAAAAAAAAAAhEiAIIAVqIQkgCSAFaiEKIAogBWohCyACIQwDQCAM/QAEACETIA8gCP0ABAAgE/3mAf3kASEPIBAgCf0ABAAgE/3mAf3kASEQIBEgCv0ABAAgE/3mAf3kASERIBIgC/0ABAAgE/3mAf3kASESIAz9AAQQIRMgDyAI/QAEECAT/eYB/eQBIQ8gECAJ/QAEECAT/eYB/eQBIRAgESAK/QAEECAT/eYB/eQBIREgEiAL/QAEECAT/eYB/eQBIRIgCEEgaiEIIAlBIGohCSAKQSBqIQogC0EgaiELIAxBIGoiDCANSQ0ACyALIQggDyAQ/Q0AAQIDEBESEwQFBgcUFRYXIA8gEP0NCAkKCxgZGhsMDQ4PHB0eH/3kASEPIBEgEv0NAAECAxAREhMEBQYHFBUWFyARIBL9DQgJCgsYGRobDA0ODxwdHh/95AEhESAOIA79AAQAIA8gEf0NAAECAwQFBgcQERITFBUWFyAPIBH9DQgJCgsMDQ4PGBkaGxwdHh/95AH95AH9CwQAIA5BEGohDiAHQQRrIQcMAAsLAkADQCAHRQ0B/QwAAAAAAAAAAAAAAAAAAAAAIQ/9DAAAAAAAAAAAAAAAAAAAAAAhECACIQwDQCAPIAj9AAQAIAz9AAQA/eYB/eQBIQ8gECAI/QAEECAM/QAEEP3mAf3kASEQIAhBIGohCCAMQSBqIgwgDUkNAAsgDyAQ/eQBIQ8gDiAOKgIAIA/9HwAgD/0fAZIgD/0fAiAP/R8DkpKSOAIAIA5BBGohDiAHQQFrIQcMAAsLIAIgBWohAiAAIAZqIQAgA0EBayEDDAALCwumAQEDfwJAA0AgA0UNASAEIQYCQANAIAZFDQEgAigCACEIIAhBAE4EQCABIAggBWxqIQhBACEHA0AgACAHaiAAIAdq/QAEACAIIAdq/QAEAP3kAf0LBAAgACAHaiAAIAdq/QAEECAIIAdq/QAEEP3kAf0LBBAgB0EgaiIHIAVJDQALCyACQQRqIQIgBkEBayEGDAALCyAAIAVqIQAgA0EBayEDDAALCwumAQIFfwF7IAEhCgJAA0AgA0UNASAEIQYgACEHAkADQCAGRQ0BIAoqAgD9EyELIApBBGohCiACIQggAiAFaiEJA0AgByAH/QAEACALIAj9AAQA/eYB/eQB/QsEACAHIAf9AAQQIAsgCP0ABBD95gH95AH9CwQQIAdBIGohByAIQSBqIgggCUkNAAsgBkEBayEGDAALCyACIAVqIQIgA0EBayEDDAALCwuiAQIEfwF7AkADQCADRQ0BIAQhBiACIQcCQANAIAZFDQEgASoCAP0TIQogAUEEaiEBIAAhCCAAIAVqIQkDQCAIIAj9AAQAIAogB/0ABAD95gH95AH9CwQAIAggCP0ABBAgCiAH/QAEEP3mAf3kAf0LBBAgB0EgaiEHIAhBIGoiCCAJSQ0ACyAGQQFrIQYMAAsLIAAgBWohACADQQFrIQMMAAsLC4sBAQF7IABDPQqfQP0T/egBQz0Kn8D9E/3pASEAIAAgAP3mASEBIABDwPcDSP0TIAFDAFqHRv0TIAFDAAC9Q/0TIAH95AH95gH95AH95gH95AH95gFDwPcDSP0TIAFDAKJzR/0TIAFDAOBERf0TIAFDAADgQf0T/eYB/eQB/eYB/eQB/eYB/eQB/ecBCyQAQwAAAD/9E0MAAAA//RNDAAAAP/0TIAD95gEQBP3mAf3kAQtVAQF7IAP9EyEEAkADQCACRQ0BIAAgBCAB/QAEAP3mAf1q/fgBIAQgAf0ABBD95gH9av34Af2FAf0LBAAgAEEQaiEAIAFBIGohASACQQhrIQIMAAsLC7IEAgh/BXsCQANAIARFDQEgBSEHIAEhCCACIQ4gAyAGaiENA0D9DAAAAAAAAAAAAAAAAAAAAAAhD/0MAAAAAAAAAAAAAAAAAAAAACEQ/QwAAAAAAAAAAAAAAAAAAAAAIRH9DAAAAAAAAAAAAAAAAAAAAAAhEiAIIAZqIQkgCSAGaiEKIAogBmohCyADIQwDQCAM/QAEACETIA8gCP0ABAAgE/26Af2uASEPIBAgCf0ABAAgE/26Af2uASEQIBEgCv0ABAAgE/26Af2uASERIBIgC/0ABAAgE/26Af2uASESIAz9AAQQIRMgDyAI/QAEECAT/boB/a4BIQ8gECAJ/QAEECAT/boB/a4BIRAgESAK/QAEECAT/boB/a4BIREgEiAL/QAEECAT/boB/a4BIRIgCEEgaiEIIAlBIGohCSAKQSBqIQogC0EgaiELIAxBIGoiDCANSQ0ACyALIQggDyAQ/Q0AAQIDEBESEwQFBgcUFRYXIA8gEP0NCAkKCxgZGhsMDQ4PHB0eH/2uASEPIBEgEv0NAAECAxAREhMEBQYHFBUWFyARIBL9DQgJCgsYGRobDA0ODxwdHh/9rgEhESAAIAD9AAQAIA79AAQAIA8gEf0NAAECAwQFBgcQERITFBUWFyAPIBH9DQgJCgsMDQ4PGBkaGxwdHh/9rgH9+gH95gH95AH9CwQAIABBEGohACAOQRBqIQ4gB0EEayIHDQALIAMgBmohAyAEQQFrIQQMAAsLC74CAwF/AnsDfSAHQQJ2syELAkADQCAGRQ0B/QwAAAAAAAAAAAAAAAAAAAAAIQlBACEIA0AgCSADIAhq/QAEAP3kASEJIAhBEGoiCCAHSQ0ACyAJEAkgC5UhDP0MAAAAAAAAAAAAAAAAAAAAACEJQQAhCANAIAMgCGr9AAQAIAz9E/3lASEKIAkgCiAK/eYB/eQBIQkgCEEQaiIIIAdJDQALQwAAgD9DrMUnNyAJEAkgC5WSkZUhDSACIA04AgBBACEIA0AgDf0TIAMgCGr9AAQAIAz9E/3lAf3mASEKIAEgCGogCv0LBAAgACAIaiAFIAhq/QAEACAKIAQgCGr9AAQA/eYB/eQB/QsEACAIQRBqIgggB0kNAAsgAyAHaiEDIAAgB2ohACABIAdqIQEgAkEEaiECIAZBAWshBgwACwsLGQAgAP0fACAA/R8BkiAA/R8CIAD9HwOSkgt4AQF/AkADQCADRQ0BQQAhBQNAIAAgBWr9DAAAAAAAAAAAAAAAAAAAAAAgAiAFav0ABAAgACAFav0ABAAgASAFav0ABAD95AH95AH96QH9CwQAIAVBEGoiBSAESQ0ACyAAIARqIQAgASAEaiEBIANBAWshAwwACwsLpQMDAn8EewF/QQEhDSAIQQJsIRICQANAIAdFDQFBACEMA0AgBSAMav0MAAAAAAAAAAAAAAAAAAAAAP0LBAAgDEEQaiIMIAhBA2xJDQALIA1FBEAgCgRAIAsgBiAIQQJ2QwD+/0YQBiAFIAMgCiALQQEgCEEDbEEEbiAIQQF2EAcFIAUgAyAGQQEgCEEDbEEEbiAIIAhBA2wQAAsLQQAhDUEAIQwDQCAAIAxq/QAEACAFIAxq/QAEAP3kARAFIQ4gACAIaiAMav0ABAAgBSAIaiAMav0ABAD95AEQBSEPIAUgEmogDGr9AAQAIAQgDGr9AAQA/eQBIRAgACASaiAMav0ABAAgDiAQ/eYB/eQBEAQhESAAIAxqIA79CwQAIAAgCGogDGogD/0LBAAgACASaiAMaiAR/QsEACABIAxqIBD9CwQAIAIgDGpDAACAP/0TIA/95QEgEf3mASAPIAYgDGr9AAQA/eYB/eQB/QsEACAMQRBqIgwgCEkNAAsgAiEGIAIgCUEBdGohAiABIAlqIQEgACAJQQNsaiEAIAdBAWshBwwACwsL';

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
    scales: number,
    held: number,
  ): void;
  shorten(out: number, x: number, count: number, scale: number): void;
  short(y: number, weights: number, scales: number, x: number, steps: number, rows: number, bytes: number): void;
  normalise(y: number, centred: number, inverse: number, x: number, gain: number, shift: number, steps: number, bytes: number): void;
  rectify(x: number, y: number, row: number, steps: number, bytes: number): void;
}

/** Weights of 16 bits, of which the kernel multiplies eight at a time; what they multiply is rounded to 16 bits too, over ± `range`. */
export interface ShortMatrix {
  readonly plain: Float32Array;
  readonly values: Int16Array;
  /** What a product of each row is multiplied by. */
  readonly scales: Float32Array;
  readonly range: number;
}

export type Matrix = Float32Array | ShortMatrix;

const LARGEST = 32_767;
/** Weights are 8-bit fractions of their row's largest: their products with 16-bit numbers can be summed over a thousand columns in 32 bits. */
const LARGEST_WEIGHT = 127;

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

/** The matrix with 16-bit weights, in the reserved room; the matrix itself where there is no kernel or its sizes do not fit it. */
export function shorten(plain: Float32Array, rows: number, columns: number, range: number): Matrix {
  if (!kernel || columns % 16 !== 0 || rows % 4 !== 0) return plain;
  const [held, scales] = [floats((rows * columns) / 2), floats(rows)];
  if (held.buffer !== buffer || scales.buffer !== buffer) return plain;
  const values = new Int16Array(held.buffer, held.byteOffset, rows * columns);
  for (let row = 0; row < rows; row++) {
    const at = row * columns;
    let largest = 0;
    for (let k = at; k < at + columns; k++) largest = Math.max(largest, Math.abs(plain[k]!));
    for (let k = at; k < at + columns; k++) values[k] = largest === 0 ? 0 : Math.round((plain[k]! / largest) * LARGEST_WEIGHT);
    scales[row] = (largest / LARGEST_WEIGHT) * (range / LARGEST);
  }
  return { plain, values, scales, range };
}

const plainOf = (matrix: Matrix): Float32Array => ('plain' in matrix ? matrix.plain : matrix);

/** A place to `release` to: everything taken after it is free again. */
export const mark = (): number => top;
export const release = (to: number): void => {
  top = to;
};

const fits = (columns: number, ...arrays: Float32Array[]): boolean =>
  kernel !== null && columns % 8 === 0 && arrays.every((a) => a.buffer === buffer);

/** y[t] += W · x[t] for each of `steps` rows; W is `rows` × `columns`; a row of y is `rows` long. */
export function addProduct(y: Float32Array, matrix: Matrix, x: Float32Array, steps: number, rows: number, columns: number): void {
  const weights = plainOf(matrix);
  if (matrix !== weights && steps > 0 && fits(columns, y, x)) {
    const { values, scales, range } = matrix as ShortMatrix;
    const before = mark();
    const held = floats((steps * columns) / 2);
    if (held.buffer === buffer) {
      kernel!.shorten(held.byteOffset, x.byteOffset, steps * columns, LARGEST / range);
      kernel!.short(y.byteOffset, values.byteOffset, scales.byteOffset, held.byteOffset, steps, rows, columns * 2);
      release(before);
      return;
    }
  }
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
 * Layer normalisation (Ba, Kiros, Hinton 2016) of each row of x (steps × size): `y` gets centred · gain + shift, `centred` (x − mean) / deviation, `inverse` one
 * over the deviation of each row.
 */
export function normaliseRows(
  y: Float32Array,
  centred: Float32Array,
  inverse: Float32Array,
  x: Float32Array,
  gain: Float32Array,
  shift: Float32Array,
  steps: number,
  size: number,
): void {
  if (fits(size, y, centred, inverse, x, gain, shift)) {
    const places = [y, centred, inverse, x, gain, shift].map((array) => array.byteOffset);
    kernel!.normalise(...(places as [number, number, number, number, number, number]), steps, size * 4);
    return;
  }
  for (let t = 0; t < steps; t++) {
    const at = t * size;
    let mean = 0;
    for (let k = 0; k < size; k++) mean += x[at + k]!;
    mean /= size;
    let variance = 0;
    for (let k = 0; k < size; k++) variance += (x[at + k]! - mean) ** 2;
    const scale = 1 / Math.sqrt(variance / size + 1e-5);
    inverse[t] = scale;
    for (let k = 0; k < size; k++) {
      const value = (x[at + k]! - mean) * scale;
      centred[at + k] = value;
      y[at + k] = value * gain[k]! + shift[k]!;
    }
  }
}

/** x[t] = max(0, x[t] + y[t] + row) for each of `steps` rows of `size`. */
export function rectify(x: Float32Array, y: Float32Array, row: Float32Array, steps: number, size: number): void {
  if (fits(size, x, y, row)) {
    kernel!.rectify(x.byteOffset, y.byteOffset, row.byteOffset, steps, size * 4);
    return;
  }
  for (let t = 0; t < steps; t++)
    for (let k = 0; k < size; k++) {
      const value = x[t * size + k]! + y[t * size + k]! + row[k]!;
      x[t * size + k] = value < 0 ? 0 : value;
    }
}

/**
 * The steps of a gated recurrent unit, one direction, of `hidden` units. `gates` (steps × 3·hidden) holds what the inputs add to the reset, update and new gate and
 * gets the gates themselves; `inside` (steps × hidden) gets what the reset gate multiplies; `h` (steps × 2·hidden) the states, the second half of each row
 * where `backwards`.
 */
export function recur(
  gates: Float32Array,
  inside: Float32Array,
  h: Float32Array,
  state: Matrix,
  inner: Float32Array,
  steps: number,
  hidden: number,
  backwards: boolean,
): void {
  const recurrent = floats(3 * hidden);
  const zero = floats(hidden);
  const held = floats(hidden);
  const weights = plainOf(state);
  const short = 'plain' in state ? state : null;
  if (steps > 0 && fits(hidden, gates, inside, h, weights, inner, recurrent, zero, held)) {
    const bytes = 4 * hidden;
    const from = backwards ? (steps - 1) * bytes : 0;
    kernel!.gru(
      gates.byteOffset + 3 * from,
      inside.byteOffset + from,
      h.byteOffset + 2 * from + (backwards ? bytes : 0),
      (short?.values ?? weights).byteOffset,
      inner.byteOffset,
      recurrent.byteOffset,
      zero.byteOffset,
      steps,
      bytes,
      backwards ? -bytes : bytes,
      short?.scales.byteOffset ?? 0,
      held.byteOffset,
    );
    return;
  }
  let before = zero;
  for (let i = 0; i < steps; i++) {
    const t = backwards ? steps - 1 - i : i;
    recurrent.fill(0);
    if (i > 0) addProduct(recurrent, weights, before, 1, 3 * hidden, hidden);
    const g = t * 3 * hidden;
    const at = t * hidden;
    const to = stateAt(t, hidden, backwards);
    for (let k = 0; k < hidden; k++) {
      const reset = sigmoid(gates[g + k]! + recurrent[k]!);
      const update = sigmoid(gates[g + hidden + k]! + recurrent[hidden + k]!);
      const within = recurrent[2 * hidden + k]! + inner[k]!;
      const fresh = tanh(gates[g + 2 * hidden + k]! + reset * within);
      gates[g + k] = reset;
      gates[g + hidden + k] = update;
      gates[g + 2 * hidden + k] = fresh;
      inside[at + k] = within;
      h[to + k] = (1 - update) * fresh + update * before[k]!;
    }
    before = h.subarray(to, to + hidden);
  }
}

/** Where the state of step `t` begins in rows that two directions share. */
export const stateAt = (t: number, hidden: number, backwards: boolean): number => (2 * t + (backwards ? 1 : 0)) * hidden;
