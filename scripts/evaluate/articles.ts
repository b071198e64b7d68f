import type { Act, ClaimType, FramingFunction, Position, Span } from '../../utils/analysis.ts';
import { sameTarget } from '../../utils/stance/targets.ts';
import { covered, match, wordsOf } from './match.ts';
import { bCubed, kappa, type Score, scoreOf, share, sum } from './measures.ts';

/** An article labelled by the guidelines; where two annotators differed, `…Also` holds the other answer, which is as right. */
export interface GoldArticle {
  readonly id: string;
  readonly title: string | null;
  readonly text: string;
  readonly kind?: string;
  readonly claims: readonly GoldClaim[];
  readonly speakers: readonly GoldSpeaker[];
  readonly framings: readonly { readonly claims: readonly number[] }[];
  readonly framingsAlso?: readonly { readonly claims: readonly number[] }[];
  readonly clashes?: readonly { readonly a: string; readonly b: string; readonly optional?: boolean }[];
}

export interface GoldClaim {
  readonly content: readonly Span[];
  readonly source: readonly Span[];
  readonly cue: readonly Span[];
  readonly type: ClaimType;
  readonly speaker: string | null;
  readonly speakerAlso?: string | null;
  readonly act: Act;
  readonly actAlso?: Act;
  readonly position: Position | null;
  readonly positionAlso?: Position | null;
  readonly function: FramingFunction;
  readonly functionAlso?: FramingFunction;
  /** Counts neither way. */
  readonly optional?: boolean;
  /** False where a marked attribution is no claim by the guidelines. */
  readonly claim?: boolean;
}

export interface GoldSpeaker {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly aliases?: readonly string[];
}

export interface PredictedArticle {
  readonly claims: readonly {
    readonly id: string;
    readonly content: readonly Span[];
    readonly speaker: string | null;
    readonly act: Act;
    readonly position: Position | null;
    readonly function: FramingFunction;
    readonly confidence: number;
  }[];
  readonly speakers: readonly { readonly id: string; readonly name: string; readonly aliases: readonly string[] }[];
  readonly framings: readonly { readonly claims: readonly string[] }[];
  readonly clashes: readonly { readonly a: string; readonly b: string | null }[];
}

const TITLES = new Set(
  'the a an mr mrs ms miss dr sir dame lord lady prof professor president prime minister sen senator rep gov governor judge justice'.split(
    ' ',
  ),
);
const nameWords = (name: string): string[] =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’']s\b/g, '')
    .match(/[\p{L}\p{N}]+/gu)
    ?.filter((word) => !TITLES.has(word)) ?? [];

/** One name's words all in the other's, titles aside. */
export function sameName(a: string, b: string): boolean {
  const [x, y] = [nameWords(a), nameWords(b)];
  if (x.length === 0 || y.length === 0) return false;
  const [small, large] = x.length <= y.length ? [x, y] : [y, x];
  return small.every((word) => large.includes(word));
}

export function sameSpeaker(gold: GoldSpeaker | undefined, predicted: PredictedArticle['speakers'][number] | undefined): boolean {
  if (!gold || !predicted) return !gold && !predicted;
  return (
    [gold.name, ...(gold.aliases ?? [])].some((name) => sameName(name, predicted.name)) ||
    [predicted.name, ...predicted.aliases].some((name) => sameName(name, gold.name))
  );
}

export const MENTIONS = ['full name', 'short name', 'office', 'pronoun', 'group', 'anonymous', 'none'] as const;
export type Mention = (typeof MENTIONS)[number];

const PRONOUN = /^(?:he|she|they|it|who|i|we|his|her|their)$/i;

