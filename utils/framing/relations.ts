import type { Claim, Span, Speaker } from '../analysis.ts';
import type { TextDocument, Token } from '../language/document.ts';
import { lastBefore, namesInText } from '../speakers/cast.ts';
import { nameKeys } from '../speakers/names.ts';
import { TITLES } from '../speakers/words.ts';
import { setAgainst } from './contrast.ts';
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
  'accusation denied',
  'claim denied',
  'replies',
  'opposite measure',
] as const;
export type RelationFeature = (typeof RELATION_FEATURES)[number];

const DENYING = new Set(['denies', 'plays-down']);
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
  /** Whether its cue only reports a charge: "alleged". */
  readonly alleges: boolean;
  /** Whether its cue accuses somebody: "accused", "blamed". */
  readonly charges: boolean;
  /** Whether it only asks: "questioned the mayor about ...". */
  readonly asks: boolean;
  /** Whether it denies before a court, and answers nobody who is heard. */
  readonly pleads: boolean;
  /** The claim before, by another speaker, that the article sets it against, and the word that does so. */
  readonly against: { readonly id: string; readonly words: readonly Span[] } | null;
  /** The claim of another speaker that it denies. */
  readonly denies: string | null;
  /** Speakers who made a charge shortly before, where it denies one. */
  readonly accusers: readonly string[];
  /** Whether its cue answers somebody: "responded", "hit back". */
  readonly replies: boolean;
  /** Whether its cue turns on whom it answers: "hit back", "disagreed". */
  readonly retorts: boolean;
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

/** Cues that answer somebody. */
const REPLY =
  /(?<![a-z])(?:respon(?:d|ds|ded|ding)|replied|replies|shot back|hit back|fired back|pushed back|counter(?:s|ed|ing)?|retort(?:s|ed)?|rebut(?:s|ted)?|disagree[sd]?|object(?:s|ed)|disputed?|bristled|insist(?:s|ed)|contend(?:s|ed)|maintain(?:s|ed)?|defend(?:s|ed)?)(?![a-z])/i;

/** Cues that turn an answer against whom it answers. */
const RETORT =
  /(?<![a-z])(?:sh(?:ot|oots|ooting) back|hit(?:s|ting)? back|fir(?:ed|es|ing) back|clapp?(?:ed|s|ing)? back|pushe[sd] back(?! (?:against|on))|retort(?:s|ed|ing)?|disagree[sd]?|took issue|countered|rebuffed|rebutted|begged to differ)(?![a-z])/i;
const PLEADING = /(?<![a-z])(?:plead|pled)/i;
const ASKING = /(?<![a-z])(?:ask(?:s|ed|ing)?|question(?:s|ed|ing)?|press(?:es|ed|ing)?|grill(?:s|ed|ing)?)(?: (?:by|further))?$/i;
const ASKED = /(?<![a-z])(?:about|whether|if|why|how|what|who|when|on)(?![a-z])|\?/i;
/** How far into a claim, in code units, what is asked begins. */
const ASKED_REACH = 160;

/** Whether a claim only asks somebody something: "questioned the mayor about the wells". */
export function isAsking(text: string, { cue, content }: Pick<Claim, 'cue' | 'content'>): boolean {
  const [start, end] = content[0]!;
  return (
    ASKING.test(cue.map(([from, to]) => text.slice(from, to)).join(' ')) &&
    ASKED.test(text.slice(start, Math.min(end, start + ASKED_REACH)))
  );
}

