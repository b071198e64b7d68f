import type { Claim, Span, Speaker } from '../analysis.ts';
import type { TextDocument, Token } from '../language/document.ts';
import { nameKeys } from '../speakers/names.ts';
import { TITLES } from '../speakers/words.ts';
import type { Named, Namer, Naming } from './naming.ts';
import { likenesses, sumOf, type Topic, tokensIn, unit } from './topics.ts';

export const RELATION_FEATURES = [
  'constant',
  'targets',
  'both target',
  'targets side',
  'accuses',
  'denies',
  'warns or demands',
  'praises',
  'names',
  'attacks',
  'answer',
  'denial',
  'denial near',
  'opposite target',
  'same target',
  'contrast',
  'negation',
  'context',
  'likeness',
  'claims',
  'anonymous',
  'affiliated',
  'foe in common',
  'speakers',
  'answers back',
  'attacked near',
] as const;
export type RelationFeature = (typeof RELATION_FEATURES)[number];

const NEGATIVE = new Set(['accuses', 'denies', 'plays-down', 'warns']);
const ARTICLES = new Set(['the', 'a', 'an']);
const NEGATION = /^(?:not|no|never|n't|nobody|nothing|without|neither|nor|cannot|hardly|none)$/;
const CONTRAST =
  /^(?:but|however|yet|while|although|though|despite|instead|meanwhile|nevertheless|still|disagreed|disputed|disputes|countered|counter|responded|response|responding|rejected|dismissed|contrast|opponents|critics|rebuttal|hit|fired|shot|conversely|whereas)$/;
const OPPOSING =
  /^(?:critici[sz]\w*|respon\w+|counter\w*|disput\w+|disagree\w*|reject\w*|dismiss\w*|slam\w*|blast\w*|attack\w*|accus\w+|contrast|contradict\w*|oppos\w+|rebuk\w+|rebuff\w*|condemn\w*|denounc\w+|against|challeng\w+|clash\w*|feud\w*|mock\w*|ridicul\w+|blam\w+|rebut\w*|refut\w+|retort\w*|reacted|reaction)$/;

/** A claim as relations see it. */
export interface Reading {
  readonly claim: Claim;
  /** Its place among all claims. */
  readonly order: number;
  readonly topic: Topic;
  /** To every claim, in the order of claims: 0..1. */
  readonly likeness: Float64Array;
  readonly named: Named;
  /** Speakers whom the position's target names. */
  readonly targeted: Named;
  readonly target: readonly string[];
  readonly toward: 'for' | 'against' | null;
  readonly negated: boolean;
  /** Words around it, in its own sentence, that turn against what came before ("but", "rejected"). */
  readonly turn: readonly Span[];
  /** Speakers whom the sentence around it names, with a word of opposition. */
  readonly opposed: Named;
  readonly opposition: readonly Span[];
}

/** A target's or name's words that tell it from others: no article, and no title where there is a name. */
export const targetWords = (target: string): string[] => {
  const words = nameKeys(target).filter((word) => !ARTICLES.has(word));
  const name = words.filter((word) => !TITLES.has(word));
  return name.length > 0 ? name : words;
};

/** Whether all words of a target are capitalised: a person, a country, an organisation. */
export const isName = (target: string): boolean =>
  target
    .replace(/^(?:the|a|an) /i, '')
    .split(' ')
    .every((word) => /^\p{Lu}/u.test(word) || /^(?:of|and|for|the|de|al)$/.test(word));

export function readClaims(document: TextDocument, claims: readonly Claim[], topics: readonly Topic[], namer: Namer): Reading[] {
  const units = topics.map(unit);
  const likeness = likenesses(units);
  return claims.map((claim, order): Reading => {
    const tokens = tokensIn(document, claim.content).slice(0, 400);
    const around = contextOf(document, claim);
    const aroundNamed = others(namer.inTokens(around), claim);
    const opposition = around.filter(({ lower }) => OPPOSING.test(lower));
    return {
      claim,
      order,
      topic: units[order]!,
      likeness: likeness[order]!,
      named: others(namer.inTokens(tokens), claim),
      targeted: claim.position ? namer.inPhrase(claim.position.target, claim.speaker) : new Map(),
      target: claim.position ? targetWords(claim.position.target) : [],
      toward: claim.position?.toward ?? null,
      negated: tokens.some(({ lower }) => NEGATION.test(lower)),
      turn: around.slice(0, 12).flatMap(({ lower, start, end }): Span[] => (CONTRAST.test(lower) ? [[start, end]] : [])),
      opposed: opposition.length > 0 ? aroundNamed : new Map(),
      opposition: opposition.map(({ start, end }): Span => [start, end]),
    };
  });
}

const others = (named: Map<string, Naming>, { speaker }: Claim): Named => {
  if (speaker !== null) named.delete(speaker);
  return named;
};

/** How far around a claim, in code units, its sentence is read. */
const AROUND = 400;

/** Tokens of the claim's own sentence that are no part of its content. */
function contextOf(document: TextDocument, { content, cue, source }: Claim): Token[] {
  const first = tokensIn(document, [[content[0]![0], content[0]![0] + 1]])[0];
  if (!first) return [];
  const sentences = new Set([first, ...tokensIn(document, [...cue, ...source].slice(0, 4))].map(({ sentence }) => sentence));
  const bounds = [...sentences].map((index): Span => {
    const [start, end] = document.sentences[index]!;
    return [Math.max(start, first.start - AROUND), Math.min(end, content.at(-1)![1] + AROUND)];
  });
  const isInside = ({ start }: Token): boolean => content.some(([from, to]) => start >= from && start < to);
  return tokensIn(
    document,
    bounds.sort((a, b) => a[0] - b[0]),
  )
    .filter((token) => !isInside(token))
    .slice(0, 120);
}

export interface Side {
  readonly speaker: Speaker;
  readonly readings: readonly Reading[];
  /** Its place among all sides. */
  readonly order: number;
  /** To every side, in their order: 0..1. */
  readonly likeness: Float64Array;
  readonly role: ReadonlySet<string>;
  /** Speakers whom its claims are against. */
  readonly foes: ReadonlySet<string>;
}

const strength: Record<Naming, number> = { name: 1, office: 1, side: 0 };
export const overlap = (a: readonly string[], b: readonly string[]): number => {
  if (a.length === 0 || b.length === 0) return 0;
  const both = a.filter((word) => b.includes(word)).length;
  return both / Math.max(a.length, b.length);
};

/** Speakers with their claims; those without one are left out. */
export function sidesOf(readings: readonly Reading[], speakers: readonly Speaker[]): Side[] {
  const bySpeaker = new Map<string, Reading[]>();
  for (const reading of readings) {
    const { speaker } = reading.claim;
    if (speaker === null) continue;
    const list = bySpeaker.get(speaker);
    if (list) list.push(reading);
    else bySpeaker.set(speaker, [reading]);
  }
  const heard = speakers.filter(({ id }) => bySpeaker.has(id));
  const likeness = likenesses(heard.map(({ id }) => sumOf(bySpeaker.get(id)!.map(({ topic }) => topic))));
  return heard.map((speaker, order): Side => {
    const readings = bySpeaker.get(speaker.id)!;
    const described = `${speaker.role ?? ''} ${speaker.kind === 'group' ? speaker.name : ''}`;
    return {
      speaker,
      readings,
      order,
      likeness: likeness[order]!,
      role: new Set(nameKeys(described).filter((word) => word.length > 3)),
      foes: new Set(readings.flatMap(({ toward, targeted }) => (toward === 'against' ? [...targeted.keys()] : []))),
    };
  });
}

/** What speaks for and against a clash of two speakers, as numbers in the order of RELATION_FEATURES. */
export function relate(a: Side, b: Side, speakers: number): Float32Array {
  const f: Record<string, number> = { constant: 1 };
  const most = (key: string, value: number): void => {
    if (value > (f[key] ?? 0)) f[key] = value;
  };
  let attacks = 0;
  const direct = [false, false];
  [
    [a, b],
    [b, a],
  ].forEach(([one, other], d) => {
    for (const x of one!.readings) {
      const id = other!.speaker.id;
      const how = x.named.get(id);
      const { act } = x.claim;
      const negative = NEGATIVE.has(act) || x.toward === 'against';
      const aimed = x.targeted.get(id);
      let aim = 0;
      if (x.toward === 'against' && aimed) {
        if (strength[aimed]) {
          most('targets', 1);
          direct[d] = true;
          aim = 1;
        } else {
          most('targets side', 1);
          aim = 0.5;
        }
      }
      if (x.toward === 'for' && aimed) most('praises', strength[aimed] || 0.5);
      if (how) {
        const s = strength[how] || 0.4;
        if (act === 'accuses') most('accuses', s);
        else if (act === 'denies' || act === 'plays-down') most('denies', s);
        else if (act === 'warns' || act === 'demands') most('warns or demands', s);
        else if (act === 'praises') most('praises', s);
        else most('names', s);
        if (negative) attacks += s;
      }
      if (x.opposed.has(id)) most('context', strength[x.opposed.get(id)!] || 0.4);
      const negAim = negative && (aim > 0 || how !== undefined);
      for (const y of other!.readings) {
        const like = x.likeness[y.order]!;
        most('likeness', like);
        const gap = Math.abs(x.order - y.order);
        const after = x.order - y.order;
        if (negAim) {
          most('answer', Math.min(1, like * 2));
          if (gap <= 2) most('attacked near', 1);
        }
        if (aim === 1 && y.named.has(one!.speaker.id) && (NEGATIVE.has(y.claim.act) || y.toward === 'against')) most('answers back', 1);
        if (act === 'denies' || act === 'plays-down') {
          if (y.claim.act !== 'denies' && y.claim.act !== 'plays-down') {
            most('denial', Math.min(1, like * 2));
            if (after > 0 && after <= 2) most('denial near', y.claim.act === 'accuses' || y.claim.act === 'warns' ? 1 : 0.5);
            if (y.named.has(one!.speaker.id) && y.claim.act === 'accuses') most('answers back', 1);
          }
        }
        if (x.toward && y.toward && d === 0) {
          const same = overlap(x.target, y.target);
          if (same > 0.3) {
            if (x.toward === y.toward) most('same target', same);
            else most('opposite target', isName(x.claim.position!.target) ? same / 2 : same);
          }
        }
        if (after === 1 && x.turn.length > 0) most('contrast', 0.5 + Math.min(0.5, like * 2));
        if (d === 0 && x.negated !== y.negated && like > 0.1) most('negation', Math.min(1, like * 2));
      }
    }
  });
  f['both target'] = direct[0] && direct[1] ? 1 : 0;
  f.attacks = Math.log1p(attacks);
  if (f.targets || f.accuses) f['same target'] = 0;
  f.claims = Math.log(Math.min(a.readings.length, b.readings.length));
  f.anonymous = a.speaker.kind === 'anonymous' || b.speaker.kind === 'anonymous' ? 1 : 0;
  f.affiliated = [...a.role].some((word) => b.role.has(word)) ? 1 : 0;
  f.speakers = Math.log(speakers);
  f['foe in common'] = [...a.foes].some((id) => b.foes.has(id)) ? 1 : 0;
  return Float32Array.from(RELATION_FEATURES, (key) => f[key] ?? 0);
}
