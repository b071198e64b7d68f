/** Indexes of features and their values, parallel. */
export interface Row {
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

/** A row with a label for each block of classes; −1 where it has none. */
export interface LabelledRow extends Row {
  readonly labels: readonly number[];
  readonly weight: number;
  /** Scores from which those of the weights start; none where absent. */
  readonly start?: Float64Array;
}

/** Scores of each class: `weights` is features × classes. */
export function scores(weights: ArrayLike<number>, classes: number, { ids, values }: Row, into = new Float64Array(classes)): Float64Array {
  into.fill(0);
  for (let k = 0; k < ids.length; k++) {
    const from = ids[k]! * classes;
    const v = values[k]!;
    for (let c = 0; c < classes; c++) into[c]! += v * weights[from + c]!;
  }
  return into;
}

function softmax(z: Float64Array, from: number, size: number): void {
  let top = Number.NEGATIVE_INFINITY;
  for (let c = from; c < from + size; c++) if (z[c]! > top) top = z[c]!;
  let sum = 0;
  for (let c = from; c < from + size; c++) sum += z[c] = Math.exp(z[c]! - top);
  for (let c = from; c < from + size; c++) z[c]! /= sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]! * b[i]!;
  return s;
}

const MEMORY = 6;

/**
 * Multinomial logistic regression over sparse features, several blocks of classes at once, each with a ridge of its own, by L-BFGS (Liu and Nocedal 1989):
 * deterministic. Returns weights, features × classes.
 */
export function fitWeights(
  rows: readonly LabelledRow[],
  features: number,
  blocks: readonly number[],
  ridges: readonly number[],
  rounds = 40,
): Float64Array {
  const classes = blocks.reduce((sum, size) => sum + size, 0);
  const n = features * classes;
  const ridge = Float64Array.from(blocks.flatMap((size, b) => Array.from({ length: size }, () => ridges[b]!)));
  let w = new Float64Array(n);
  let gradient = new Float64Array(n);
  const z = new Float64Array(classes);
  const evaluate = (x: Float64Array, g: Float64Array): number => {
    let loss = 0;
    for (let i = 0, c = 0; i < n; i++, c = c + 1 === classes ? 0 : c + 1) {
      g[i] = ridge[c]! * x[i]!;
      loss += 0.5 * g[i]! * x[i]!;
    }
    for (const row of rows) {
      scores(x, classes, row, z);
      row.start?.forEach((score, c) => {
        z[c]! += score;
      });
      let from = 0;
      for (let b = 0; b < blocks.length; b++) {
        const size = blocks[b]!;
        const label = row.labels[b]!;
        if (label < 0) z.fill(0, from, from + size);
        else {
          softmax(z, from, size);
          loss -= row.weight * Math.log(Math.max(1e-12, z[from + label]!));
          z[from + label]! -= 1;
        }
        from += size;
      }
      const { ids, values } = row;
      for (let k = 0; k < ids.length; k++) {
        const at = ids[k]! * classes;
        const v = values[k]! * row.weight;
        for (let c = 0; c < classes; c++) g[at + c]! += v * z[c]!;
      }
    }
    return loss;
  };
  const memory: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  let loss = evaluate(w, gradient);
  for (let round = 0; round < rounds; round++) {
    const d = new Float64Array(n);
    for (let i = 0; i < n; i++) d[i] = -gradient[i]!;
    const alphas: number[] = [];
    for (let m = memory.length - 1; m >= 0; m--) {
      const { s, y, rho } = memory[m]!;
      const a = rho * dot(s, d);
      alphas[m] = a;
      for (let i = 0; i < n; i++) d[i]! -= a * y[i]!;
    }
    const last = memory.at(-1);
    const scale = last ? dot(last.s, last.y) / dot(last.y, last.y) : 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)));
    for (let i = 0; i < n; i++) d[i]! *= scale;
    for (let m = 0; m < memory.length; m++) {
      const { s, y, rho } = memory[m]!;
      const b = alphas[m]! - rho * dot(y, d);
      for (let i = 0; i < n; i++) d[i]! += b * s[i]!;
    }
    const slope = dot(gradient, d);
    const next = new Float64Array(n);
    const g = new Float64Array(n);
    let value = loss;
    for (let tries = 0, step = 1; tries < 12; tries++, step /= 2) {
      for (let i = 0; i < n; i++) next[i] = w[i]! + step * d[i]!;
      value = evaluate(next, g);
      if (value <= loss + 1e-4 * step * slope) break;
    }
    const s = new Float64Array(n);
    const y = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      s[i] = next[i]! - w[i]!;
      y[i] = g[i]! - gradient[i]!;
    }
    const sy = dot(s, y);
    if (sy > 1e-10) {
      memory.push({ s, y, rho: 1 / sy });
      if (memory.length > MEMORY) memory.shift();
    }
    const gained = loss - value;
    w = next;
    gradient = g;
    loss = value;
    if (gained < 3e-5 * Math.abs(loss)) break;
  }
  return w;
}
