/**
 * The floats that a pass through the network works on, and the products and recurrent steps that cost its time: as WebAssembly SIMD where the engine has it, else the
 * same in plain JavaScript. Sums are taken in another order there, so results agree to rounding.
 */

/** Assembled from kernel.wat beside this file. */
const KERNEL =
  'AGFzbQEAAAABQgdgB39/f39/f38AYAZ/f39/f38AYAR/f399AGAIf39/f39/f38AYAF7AX1gBX9/f39/AGAMf39/f39/f39/f39/AAIIAQFtAW0CAAEDCwoAAQEBAgADBAUGB1EJB3Byb2R1Y3QAAAZnYXRoZXIAAQVvdXRlcgACBGJhY2sAAwdzaG9ydGVuAAQFc2hvcnQABQlub3JtYWxpc2UABgdyZWN0aWZ5AAgDZ3J1AAkKpBkK5AUCCH8FewJAA0AgA0UNASAEIQcgASEIIAAhDiACIAVqIQ0CQANAIAdBBEkNAf0MAAAAAAAAAAAAAAAAAAAAACEP/QwAAAAAAAAAAAAAAAAAAAAAIRD9DAAAAAAAAAAAAAAAAAAAAAAhEf0MAAAAAAAAAAAAAAAAAAAAACESIAggBWohCSAJIAVqIQogCiAFaiELIAIhDANAIAz9AAQAIRMgDyAI/QAEACAT/eYB/eQBIQ8gECAJ/QAEACAT/eYB/eQBIRAgESAK/QAEACAT/eYB/eQBIREgEiAL/QAEACAT/eYB/eQBIRIgDP0ABBAhEyAPIAj9AAQQIBP95gH95AEhDyAQIAn9AAQQIBP95gH95AEhECARIAr9AAQQIBP95gH95AEhESASIAv9AAQQIBP95gH95AEhEiAIQSBqIQggCUEgaiEJIApBIGohCiALQSBqIQsgDEEgaiIMIA1JDQALIAshCCAPIBD9DQABAgMQERITBAUGBxQVFhcgDyAQ/Q0ICQoLGBkaGwwNDg8cHR4f/eQBIQ8gESAS/Q0AAQIDEBESEwQFBgcUFRYXIBEgEv0NCAkKCxgZGhsMDQ4PHB0eH/3kASERIA4gDv0ABAAgDyAR/Q0AAQIDBAUGBxAREhMUFRYXIA8gEf0NCAkKCwwNDg8YGRobHB0eH/3kAf3kAf0LBAAgDkEQaiEOIAdBBGshBwwACwsCQANAIAdFDQH9DAAAAAAAAAAAAAAAAAAAAAAhD/0MAAAAAAAAAAAAAAAAAAAAACEQIAIhDANAIA8gCP0ABAAgDP0ABAD95gH95AEhDyAQIAj9AAQQIAz9AAQQ/eYB/eQBIRAgCEEgaiEIIAxBIGoiDCANSQ0ACyAPIBD95AEhDyAOIA4qAgAgD/0fACAP/R8BkiAP/R8CIA/9HwOSkpI4AgAgDkEEaiEOIAdBAWshBwwACwsgAiAFaiECIAAgBmohACADQQFrIQMMAAsLC6YBAQN/AkADQCADRQ0BIAQhBgJAA0AgBkUNASACKAIAIQggCEEATgRAIAEgCCAFbGohCEEAIQcDQCAAIAdqIAAgB2r9AAQAIAggB2r9AAQA/eQB/QsEACAAIAdqIAAgB2r9AAQQIAggB2r9AAQQ/eQB/QsEECAHQSBqIgcgBUkNAAsLIAJBBGohAiAGQQFrIQYMAAsLIAAgBWohACADQQFrIQMMAAsLC6YBAgV/AXsgASEKAkADQCADRQ0BIAQhBiAAIQcCQANAIAZFDQEgCioCAP0TIQsgCkEEaiEKIAIhCCACIAVqIQkDQCAHIAf9AAQAIAsgCP0ABAD95gH95AH9CwQAIAcgB/0ABBAgCyAI/QAEEP3mAf3kAf0LBBAgB0EgaiEHIAhBIGoiCCAJSQ0ACyAGQQFrIQYMAAsLIAIgBWohAiADQQFrIQMMAAsLC6IBAgR/AXsCQANAIANFDQEgBCEGIAIhBwJAA0AgBkUNASABKgIA/RMhCiABQQRqIQEgACEIIAAgBWohCQNAIAggCP0ABAAgCiAH/QAEAP3mAf3kAf0LBAAgCCAI/QAEECAKIAf9AAQQ/eYB/eQB/QsEECAHQSBqIQcgCEEgaiIIIAlJDQALIAZBAWshBgwACwsgACAFaiEAIANBAWshAwwACwsLVQEBeyAD/RMhBAJAA0AgAkUNASAAIAQgAf0ABAD95gH9av34ASAEIAH9AAQQ/eYB/Wr9+AH9hQH9CwQAIABBEGohACABQSBqIQEgAkEIayECDAALCwuyBAIIfwV7AkADQCAERQ0BIAUhByABIQggAiEOIAMgBmohDQNA/QwAAAAAAAAAAAAAAAAAAAAAIQ/9DAAAAAAAAAAAAAAAAAAAAAAhEP0MAAAAAAAAAAAAAAAAAAAAACER/QwAAAAAAAAAAAAAAAAAAAAAIRIgCCAGaiEJIAkgBmohCiAKIAZqIQsgAyEMA0AgDP0ABAAhEyAPIAj9AAQAIBP9ugH9rgEhDyAQIAn9AAQAIBP9ugH9rgEhECARIAr9AAQAIBP9ugH9rgEhESASIAv9AAQAIBP9ugH9rgEhEiAM/QAEECETIA8gCP0ABBAgE/26Af2uASEPIBAgCf0ABBAgE/26Af2uASEQIBEgCv0ABBAgE/26Af2uASERIBIgC/0ABBAgE/26Af2uASESIAhBIGohCCAJQSBqIQkgCkEgaiEKIAtBIGohCyAMQSBqIgwgDUkNAAsgCyEIIA8gEP0NAAECAxAREhMEBQYHFBUWFyAPIBD9DQgJCgsYGRobDA0ODxwdHh/9rgEhDyARIBL9DQABAgMQERITBAUGBxQVFhcgESAS/Q0ICQoLGBkaGwwNDg8cHR4f/a4BIREgACAA/QAEACAO/QAEACAPIBH9DQABAgMEBQYHEBESExQVFhcgDyAR/Q0ICQoLDA0ODxgZGhscHR4f/a4B/foB/eYB/eQB/QsEACAAQRBqIQAgDkEQaiEOIAdBBGsiBw0ACyADIAZqIQMgBEEBayEEDAALCwu+AgMBfwJ7A30gB0ECdrMhCwJAA0AgBkUNAf0MAAAAAAAAAAAAAAAAAAAAACEJQQAhCANAIAkgAyAIav0ABAD95AEhCSAIQRBqIgggB0kNAAsgCRAHIAuVIQz9DAAAAAAAAAAAAAAAAAAAAAAhCUEAIQgDQCADIAhq/QAEACAM/RP95QEhCiAJIAogCv3mAf3kASEJIAhBEGoiCCAHSQ0AC0MAAIA/Q6zFJzcgCRAHIAuVkpGVIQ0gAiANOAIAQQAhCANAIA39EyADIAhq/QAEACAM/RP95QH95gEhCiABIAhqIAr9CwQAIAAgCGogBSAIav0ABAAgCiAEIAhq/QAEAP3mAf3kAf0LBAAgCEEQaiIIIAdJDQALIAMgB2ohAyAAIAdqIQAgASAHaiEBIAJBBGohAiAGQQFrIQYMAAsLCxkAIAD9HwAgAP0fAZIgAP0fAiAA/R8DkpILeAEBfwJAA0AgA0UNAUEAIQUDQCAAIAVq/QwAAAAAAAAAAAAAAAAAAAAAIAIgBWr9AAQAIAAgBWr9AAQAIAEgBWr9AAQA/eQB/eQB/ekB/QsEACAFQRBqIgUgBEkNAAsgACAEaiEAIAEgBGohASADQQFrIQMMAAsLC+oGAwJ/BnsBf0EBIQ0gCEECbCEUAkADQCAHRQ0BQQAhDANAIAUgDGr9DAAAAAAAAAAAAAAAAAAAAAD9CwQAIAxBEGoiDCAIQQNsSQ0ACyANRQRAIAoEQCALIAYgCEECdkMA/v9GEAQgBSADIAogC0EBIAhBA2xBBG4gCEEBdhAFBSAFIAMgBkEBIAhBA2xBBG4gCCAIQQNsEAALC0EAIQ1BACEMA0BDAAAAP/0TIAAgDGr9AAQAIAUgDGr9AAQA/eQB/eYBQz0Kn0D9E/3oAUM9Cp/A/RP96QEhEiASIBL95gEhE0MAAAA//RNDAAAAP/0TIBJDwPcDSP0TIBNDAFqHRv0TIBNDAAC9Q/0TIBP95AH95gH95AH95gH95AH95gFDwPcDSP0TIBNDAKJzR/0TIBNDAOBERf0TIBNDAADgQf0T/eYB/eQB/eYB/eQB/eYB/eQB/ecB/eYB/eQBIQ5DAAAAP/0TIAAgCGogDGr9AAQAIAUgCGogDGr9AAQA/eQB/eYBQz0Kn0D9E/3oAUM9Cp/A/RP96QEhEiASIBL95gEhE0MAAAA//RNDAAAAP/0TIBJDwPcDSP0TIBNDAFqHRv0TIBNDAAC9Q/0TIBP95AH95gH95AH95gH95AH95gFDwPcDSP0TIBNDAKJzR/0TIBNDAOBERf0TIBNDAADgQf0T/eYB/eQB/eYB/eQB/eYB/eQB/ecB/eYB/eQBIQ8gBSAUaiAMav0ABAAgBCAMav0ABAD95AEhECAAIBRqIAxq/QAEACAOIBD95gH95AFDPQqfQP0T/egBQz0Kn8D9E/3pASESIBIgEv3mASETIBJDwPcDSP0TIBNDAFqHRv0TIBNDAAC9Q/0TIBP95AH95gH95AH95gH95AH95gFDwPcDSP0TIBNDAKJzR/0TIBNDAOBERf0TIBNDAADgQf0T/eYB/eQB/eYB/eQB/eYB/eQB/ecBIREgACAMaiAO/QsEACAAIAhqIAxqIA/9CwQAIAAgFGogDGogEf0LBAAgASAMaiAQ/QsEACACIAxqQwAAgD/9EyAP/eUBIBH95gEgDyAGIAxq/QAEAP3mAf3kAf0LBAAgDEEQaiIMIAhJDQALIAIhBiACIAlBAXRqIQIgASAJaiEBIAAgCUEDbGohACAHQQFrIQcMAAsLCw==';

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
export const floats = (n: number): Float32Array => uncleared(n).fill(0);

/** `n` numbers that the caller overwrites, each of them. In the reserved room as `floats`. */
export function uncleared(n: number): Float32Array {
  if (!buffer || top + n * 4 + 32 > buffer.byteLength) return new Float32Array(n);
  const array = new Float32Array(buffer, top, n);
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
    const held = uncleared((steps * columns) / 2);
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
    const held = uncleared(rows.length);
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
  const recurrent = uncleared(3 * hidden);
  const zero = floats(hidden);
  const held = uncleared(hidden);
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
