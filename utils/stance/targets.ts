import type { Attribution, Span, Speaker } from '../analysis.ts';
import type { TextDocument, Token } from '../language/document.ts';
import { GROUPS, PERSONS } from '../speakers/words.ts';
import { type Clause, clausesIn } from './clauses.ts';
import { kindsIn, tokensIn } from './features.ts';
import { ALWAYS, type Family, type Feature, family, hash, keyOf } from './model.ts';

/** A phrase that a position may be about. */
export interface Candidate {
  readonly span: Span;
  /** Lower-case words that carry its meaning. */
  readonly words: readonly string[];
  /** Index of its head among the tokens looked at. */
  readonly head: number;
  readonly features: Feature[];
  /** Whether a position against it is none that the words take: it is they to whom harm is done. */
  readonly isVictim: boolean;
}

const [OWN, OTHER, OF, OFTEN_NAMED, OBJECT, LOOSE, NOT_OBJECT] = ['own', 'other-speaker', 'of', 'often', 'object', 'loose', 'onot'].map(
  (name) => family(name, ''),
) as [Family, Family, Family, Family, Family, Family, Family];
const [SUBJECT, FIRST_SUBJECT] = [family('subject', ''), family('subject1', '')];
const [PLACE, SIZE, HEAD, OPENS, BEFORE, CUE, INSIDE, COUNT] = ['n', 'size', 'head', 'opens', 'before', 'cue', 'in', 'count'].map((name) =>
  family(name),
) as [Family, Family, Family, Family, Family, Family, Family, Family];
const [SUBJECT_MOOD, SUBJECT_KIND, VERB_OF, MOOD_OF, KIND_OF] = ['sm', 'sk', 'ov', 'om', 'ok'].map((name) => family(name)) as [
  Family,
  Family,
  Family,
  Family,
  Family,
];
const FIRST = family('first.', '');

const LONGEST = 9;
const OFTEN = 3;
const POSSESSIVE = new Set(['his', 'her', 'their', 'its', 'our', 'my', 'your']);
const NO_START = new Set([
  'a',
  'an',
  'some',
  'any',
  'every',
  'each',
  'no',
  'such',
  'all',
  'both',
  'many',
  'more',
  'most',
  'few',
  'several',
  'another',
  'other',
]);
/** Nouns that say how much of a thing: what is meant follows. */
const QUANTITIES = new Set(
  'lot kind sort type number part half third percent % majority series couple bit piece range amount plenty one ones rest gram kilogram litre liter gallon tonne ton ounce inch metre meter mile kilometre kilometer acre hectare degree'.split(
    ' ',
  ),
);
/** Nouns that name nothing by themselves. */
const WEAK = new Set(
  'thing things way ways time times one ones lot kind sort part day days week weeks month months year years today tomorrow yesterday morning night moment fact point number people person someone everyone everybody nobody anyone something anything nothing everything end beginning rest half third percent % hour minute second case place side factor basis butt god fun'.split(
    ' ',
  ),
);
/** Nouns that name a thing only where the article keeps coming back to it: "the deal" of trade talks, but "a big deal". */
const SELDOM = new Set('scene guy deal reason possibility circumstance stuff bit chance word look face step turn middle sense'.split(' '));
/** Nouns that only point at what follows them or went before: "the need to talk", "these concerns", "the fact that". */
const POINTING = new Set(
  'need fact realization realisation necessity readiness willingness determination commitment thanks gratitude appreciation condolence concern worry fear doubt respect praise support congratulation'.split(
    ' ',
  ),
);
/** Where a claim only tells that something is: "in the country". */
const PLACES = new Set(
  'country world region area city town village state nation province district street neighbourhood neighborhood'.split(' '),
);
const WITHIN = new Set('in at across throughout around near inside outside within'.split(' '));
/** What is done to a thing by who is not for it: "to scrap the levy". */
export const UNDOING = new Set(
  'ban stop end halt block scrap abolish repeal veto combat fight counter defeat tackle eradicate boycott cancel prevent avoid cut curb restrict eliminate dismantle oppose reject condemn denounce revoke overturn'.split(
    ' ',
  ),
);
/** What nobody asks to be done to what they are against: "if we do not protect our farms". */
const SHIELDING = new Set('protect defend safeguard save help rescue preserve support'.split(' '));
/** What is done to victims: they are not whom the speaker is against. */
const VICTIMISE = new Set(
  'kill wound injure trap displace massacre harm hurt martyr murder rape abuse starve bomb attack shoot torture persecute exploit evict deport detain harass assault rob slaughter besiege target hit strand bury kidnap abduct stab beat deprive neglect mistreat impact affect'.split(
    ' ',
  ),
);
/** What may be done to somebody who is to blame all the same: "was caught lying", "were not held to account". */
const STILL_TO_BLAME = new Set(
  'catch bribe pay corrupt involve implicate accuse convict find know see motivate drive obsess blind charge link elect appoint hire expose warn tell ask order allow hold punish arrest prosecute stop bear name'.split(
    ' ',
  ),
);
const FIGHT = new Set('fight struggle battle resistance resist war stand campaign'.split(' '));
const SAYS_WHAT_IT_IS = new Set('be become remain'.split(' '));
const TIMES =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|\d.*)$/;
const STOP = new Set('the a an of to in on for and his her their its our my your this that these those mr mrs ms dr'.split(' '));

