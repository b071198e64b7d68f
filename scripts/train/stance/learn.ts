import type { Act } from '../../../utils/analysis.ts';
import { contextFeatures, inContext, startOf } from '../../../utils/stance/context.ts';
import { withPolarity } from '../../../utils/stance/features.ts';
import {
  ACT_AT,
  BLOCKS,
  DIRECTION_AT,
  type Feature,
  probabilities,
  type StanceModel,
  scoresOf,
  type Table,
  tableOf,
} from '../../../utils/stance/model.ts';
import { cueAct } from '../../../utils/stance/read.ts';
import { actSaidBy } from '../../../utils/stance/said.ts';
import type { JudgedSentence, StanceArticle } from './data.ts';
import { fitWeights, type LabelledRow } from './logistic.ts';

const SIZES = BLOCKS.map(({ length }) => length);
const STATES = BLOCKS[0].indexOf('states');

/** What was found best by cross-validation over the articles labelled for training. */
export const OPTIONS = {
  folds: 5,
  /** Claims, and sentences, in which a feature must be seen. */
  leastClaims: 3,
  leastSentences: 5,
  /** Of acts, functions, positions. */
  ridges: [3, 6, 6],
  contextRidges: [20, 60, 6],
  polarityRidge: 6,
  targetRidge: 2,
  /** Most features kept of a table, the weightiest. */
  mostClaimFeatures: 12_000,
  mostPolarityFeatures: 3_500,
  /** Precision of what is shown, over articles (of positions, modern ones) not learned from; articles labelled twice, whose labels are surer, show some points more. */
  actPrecision: 0.75,
  positionPrecision: 0.71,
  leastTarget: 0.12,
  /** What the claims written for the project count, against the labelled ones. */
  weightOfInvented: 0.6,
  /** What the claims of `labels.txt` count. */
  weightOfLabelled: 0.7,
};
export type Options = typeof OPTIONS;

export interface Example {
  readonly features: readonly Feature[];
  readonly labels: readonly number[];
  /** 1 where not given. */
  readonly weight?: number;
  readonly start?: Float64Array;
}

/** Learns a table of features × classes. */
export function learnTable(
  examples: readonly Example[],
  blocks: readonly number[],
  ridges: readonly number[],
  leastSeen: number,
  most = Number.POSITIVE_INFINITY,
): Table {
  const seen = new Map<number, number>();
  for (const { features } of examples) for (const one of new Set(features.map(({ key }) => key))) seen.set(one, (seen.get(one) ?? 0) + 1);
  let keys = Uint32Array.from([...seen].filter(([, n]) => n >= leastSeen).map(([key]) => key)).sort();
  const ids = new Map(Array.from(keys, (key, i) => [key, i]));
  const rows = examples.map(({ features, labels, weight = 1, start }): LabelledRow => {
    const known = features.flatMap(({ key, value }) => {
      const id = ids.get(key);
      return id === undefined ? [] : [[id, value] as const];
    });
    return {
      ids: Int32Array.from(known, ([id]) => id),
      values: Float32Array.from(known, ([, value]) => value),
      labels,
      weight,
      ...(start && { start }),
    };
  });
  const columns = blocks.reduce((sum, size) => sum + size, 0);
  let weights: ArrayLike<number> = fitWeights(rows, keys.length, blocks, ridges);
  if (keys.length > most) {
    const size = Array.from(keys, (_, i) => {
      let sum = 0;
      for (let c = 0; c < columns; c++) sum += Math.abs(weights[i * columns + c]!) * Math.sqrt(seen.get(keys[i]!)!);
      return sum;
    });
    const kept = size
      .map((_, i) => i)
      .sort((a, b) => size[b]! - size[a]! || a - b)
      .slice(0, most)
      .sort((a, b) => a - b);
    const all = weights;
    weights = kept.flatMap((i) => Array.from({ length: columns }, (_, c) => all[i * columns + c]!));
    keys = Uint32Array.from(kept, (i) => keys[i]!);
  }
  return quantise(keys, columns, weights);
}

