import {
  ACTS,
  type Act,
  type Attribution,
  type Claim,
  type FramingFunction,
  FUNCTIONS,
  type Position,
  type Span,
  type Speaker,
} from '../analysis.ts';
import type { TextDocument } from '../language/document.ts';
import { AimReader } from './aims.ts';
import { contextFeatures, inContext } from './context.ts';
import { actNamedBy } from './cues.ts';
import { featuresOf, withPolarity } from './features.ts';
import { ACT_AT, DIRECTION_AT, type Feature, FUNCTION_AT, probabilities, rowOf, type StanceModel, scoresOf, type Table } from './model.ts';
import { agreeOnTargets, findTarget, POINTS_BACK, type PositionRead, resolveDemonstratives } from './position.ts';
import { actSaidBy } from './said.ts';
import { targetContext } from './targets.ts';

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

const STATES: Reasoned<Act> = { value: 'states', reason: [] };
const AGAINST: ReadonlySet<Act> = new Set<Act>(['accuses', 'denies', 'plays-down']);
/** What belongs to somebody, by name or office, at the beginning of a content: "the president's order". */
const BELONGS = /^[“"‘']?(?:the )?(\p{L}[\p{L}-]*(?: \p{L}[\p{L}-]*){0,2})[’']s? /u;

/** Whether what a claim denies or accuses is its speaker's own, so that somebody else does it: "Low lashed out after the court struck again, rejecting the mayor's order". */
function isOwn(text: string, { content }: Attribution, speaker: Speaker | null): boolean {
  const [start, end] = content[0]!;
  const owner = BELONGS.exec(text.slice(start, Math.min(end, start + 80)))?.[1];
  if (!owner || !speaker || speaker.kind !== 'person') return false;
  const own = `${speaker.name} ${speaker.role ?? ''}`.toLowerCase().split(/[^\p{L}-]+/u);
  return owner
    .toLowerCase()
    .split(' ')
    .every((word) => own.includes(word));
}

/** Whoever accuses is against, whoever praises for. */
const TOWARD: Readonly<Partial<Record<Act, 'for' | 'against'>>> = { accuses: 'against', praises: 'for' };

/** How sure a position is that the grammar shows: about so many of those in the labelled articles are right. */
const SHOWN_BY_GRAMMAR = 0.94;

/** Features of every claim, by itself; parallel to the attributions. */
export function claimFeatures(
  document: TextDocument,
  attributions: readonly Attribution[],
  { speakers, speakerOf }: Resolved,
): Feature[][] {
  const byId = new Map(speakers.map((speaker) => [speaker.id, speaker]));
  return attributions.map((attribution, i) =>
    featuresOf(document, attribution, {
      speaker: byId.get(speakerOf[i] ?? '') ?? null,
      place: attribution.content[0]![0] / Math.max(1, document.text.length),
    }),
  );
}

/**
 * What each speaker does with the claim: act, position, function, each with the words it rests on. A cue that names its act decides; else what was learned of
 * the words, in two passes: each claim alone, then with what the claims beside it and the speaker's others do. An act or a position that is not likely enough is
 * not shown: the claim states, and is for or against nothing. Pure; linear in the text of the claims.
 */
export function readStance(document: TextDocument, attributions: readonly Attribution[], resolved: Resolved, model: StanceModel): Claim[] {
  const { speakers, speakerOf, reasonOf } = resolved;
  const byId = new Map(speakers.map((speaker) => [speaker.id, speaker]));
  const features = claimFeatures(document, attributions, resolved).map((list) => withPolarity(list, model.polarity));
  const alone = features.map((list) => probabilities(scoresOf(model.claims, list)));
  const together = contextFeatures(attributions, speakerOf, alone).map((list, i) => inContext(model.context, list, alone[i]!));
  const inArticle = targetContext(document, speakers);
  const own = attributions.map((attribution, i) => isOwn(document.text, attribution, byId.get(speakerOf[i] ?? '') ?? null));
  const acts = attributions.map((attribution, i) => {
    const act = readAct(document.text, attribution, features[i]!, together[i]!, model);
    return own[i] && AGAINST.has(act.value) ? STATES : act;
  });
  const aims = attributions.map((attribution, i): AimReader => new AimReader(document, attribution, byId.get(speakerOf[i] ?? '') ?? null));
  const aimed = aims.map(
    (reader, i) =>
      reader.read() ?? (acts[i]!.value === 'demands' ? reader.demanded() : acts[i]!.value === 'accuses' ? reader.accused() : null),
  );
  const positions = attributions.map((attribution, i): PositionRead | null => {
    const speaker = byId.get(speakerOf[i] ?? '') ?? null;
    if (own[i] || isAsked(document.text, attribution) || isDoneTo(document.text, attribution) || isOfItself(document.text, attribution))
      return null;
    const aim = aimed[i];
    if (aim)
      return {
        toward: aim.toward,
        target: document.text.slice(...aim.target),
        chance: SHOWN_BY_GRAMMAR,
        reason: merged([aim.reason, aim.target]),
      };
    const chances = together[i]!;
    const { value: act, reason: shownBy } = acts[i]!;
    const told = TOWARD[act];
    const toward = told ?? (chances[DIRECTION_AT + 1]! >= chances[DIRECTION_AT + 2]! ? 'for' : 'against');
    const column = DIRECTION_AT + (toward === 'for' ? 1 : 2);
    if (told === undefined && (chances[column]! < model.least.position || aims[i]!.disclaims())) return null;
    const target =
      aims[i]!.spokenOf() ??
      (toward === 'against' ? aims[i]!.fought() : null) ??
      findTarget(document, attribution, speaker, toward, cueAct(document.text, attribution)?.value ?? null, inArticle, model);
    if (!target) return null;
    const why = told !== undefined ? shownBy : reasonsFor(features[i]!, model.claims, column);
    const chance = told !== undefined ? Math.max(model.least.position, chances[column]!) : chances[column]!;
    return { toward, target: document.text.slice(...target), chance, reason: merged([...why.slice(0, 2), target]) };
  });
  // "ashamed of the justices", "calling them unpatriotic": the same people.
  for (let i = 1; i < positions.length; i++) {
    const before = positions[i - 1];
    const [start, end] = attributions[i]!.content[0]!;
    if (positions[i] || !before || speakerOf[i] == null || speakerOf[i] !== speakerOf[i - 1] || TOWARD[acts[i]!.value] !== before.toward)
      continue;
    if (POINTS_BACK.test(document.text.slice(start, Math.min(end, start + 6)))) positions[i] = { ...before, reason: acts[i]!.reason };
  }
  const agreed = agreeOnTargets(resolveDemonstratives(positions, speakerOf), speakerOf);
  return attributions.map((attribution, i): Claim => {
    const chances = together[i]!;
    const act = acts[i]!;
    const best = argmax(chances, FUNCTION_AT, FUNCTIONS.length);
    const position = agreed[i]!;
    const purpose = FUNCTIONS[best]!;
    const why = purpose === 'background' ? [] : reasonsFor(features[i]!, model.claims, FUNCTION_AT + best);
    return {
      ...attribution,
      id: `c${i + 1}`,
      speaker: speakerOf[i] ?? null,
      act: act.value,
      position: position ? ({ toward: position.toward, target: position.target } satisfies Position) : null,
      function: purpose as FramingFunction,
      reasons: {
        ...(reasonOf[i]?.length ? { speaker: reasonOf[i] } : {}),
        ...(act.reason.length > 0 ? { act: act.reason } : {}),
        ...(position ? { position: position.reason } : {}),
        ...(why.length > 0 ? { function: why } : {}),
      },
    };
  });
}

const argmax = (list: Float64Array, from: number, size: number): number => {
  let best = 0;
  for (let c = 1; c < size; c++) if (list[from + c]! > list[from + best]!) best = c;
  return best;
};

/** What a court or a study finds is no denial and no playing down of its own. */
const FINDING = /^(?:find(?:s|ing)?|found|rul(?:e[sd]?|ing)|conclud(?:e[sd]?|ing)|held|holding|decid(?:e[sd]?|ing))\b/i;

/** A cue by which something is done to its subject: "is accused". */
const PASSIVE =
  /(?<![a-z])(?:is|are|was|were|been|being) (?:also |been |being )?(?:accus|blam|critici[sz]|condemn|denounc|attack|slamm|prais|urg|warn|demand|alleg)\w*ed(?![a-z])/i;

/** Whether the source is not who does what the cue says: "she is accused of it", "the killer, accused | of it". */
const isDoneTo = (text: string, { cue, source, content }: Pick<Attribution, 'cue' | 'source' | 'content'>): boolean =>
  cue.some(([start, end]) => {
    const words = text.slice(start, end);
    if (/^accused of$/i.test(words) || (/^accused$/i.test(words) && /^of\b/i.test(text.slice(content[0]![0], content[0]![0] + 4))))
      return true;
    return PASSIVE.test(words) && source[0] !== undefined && source[0][0] < start;
  });

/** Whether it says what its own speaker is: "described | itself as the fishermen's voice against the levy". */
const isOfItself = (text: string, { content, type }: Pick<Attribution, 'content' | 'type'>): boolean =>
  type !== 'direct' &&
  /^(?:itself|himself|herself|themselves|myself|ourselves) as(?![a-z])/i.test(text.slice(content[0]![0], content[0]![0] + 16));

/** Whether somebody is only asked something: "questioned | the mayor about the wells". */
const isAsked = (text: string, { cue, content }: Pick<Attribution, 'cue' | 'content'>): boolean => {
  const [start, end] = content[0]!;
  return (
    cue.some(([from, to]) => /(?:question|quizz|grill)(?:s|es|ed|ing)?$/i.test(text.slice(from, to))) &&
    /(?<![a-z])about(?![a-z])/i.test(text.slice(start, Math.min(end, start + ASKED_REACH)))
  );
};
/** The cue that presses somebody to do something: "pressed | the mayor to close the wells". */
function pressedBy(text: string, { cue, content }: Pick<Attribution, 'cue' | 'content'>): Span | null {
  const [start, end] = content[0]!;
  if (!/^(?:\S+ ){1,6}to \p{Ll}+/u.test(text.slice(start, Math.min(end, start + 80)))) return null;
  return (
    cue.find(([from, to]) =>
      /(?<![a-z])(?:press(?:es|ed|ing)?|lobb(?:y|ies|ied|ying)|petition(?:s|ed|ing)?)$/i.test(text.slice(from, to)),
    ) ?? null
  );
}
/** How far into a claim, in code units, what is asked about begins. */
const ASKED_REACH = 160;

/** The act that the cue itself names; `states` where it is one that says the opposite of its words ("did not deny"); null where it names none. */
export function cueAct(text: string, attribution: Pick<Attribution, 'cue' | 'source' | 'content' | 'type'>): Reasoned<Act> | null {
  if (isAsked(text, attribution) || isOfItself(text, attribution)) return STATES;
  const pressed = pressedBy(text, attribution);
  if (pressed) return { value: 'demands', reason: [pressed] };
  const named = actNamedBy(text, attribution.cue);
  if (!named) return null;
  if (isDoneTo(text, attribution)) return { value: 'states', reason: [] };
  return named.act === null ? { value: 'states', reason: [] } : { value: named.act, reason: [named.span] };
}

function readAct(
  text: string,
  attribution: Attribution,
  features: readonly Feature[],
  chances: Float64Array,
  model: StanceModel,
): Reasoned<Act> {
  const named = cueAct(text, attribution);
  if (named) return named;
  const said = actSaidBy(text, attribution);
  if (said) return { value: said.act, reason: [said.span] };
  const best = argmax(chances, ACT_AT, ACTS.length);
  const act = ACTS[best]!;
  if (act === 'states' || chances[ACT_AT + best]! < model.least.acts[best]!) return { value: 'states', reason: [] };
  if ((act === 'denies' || act === 'plays-down') && attribution.cue.some(([start, end]) => FINDING.test(text.slice(start, end))))
    return { value: 'states', reason: [] };
  const reason = reasonsFor(features, model.claims, ACT_AT + best);
  return { value: act, reason: reason.length > 0 ? reason : [attribution.cue[0] ?? attribution.content[0]!] };
}

/** Most stretches of text that a reason names. */
const MOST_REASONS = 3;
/** Longest stretch that is told from another that begins where it begins. */
const MOST_SPAN = 65_536;
/** Words that count for less than this share of the weightiest are no reason. */
const LEAST_SHARE = 0.4;

/** The words that speak most for a label: spans of the features that add most to its score, against the mean of the labels that it competes with. */
function reasonsFor(features: readonly Feature[], table: Table, column: number): Span[] {
  const [from, size] =
    column < FUNCTION_AT ? [ACT_AT, ACTS.length] : column < DIRECTION_AT ? [FUNCTION_AT, FUNCTIONS.length] : [DIRECTION_AT, 3];
  const { columns, weights, scales } = table;
  const weight = new Map<number, { span: Span; sum: number }>();
  for (const { key, value, span } of features) {
    if (!span) continue;
    const row = rowOf(table, key);
    if (row < 0) continue;
    const at = row * columns;
    let mean = 0;
    for (let c = from; c < from + size; c++) mean += weights[at + c]! * scales[c]!;
    const gain = value * (weights[at + column]! * scales[column]! - mean / size);
    const place = span[0] * MOST_SPAN + Math.min(MOST_SPAN - 1, span[1] - span[0]);
    const known = weight.get(place);
    if (known) known.sum += gain;
    else weight.set(place, { span, sum: gain });
  }
  const ordered = [...weight.values()].filter(({ sum }) => sum > 0).sort((a, b) => b.sum - a.sum || a.span[0] - b.span[0]);
  const top = ordered[0]?.sum ?? 0;
  return merged(
    ordered
      .filter(({ sum }) => sum >= LEAST_SHARE * top)
      .slice(0, MOST_REASONS)
      .map(({ span }) => span),
  );
}

/** Spans in order, those that touch or overlap made one. */
function merged(spans: readonly Span[]): Span[] {
  const list: [number, number][] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = list.at(-1);
    if (last && start <= last[1] + 1) last[1] = Math.max(last[1], end);
    else list.push([start, end]);
  }
  return list;
}
