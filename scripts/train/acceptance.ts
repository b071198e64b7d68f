import type { Candidate } from '../../utils/claims/model/decode.ts';
import { common, covered, wordsOf } from '../evaluate/match.ts';
import type { GoldDocument } from './data.ts';

export interface Judged {
  readonly features: Float32Array;
  readonly right: boolean;
  readonly weight: number;
}

/** Least agreement over words of a found content with the marked one. */
const LEAST_JACCARD = 0.5;

/**
 * Candidates of a document that the network has not learned from, right where content and source agree with a marked claim. Those that find a marked belief,
 * wish or act are left out: they are neither.
 */
export function judge(gold: GoldDocument, candidates: readonly Candidate[], weight: number): Judged[] {
  const words = wordsOf(gold.text);
  const marked = gold.attributions.map((a) => ({ speech: a.speech, content: covered(words, a.content), source: covered(words, a.source) }));
  return candidates.flatMap(({ content, source, features }) => {
    const found = covered(words, content);
    const by = covered(words, source);
    let best = 0;
    let closest: (typeof marked)[number] | null = null;
    for (const mark of marked) {
      const both = common(found, mark.content);
      const jaccard = both / (found.size + mark.content.size - both);
      if (jaccard > best) {
        best = jaccard;
        closest = mark;
      }
    }
    if (best < LEAST_JACCARD || !closest) return [{ features, right: false, weight }];
    if (!closest.speech) return [];
    return [{ features, right: common(by, closest.source) > 0 || (by.size === 0 && closest.source.size === 0), weight }];
  });
}

/** Solves A·x = b in place by elimination; A is symmetric and positive definite. */
function solve(a: Float64Array[], b: Float64Array): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const by = a[j]![i]! / a[i]![i]!;
      if (by === 0) continue;
      for (let k = i; k < n; k++) a[j]![k]! -= by * a[i]![k]!;
      b[j]! -= by * b[i]!;
    }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i]! -= a[i]![k]! * b[k]!;
    b[i]! /= a[i]![i]!;
  }
  return b;
}

/**
 * Logistic regression by Newton's method with a ridge on the standardised features. The first feature is the constant one, whose weight is free. Returns weights
 * for the features as they are.
 */
export function fitLogistic(examples: readonly Judged[], ridge = 1, rounds = 25): Float32Array {
  const size = examples[0]!.features.length;
  const mean = new Float64Array(size);
  const deviation = new Float64Array(size);
  for (const { features } of examples) for (let f = 0; f < size; f++) mean[f]! += features[f]! / examples.length;
  for (const { features } of examples) for (let f = 0; f < size; f++) deviation[f]! += (features[f]! - mean[f]!) ** 2 / examples.length;
  for (let f = 0; f < size; f++) deviation[f] = Math.sqrt(deviation[f]!) || 1;
  mean[0] = 0;
  deviation[0] = 1;
  const weights = new Float64Array(size);
  const x = new Float64Array(size);
  for (let round = 0; round < rounds; round++) {
    const gradient = new Float64Array(size);
    const hessian = Array.from({ length: size }, () => new Float64Array(size));
    for (const { features, right, weight } of examples) {
      let z = 0;
      for (let f = 0; f < size; f++) {
        x[f] = (features[f]! - mean[f]!) / deviation[f]!;
        z += weights[f]! * x[f]!;
      }
      const p = 1 / (1 + Math.exp(-z));
      const slope = weight * p * (1 - p);
      for (let f = 0; f < size; f++) {
        gradient[f]! += weight * ((right ? 1 : 0) - p) * x[f]!;
        for (let k = 0; k < size; k++) hessian[f]![k]! += slope * x[f]! * x[k]!;
      }
    }
    for (let f = 0; f < size; f++) {
      if (f > 0) gradient[f]! -= ridge * weights[f]!;
      hessian[f]![f]! += f > 0 ? ridge : 1e-6;
    }
    const step = solve(hessian, gradient);
    const moved = step.reduce((most, by) => Math.max(most, Math.abs(by)), 0);
    // A full step from far away may overshoot.
    for (let f = 0; f < size; f++) weights[f]! += step[f]! / Math.max(1, moved);
    if (moved < 1e-7) break;
  }
  const plain = Float32Array.from(weights, (w, f) => w / deviation[f]!);
  for (let f = 1; f < size; f++) plain[0]! -= (weights[f]! * mean[f]!) / deviation[f]!;
  return plain;
}
