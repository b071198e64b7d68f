import type { Analysis, Claim, FramingFunction, Span } from '../analysis.ts';
import { namesInText } from '../speakers/cast.ts';
import { nameKeys, sameName } from '../speakers/names.ts';

/** Entman's functions that answer a question of the reader's, in the order shown. */
const PURPOSES = ['problem', 'cause', 'judgement', 'remedy'] as const;

export interface Answer {
  readonly claim: string;
  readonly speaker: string;
  /** Offsets of `Article.text`, UTF-16 code units. */
  readonly span: Span;
  /** Verbatim. */
  readonly text: string;
  /** Whether words were cut off at its end. */
  readonly cut: boolean;
}

export interface Question {
  readonly function: Exclude<FramingFunction, 'background'>;
  readonly answers: readonly Answer[];
}

export interface Voice {
  /** A speaker's id; null for all claims whose speaker is unclear. */
  readonly speaker: string | null;
  readonly claims: number;
  readonly words: number;
  /** Of all claimed words, 0..1. */
  readonly share: number;
}

export interface Summary {
  readonly questions: readonly Question[];
  /** Most words first; unclear speakers last. */
  readonly voices: readonly Voice[];
  /** Named at least twice and never quoted, most named first. */
  readonly unheard: readonly { readonly name: string; readonly mentions: number }[];
  /** Claims by nameless sources, and by none that the text makes clear. */
  readonly anonymous: number;
  readonly unclear: number;
}

/** At most so many answers a question, one a speaker. */
const MOST_ANSWERS = 4;
/** Longest answer, in code units. */
const LONGEST_ANSWER = 140;
const LEAST_CONFIDENCE = 0.5;
const MOST_UNHEARD = 6;

/** What the popup shows beside framings and clashes. Pure and cheap; needs no tagger. */
export function summarise({ article, claims, speakers }: Analysis): Summary {
  const kinds = new Map(speakers.map(({ id, kind }) => [id, kind]));
  const words = ({ content }: Claim): number =>
    content.reduce(
      (sum, [start, end]) => sum + (article.text.slice(start, end).match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu)?.length ?? 0),
      0,
    );
  const counts = new Map<string | null, { claims: number; words: number }>();
  for (const claim of claims) {
    const count = counts.get(claim.speaker) ?? { claims: 0, words: 0 };
    counts.set(claim.speaker, { claims: count.claims + 1, words: count.words + words(claim) });
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count.words, 0);
  const voices = [...counts]
    .map(([speaker, count]): Voice => ({ speaker, ...count, share: total === 0 ? 0 : count.words / total }))
    .sort((a, b) => Number(a.speaker === null) - Number(b.speaker === null) || b.words - a.words);
  const heard = speakers.flatMap(({ name, aliases }) => [name, ...aliases]).map(nameKeys);
  const unheard = namesInText(article.text)
    .filter(
      ({ name, mentions }) =>
        mentions >= 2 && !heard.some((keys) => sameName(keys, nameKeys(name)) || nameKeys(name).every((key) => keys.includes(key))),
    )
    .slice(0, MOST_UNHEARD);
  return {
    questions: PURPOSES.flatMap((purpose) => {
      const answers = answersTo(article.text, claims, purpose);
      return answers.length > 0 ? [{ function: purpose, answers }] : [];
    }),
    voices,
    unheard,
    anonymous: claims.filter(({ speaker }) => speaker !== null && kinds.get(speaker) === 'anonymous').length,
    unclear: claims.filter(({ speaker }) => speaker === null).length,
  };
}

/** One answer a speaker: the surest claim, acts before plain statements. */
function answersTo(text: string, claims: readonly Claim[], purpose: FramingFunction): Answer[] {
  const best = new Map<string, Claim>();
  const weight = (claim: Claim): number => claim.confidence + (claim.act === 'states' ? 0 : 0.5) + (claim.type === 'indirect' ? 0 : 0.2);
  for (const claim of claims) {
    if (claim.function !== purpose || claim.speaker === null || claim.confidence < LEAST_CONFIDENCE) continue;
    const known = best.get(claim.speaker);
    if (!known || weight(claim) > weight(known)) best.set(claim.speaker, claim);
  }
  return [...best.values()]
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, MOST_ANSWERS)
    .map((claim) => ({ claim: claim.id, speaker: claim.speaker!, ...excerpt(text, answering(text, claim)) }));
}

/** Where a sentence ends; "Mr." is no end. */
const SENTENCE_END = /(?<=[\p{Ll}\d]{3}[.!?][”"’]?)\s+/gu;

/** The part of a claim that answers: from the sentence that its function, or else its act, rests on. */
function answering(text: string, { content, reasons }: Claim): Span {
  const at = (reasons.function ?? reasons.act)?.[0]?.[0] ?? -1;
  const [start, end] = content.find(([from, to]) => at >= from && at < to) ?? content[0]!;
  const before = [...text.slice(start, Math.max(start, at)).matchAll(SENTENCE_END)].at(-1);
  return [before ? start + before.index + before[0].length : start, end];
}

/** A piece of readable length, cut after a clause or, failing that, a word; never within a character. */
export function excerpt(text: string, [start, end]: Span, longest = LONGEST_ANSWER): { span: Span; text: string; cut: boolean } {
  if (end - start <= longest) return { span: [start, end], text: text.slice(start, end), cut: false };
  const opening = text.slice(start, start + longest);
  const clause = Math.max(...['. ', '; ', ', ', ' – ', ' — '].map((mark) => opening.lastIndexOf(mark)));
  const word = opening.lastIndexOf(' ');
  let to = start + (clause > longest / 2 ? clause : word > longest / 2 ? word : longest);
  if (/[\uD800-\uDBFF]/.test(text.charAt(to - 1))) to--;
  return { span: [start, to], text: text.slice(start, to), cut: true };
}