export function readClaims(document: TextDocument, claims: readonly Claim[], topics: readonly Topic[], namer: Namer): Reading[] {
  const meant = pronouns(document.text, namer);
  const units = topics.map(unit);
  const likeness = likenesses(units);
  const readings: Reading[] = [];
  claims.forEach((claim, order) => {
    const tokens = tokensIn(document, claim.content).slice(0, 400);
    const around = contextOf(document, claim);
    const aroundNamed = others(namer.inTokens(around), claim);
    const named = namer.inTokens(tokens, 'side');
    if (claim.type !== 'indirect') for (const id of meant(tokens, claim)) if (!named.has(id)) named.set(id, 'name');
    const cue = claim.cue.map(([start, end]) => document.text.slice(start, end)).join(' ');
    const opposition = around.filter(({ lower }) => OPPOSING.test(lower));
    const reading = {
      claim,
      order,
      topic: units[order]!,
      likeness: likeness[order]!,
      named: others(named, claim),
      denies: null,
      against: null,
      accusers: [],
      charges: claim.act === 'accuses' && /(?<![a-z])(?:accus|blam)(?:e[sd]?|ing)(?![a-z])/i.test(cue),
      replies: REPLY.test(cue),
      retorts: RETORT.test(cue),
      pleads: PLEADING.test(cue),
      asks: isAsking(document.text, claim),
      alleges: /(?<![a-z])(?:alleg|charg)/i.test(cue),
      targeted: claim.position ? namer.inPhrase(claim.position.target, claim.speaker) : new Map(),
      target: claim.position ? targetWords(claim.position.target) : [],
      toward: claim.position?.toward ?? null,
      negated: tokens.some(({ lower }) => NEGATION.test(lower)),
      turn: around.slice(0, 12).flatMap(({ lower, start, end }): Span[] => (CONTRAST.test(lower) ? [[start, end]] : [])),
      opposed: opposition.length > 0 ? aroundNamed : new Map(),
      opposition: opposition.map(({ start, end }): Span => [start, end]),
    };
    const denied = deniedBy(reading, document.text, readings);
    const accusers = readings
      .slice(-BACK)
      .flatMap(({ claim: { speaker, act } }) => (act === 'accuses' && speaker !== null ? [speaker] : []));
    const before = readings.at(-1);
    const asked = before?.claim.act === 'demands' && claim.speaker !== null && (before.named.get(claim.speaker) ?? 'side') !== 'side';
    const word = before ? setAgainst(document, before, reading, asked) : null;
    const against = before && word ? { id: before.claim.id, words: [word] } : null;
    readings.push(denied ? { ...reading, denies: denied.claim.id, accusers, against } : { ...reading, against });
  });
  return readings;
}

const HE = /^(?:he|him|his)$/;
const SHE = /^(?:she|her|hers)$/;
/** How far back, in code units, a quotation's "he" is named. */
const REACH = 700;
/** Names, the most frequent, that it may mean. */
const MOST_NAMES = 200;