/** The words of a phrase that carry its meaning, lower-case. */
export const meaningOf = (phrase: string): string[] =>
  (phrase.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []).filter((word) => !STOP.has(word) && word !== 's');

/** Whether two phrases name the same thing: all words of one in the other, or half of all. */
export function sameTarget(a: string, b: string): boolean {
  const [x, y] = [new Set(meaningOf(a)), new Set(meaningOf(b))];
  if (x.size === 0 || y.size === 0) return false;
  let both = 0;
  for (const word of x) if (y.has(word)) both++;
  return both === Math.min(x.size, y.size) || both / (x.size + y.size - both) >= 0.5;
}

/** What follows a verb that takes an object. */
const TAKEN = new Set(['DET', 'PRON', 'PROPN']);

const isNominal = (t: Token): boolean => t.pos === 'NOUN' || t.pos === 'PROPN';
const inside = (t: Token): boolean =>
  isNominal(t) || t.pos === 'ADJ' || t.pos === 'NUM' || t.lower === "'s" || t.lower === "'" || t.lower === '-';

const OFFICER = /^(?:chief|general|executive|representative|elect)$/;
/** "the guards use | false papers": between a noun of many and an adjective, what passes for a noun is their verb. */
const isVerbInDisguise = (tokens: readonly Token[], k: number): boolean =>
  tokens[k]!.pos === 'NOUN' &&
  tokens[k]!.lower === tokens[k]!.lemma &&
  tokens[k - 1]!.pos === 'NOUN' &&
  tokens[k - 1]!.lower !== tokens[k - 1]!.lemma &&
  tokens[k + 1]!.pos === 'ADJ';

