import type { Span } from '../analysis.ts';
import { firstTokenAfter, type TextDocument } from '../language/document.ts';
import type { Gender } from '../language/first-names.ts';
import type { Entity } from './cast.ts';

/** A place where somebody is named or meant. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly entity: Entity;
  readonly pronoun: boolean;
}

/** Who spoke last before a pronoun. */
export interface LastSpeaker {
  readonly entity: Entity;
  /** Where the claim, its source and cue end. */
  readonly end: number;
}

/** How far back a pronoun's owner is looked for, in code units and in mentions. */
const REACH = 1_500;
const MOST_MENTIONS = 60;
/** Least score of an owner; below it the pronoun is nobody's. */
const LEAST = -5.5;

/**
 * What speaks for and against a mention as what a pronoun means. Fitted on the labelled articles as a softmax over the candidates of each pronoun;
 * the features are those of Lappin and Leass, "An Algorithm for Pronominal Anaphora Resolution", Computational Linguistics 20(4), 1994.
 */
export const WEIGHTS: Readonly<Record<keyof Features, number>> = {
  sentences: -0.5,
  paragraphs: -1.05,
  sameSentence: -0.45,
  subject: 0.55,
  inQuote: -2.2,
  gender: 0.85,
  spokeLast: 0.65,
  spokeLastNear: 1.05,
  possessive: -0.45,
  object: -0.35,
  frequency: 0.45,
  anonymous: -1.55,
  unsure: -1.4,
  pronoun: -1.6,
};

interface Features {
  /** Sentences between, up to six. */
  sentences: number;
  /** Paragraphs between, up to four. */
  paragraphs: number;
  sameSentence: number;
  /** Begins its sentence or stands before a verb. */
  subject: number;
  /** Inside somebody's claim. */
  inQuote: number;
  /** Of the pronoun's gender for sure. */
  gender: number;
  /** Made the claim before. */
  spokeLast: number;
  /** Made it in this paragraph or at the end of the one before. */
  spokeLastNear: number;
  possessive: number;
  /** After a preposition or a verb. */
  object: number;
  /** Log of how often the article names it. */
  frequency: number;
  anonymous: number;
  /** Perhaps no person at all. */
  unsure: number;
  /** A pronoun itself. */
  pronoun: number;
}

const VERBS = new Set(['VERB', 'AUX']);

/** Looks antecedents up in the mentions seen so far; to be fed in reading order. */
export class Antecedents {
  readonly mentions: Mention[] = [];

  constructor(
    private readonly document: TextDocument,
    private readonly inContent: (at: number) => boolean,
  ) {}

  add(mention: Mention): void {
    this.mentions.push(mention);
  }

  /** The likeliest person behind "he", "she" or "the minister" (`gender` null) at `at`, with its share of the likelihood; null where nobody fits. */
  person(at: number, gender: Gender | null, last: LastSpeaker | null): { mention: Mention; share: number } | null {
    let best: Mention | null = null;
    let bestScore = LEAST;
    const likelihood = new Map<Entity, number>();
    let all = 0;
    for (const { mention, features } of this.candidates(at, gender, last)) {
      const score = scoreOf(features);
      const weight = Math.exp(score);
      likelihood.set(mention.entity, (likelihood.get(mention.entity) ?? 0) + weight);
      all += weight;
      if (score > bestScore) {
        best = mention;
        bestScore = score;
      }
    }
    return best && { mention: best, share: likelihood.get(best.entity)! / all };
  }

  /** Mentions of persons before `at` whose gender does not forbid it, nearest first. */
  candidates(at: number, gender: Gender | null, last: LastSpeaker | null): { mention: Mention; features: Features }[] {
    const { tokens, paragraphs } = this.document;
    const here = tokens[firstTokenAfter(tokens, at)];
    const found: { mention: Mention; features: Features }[] = [];
    if (!here) return found;
    for (let i = this.mentions.length - 1; i >= 0 && i >= this.mentions.length - MOST_MENTIONS; i--) {
      const mention = this.mentions[i]!;
      const { entity, start, end } = mention;
      if (start < at - REACH) break;
      if (end > at || entity.kind === 'group' || (gender !== null && entity.gender !== null && entity.gender !== gender)) continue;
      const first = firstTokenAfter(tokens, start);
      const after = firstTokenAfter(tokens, end);
      const before = tokens[first - 1];
      const next = tokens[after];
      const there = tokens[first] ?? here;
      const opens = !before || before.sentence !== there.sentence || /^(?:["“”‘(:—–-]|and|but|while|as)$/.test(before.lower);
      const spoke = last !== null && last.entity === entity;
      found.push({
        mention,
        features: {
          sentences: Math.min(6, here.sentence - there.sentence),
          paragraphs: Math.min(4, here.paragraph - there.paragraph),
          sameSentence: here.sentence === there.sentence ? 1 : 0,
          subject: opens || (next !== undefined && VERBS.has(next.pos)) ? 1 : 0,
          inQuote: this.inContent(start) ? 1 : 0,
          gender: gender !== null && entity.gender === gender ? 1 : 0,
          spokeLast: spoke ? 1 : 0,
          spokeLastNear: spoke && last.end >= (paragraphs[Math.max(0, here.paragraph - 1)]?.[1] ?? 0) - 2 ? 1 : 0,
          possessive: next !== undefined && /^'s?$/.test(next.lower) ? 1 : 0,
          object: !opens && before !== undefined && (before.pos === 'ADP' || before.pos === 'VERB') ? 1 : 0,
          frequency: Math.log(1 + entity.mentions.length),
          anonymous: entity.kind === 'anonymous' ? 1 : 0,
          unsure: entity.kind === 'person' && !entity.sure ? 1 : 0,
          pronoun: mention.pronoun ? 1 : 0,
        },
      });
    }
    return found;
  }

  /** The last mention of somebody that `fits`, within reach. */
  latest(at: number, fits: (entity: Entity) => boolean, reach = REACH): Mention | null {
    for (let i = this.mentions.length - 1; i >= 0 && i >= this.mentions.length - MOST_MENTIONS; i--) {
      const mention = this.mentions[i]!;
      if (mention.start < at - reach) return null;
      if (mention.end <= at && fits(mention.entity)) return mention;
    }
    return null;
  }
}

const WEIGHTED = Object.entries(WEIGHTS) as [keyof Features, number][];

export function scoreOf(features: Features): number {
  let score = 0;
  for (const [name, weight] of WEIGHTED) score += weight * features[name];
  return score;
}

/** Whether an offset lies in any of the spans: sorted and joined once, then looked up. */
export function insideOf(spans: readonly Span[]): (at: number) => boolean {
  const joined: [number, number][] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return (at) => {
    let low = 0;
    let high = joined.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (joined[middle]![1] <= at) low = middle + 1;
      else high = middle;
    }
    return low < joined.length && joined[low]![0] <= at;
  };
}