/** Finds the speakers whom a quotation's "he" and "she" are: whoever of that gender is named last before it, but for its own speaker. */
function pronouns(text: string, namer: Namer): (tokens: readonly Token[], claim: Claim) => string[] {
  const people = namesInText(text)
    .slice(0, MOST_NAMES)
    .flatMap(({ name, kind, gender, spans }) =>
      kind === 'person' ? [{ gender, spans, ids: [...namer.inPhrase(name, null).entries()] }] : [],
    );
  return (tokens, { speaker, content }) => {
    const [start] = content[0]!;
    const asked = [
      tokens.some(({ lower }) => HE.test(lower)) ? ('male' as const) : null,
      tokens.some(({ lower }) => SHE.test(lower)) ? ('female' as const) : null,
    ];
    return asked.flatMap((wanted) => {
      if (!wanted) return [];
      let nearest = start - REACH;
      let found: string[] = [];
      for (const { gender, spans, ids } of people) {
        const own = ids.filter(([, how]) => how === 'name').map(([id]) => id);
        if ((gender !== null && gender !== wanted) || (speaker !== null && own.includes(speaker))) continue;
        const last = lastBefore(spans, start);
        if (last && last[0] > nearest) {
          nearest = last[0];
          found = own;
        }
      }
      return found;
    });
  };
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

/** What is said against somebody, as something to be denied: "the charge", "calls for a ban"; and what may also be said by nobody who is heard: "that idea", "reports of a leak". */
const CHARGE =
  /(?<![a-z])(?<!\b(?:an?|any|who|no|they|we|people) )(?:claims?|charges?|allegations?|accusations?|criticisms?|suggestions?|assertions?|complaints?|calls|demands?)(?![a-z])/i;
const SAYING = /(?<![a-z])(?:reports?|remarks|comments|rumou?rs?|notion|idea|theory|argument|criticism)(?![a-z])/i;
/** How many claims back a charge that is denied was made. */
const BACK = 4;

/** The claim that a denial denies, where it says that it denies one: of the last by others that accuse, warn or (for "calls") demand, or else the one before it. */
function deniedBy(x: Reading, text: string, before: readonly Reading[]): Reading | null {
  if (!DENYING.has(x.claim.act) || x.pleads) return null;
  const [start, end] = x.claim.content[0]!;
  const words = `${x.claim.cue.map(([from, to]) => text.slice(from, to)).join(' ')} ${text.slice(start, Math.min(end, start + 60))}`;
  const charge = CHARGE.test(words);
  if (!charge && !SAYING.test(words)) return null;
  const calls = /(?<![a-z])(?:calls|demands?)(?![a-z])/i.test(words);
  for (let k = before.length - 1; k >= Math.max(0, before.length - (charge ? BACK : 1)); k--) {
    const y = before[k]!;
    if (y.claim.speaker === null || y.claim.speaker === x.claim.speaker) continue;
    const said = calls ? y.claim.act === 'demands' : y.claim.act === 'accuses' || y.claim.act === 'warns';
    if (said || (y.order === x.order - 1 && !calls && (charge || y.claim.act !== 'states'))) return y;
  }
  return null;
}

const MEASURE =
  /^(?:the|this|that|such an?) (?:(?:new|proposed|whole|entire|controversial|ballot|latest|planned) )?(?:measure|proposal|plan|bill|policy|law|initiative|project|deal|move|decision|ban|order|idea|scheme|legislation|change|changes)$/i;
/** How many claims back "the plan" was asked for. */
const MEASURE_REACH = 20;
/** Whether one is for or against "the plan", and the other, earlier, asked for or promised something. */
export function isMeasure(x: Reading, y: Reading): boolean {
  if (!x.toward || !y.toward || x.toward === y.toward) return false;
  const [first, later] = x.order < y.order ? [x, y] : [y, x];
  if (later.order - first.order > MEASURE_REACH) return false;
  return (
    MEASURE.test(later.claim.position!.target) &&
    !isName(first.claim.position!.target) &&
    /^(?:demands|pledges|praises)$/.test(first.claim.act)
  );
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
      if (x.asks) continue;
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
        const elsewhere = x.toward === 'against' && !aimed && isName(x.claim.position!.target);
        if (elsewhere) most('names', s);
        else if (act === 'accuses') most('accuses', s);
        else if (act === 'denies' || act === 'plays-down') most('denies', s);
        else if (act === 'warns' || act === 'demands') most('warns or demands', s);
        else if (act === 'praises') most('praises', s);
        else most('names', s);
        if (negative && !elsewhere) attacks += s;
      }
      if (x.opposed.has(id)) most('context', strength[x.opposed.get(id)!] || 0.4);
      const negAim = negative && (aim > 0 || (how !== undefined && !(x.toward === 'against' && isName(x.claim.position!.target))));
      for (const y of other!.readings) {
        if (x.denies === y.claim.id) most('claim denied', 1);
        if (act === 'accuses' && (aimed === 'name' || aimed === 'office' || how === 'name' || how === 'office') && DENYING.has(y.claim.act))
          most('accusation denied', 1);
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
        if (after === 1 && x.replies) most('replies', 1);
        if (d === 0 && isMeasure(x, y)) most('opposite measure', 1);
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
