import type { Claim, Span } from '../analysis.ts';
import { firstTokenAfter, type TextDocument, type Token } from '../language/document.ts';

/** What a claim, or several, are about: weights by content word, rarer words of the article weighing more. */
export type Topic = ReadonlyMap<string, number>;

const CONTENT_TAGS = new Set(['NOUN', 'PROPN', 'ADJ', 'VERB']);
/** Verbs and nouns that say nothing of the matter. */
const EMPTY = new Set(
  'be have do say tell go get make take come know think see want use give find year day time week month people person thing way man woman lot part today monday tuesday wednesday thursday friday saturday sunday mr mrs ms more many other new first last'.split(
    ' ',
  ),
);

export const isContentWord = (token: Token): boolean =>
  CONTENT_TAGS.has(token.pos) && token.lower.length > 2 && !EMPTY.has(token.lemma) && /\p{L}/u.test(token.lower);

/** The tokens that lie within spans, in order. */
export function tokensIn({ tokens }: TextDocument, spans: readonly Span[]): Token[] {
  return spans.flatMap(([start, end]) => {
    const inside: Token[] = [];
    for (let i = firstTokenAfter(tokens, start); i < tokens.length && tokens[i]!.start < end; i++) inside.push(tokens[i]!);
    return inside;
  });
}

/** Topics of claims, in an article's own measure of rarity (in how many of its claims a word stands). */
export function topicsOf(document: TextDocument, claims: readonly Claim[]): Topic[] {
  const words = claims.map((claim) =>
    tokensIn(document, claim.content)
      .filter(isContentWord)
      .map(({ lemma }) => lemma),
  );
  const claimsWith = new Map<string, number>();
  for (const list of words) for (const word of new Set(list)) claimsWith.set(word, (claimsWith.get(word) ?? 0) + 1);
  return words.map((list) => {
    const topic = new Map<string, number>();
    for (const word of list) topic.set(word, (topic.get(word) ?? 0) + Math.log(1 + claims.length / claimsWith.get(word)!));
    return topic;
  });
}

export function sumOf(topics: readonly Topic[]): Topic {
  const sum = new Map<string, number>();
  for (const topic of topics) for (const [word, weight] of topic) sum.set(word, (sum.get(word) ?? 0) + weight);
  return sum;
}

/** Cosine, 0..1. */
export function similarity(a: Topic, b: Topic): number {
  let dot = 0;
  for (const [word, weight] of a) dot += weight * (b.get(word) ?? 0);
  const size = (topic: Topic): number => Math.sqrt([...topic.values()].reduce((sum, weight) => sum + weight * weight, 0));
  return dot === 0 ? 0 : dot / (size(a) * size(b));
}

/** A topic of length one, or an empty one. */
export function unit(topic: Topic): Topic {
  let sum = 0;
  for (const weight of topic.values()) sum += weight * weight;
  const size = Math.sqrt(sum);
  return size === 0 ? topic : new Map(Array.from(topic, ([word, weight]) => [word, weight / size]));
}

/**
 * How like each two of some topics are, as cosines 0..1: rows by topic, symmetric. Words are looked up once each, so that what two topics do not share costs
 * nothing.
 */
export function likenesses(topics: readonly Topic[]): Float64Array[] {
  const rows = topics.map(() => new Float64Array(topics.length));
  const sizes = topics.map((topic) => {
    let sum = 0;
    for (const weight of topic.values()) sum += weight * weight;
    return Math.sqrt(sum);
  });
  const holders = new Map<string, { readonly topics: number[]; readonly weights: number[] }>();
  topics.forEach((topic, i) => {
    for (const [word, weight] of topic) {
      const known = holders.get(word);
      if (!known) {
        holders.set(word, { topics: [i], weights: [weight / sizes[i]!] });
        continue;
      }
      known.topics.push(i);
      known.weights.push(weight / sizes[i]!);
    }
  });
  for (const { topics: having, weights } of holders.values())
    for (let k = 0; k < having.length; k++) {
      const row = rows[having[k]!]!;
      for (let l = 0; l < having.length; l++) row[having[l]!]! += weights[k]! * weights[l]!;
    }
  return rows;
}