/** How a claim's own source names the speaker. */
export function mentionOf(text: string, claim: GoldClaim, speaker: GoldSpeaker | undefined): Mention {
  const source = claim.source.map(([start, end]) => text.slice(start, end)).join(' ');
  if (source === '') return 'none';
  if (PRONOUN.test(source)) return 'pronoun';
  if (speaker?.kind === 'group') return 'group';
  if (speaker?.kind === 'anonymous' || !speaker) return 'anonymous';
  const name = nameWords(speaker.name);
  const words = new Set(nameWords(source));
  const held = name.filter((word) => words.has(word)).length;
  if (held === 0) return 'office';
  return held === name.length && name.length > 1 ? 'full name' : 'short name';
}

interface Stance {
  readonly act: readonly [gold: Act, predicted: Act];
  readonly function: readonly [FramingFunction, FramingFunction];
  readonly position: readonly [string | null, string | null];
  /** Of a position with the right direction: whether it is about the labelled thing; else null. */
  readonly target: boolean | null;
}

export interface ArticleCounts {
  readonly gold: number;
  readonly predicted: number;
  readonly found: number;
  readonly right: number;
  readonly mentions: readonly { readonly mention: Mention; readonly right: boolean }[];
  readonly judged: readonly { readonly confidence: number; readonly right: boolean }[];
  readonly stance: readonly Stance[];
  readonly placed: number;
  readonly inGold: number;
  readonly inPredicted: number;
  /** B-cubed F1 in [0, 1], or null where nothing can be compared. */
  readonly framing: number | null;
  readonly oneGroup: number | null;
  readonly bySpeaker: number | null;
  readonly byFunction: number | null;
  readonly clashesGold: number;
  readonly clashesPredicted: number;
  readonly clashesRight: number;
}

export function countArticle(gold: GoldArticle, predicted: PredictedArticle): ArticleCounts {
  const words = wordsOf(gold.text);
  const pairs = match(
    gold.claims.map((c) => covered(words, c.content)),
    predicted.claims.map((c) => covered(words, c.content)),
  );
  const goldSpeakers = new Map(gold.speakers.map((s) => [s.id, s]));
  const speakers = new Map(predicted.speakers.map((s) => [s.id, s]));
  const both = pairs.map(([i, j]) => {
    const g = gold.claims[i]!;
    const p = predicted.claims[j]!;
    const answers = 'speakerAlso' in g ? [g.speaker, g.speakerAlso] : [g.speaker];
    return { i, j, g, p, right: answers.some((id) => sameSpeaker(goldSpeakers.get(id ?? ''), speakers.get(p.speaker ?? ''))) };
  });
  const found = both.filter(({ g }) => !g.optional);
  const matched = new Map(both.map((pair) => [pair.j, pair]));
  const either = <T>(first: T, also: T | undefined, got: T): T => (also !== undefined && got === also ? also : first);

  const indexes = new Map(predicted.claims.map((c, j) => [c.id, j]));
  const place = <K>(framings: readonly { readonly claims: readonly K[] }[], index: (key: K) => number | undefined): Map<number, number> =>
    new Map(framings.flatMap((framing, k) => framing.claims.map((c) => [index(c) ?? -1, k] as const)));
  const inPredicted = place(predicted.framings, (id: string) => indexes.get(id));
  const groupings = [gold.framings, ...(gold.framingsAlso ? [gold.framingsAlso] : [])].map((framings) => place(framings, (i: number) => i));
  const against = (placed: (j: number) => boolean, group: (pair: (typeof both)[number]) => unknown): number | null => {
    const scores = groupings.map((grouping) => {
      const list = both.filter(({ i, j }) => grouping.has(i) && placed(j));
      return bCubed(
        list.map(({ i }) => grouping.get(i)),
        list.map(group),
      );
    });
    const known = scores.filter((score) => score !== null);
    return known.length > 0 ? Math.max(...known) : null;
  };
  const all = (): boolean => true;

  // Clashes as pairs of gold's speakers, where a predicted speaker is one of them.
  const asGold = (id: string | null): string | null => {
    const speaker = speakers.get(id ?? '');
    return speaker ? (gold.speakers.find((g) => sameSpeaker(g, speaker))?.id ?? `?${speaker.name}`) : null;
  };
  const pairOf = (a: string | null, b: string | null): string[] => (a && b ? [[a, b].sort().join('|')] : []);
  const certain = new Set((gold.clashes ?? []).filter((c) => !c.optional).flatMap((c) => pairOf(c.a, c.b)));
  const optional = new Set((gold.clashes ?? []).filter((c) => c.optional).flatMap((c) => pairOf(c.a, c.b)));
  const clashes = new Set(predicted.clashes.flatMap((c) => pairOf(asGold(c.a), asGold(c.b))).filter((pair) => !optional.has(pair)));

  return {
    gold: gold.claims.filter((c) => !c.optional).length,
    predicted: predicted.claims.length - (both.length - found.length),
    found: found.length,
    right: found.filter(({ right }) => right).length,
    mentions: found.map(({ g, right }) => ({ mention: mentionOf(gold.text, g, goldSpeakers.get(g.speaker ?? '')), right })),
    judged: predicted.claims.flatMap(({ confidence }, j) => {
      const pair = matched.get(j);
      return pair?.g.optional ? [] : [{ confidence, right: pair?.right ?? false }];
    }),
    stance: found.map(({ g, p }) => {
      const toward = p.position?.toward ?? null;
      const also = 'positionAlso' in g ? (g.positionAlso?.toward ?? null) : undefined;
      return {
        act: [either(g.act, g.actAlso, p.act), p.act],
        function: [either(g.function, g.functionAlso, p.function), p.function],
        position: [either(g.position?.toward ?? null, also, toward), toward],
        target: sameTargetAs(p.position, [g.position, g.positionAlso]),
      };
    }),
    placed: both.filter(({ i, j }) => groupings[0]!.has(i) && inPredicted.has(j)).length,
    inGold: groupings[0]!.size,
    inPredicted: inPredicted.size,
    framing: against(
      (j) => inPredicted.has(j),
      ({ j }) => inPredicted.get(j),
    ),
    oneGroup: against(all, () => 0),
    bySpeaker: against(all, ({ g }) => g.speaker ?? '?'),
    byFunction: against(all, ({ p }) => p.function),
    clashesGold: certain.size,
    clashesPredicted: clashes.size,
    clashesRight: [...clashes].filter((pair) => certain.has(pair)).length,
  };
}

