import type { Attribution } from '../analysis.ts';
import { ALWAYS, COLUMNS, type Family, type Feature, family, featureOf, keyOf, probabilities, scoresOf, type Table } from './model.ts';

/** Keeps the logarithm of a vanishing probability from ruling alone. */
const FLOOR = 0.02;

const TYPE = family('t');
const BARE = featureOf(family('bare', ''), '', 1);
/** A family of each column's own, as its features are asked of every claim. */
const columnsOf = (name: string): Family[] => Array.from({ length: COLUMNS }, (_, c) => family(`${name}${c}`, ''));
const [OWN, LOG, ARTICLE, SPEAKER] = [columnsOf('o'), columnsOf('l'), columnsOf('a'), columnsOf('s')];
const BEFORE = { any: columnsOf('b'), same: columnsOf('bs') };
const NEXT = { any: columnsOf('n'), same: columnsOf('ns') };

/** Scores from which the second table starts: what is thought of a claim by itself. */
export const startOf = (alone: Float64Array): Float64Array => alone.map((p) => Math.log(Math.max(1e-6, p)));

/** The chances of each claim by itself, corrected by `contextFeatures`. */
export const inContext = (table: Table, features: readonly Feature[], alone: Float64Array): Float64Array => {
  const scores = scoresOf(table, features);
  startOf(alone).forEach((start, c) => {
    scores[c]! += start;
  });
  return probabilities(scores);
};

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
    const features: Feature[] = [ALWAYS];
    const add = (of: Family, value: number): void => void features.push({ family: of, key: keyOf(of.start), value, span: null });
    const own = speakers[i] == null ? undefined : bySpeaker.get(speakers[i]!);
    const beside = [
      [BEFORE, i - 1],
      [NEXT, i + 1],
    ] as const;
    for (let c = 0; c < COLUMNS; c++) {
      const p = alone[i]![c]!;
      add(OWN[c]!, p);
      add(LOG[c]!, Math.log(FLOOR + p) / 2);
      for (const [families, j] of beside) {
        if (j < 0 || j >= claims.length) continue;
        add(families.any[c]!, alone[j]![c]!);
        if (speakers[i] != null && speakers[i] === speakers[j]) add(families.same[c]!, alone[j]![c]!);
      }
      if (claims.length > 1) add(ARTICLE[c]!, (total[c]! - p) / (claims.length - 1));
      if (own && own.n > 1) add(SPEAKER[c]!, (own.sum[c]! - p) / (own.n - 1));
    }
    features.push(claim.cue.length > 0 ? featureOf(TYPE, claim.type, 1) : BARE);
    return features;
  });
}