function quantise(keys: Uint32Array, columns: number, weights: ArrayLike<number>): Table {
  const scales = new Float32Array(columns);
  for (let i = 0; i < weights.length; i++) scales[i % columns] = Math.max(scales[i % columns]!, Math.abs(weights[i]!) / 127);
  return tableOf(
    columns,
    keys,
    scales,
    Int8Array.from({ length: weights.length }, (_, i) => (scales[i % columns]! > 0 ? Math.round(weights[i]! / scales[i % columns]!) : 0)),
  );
}

export const learnPolarity = (sentences: readonly JudgedSentence[]): Table =>
  learnTable(
    sentences.map(({ features, label }) => ({ features, labels: [label] })),
    [3],
    [OPTIONS.polarityRidge],
    OPTIONS.leastSentences,
    OPTIONS.mostPolarityFeatures,
  );

export interface CrossValidated {
  readonly article: number;
  readonly claim: number;
  readonly labels: readonly number[];
  readonly chances: Float64Array;
}

/** Folds of articles, dealt in turn. */
const foldOf = (article: number): number => article % OPTIONS.folds;

/** The model, and what it thinks of every claim when its article is not learned from. */
export function learnStance(
  articles: readonly StanceArticle[],
  invented: readonly Example[],
  polarity: Table,
  labelled: readonly StanceArticle[] = [],
  options: Options = OPTIONS,
): { model: StanceModel; left: CrossValidated[] } {
  const examplesIn = ({ features, labels }: StanceArticle, weight: number): Example[] =>
    features.map((list, i) => ({ features: withPolarity(list, polarity), labels: labels[i]!, weight }));
  const examples = articles.map((article) => examplesIn(article, 1));
  const written = invented.map(
    ({ features, labels }): Example => ({ features: withPolarity(features, polarity), labels, weight: options.weightOfInvented }),
  );
  const more = labelled.flatMap((article) => examplesIn(article, options.weightOfLabelled));
  const learnClaims = (of: readonly Example[]): Table =>
    learnTable([...of, ...written, ...more], SIZES, options.ridges, options.leastClaims, options.mostClaimFeatures);
  const learnContext = (of: readonly Example[]): Table => learnTable(of, SIZES, options.contextRidges, 1);
  const folds = Array.from({ length: options.folds }, (_, k) => k);
  const alone: Float64Array[][] = articles.map(() => []);
  for (const k of folds) {
    const table = learnClaims(examples.filter((_, i) => foldOf(i) !== k).flat());
    articles.forEach((_, i) => {
      if (foldOf(i) === k) alone[i] = examples[i]!.map(({ features }) => probabilities(scoresOf(table, features)));
    });
  }
  const together = articles.map(({ attributions, resolved, labels }, i) =>
    contextFeatures(attributions, resolved.speakerOf, alone[i]!).map(
      (features, c): Example => ({ features, labels: labels[c]!, start: startOf(alone[i]![c]!) }),
    ),
  );
  const left = folds.flatMap((k) => {
    const table = learnContext(together.filter((_, i) => foldOf(i) !== k).flat());
    return articles.flatMap((_, article) =>
      foldOf(article) === k
        ? together[article]!.map(
            ({ features, labels }, claim): CrossValidated => ({
              article,
              claim,
              labels,
              chances: inContext(table, features, alone[article]![claim]!),
            }),
          )
        : [],
    );
  });
  const modern = left.filter(({ article }) => articles[article]!.modern);
  const targets = learnTable(
    articles.flatMap(({ targets }) => targets.flat().map(({ features, right }) => ({ features, labels: [right ? 1 : 0] }))),
    [2],
    [options.targetRidge],
    4,
  );
  return {
    model: {
      claims: learnClaims(examples.flat()),
      context: learnContext(together.flat()),
      polarity,
      targets,
      least: {
        acts: leastActs(articles, left, options.actPrecision),
        position: leastPosition(modern, options.positionPrecision),
        target: options.leastTarget,
      },
    },
    left,
  };
}

/** The lowest of chances down to which the shown are right with a precision. */
function lowest(judged: readonly { chance: number; right: boolean }[], precision: number): number {
  let shown = 0;
  let right = 0;
  let least = 1;
  for (const { chance, right: good } of [...judged].sort((a, b) => b.chance - a.chance)) {
    shown++;
    if (good) right++;
    if (right >= precision * shown) least = chance;
  }
  return least;
}