/** Null where none of the labelled positions has the direction. */
function sameTargetAs(predicted: Position | null, labelled: readonly (Position | null | undefined)[]): boolean | null {
  const alike = labelled.filter((position) => position?.toward === predicted?.toward && position != null);
  if (!predicted || alike.length === 0) return null;
  return alike.some((position) => sameTarget(position!.target, predicted.target));
}

export interface ClassScore extends Score {
  readonly label: string;
  readonly count: number;
}

/** Precision, recall and F1 of each label that gold or the prediction has. */
function each(pairs: readonly (readonly [string, string])[]): ClassScore[] {
  return [...new Set(pairs.map(([gold]) => gold))]
    .map((label) => {
      const count = pairs.filter(([g]) => g === label).length;
      const hits = pairs.filter(([g, p]) => g === label && p === label).length;
      return { label, count, ...scoreOf(hits, pairs.filter(([, p]) => p === label).length, count) };
    })
    .sort((a, b) => b.count - a.count);
}

export interface LabelScores {
  readonly accuracy: number;
  readonly kappa: number | null;
  readonly macroF1: number;
  readonly each: readonly ClassScore[];
}

function labelScores(pairs: readonly (readonly [string, string])[]): LabelScores {
  const classes = each(pairs);
  return {
    accuracy: share(pairs.filter(([g, p]) => g === p).length, pairs.length),
    kappa: kappa(pairs),
    macroF1: classes.length > 0 ? sum(classes, (c) => c.f1) / classes.length : 0,
    each: classes,
  };
}

