import type { Act, Attribution, Claim, FramingFunction, Span, Speaker } from '../analysis.ts';
import type { TextDocument } from '../language/document.ts';
import { CAUSE, CONTENTS, CUES, JUDGEMENT, NEGATION, PROBLEM, REMEDY } from './lexicon.ts';
import { positionOf } from './position.ts';

/** What the speakers room gives; parallel to the attributions. */
export interface Resolved {
  readonly speakers: readonly Speaker[];
  readonly speakerOf: readonly (string | null)[];
  readonly reasonOf: readonly (readonly Span[])[];
}

/** A label with the words it rests on; UTF-16 offsets of the article. */
export interface Reasoned<T> {
  readonly value: T;
  readonly reason: readonly Span[];
}

/** Acts whose words must not be negated where they stand: "not proud" is no praise. */
const NEGATABLE = new Set<Act>(['praises', 'accuses', 'warns', 'predicts']);
/** Longest content, in code units, whose words are looked through. */
const LONGEST = 4_000;

/**
 * What each speaker does with the claim: act, position, function, each with the words it rests on. A cue that names its act decides; else the words of the
 * content, where they are clear; else the claim states, and carries no badge. Pure; linear in the text of the claims.
 */
export function readStance(
  document: TextDocument,
  attributions: readonly Attribution[],
  { speakers, speakerOf, reasonOf }: Resolved,
): Claim[] {
  const byId = new Map(speakers.map((speaker) => [speaker.id, speaker]));
  return attributions.map((attribution, i): Claim => {
    const act = readAct(document.text, attribution);
    const speaker = speakerOf[i] ?? null;
    const position = positionOf(document.text, attribution, act, speaker === null ? null : (byId.get(speaker) ?? null));
    const purpose = readFunction(document.text, attribution, act.value);
    return {
      ...attribution,
      id: `c${i + 1}`,
      speaker,
      act: act.value,
      position: position?.value ?? null,
      function: purpose.value,
      reasons: {
        ...(reasonOf[i]?.length ? { speaker: reasonOf[i] } : {}),
        ...(act.reason.length > 0 ? { act: act.reason } : {}),
        ...(position ? { position: position.reason } : {}),
        ...(purpose.reason.length > 0 ? { function: purpose.reason } : {}),
      },
    };
  });
}

/** The first match of an expression in pieces of the text, and where. */
export function firstMatch(text: string, pieces: readonly Span[], expression: RegExp): Span | null {
  for (const [start, end] of pieces) {
    const match = expression.exec(text.slice(start, Math.min(end, start + LONGEST)));
    if (match) return [start + match.index, start + match.index + match[0].trimEnd().length];
  }
  return null;
}

/** The act, from the cue where it names one, else from the content. */
export function readAct(text: string, { cue, content }: Attribution): Reasoned<Act> {
  for (const [act, expression] of CUES) {
    const found = firstMatch(text, cue, expression);
    if (!found) continue;
    if (act === null) return { value: 'states', reason: [] };
    return { value: act, reason: [found] };
  }
  for (const [act, expression] of CONTENTS) {
    const found = firstMatch(text, content, expression);
    if (!found) continue;
    if (NEGATABLE.has(act) && NEGATION.test(text.slice(Math.max(content[0]![0], found[0] - 40), found[0]))) continue;
    return { value: act, reason: [found] };
  }
  return { value: 'states', reason: [] };
}

const BY_ACT: Partial<Record<Act, FramingFunction>> = {
  pledges: 'remedy',
  demands: 'remedy',
  praises: 'judgement',
  warns: 'problem',
  'plays-down': 'problem',
};

/** Which of Entman's framing functions the claim serves: by its act where that decides, else by its words. */
export function readFunction(text: string, { content }: Attribution, act: Act): Reasoned<FramingFunction> {
  const found = (expression: RegExp): Span[] => {
    const span = firstMatch(text, content, expression);
    return span ? [span] : [];
  };
  const byAct = BY_ACT[act];
  if (byAct) return { value: byAct, reason: [] };
  if (act === 'accuses') {
    const cause = found(CAUSE);
    return cause.length > 0 ? { value: 'cause', reason: cause } : { value: 'judgement', reason: [] };
  }
  for (const [value, expression] of [
    ['cause', CAUSE],
    ['remedy', REMEDY],
    ['problem', PROBLEM],
    ['judgement', JUDGEMENT],
  ] as const) {
    const reason = found(expression);
    if (reason.length > 0) return { value, reason };
  }
  return { value: 'background', reason: [] };
}