/** The noun phrases of a run of tokens, as [from, to) and head: "the reports of a leak" with what follows "of". */
export function phrasesIn(tokens: readonly Token[]): { from: number; to: number; head: number; long: boolean }[] {
  const simple: { from: number; to: number; head: number }[] = [];
  let i = 0;
  while (i < tokens.length) {
    let from = i;
    const first = tokens[i]!;
    const opens =
      first.lower === 'the' ||
      first.lower === 'this' ||
      first.lower === 'these' ||
      (first.lower === 'that' && first.pos !== 'SCONJ') ||
      first.lower === 'those' ||
      POSSESSIVE.has(first.lower);
    let to = opens ? i + 1 : i;
    const begin = to;
    while (
      to < tokens.length &&
      to - from < LONGEST &&
      inside(tokens[to]!) &&
      (to === begin || tokens[to]!.start - tokens[to - 1]!.end <= 1)
    )
      to++;
    let verb = -1;
    for (let k = begin + 1; k < to - 1 && verb < 0; k++) if (isVerbInDisguise(tokens, k)) verb = k;
    if (verb > 0) to = verb;
    let last = to;
    // "the army chief | resigned": an adjective to the tagger.
    const officer = last - begin > 1 && OFFICER.test(tokens[last - 1]!.lower) && isNominal(tokens[last - 2]!);
    while (!officer && last > begin && !isNominal(tokens[last - 1]!)) last--;
    if (last > begin) {
      while (from < last && (NO_START.has(tokens[from]!.lower) || /^(?:['’]s?|-)$/.test(tokens[from]!.lower))) from++;
      if (from < last) simple.push({ from, to: last, head: last - 1 });
    }
    i = Math.max(i + 1, verb > 0 ? verb + 1 : to);
  }
  const found: { from: number; to: number; head: number; long: boolean }[] = [];
  for (let k = 0; k < simple.length; k++) {
    const one = simple[k]!;
    let { to } = one;
    // "reports of the resurgence", "a ban on drilling"
    for (let next = k + 1; next < simple.length; next++) {
      const after = simple[next]!;
      const joint = tokens[to]?.lower;
      const gap = after.from - to;
      const article = gap === 2 && NO_START.has(tokens[to + 1]!.lower);
      if (!(gap === 1 || article) || after.to - one.from > LONGEST) break;
      if (
        joint !== 'of' &&
        !(isNominal(tokens[one.head]!) && tokens[one.head]!.pos === 'NOUN' && next === k + 1 && (joint === 'on' || joint === 'against'))
      )
        break;
      // "accused the board of hiding the tests": a verb with its object, no part of the name.
      if (/ing$/.test(tokens[after.from]!.lower) && TAKEN.has(tokens[after.from + 1]?.pos ?? '')) break;
      to = after.to;
    }
    found.push({ ...one, to, long: to > one.to });
  }
  return found;
}

const tokenLower = (tokens: readonly Token[], i: number): string => tokens[i]?.lower ?? '^';

/** Whether the phrase says what something is ("is a big deal", "remains a fine pier") and names nothing itself. */
function isPredicate(tokens: readonly Token[], from: number): boolean {
  const { lower } = tokens[from]!;
  if (lower === 'this' || lower === 'that' || POSSESSIVE.has(lower)) return false;
  let k = from - 1;
  while (k >= 0 && from - k < 5 && (tokens[k]!.pos === 'ADV' || tokens[k]!.pos === 'PART' || /^an?$/.test(tokens[k]!.lower))) k--;
  const verb = tokens[k];
  return verb !== undefined && (SAYS_WHAT_IT_IS.has(verb.lemma) || verb.lower === "'re" || (verb.lower === "'s" && verb.pos === 'AUX'));
}

const isPeople = ({ lemma, lower }: Token): boolean => PERSONS.has(lemma) || PERSONS.has(lower) || GROUPS.has(lower);

/** What may follow "the families trapped", but not "the raids killed" with whom they killed. */
const AFTER_PARTICIPLE = new Set(['ADP', 'ADV', 'AUX', 'PUNCT', 'VERB', 'CCONJ']);
/** How far, in tokens, what is done reaches. */
const REACH = 10;

/** Whether something bad is done to those whom the phrase names: "the families trapped there", "killed | nine children", "the farmers were evicted". */
function isVictim(tokens: readonly Token[], { from, to, head }: Phrase, clauses: readonly Clause[]): boolean {
  const after = tokens[to];
  const participle = after?.pos === 'VERB' && after.lower !== after.lemma && !/(?:s|ing)$/.test(after.lower);
  if (
    participle &&
    VICTIMISE.has(after.lemma) &&
    (AFTER_PARTICIPLE.has(tokens[to + 1]?.pos ?? 'PUNCT') || /^t?here$/.test(tokens[to + 1]!.lower))
  )
    return true;
  // "the farmers, who lost their fields, were not asked"
  const who =
    tokens[to]?.lower === ',' && tokens[to + 1]?.lower === 'who' ? tokens.findIndex(({ lower }, i) => i > to + 1 && lower === ',') : -1;
  return clauses.some(({ subjectAt, subject, passive, negative, mood, from: begins, verb }) => {
    const own = (subjectAt !== null && subjectAt >= from && subjectAt < to) || (who > 0 && begins === who + 1);
    const people = isPeople(tokens[head]!) || (own && (subject === 'people' || subject === 'name'));
    // Of people to whom something is done, or is denied, hardly any are to blame.
    if (passive && own && people && !STILL_TO_BLAME.has(tokens[verb]!.lemma) && (negative || VICTIMISE.has(tokens[verb]!.lemma)))
      return true;
    if (passive && who > 0 && subjectAt === to + 1 && VICTIMISE.has(tokens[verb]!.lemma)) return true;
    if (!VICTIMISE.has(tokens[verb]!.lemma)) return false;
    if (passive) return subjectAt !== null && subjectAt >= from && subjectAt < to;
    if (subject === 'self' || mood === 'must' || mood === 'infinitive' || mood === 'base' || verb >= from || head - verb > REACH)
      return false;
    // Its object, or in a list with it.
    const between = tokens.slice(verb + 1, from);
    const first = between.findIndex(isNominal);
    return first < 0 || between.slice(first).every((t) => isNominal(t) || t.pos === 'CCONJ' || t.lower === ',');
  });
}

/** Where it is told what is fought: "the miners’ fight | against the levy"; −1 where it is not. */
const fightAt = (tokens: readonly Token[]): number =>
  tokens.findIndex(({ lower }, i) => lower === 'against' && tokens.slice(Math.max(0, i - 3), i).some(({ lemma }) => FIGHT.has(lemma)));
/** How far before it, in tokens, those are named who fight. */
const FIGHTERS_REACH = 16;

/** Whether the phrase is whom a demand is put to: "urged | the two states to talk". */
function isAddressee(tokens: readonly Token[], { from, to }: Phrase): boolean {
  if (from > 1) return false;
  // "demanded | the guild mend the boats"
  if (tokens[to]?.pos === 'VERB' && tokens[to]!.lower === tokens[to]!.lemma) return true;
  const verb = tokens.findIndex(({ lower }, i) => i >= to && i < to + 5 && lower === 'to') + 1;
  return (
    verb > 0 &&
    tokens[verb]?.pos === 'VERB' &&
    !tokens.slice(to, verb).some(({ pos }) => pos === 'VERB' || pos === 'AUX' || pos === 'PUNCT')
  );
}

/** Whether a phrase says only where something is, what it has nothing to do with, or, to somebody who is for something, what is undone, to somebody against it, what is to be shielded. */
function standsApart(tokens: readonly Token[], { from, head }: Phrase, toward: 'for' | 'against'): boolean {
  let k = from - 1;
  // "in towns or | cities"
  if (tokens[k]?.pos === 'CCONJ' && PLACES.has(tokens[k - 1]?.lemma ?? '')) k -= 2;
  while (k >= 0 && from - k < 5 && (NO_START.has(tokens[k]!.lower) || tokens[k]!.pos === 'DET')) k--;
  const before = tokens[k];
  if (!before) return false;
  if (WITHIN.has(before.lower) && PLACES.has(tokens[head]!.lemma)) return true;
  if (before.lower === 'with' && tokens[k - 1]?.lower === 'do' && tokens[k - 3]?.lower === 'nothing') return true;
  if (toward === 'against') return before.pos === 'VERB' && SHIELDING.has(before.lemma);
  return (
    before.lower === 'against' ||
    before.lower === 'not' ||
    (before.lower === 'over' && /^(?:victory|triumph|win)$/.test(tokens[k - 1]?.lower ?? '')) ||
    (before.pos === 'VERB' && UNDOING.has(before.lemma))
  );
}

type Phrase = ReturnType<typeof phrasesIn>[number];

export interface TargetContext {
  readonly speaker: Speaker | null;
  /** Words of the speakers' names, with whose they are; null where several have it. */
  readonly names: ReadonlyMap<string, string | null>;
  /** How often each lower-case word stands in the article. */
  readonly counts: ReadonlyMap<string, number>;
  readonly cueAct: string | null;
  readonly toward: 'for' | 'against';
}

/** The phrases of a claim that its position may be about, with what speaks for each; linear. */
export function candidatesOf(document: TextDocument, { content, type }: Attribution, context: TargetContext): Candidate[] {
  const tokens = tokensIn(document.tokens, content);
  const own = new Set(
    (context.speaker ? [context.speaker.name, ...context.speaker.aliases] : []).flatMap(
      (name) => name.toLowerCase().match(/\p{L}{3,}/gu) ?? [],
    ),
  );
  const clauses = clausesIn(tokens, type === 'indirect', own);
  const kinds: string[][] = tokens.map(() => []);
  for (const { kind, from, to } of kindsIn(tokens)) for (let k = from; k < to; k++) if (!kinds[k]!.includes(kind)) kinds[k]!.push(kind);
  const subjectOf = new Map<number, Clause>();
  for (const clause of clauses) if (clause.subjectAt !== null && !subjectOf.has(clause.subjectAt)) subjectOf.set(clause.subjectAt, clause);
  const office = new Set(context.speaker?.role?.toLowerCase().match(/\p{L}{3,}/gu) ?? []);
  const verbless = type === 'direct' && context.cueAct === null && clauses.length === 0;
  const fight = fightAt(tokens);
  const candidates: Candidate[] = [];
  // “Terrific old boat!”: what it says, of what is left open.
  if (verbless) return candidates;
  for (const phrase of phrasesIn(tokens)) {
    const head = tokens[phrase.head]!;
    // "his plan" names nobody where it stands alone: "plan" is what is left, where that is enough.
    const from = POSSESSIVE.has(tokens[phrase.from]!.lower) ? Math.min(phrase.from + 1, phrase.head) : phrase.from;
    const span: Span = [tokens[from]!.start, tokens[phrase.to - 1]!.end];
    const text = document.text.slice(...span);
    const words = meaningOf(text);
    if (words.length === 0 || /\n/.test(text) || /[“”"«»]/.test(text)) continue;
    if (QUANTITIES.has(head.lemma) || ((WEAK.has(head.lemma) || WEAK.has(head.lower)) && !phrase.long)) continue;
    // A capital at the beginning of a sentence tells nothing: "Talk about luck".
    const last = tokens[from - 1];
    const opens =
      phrase.to - from === 1 && !context.names.has(head.lower) && (last === undefined ? type !== 'indirect' : /[.!?“"]/.test(last.lower));
    const common = head.pos === 'NOUN' || opens;
    const single = phrase.to - from === 1 && common;
    // One common word is a target only where the article keeps coming back to it.
    if ((single || (common && SELDOM.has(head.lemma) && !phrase.long)) && (context.counts.get(head.lower) ?? 0) < OFTEN) continue;
    if (isPredicate(tokens, phrase.from) || (context.cueAct === 'demands' && isAddressee(tokens, phrase))) continue;
    if (
      context.toward === 'against' &&
      ((head.pos === 'PROPN' && words.every((word) => own.has(word) || office.has(word))) ||
        (fight >= phrase.to && fight - phrase.to < FIGHTERS_REACH))
    )
      continue;
    // "I made my tea with it": whose own it is blames something else.
    if (context.toward === 'against' && tokens[phrase.from]!.lower === 'my' && !isPeople(head)) continue;
    if ((POINTING.has(head.lemma) && !phrase.long) || /^i['’]/.test(tokens[from]!.lower)) continue;
    if (standsApart(tokens, phrase, context.toward)) continue;
    if (TIMES.test(head.lower) || !/\p{L}{2}/u.test(head.lower)) continue;
    const features: Feature[] = [ALWAYS];
    const add = (of: Family, name = '', value = 1): void =>
      void features.push({ family: of, key: keyOf(hash(name, of.start)), value, span: null });
    const isOwn = words.every((word) => own.has(word));
    if (isOwn) add(OWN);
    if (words.some((word) => context.names.has(word) && context.names.get(word) !== (context.speaker?.id ?? ''))) add(OTHER);
    add(PLACE, `${Math.min(5, candidates.length)}`);
    add(SIZE, `${Math.min(5, phrase.to - phrase.from)}`);
    add(HEAD, head.pos);
    if (phrase.long) add(OF);
    const opening = tokens[phrase.from]!.lower;
    add(
      OPENS,
      POSSESSIVE.has(opening)
        ? opening === 'our' || opening === 'my'
          ? 'our'
          : 'his'
        : opening === 'the'
          ? 'the'
          : /^(?:this|that|these|those)$/.test(opening)
            ? 'this'
            : 'none',
    );
    const before = tokens[phrase.from - 1];
    const beforeLower = before && NO_START.has(before.lower) ? tokenLower(tokens, phrase.from - 2) : (before?.lower ?? '^');
    add(
      BEFORE,
      before === undefined
        ? '^'
        : before.pos === 'ADP' || before.pos === 'SCONJ' || before.pos === 'CCONJ' || before.pos === 'PUNCT'
          ? beforeLower
          : before.pos,
    );
    if (phrase.from === 0) add(FIRST, context.cueAct ?? 'none');
    add(CUE, context.cueAct ?? 'none');
    for (let k = phrase.from; k < phrase.to; k++) for (const kind of kinds[k]!) add(INSIDE, kind, 0.5);
    const count = context.counts.get(head.lower) ?? 1;
    add(COUNT, `${Math.min(4, Math.floor(Math.log2(count)))}`);
    add(OFTEN_NAMED, '', Math.min(3, Math.log2(count)) / 3);
    let clause = subjectOf.get(phrase.head);
    if (!clause) for (let k = phrase.from; k < phrase.to; k++) clause ??= subjectOf.get(k);
    if (clause) {
      add(clause === clauses[0] ? FIRST_SUBJECT : SUBJECT);
      add(SUBJECT_MOOD, `${clause.mood}${clause.passive ? 'p' : ''}`);
      for (let k = clause.verb; k < clause.to; k++) for (const kind of kinds[k]!) add(SUBJECT_KIND, kind, 0.5);
    } else {
      const governing = clauses.findLast((c) => c.verb < phrase.from);
      if (governing && phrase.from - governing.verb <= 4) {
        add(OBJECT);
        add(VERB_OF, governing.subject);
        add(MOOD_OF, governing.mood);
        for (const kind of kinds[governing.verb]!) add(KIND_OF, kind, 0.7);
        if (governing.negative) add(NOT_OBJECT);
      } else add(LOOSE);
    }
    candidates.push({
      span,
      words,
      head: phrase.head,
      features,
      isVictim: context.toward === 'against' && isVictim(tokens, phrase, clauses),
    });
  }
  return candidates;
}

/** What of an article the choice of its targets needs, made once. */
export type InArticle = Pick<TargetContext, 'counts' | 'names'>;

export function targetContext(document: TextDocument, speakers: readonly Speaker[]): InArticle {
  const counts = new Map<string, number>();
  for (const { lower } of document.tokens) counts.set(lower, (counts.get(lower) ?? 0) + 1);
  const names = new Map<string, string | null>();
  for (const { id, name, aliases } of speakers)
    for (const word of [name, ...aliases].flatMap(meaningOf)) names.set(word, names.has(word) && names.get(word) !== id ? null : id);
  return { counts, names };
}
