import { readFileSync, writeFileSync } from 'node:fs';
import type { Attribution, Claim } from '../../../utils/analysis.ts';
import { compare, TOGETHER_FEATURES } from '../../../utils/framing/grouping.ts';
import { chance, type Logistic, logistic, type Weights } from '../../../utils/framing/logistic.ts';
import { Namer } from '../../../utils/framing/naming.ts';
import { RELATION_FEATURES, type Reading, readClaims, relate, type Side, sidesOf } from '../../../utils/framing/relations.ts';
import { topicsOf } from '../../../utils/framing/topics.ts';
import type { TextDocument } from '../../../utils/language/document.ts';
import { loadTagger } from '../../../utils/language/tagger.ts';
import { resolveSpeakers } from '../../../utils/speakers/resolve.ts';
import { type GoldArticle, sameSpeaker } from '../../evaluate/articles.ts';
import { fitLogistic } from '../acceptance.ts';
import { random } from '../trainer.ts';

/** Articles are dealt to so many folds, so that the chance of a clash that grouping learns from comes from other articles. */
const FOLDS = 11;
const SEED = 7;
const RIDGE_CLASH = 10;
const RIDGE_TOGETHER = 3;
/** Claims of an article with fewer count as if it had so many: a short article is not all that matters. */
const LEAST_CLAIMS = 4;

/** Which way a feature can speak; one that the data would turn round says nothing and is left out. */
const SIGNS: Readonly<Partial<Record<(typeof RELATION_FEATURES)[number], 1 | -1>>> = {
  targets: 1,
  'both target': 1,
  'targets side': 1,
  accuses: 1,
  denies: 1,
  'warns or demands': 1,
  praises: -1,
  names: 1,
  attacks: 1,
  answer: 1,
  denial: 1,
  'denial near': 1,
  'opposite target': 1,
  'same target': -1,
  contrast: 1,
  negation: 1,
  context: 1,
  likeness: 1,
  affiliated: -1,
  'foe in common': -1,
  'answers back': 1,
  'attacked near': 1,
  'accusation denied': 1,
  'claim denied': 1,
  replies: 1,
  'opposite measure': 1,
};

interface Example {
  readonly features: Float32Array;
  readonly right: boolean;
  readonly weight: number;
  readonly fold: number;
}

interface Labelled {
  readonly gold: GoldArticle;
  readonly fold: number;
  readonly claims: number;
  readonly sides: readonly Side[];
  /** Readings with their index among the gold's claims. */
  readonly readings: readonly (readonly [Reading, number])[];
}

/** How often the engine leaves a label open that people give. */
const LEFT_OPEN = { act: 0.35, position: 0.5, function: 0.2 };

/** The labelled claims with the engine's speakers and the labelled stance; where `draw` is given, with labels left open as often as the engine does. */
function readArticle(gold: GoldArticle, document: TextDocument, draw: (() => number) | null, fold: number): Labelled {
  const kept = gold.claims.map((claim, i) => ({ claim, i })).filter(({ claim }) => claim.claim !== false);
  const attributions = kept.map(
    ({ claim: { type, content, source, cue } }): Attribution => ({ type, content, source, cue, confidence: 1 }),
  );
  const { speakers, speakerOf } = resolveSpeakers(document, attributions);
  const open = (rate: number): boolean => draw !== null && draw() < rate;
  const claims = kept.map(
    ({ claim: { act, position, function: purpose } }, k): Claim => ({
      ...attributions[k]!,
      id: `c${k + 1}`,
      speaker: speakerOf[k] ?? null,
      act: open(LEFT_OPEN.act) ? 'states' : (act ?? 'states'),
      position: open(LEFT_OPEN.position) ? null : (position ?? null),
      function: open(LEFT_OPEN.function) ? 'background' : (purpose ?? 'background'),
      reasons: {},
    }),
  );
  const readings = readClaims(document, claims, topicsOf(document, claims), new Namer(speakers));
  return {
    gold,
    fold,
    claims: claims.length,
    sides: sidesOf(readings, speakers),
    readings: readings.map((reading, k) => [reading, kept[k]!.i] as const),
  };
}

