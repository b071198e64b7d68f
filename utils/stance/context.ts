import type { Attribution } from '../analysis.ts';
import type { Feature } from './features.ts';
import { COLUMNS } from './model.ts';

/** Keeps the logarithm of a vanishing probability from ruling alone. */
const FLOOR = 0.02;

/** What is thought of a claim by itself, of those beside it, of its speaker's others and of the whole article: probabilities in the order of the model's columns. */
export function contextFeatures(
  claims: readonly Attribution[],
  speakers: readonly (string | null)[],
  alone: readonly Float64Array[],
): Feature[][] {
  const total = new Float64Array(COLUMNS);
  const bySpeaker = new Map<string, { sum: Float64Array; n: number }>();
  claims.forEach((_, i) => {
    const speaker = speakers[i];
    let own = speaker == null ? undefined : bySpeaker.get(speaker);
    if (speaker != null && !own) {
      own = { sum: new Float64Array(COLUMNS), n: 0 };
      bySpeaker.set(speaker, own);
    }
    if (own) own.n++;
    for (let c = 0; c < COLUMNS; c++) {
      total[c]! += alone[i]![c]!;
      if (own) own.sum[c]! += alone[i]![c]!;
    }
  });
  return claims.map((claim, i) => {
    const features: Feature[] = [{ name: '1', value: 1, span: null }];
    const own = speakers[i] == null ? undefined : bySpeaker.get(speakers[i]!);
    const near = (j: number): boolean => j >= 0 && j < claims.length;
    for (let c = 0; c < COLUMNS; c++) {
      const p = alone[i]![c]!;
      features.push({ name: `o${c}`, value: p, span: null }, { name: `l${c}`, value: Math.log(FLOOR + p) / 2, span: null });
      for (const [key, j] of [
        ['b', i - 1],
        ['n', i + 1],
      ] as const) {
        if (!near(j)) continue;
        features.push({ name: `${key}${c}`, value: alone[j]![c]!, span: null });
        if (speakers[i] != null && speakers[i] === speakers[j]) features.push({ name: `${key}s${c}`, value: alone[j]![c]!, span: null });
      }
      if (claims.length > 1) features.push({ name: `a${c}`, value: (total[c]! - p) / (claims.length - 1), span: null });
      if (own && own.n > 1) features.push({ name: `s${c}`, value: (own.sum[c]! - p) / (own.n - 1), span: null });
    }
    features.push({ name: claim.cue.length > 0 ? `t=${claim.type}` : 'bare', value: 1, span: null });
    return features;
  });
}
