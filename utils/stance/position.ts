import type { Act, Attribution, Span, Speaker } from '../analysis.ts';
import type { TextDocument } from '../language/document.ts';
import { type StanceModel, scoresOf } from './model.ts';
import { candidatesOf, type InArticle, meaningOf } from './targets.ts';

/** For or against what, how likely, and the words that it rests on. */
export interface PositionRead {
  readonly toward: 'for' | 'against';
  readonly target: string;
  /** 0..1. */
  readonly chance: number;
  readonly reason: readonly Span[];
}

/** The phrase of the content that a position is about, or null where none stands out. */
export function findTarget(
  document: TextDocument,
  attribution: Attribution,
  speaker: Speaker | null,
  toward: 'for' | 'against',
  act: Act | null,
  inArticle: InArticle,
  { targets, least }: StanceModel,
): Span | null {
  let best: Span | null = null;
  let most = least.target;
  for (const { span, features, isVictim } of candidatesOf(document, attribution, { ...inArticle, speaker, cueAct: act, toward })) {
    const scores = scoresOf(targets, features);
    const chance = 1 / (1 + Math.exp(scores[0]! - scores[1]!));
    if (chance <= most) continue;
    most = chance;
    best = isVictim ? null : span;
  }
  return best && withoutMarks(document.text, best);
}

/** A phrase without the marks of quotation around it. */
function withoutMarks(text: string, [start, end]: Span): Span {
  let [from, to] = [start, end];
  while (from < to && /['’‘"`]/.test(text[from]!)) from++;
  while (to > from && /['’‘"`]/.test(text[to - 1]!)) to--;
  return [from, to];
}

/** Content that begins with whom the speaker spoke of just before: "[calling] them unpatriotic". */
export const POINTS_BACK = /^(?:them|they|it)(?![\p{L}-])/iu;

/** Nouns that stand for what was spoken of before: "this claim", "these plans". */
const POINTING =
  /^(?:this|that|these|those|such) (?:information|claims?|reports?|allegations?|accusations?|charges?|rumou?rs?|plans?|proposals?|measures?|moves?|decisions?|ideas?|bills?|laws?|rules?|polic(?:y|ies)|steps?|projects?|approach(?:es)?|comments?|remarks?)$/i;
/** How many claims back what is pointed at was named. */
const BACK = 3;

/** Targets that only point at what was named before ("this information") become what the speaker was for or against then, where that was the same way round. */
export function resolveDemonstratives(
  positions: readonly (PositionRead | null)[],
  speakers: readonly (string | null)[],
): (PositionRead | null)[] {
  const resolved = [...positions];
  resolved.forEach((position, i) => {
    if (!position || !POINTING.test(position.target)) return;
    for (let k = i - 1; k >= Math.max(0, i - BACK); k--) {
      const before = resolved[k];
      if (!before || speakers[k] !== speakers[i] || before.toward !== position.toward || POINTING.test(before.target)) continue;
      resolved[i] = { ...position, target: before.target };
      return;
    }
  });
  return resolved;
}

/** By how much a position must be likelier than its opposite. */
const LEAST_MARGIN = 0.1;

/**
 * One speaker, one position on a thing: of two that are opposite, the likelier stands, or neither where both are about as likely. Targets that name the same thing are named alike: "Penn" as the one
 * "Orla Penn" that is a target too.
 */
export function agreeOnTargets(positions: readonly (PositionRead | null)[], speakers: readonly (string | null)[]): (PositionRead | null)[] {
  const nameOf = commonNames(positions.flatMap((position) => (position ? [position.target] : [])));
  const named = positions.map((position) => (position ? { ...position, target: nameOf(position.target) } : null));
  const keyOf = (position: PositionRead, speaker: string): string => `${speaker} ${position.target.toLowerCase()}`;
  const strongest = new Map<string, { for: number; against: number }>();
  named.forEach((position, i) => {
    const speaker = speakers[i];
    if (!position || speaker == null) return;
    const key = keyOf(position, speaker);
    const chances = strongest.get(key) ?? { for: 0, against: 0 };
    strongest.set(key, chances);
    chances[position.toward] = Math.max(chances[position.toward], position.chance);
  });
  return named.map((position, i) => {
    const speaker = speakers[i];
    if (!position || speaker == null) return position;
    const chances = strongest.get(keyOf(position, speaker))!;
    const other = chances[position.toward === 'for' ? 'against' : 'for'];
    return other === 0 || chances[position.toward] > other + LEAST_MARGIN ? position : null;
  });
}

/** How each of some phrases is named: the first with the same words; for a name, the only longer name that holds it. */
function commonNames(phrases: readonly string[]): (phrase: string) => string {
  const first = new Map<string, string>();
  const longer = new Map<string, Set<string>>();
  const keyOf = (phrase: string): string => meaningOf(phrase).join(' ');
  for (const phrase of phrases) {
    const key = keyOf(phrase);
    if (first.has(key)) continue;
    first.set(key, phrase);
    const words = key.split(' ');
    if (isName(phrase) && words.length > 1) for (const word of words) longer.set(word, (longer.get(word) ?? new Set()).add(key));
  }
  return (phrase) => {
    const key = keyOf(phrase);
    if (isName(phrase) && !key.includes(' ')) {
      const holding = [...(longer.get(key) ?? [])];
      if (holding.length === 1) return first.get(holding[0]!)!;
    }
    return first.get(key)!;
  };
}

/** Whether every word that counts in a phrase is capitalised. */
const isName = (phrase: string): boolean =>
  phrase.split(/\s+/).every((word) => /^(?:\p{Lu}|(?:the|of|and|for|in)$)/u.test(word)) && /\p{Lu}/u.test(phrase);