export interface GoldScores {
  readonly articles: number;
  readonly gold: number;
  readonly predicted: number;
  readonly found: Score;
  readonly right: Score;
  readonly speakerAccuracy: number;
  readonly mentions: readonly { readonly mention: Mention; readonly count: number; readonly accuracy: number }[];
  readonly judged: readonly { readonly confidence: number; readonly right: boolean }[];
  readonly act: LabelScores & { readonly badgePrecision: number; readonly badgeCoverage: number };
  readonly function: LabelScores;
  /** Direction, of the claims that have a position. */
  readonly position: LabelScores & {
    readonly precision: number;
    readonly coverage: number;
    readonly opposite: number;
    readonly target: number;
  };
  readonly framing: {
    readonly f1: number | null;
    readonly placed: number;
    readonly oneGroup: number | null;
    readonly bySpeaker: number | null;
    readonly byFunction: number | null;
  };
  readonly clash: Score & { readonly gold: number; readonly predicted: number; readonly falseArticles: number };
}

/** Figures over articles; every share in per cent. Framings are weighted by the claims compared. */
export function scoreArticles(articles: readonly ArticleCounts[]): GoldScores {
  const total = (value: (a: ArticleCounts) => number): number => sum(articles, value);
  const mentions = articles.flatMap((a) => a.mentions);
  const stance = articles.flatMap((a) => a.stance);
  const weighted = (key: 'framing' | 'oneGroup' | 'bySpeaker' | 'byFunction', weight: 'placed' | 'inGold'): number | null => {
    const list = articles.filter((a) => a[key] !== null);
    return list.length > 0
      ? (100 * sum(list, (a) => a[key]! * a[weight])) /
          Math.max(
            1,
            sum(list, (a) => a[weight]),
          )
      : null;
  };
  const act = stance.map((s) => s.act);
  const badges = act.filter(([, p]) => p !== 'states');
  const position = stance.map((s) => s.position);
  const given = position.filter(([, p]) => p !== null);
  const wanted = position.filter(([g]) => g !== null);
  const agree = given.filter(([g, p]) => g === p).length;
  return {
    articles: articles.length,
    gold: total((a) => a.gold),
    predicted: total((a) => a.predicted),
    found: scoreOf(
      total((a) => a.found),
      total((a) => a.predicted),
      total((a) => a.gold),
    ),
    right: scoreOf(
      total((a) => a.right),
      total((a) => a.predicted),
      total((a) => a.gold),
    ),
    speakerAccuracy: share(
      total((a) => a.right),
      total((a) => a.found),
    ),
    mentions: MENTIONS.map((mention) => {
      const list = mentions.filter((m) => m.mention === mention);
      return { mention, count: list.length, accuracy: share(list.filter((m) => m.right).length, list.length) };
    }),
    judged: articles.flatMap((a) => a.judged),
    act: {
      ...labelScores(act),
      badgePrecision: share(badges.filter(([g, p]) => g === p).length, badges.length),
      badgeCoverage: share(badges.length, act.length),
    },
    function: labelScores(stance.map((s) => s.function)),
    position: {
      ...labelScores(position.map(([g, p]) => [g ?? 'none', p ?? 'none'])),
      precision: share(agree, given.length),
      coverage: share(agree, wanted.length),
      opposite: share(given.filter(([g, p]) => g !== null && g !== p).length, given.length),
      target: share(stance.filter(({ target }) => target === true).length, stance.filter(({ target }) => target !== null).length),
    },
    framing: {
      f1: weighted('framing', 'placed'),
      placed: total((a) => a.placed),
      oneGroup: weighted('oneGroup', 'inGold'),
      bySpeaker: weighted('bySpeaker', 'inGold'),
      byFunction: weighted('byFunction', 'inGold'),
    },
    clash: {
      ...scoreOf(
        total((a) => a.clashesRight),
        total((a) => a.clashesPredicted),
        total((a) => a.clashesGold),
      ),
      gold: total((a) => a.clashesGold),
      predicted: total((a) => a.clashesPredicted),
      falseArticles: share(articles.filter((a) => a.clashesPredicted > a.clashesRight).length, articles.length),
    },
  };
}