/** What claims of one act lean on, counted in claims: how often all acts are right that are as likely. */
const LEAN = 10;

/** The act that is known without what is learned: by the cue, or said in so many words. */
function actByRule({ document, attributions }: StanceArticle, claim: number): Act | null {
  const attribution = attributions[claim]!;
  return cueAct(document.text, attribution)?.value ?? actSaidBy(document.text, attribution)?.act ?? null;
}

/** For each act the least chance down to which it is right with a precision, where no rule knows it. */
function leastActs(articles: readonly StanceArticle[], left: readonly CrossValidated[], precision: number): number[] {
  const judged = left.flatMap(({ article, claim, chances, labels }) => {
    if (actByRule(articles[article]!, claim)) return [];
    const act = bestOf(chances, ACT_AT, SIZES[0]!);
    return act === STATES ? [] : [{ act, chance: chances[ACT_AT + act]!, right: act === labels[0] }];
  });
  const tally = () => ({ shown: 0, right: 0, least: 1 });
  const all = tally();
  const each = BLOCKS[0].map(tally);
  for (const { act, chance, right } of judged.sort((a, b) => b.chance - a.chance)) {
    const own = each[act]!;
    for (const one of [all, own]) {
      one.shown++;
      if (right) one.right++;
    }
    if (own.right + (LEAN * all.right) / all.shown >= precision * (own.shown + LEAN)) own.least = chance;
  }
  return each.map(({ least }) => least);
}

function leastPosition(left: readonly CrossValidated[], precision: number): number {
  const judged = left.map(({ chances, labels }) => {
    const best = chances[DIRECTION_AT + 1]! >= chances[DIRECTION_AT + 2]! ? 1 : 2;
    return { chance: chances[DIRECTION_AT + best]!, right: best === labels[2] };
  });
  return lowest(judged, precision);
}

function bestOf(chances: Float64Array, from: number, size: number): number {
  let best = 0;
  for (let c = 1; c < size; c++) if (chances[from + c]! > chances[from + best]!) best = c;
  return best;
}

export interface StanceFigures {
  readonly claims: number;
  readonly act: number;
  readonly badgePrecision: number;
  readonly badges: number;
  readonly function: number;
  readonly positionPrecision: number;
  readonly positionRecall: number;
}

/** Figures over articles not learned from, in per cent. */
export function figuresOf(articles: readonly StanceArticle[], left: readonly CrossValidated[], least: StanceModel['least']): StanceFigures {
  const n = { claims: left.length, act: 0, badges: 0, badgesRight: 0, function: 0, shown: 0, shownRight: 0, wanted: 0 };
  for (const { article, claim, labels, chances } of left) {
    const named = actByRule(articles[article]!, claim);
    let act = bestOf(chances, ACT_AT, SIZES[0]!);
    if (named) act = BLOCKS[0].indexOf(named);
    else if (chances[ACT_AT + act]! < least.acts[act]!) act = STATES;
    if (act === labels[0]) n.act++;
    if (act !== STATES) {
      n.badges++;
      if (act === labels[0]) n.badgesRight++;
    }
    if (bestOf(chances, SIZES[0]!, SIZES[1]!) === labels[1]) n.function++;
    const direction = chances[DIRECTION_AT + 1]! >= chances[DIRECTION_AT + 2]! ? 1 : 2;
    if (labels[2] !== 0) n.wanted++;
    if (chances[DIRECTION_AT + direction]! >= least.position) {
      n.shown++;
      if (direction === labels[2]) n.shownRight++;
    }
  }
  const share = (part: number, whole: number): number => (whole ? (100 * part) / whole : 0);
  return {
    claims: n.claims,
    act: share(n.act, n.claims),
    badgePrecision: share(n.badgesRight, n.badges),
    badges: share(n.badges, n.claims),
    function: share(n.function, n.claims),
    positionPrecision: share(n.shownRight, n.shown),
    positionRecall: share(n.shownRight, n.wanted),
  };
}
