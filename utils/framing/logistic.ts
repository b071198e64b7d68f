/** Weights by feature name, as `npm run train` writes them; a feature without a weight counts nothing. */
export type Weights = Readonly<Record<string, number>>;

/** A logistic model with its weights in the order of its features. */
export interface Logistic {
  readonly weights: Float32Array;
}

export const logistic = (features: readonly string[], weights: Weights): Logistic => ({
  weights: Float32Array.from(features, (feature) => weights[feature] ?? 0),
});

/** The chance, 0..1, that a logistic model gives to features in its order. */
export function chance({ weights }: Logistic, features: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * features[i]!;
  return 1 / (1 + Math.exp(-sum));
}