/** Pairs of speakers. Where several that were found are one of the labelled pair, the one heard most stands for it. */
function speakerPairs({ gold, sides, fold }: Labelled): Example[] {
  const idOf = new Map(sides.map(({ speaker }) => [speaker.id, gold.speakers.find((g) => sameSpeaker(g, speaker))?.id ?? '?']));
  const clashing = (gold.clashes ?? []).flatMap(({ a, b, optional }) =>
    b ? [{ pair: [a, b].sort().join('|'), optional: optional ?? false }] : [],
  );
  const certain = new Set(clashing.filter(({ optional }) => !optional).map(({ pair }) => pair));
  const open = new Set(clashing.filter(({ optional }) => optional).map(({ pair }) => pair));
  const pairs = sides.flatMap((a, i) =>
    sides.slice(i + 1).map((b) => ({
      features: relate(a, b, sides.length),
      pair: [idOf.get(a.speaker.id)!, idOf.get(b.speaker.id)!].sort().join('|'),
      size: a.readings.length * b.readings.length,
    })),
  );
  const largest = new Map<string, number>();
  for (const { pair, size } of pairs) largest.set(pair, Math.max(size, largest.get(pair) ?? 0));
  return pairs.flatMap(({ features, pair, size }): Example[] =>
    open.has(pair) || (certain.has(pair) && size < largest.get(pair)!) ? [] : [{ features, right: certain.has(pair), weight: 1, fold }],
  );
}

/** Pairs of claims that the labels place in framings. */
function claimPairs({ gold, sides, readings, claims, fold }: Labelled, clash: Logistic): Example[] {
  const framingOf = new Map(gold.framings.flatMap((framing, k) => framing.claims.map((i) => [i, k] as const)));
  const sideOf = new Map(sides.map((side) => [side.speaker.id, side]));
  const placed = readings.filter(([reading, i]) => framingOf.has(i) && reading.claim.speaker !== null);
  const chances = new Map<string, number>();
  const chanceOf = (a: Side, b: Side): number => {
    const key = `${a.speaker.id}|${b.speaker.id}`;
    const known = chances.get(key) ?? (a === b ? 0 : chance(clash, relate(a, b, sides.length)));
    chances.set(key, known);
    return known;
  };
  return placed.flatMap(([x, i], k) =>
    placed.slice(k + 1).map(([y, j]): Example => {
      const [a, b] = [sideOf.get(x.claim.speaker!)!, sideOf.get(y.claim.speaker!)!];
      const features = compare(x, y, a, b, chanceOf(a, b), claims, sides.length);
      return { features, right: framingOf.get(i) === framingOf.get(j), weight: LEAST_CLAIMS / Math.max(LEAST_CLAIMS, placed.length), fold };
    }),
  );
}

/** A logistic model by feature name, without the features that would speak the wrong way. */
function fitNamed(examples: readonly Example[], names: readonly string[], ridge: number, signs: Readonly<Record<string, number>>): Weights {
  let kept = [...names.keys()];
  for (;;) {
    const weights = fitLogistic(
      examples.map((example) => ({ ...example, features: Float32Array.from(kept, (k) => example.features[k]!) })),
      ridge,
    );
    const wrong = new Set(kept.filter((k, i) => (signs[names[k]!] ?? 0) * weights[i]! < 0));
    if (wrong.size === 0) return Object.fromEntries(kept.map((k, i) => [names[k]!, Math.round(weights[i]! * 1000) / 1000]));
    kept = kept.filter((k) => !wrong.has(k));
  }
}

/**
 * Learns whether two speakers clash, and whether two claims are one view, from the labelled articles of `file`, and writes the weights to `out`. Each article is
 * seen with its labelled stance, and with one of which as much is left open as the engine leaves, so that the weights serve both. The same data give the same file.
 */
export async function learnFraming(file: string, out: string): Promise<void> {
  const tag = await loadTagger();
  const articles = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as GoldArticle);
  const draw = random(SEED);
  const labelled = articles.flatMap((gold, i) => {
    const document = tag(gold.text);
    return [null, draw].map((blur) => readArticle(gold, document, blur, i % FOLDS));
  });
  const pairs = labelled.map(speakerPairs);
  const learnClash = (without: number | null): Weights =>
    fitNamed(
      pairs.flat().filter(({ fold }) => fold !== without),
      RELATION_FEATURES,
      RIDGE_CLASH,
      SIGNS,
    );
  const folds = Array.from({ length: FOLDS }, (_, k) => logistic(RELATION_FEATURES, learnClash(k)));
  const clash = learnClash(null);
  const together = fitNamed(
    labelled.flatMap((article) => claimPairs(article, folds[article.fold]!)),
    TOGETHER_FEATURES,
    RIDGE_TOGETHER,
    {},
  );
  writeFileSync(out, `${JSON.stringify({ clash, together }, null, 2)}\n`);
}
