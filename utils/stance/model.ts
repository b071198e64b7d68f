import { ACTS, FUNCTIONS, type Span } from '../analysis.ts';

/** What is told of a claim, and its labels in the order of the columns. */
export const DIRECTIONS = ['none', 'for', 'against'] as const;
export const BLOCKS = [ACTS, FUNCTIONS, DIRECTIONS] as const;
export const [ACT_AT, FUNCTION_AT, DIRECTION_AT] = [0, ACTS.length, ACTS.length + FUNCTIONS.length];
export const COLUMNS = ACTS.length + FUNCTIONS.length + DIRECTIONS.length;

/** A kind of features: its name, and the hash with which those of the kind begin. */
export interface Family {
  readonly name: string;
  readonly start: number;
}

/** "u=" with what follows, or "pieces" alone. */
export const family = (name: string, sign: '=' | '' = '='): Family => ({ name, start: hash(name + sign) });

/** One thing that is true of a claim, how much it counts, and the words that show it; `span` is null where no single word does. */
export interface Feature {
  readonly family: Family;
  /** `keyOf` the hash of its name, the family's included. */
  readonly key: number;
  readonly value: number;
  readonly span: Span | null;
}

/** What is true of every claim. */
export const ALWAYS: Feature = featureOf(family('1', ''), '', 1);

/** A feature that no single word shows. */
export function featureOf(of: Family, name: string, value: number): Feature {
  return { family: of, key: keyOf(hash(name, of.start)), value, span: null };
}

/** Weights of features: `weights` is features × columns, 8-bit fractions of each column's `scales`; `keys` are the features' hashes, ascending. */
export interface Table {
  readonly columns: number;
  readonly keys: Uint32Array;
  readonly scales: Float32Array;
  readonly weights: Int8Array;
  /** Rows by hash, −1 where there is none: open addressing, a power of two of places. */
  readonly places: Int32Array;
}

export function tableOf(columns: number, keys: Uint32Array, scales: Float32Array, weights: Int8Array): Table {
  let size = 16;
  while (size < 2 * keys.length) size *= 2;
  const places = new Int32Array(size).fill(-1);
  keys.forEach((key, row) => {
    let at = key & (size - 1);
    while (places[at]! >= 0) at = (at + 1) & (size - 1);
    places[at] = row;
  });
  return { columns, keys, scales, weights, places };
}

export interface StanceModel {
  /** Feature of a claim → a score for each label of BLOCKS. */
  readonly claims: Table;
  /** What the first table thinks of the claim and of those around it → the same. */
  readonly context: Table;
  /** Feature of a sentence → negative, neutral, positive. */
  readonly polarity: Table;
  /** Feature of a phrase → whether it is what the position is about. */
  readonly targets: Table;
  /** Least probability with which each act, in the order of ACTS, a position, a target is shown. */
  readonly least: { readonly acts: readonly number[]; readonly position: number; readonly target: number };
}

/** FNV-1a, 32 bits; `before` is the hash of what stands before the name. */
export function hash(name: string, before = 0x811c9dc5): number {
  let h = before;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** The upper 30 bits of a hash: numbers that engines keep in a word of their own in sets. */
export function keyOf(hashed: number): number {
  return hashed >>> 2;
}

/** Row of a feature in a table, −1 where it has none. */
export function rowOf({ keys, places }: Table, key: number): number {
  const last = places.length - 1;
  let at = key & last;
  while (places[at]! >= 0 && keys[places[at]!] !== key) at = (at + 1) & last;
  return places[at]!;
}

/** Scores of the columns, summed over features. */
export function scoresOf(table: Table, features: readonly Feature[]): Float64Array {
  const { columns, weights, scales } = table;
  const sums = new Float64Array(columns);
  for (const { key, value } of features) {
    const row = rowOf(table, key);
    if (row < 0) continue;
    for (let c = 0, at = row * columns; c < columns; c++, at++) sums[c]! += value * weights[at]!;
  }
  for (let c = 0; c < columns; c++) sums[c]! *= scales[c]!;
  return sums;
}

/** Probabilities of the labels of columns `[from, from + size)`, in place. */
export function softmax(scores: Float64Array, from = 0, size = scores.length): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (let c = from; c < from + size; c++) top = Math.max(top, scores[c]!);
  let sum = 0;
  for (let c = from; c < from + size; c++) sum += scores[c] = Math.exp(scores[c]! - top);
  for (let c = from; c < from + size; c++) scores[c]! /= sum;
  return scores;
}

/** Probabilities of every block of labels, in place. */
export function probabilities(scores: Float64Array): Float64Array {
  let from = 0;
  for (const { length } of BLOCKS) {
    softmax(scores, from, length);
    from += length;
  }
  return scores;
}

/** First bytes of a weights file: "VNS3". */
const MAGIC = 0x33534e56;
const TABLES = ['claims', 'context', 'polarity', 'targets'] as const;

/** Little-endian: magic, length; for each table columns, rows, scales, keys, weights; the thresholds. */
export function packStance(model: StanceModel): Uint8Array {
  const sizeOf = ({ columns, keys }: Table): number => 8 + 4 * columns + keys.length * (4 + columns);
  const least = [...model.least.acts, model.least.position, model.least.target];
  const size = 8 + TABLES.reduce((sum, name) => sum + sizeOf(model[name]), 0) + 4 * least.length;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, size, true);
  let at = 8;
  for (const name of TABLES) {
    const { columns, keys, scales, weights } = model[name];
    view.setUint32(at, columns, true);
    view.setUint32(at + 4, keys.length, true);
    at += 8;
    for (const scale of scales) {
      view.setFloat32(at, scale, true);
      at += 4;
    }
    for (const key of keys) {
      view.setUint32(at, key, true);
      at += 4;
    }
    for (const weight of weights) view.setInt8(at++, weight);
  }
  least.forEach((chance, k) => {
    view.setFloat32(at + 4 * k, chance, true);
  });
  return bytes;
}

/** The model that `packStance` wrote. Throws on bytes that are no such file, or a broken one. */
export function unpackStance(bytes: Uint8Array): StanceModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0, true) !== MAGIC) throw new Error('not a stance file of this version');
  if (view.getUint32(4, true) !== bytes.length)
    throw new Error(`the stance file is cut short: ${bytes.length} of ${view.getUint32(4, true)} bytes`);
  let at = 8;
  const floats = (length: number): Float32Array =>
    Float32Array.from({ length }, () => {
      at += 4;
      return view.getFloat32(at - 4, true);
    });
  const table = (): Table => {
    const columns = view.getUint32(at, true);
    const rows = view.getUint32(at + 4, true);
    at += 8;
    const scales = floats(columns);
    const keys = Uint32Array.from({ length: rows }, () => {
      at += 4;
      return view.getUint32(at - 4, true);
    });
    const weights = new Int8Array(bytes.buffer, bytes.byteOffset + at, rows * columns).slice();
    at += rows * columns;
    return tableOf(columns, keys, scales, weights);
  };
  const [claims, context, polarity, targets] = [table(), table(), table(), table()];
  const acts = [...floats(ACTS.length)];
  const [position, target] = floats(2) as unknown as [number, number];
  return { claims, context, polarity, targets, least: { acts, position, target } };
}
