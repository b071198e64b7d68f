/**
 * The floats that a pass through the network works on, and the three products that cost its time: as WebAssembly SIMD where the engine has it, else the
 * same in plain JavaScript. Sums are taken in another order there, so results agree to rounding.
 */

/** Assembled from kernel.wat beside this file. */
const KERNEL =
  'AGFzbQEAAAABFAJgB39/f39/f38AYAZ/f39/f38AAggBAW0BbQIAAQMEAwABAQcaAwdwcm9kdWN0AAAFb3V0ZXIAAQRiYWNrAAIKvgQD7wECBX8CewJAA0AgA0UNASAEIQcgASEIIAAhCwJAA0AgB0UNAf0MAAAAAAAAAAAAAAAAAAAAACEM/QwAAAAAAAAAAAAAAAAAAAAAIQ0gAiEJIAIgBWohCgNAIAwgCP0ABAAgCf0ABAD95gH95AEhDCANIAj9AAQQIAn9AAQQ/eYB/eQBIQ0gCEEgaiEIIAlBIGoiCSAKSQ0ACyAMIA395AEhDCALIAsqAgAgDP0fACAM/R8BkiAM/R8CIAz9HwOSkpI4AgAgC0EEaiELIAdBAWshBwwACwsgAiAFaiECIAAgBmohACADQQFrIQMMAAsLC6YBAgV/AXsgASEKAkADQCADRQ0BIAQhBiAAIQcCQANAIAZFDQEgCioCAP0TIQsgCkEEaiEKIAIhCCACIAVqIQkDQCAHIAf9AAQAIAsgCP0ABAD95gH95AH9CwQAIAcgB/0ABBAgCyAI/QAEEP3mAf3kAf0LBBAgB0EgaiEHIAhBIGoiCCAJSQ0ACyAGQQFrIQYMAAsLIAIgBWohAiADQQFrIQMMAAsLC6IBAgR/AXsCQANAIANFDQEgBCEGIAIhBwJAA0AgBkUNASABKgIA/RMhCiABQQRqIQEgACEIIAAgBWohCQNAIAggCP0ABAAgCiAH/QAEAP3mAf3kAf0LBAAgCCAI/QAEECAKIAf9AAQQ/eYB/eQB/QsEECAHQSBqIQcgCEEgaiIIIAlJDQALIAZBAWshBgwACwsgACAFaiEAIANBAWshAwwACwsL';

const PAGE = 65_536;

interface Kernel {
  product(y: number, weights: number, x: number, steps: number, rows: number, bytes: number, stride: number): void;
  outer(target: number, d: number, x: number, steps: number, rows: number, bytes: number): void;
  back(dx: number, d: number, weights: number, steps: number, rows: number, bytes: number): void;
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
