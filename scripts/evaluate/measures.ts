/** Measures of agreement, in per cent where they are shares. */

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function scoreOf(hits: number, predicted: number, gold: number): Score {
  const precision = predicted ? hits / predicted : 0;
  const recall = gold ? hits / gold : 0;
  return {
    precision: 100 * precision,
    recall: 100 * recall,
    f1: precision + recall ? (200 * precision * recall) / (precision + recall) : 0,
  };
}

export const share = (part: number, whole: number): number => (whole ? (100 * part) / whole : 0);

export const sum = <T>(list: readonly T[], value: (item: T) => number): number => list.reduce((total, item) => total + value(item), 0);

/** Agreement beyond chance of two parallel lists of labels (Cohen 1960); null where both give everything the same one label. */
export function kappa(pairs: readonly (readonly [string, string])[]): number | null {
  const n = pairs.length;
  if (n === 0) return null;
  const count = (k: 0 | 1, label: string): number => pairs.filter((pair) => pair[k] === label).length / n;
  const agree = pairs.filter(([a, b]) => a === b).length / n;
  const chance = sum([...new Set(pairs.flat())], (label) => count(0, label) * count(1, label));
  return chance === 1 ? null : (agree - chance) / (1 - chance);
}

/** B-cubed F1 of two groupings of the same items, as parallel lists of group labels (Bagga and Baldwin 1998), in [0, 1]; null of nothing. */
export function bCubed<G, P>(gold: readonly G[], predicted: readonly P[]): number | null {
  if (gold.length === 0) return null;
  let precision = 0;
  let recall = 0;
  gold.forEach((g, i) => {
    let inGold = 0;
    let inPredicted = 0;
    let inBoth = 0;
    gold.forEach((other, j) => {
      const together = other === g;
      const grouped = predicted[j] === predicted[i];
      if (together) inGold++;
      if (grouped) inPredicted++;
      if (together && grouped) inBoth++;
    });
    precision += inBoth / inPredicted;
    recall += inBoth / inGold;
  });
  precision /= gold.length;
  recall /= gold.length;
  return (2 * precision * recall) / (precision + recall);
}

export interface Bin {
  /** Mean confidence of the predictions in it, and the share of them that is right; both in per cent. */
  readonly confidence: number;
  readonly right: number;
  readonly count: number;
}

/** Predictions by confidence in ten bins from 0 to 1, empty ones left out, and the mean distance between confidence and truth over all (ECE, Guo et al. 2017). */
export function reliability(predictions: readonly { confidence: number; right: boolean }[]): { bins: Bin[]; error: number } {
  const bins = Array.from({ length: 10 }, (_, k) => predictions.filter((p) => Math.min(9, Math.floor(p.confidence * 10)) === k))
    .filter((members) => members.length > 0)
    .map((members) => ({
      confidence: (100 * sum(members, (p) => p.confidence)) / members.length,
      right: share(members.filter((p) => p.right).length, members.length),
      count: members.length,
    }));
  return { bins, error: sum(bins, (b) => Math.abs(b.confidence - b.right) * b.count) / Math.max(1, predictions.length) };
}

/** The middle 95 per cent of a figure over `runs` samples of the articles drawn with replacement (Efron 1979); the same for the same seed. */
export function bootstrap<T>(
  articles: readonly T[],
  figure: (sample: readonly T[]) => number,
  draw: () => number,
  runs = 500,
): [number, number] {
  const values = Array.from({ length: runs }, () => figure(articles.map(() => articles[Math.floor(draw() * articles.length)]!))).sort(
    (a, b) => a - b,
  );
  return [values[Math.floor(runs * 0.025)]!, values[Math.min(runs - 1, Math.floor(runs * 0.975))]!];
}
