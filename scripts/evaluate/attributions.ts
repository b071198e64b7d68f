import type { ClaimType, Span } from '../../utils/analysis.ts';
import { common, covered, match, wordsOf } from './match.ts';
import { type Score, scoreOf, share } from './measures.ts';

export interface GoldAttribution {
  readonly content: readonly Span[];
  readonly source: readonly Span[];
  readonly cue: readonly Span[];
  readonly type: ClaimType;
  /** The cue is a word of speaking. */
  readonly speech: boolean;
}

export interface Predicted {
  readonly content: readonly Span[];
  readonly source: readonly Span[];
  readonly cue: readonly Span[];
  readonly confidence: number;
}

const ROLES = ['source', 'cue', 'content'] as const;
type Role = (typeof ROLES)[number];
const TYPES: readonly ClaimType[] = ['direct', 'mixed', 'indirect'];

export interface AttributionScores {
  readonly gold: number;
  readonly predicted: number;
  /** Contents matched one to one, Jaccard over words ≥ .5. */
  readonly detection: Score;
  /** Jaccard 1. */
  readonly strict: Score;
  /** Detected, and the source overlaps (or neither has one). */
  readonly endToEnd: Score;
  readonly sourceAccuracy: number;
  /** Per span of each role, every word equal: what the published tables give. */
  readonly exact: Record<Role, Score>;
  /** End to end recall. */
  readonly recall: Record<ClaimType, number>;
  readonly judged: readonly { confidence: number; right: boolean }[];
}

/**
 * Scores predicted attributions over documents. With `speechOnly`, gold attributions whose cue is no word of speaking count neither way: neither as missed nor,
 * where they are found, as wrong.
 */
export class AttributionTally {
  private readonly n = new Map<string, number>();
  private readonly judged: { confidence: number; right: boolean }[] = [];

  constructor(private readonly speechOnly: boolean) {}

  private add(key: string, by = 1): void {
    this.n.set(key, (this.n.get(key) ?? 0) + by);
  }

  private get(key: string): number {
    return this.n.get(key) ?? 0;
  }

  document(text: string, goldList: readonly GoldAttribution[], predictedList: readonly Predicted[]): void {
    const words = wordsOf(text);
    const sets = <T extends Predicted | GoldAttribution>(list: readonly T[]) =>
      list
        .map((item) => ({ item, content: covered(words, item.content), source: covered(words, item.source) }))
        .filter(({ content }) => content.size > 0);
    const gold = sets(goldList);
    const predicted = sets(predictedList);
    const counts = (g: GoldAttribution): boolean => !this.speechOnly || g.speech;
    this.add('predicted', predicted.length);
    for (const { item } of gold) {
      if (!counts(item)) continue;
      this.add('gold');
      this.add(`gold ${item.type}`);
    }
    const unmatched = new Set(predicted);
    const pairs = match(
      gold.map((g) => g.content),
      predicted.map((p) => p.content),
    );
    for (const [i, j, jaccard] of pairs) {
      const g = gold[i]!;
      const p = predicted[j]!;
      unmatched.delete(p);
      if (!counts(g.item)) {
        this.add('predicted', -1);
        continue;
      }
      const overlaps = common(g.source, p.source) > 0;
      const right = overlaps || (g.source.size === 0 && p.source.size === 0);
      this.add('detected');
      if (jaccard === 1) this.add('strict');
      if (right) {
        this.add('right');
        this.add(`right ${g.item.type}`);
      }
      if (g.source.size > 0) {
        this.add('with source');
        if (overlaps) this.add('source right');
      }
      this.judged.push({ confidence: p.item.confidence, right });
    }
    for (const { item } of unmatched) this.judged.push({ confidence: item.confidence, right: false });
    for (const role of ROLES) {
      const keys = (list: readonly (Predicted | GoldAttribution)[]): Set<string> =>
        new Set(list.flatMap((item) => item[role].map((span) => [...covered(words, [span])].join(',')).filter((key) => key !== '')));
      const g = keys(gold.map(({ item }) => item));
      const p = keys(predicted.map(({ item }) => item));
      this.add(`${role} gold`, g.size);
      this.add(`${role} predicted`, p.size);
      this.add(`${role} hit`, [...g].filter((key) => p.has(key)).length);
    }
  }

  scores(): AttributionScores {
    const score = (key: string): Score => scoreOf(this.get(key), this.get('predicted'), this.get('gold'));
    return {
      gold: this.get('gold'),
      predicted: this.get('predicted'),
      detection: score('detected'),
      strict: score('strict'),
      endToEnd: score('right'),
      sourceAccuracy: share(this.get('source right'), this.get('with source')),
      exact: Object.fromEntries(
        ROLES.map((role) => [role, scoreOf(this.get(`${role} hit`), this.get(`${role} predicted`), this.get(`${role} gold`))]),
      ) as Record<Role, Score>,
      recall: Object.fromEntries(TYPES.map((type) => [type, share(this.get(`right ${type}`), this.get(`gold ${type}`))])) as Record<
        ClaimType,
        number
      >,
      judged: this.judged,
    };
  }
}
