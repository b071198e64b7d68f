import type { Act, Claim, Span } from '../analysis.ts';
import { firstTokenAfter, type TextDocument } from '../language/document.ts';

/** Begins of a sentence that grants the first claim to set the second against it, and begins that turn on the claim before. */
const GRANTING = /^(?:while|though|although|whereas)(?![a-z])/i;
const TURNING = /^(?:but|however|yet)(?![a-z])/i;
/** Between two claims of one sentence. */
const BETWEEN = /(?<![a-z])(?:while|but|whereas)(?![a-z])/i;
/** How near the two stand, in code units. */
const NEAR = { granted: 3, between: 14, turned: 40 };
/** A content that only points at what was claimed before: "this is not enough". */
const POINTING =
  /^[“"‘' ]*(?:it|this|that|these|those|they)(?: (?:is|are|was|were|do|does|did|has|have|will|would|can|could)(?![a-z])|['’]s)/i;
/** Least likeness of two claims for a "but" between them to set one against the other. */
const LEAST_LIKE = 0.2;

const BAD: ReadonlySet<Act> = new Set<Act>(['accuses', 'warns', 'denies', 'demands']);
const GOOD: ReadonlySet<Act> = new Set<Act>(['praises', 'plays-down']);

/** What of a claim is looked at. */
export interface Contrasted {
  readonly claim: Claim;
  readonly negated: boolean;
  /** To every claim, in the order of claims: 0..1. */
  readonly likeness: Float64Array;
  readonly order: number;
}

const bounds = ({ content, source, cue }: Claim): Span => {
  const parts = [...content, ...source, ...cue];
  return [Math.min(...parts.map(([start]) => start)), Math.max(...parts.map(([, end]) => end))];
};

/**
 * The word by which the article sets a claim against the one before, by another speaker: "While X say ..., Y say nothing of it is true", "X offered ... But Y say this is not
 * enough". Null where it does not, or where the two may only stand beside each other. `asked` says whether the first demands something of the second's speaker.
 */
export function setAgainst({ text, tokens, sentences }: TextDocument, y: Contrasted, x: Contrasted, asked: boolean): Span | null {
  if (x.claim.speaker === null || y.claim.speaker === null || x.claim.speaker === y.claim.speaker) return null;
  const [[yFrom, yEnd], [from]] = [bounds(y.claim), bounds(x.claim)];
  const token = tokens[firstTokenAfter(tokens, from)];
  const gap = from - yEnd;
  if (!token || gap < 0) return null;
  const [sentence] = sentences[token.sentence]!;
  const views = x.claim.function !== 'background' && y.claim.function !== 'background';
  const opener = (pattern: RegExp): Span | null => {
    const word = pattern.exec(text.slice(sentence, sentence + 12))?.[0];
    return word && sentence < x.claim.content[0]![0] ? [sentence, sentence + word.length] : null;
  };
  if (yFrom >= sentence) {
    const granting = opener(GRANTING);
    if (granting && gap <= NEAR.granted && views && (x.claim.function === y.claim.function || x.negated !== y.negated)) return granting;
    const between = gap <= NEAR.between ? BETWEEN.exec(text.slice(yEnd, from)) : null;
    const opposite = [BAD, GOOD].every((tone) => tone.has(x.claim.act) || tone.has(y.claim.act));
    return between && opposite ? [yEnd + between.index, yEnd + between.index + between[0].length] : null;
  }
  const turning = gap <= NEAR.turned && sentence >= yEnd - 1 ? opener(TURNING) : null;
  if (!turning) return null;
  const content = text.slice(x.claim.content[0]![0], x.claim.content[0]![0] + 16);
  const about = x.likeness[y.order]! >= LEAST_LIKE && views;
  return asked || about || (POINTING.test(content) && x.negated) ? turning : null;
}
