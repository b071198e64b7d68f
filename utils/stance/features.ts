import type { Attribution, Span, Speaker } from '../analysis.ts';
import { firstTokenAfter, type TextDocument, type Token } from '../language/document.ts';
import { clausesIn } from './clauses.ts';
import { actNamedBy } from './cues.ts';
import { CAUSE, CONTENTS, JUDGEMENT, PROBLEM, REMEDY } from './lexicon.ts';
import { ALWAYS, type Family, type Feature, family, featureOf, hash, keyOf, scoresOf, softmax, type Table } from './model.ts';
import { LONGEST_PLAIN, PHRASE_KINDS, type PhraseKind } from './phrases.ts';
import { LONGEST_PHRASE, WORD_KINDS, type WordKind } from './words.ts';

/** Tokens of a content that are looked at: what a long statement does is plain by then. */
const MOST_TOKENS = 160;
/** Code units of a content that expressions are asked of. */
const LONGEST = 4_000;
const NEGATIONS = new Set(['not', "n't", 'no', 'never', 'nobody', 'nothing', 'none', 'without', 'neither', 'nor', 'hardly']);
/** How many tokens after a negation are negated. */
const SCOPE = 4;
const FIRST = new Set(['i', 'me', 'my', 'mine', 'myself']);
const FIRST_PLURAL = new Set(['we', 'us', 'our', 'ours', 'ourselves']);
const SECOND = new Set(['you', 'your', 'yours', 'yourself']);
const THIRD = new Set(['he', 'she', 'they']);
const MODALS = new Set(['will', 'would', 'can', 'could', 'may', 'might', 'must', 'shall', 'should', 'ought', 'need', "'ll"]);
const CONTENT_WORDS = new Set(['NOUN', 'VERB', 'ADJ', 'ADV', 'PROPN', 'INTJ']);

/** Tokens inside spans, at most `most`. */
export function tokensIn(tokens: readonly Token[], spans: readonly Span[], most = MOST_TOKENS): Token[] {
  const inside: Token[] = [];
  for (const [start, end] of spans)
    for (let i = firstTokenAfter(tokens, start); i < tokens.length && tokens[i]!.start < end && inside.length < most; i++)
      inside.push(tokens[i]!);
  return inside;
}

/** Whether a token holds a letter or a figure. */
function isWord({ lower }: Token): boolean {
  const first = lower.charCodeAt(0);
  return (first >= 97 && first <= 122) || (first >= 48 && first <= 57) || /[\p{L}\p{N}]/u.test(lower);
}

/** Which tokens a negation before them reaches. */
export function negated(tokens: readonly Token[]): boolean[] {
  let left = 0;
  return tokens.map((token) => {
    const now = left > 0;
    if (NEGATIONS.has(token.lower)) left = SCOPE;
    else if (token.pos === 'PUNCT') left = 0;
    else if (left > 0) left--;
    return now;
  });
}

/** A kind of words or phrases, with the tokens `[from, to)` of a run that show it. */
export interface KindAt {
  readonly kind: WordKind;
  readonly from: number;
  readonly to: number;
}

/** The kinds of words and phrases in a run of tokens. */
export function kindsIn(tokens: readonly Token[]): KindAt[] {
  const found: KindAt[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const { lower: word, lemma: base } = tokens[i]!;
    const longest = Math.max(LONGEST_PHRASE.get(word) ?? 0, base === word ? 0 : (LONGEST_PHRASE.get(base) ?? 0));
    if (longest === 0) continue;
    const first = found.length;
    const add = (phrase: string, to: number): void => {
      for (const kind of WORD_KINDS.get(phrase) ?? []) {
        let known = first;
        while (known < found.length && found[known]!.kind !== kind) known++;
        if (known === found.length) found.push({ kind, from: i, to });
      }
    };
    let lower = '';
    let lemma = '';
    for (let n = 1; n <= longest && i + n <= tokens.length; n++) {
      const token = tokens[i + n - 1]!;
      lower = n === 1 ? token.lower : `${lower} ${token.lower}`;
      lemma = n === 1 ? token.lemma : `${lemma} ${token.lemma}`;
      add(lower, i + n);
      if (lemma !== lower) add(lemma, i + n);
    }
  }
  return found;
}

const DROPPED = new Set([
  'a',
  'an',
  'the',
  'very',
  'really',
  'so',
  'quite',
  'also',
  'absolutely',
  'simply',
  'clearly',
  'certainly',
  'actually',
  'always',
  'still',
  'all',
  'completely',
  'totally',
  'now',
  '"',
  "'",
]);
/** What words become in the plain form, in quoted words and in reported ones; others become their lemma. */
const PLAIN_WORDS = new Map<string, { readonly quoted: string; readonly reported: string }>(
  (
    [
      ['i we us me', 'we', 'we'],
      ['my our ours mine', 'our', 'our'],
      ['his her their its', 'his', 'our'],
      ['he she they', 'he', 'we'],
      ['it', 'it', 'we'],
      ['him them', 'he', 'he'],
      ["n't never", 'not', 'not'],
      ["'ll wo", 'will', 'will'],
      ['would', '', 'will'],
      ["'re 'm", 'be', 'be'],
    ] as const
  ).flatMap(([words, quoted, reported]) => words.split(' ').map((word) => [word, { quoted, reported }] as const)),
);

/** A word of the plain form that phrases are written in, and the token it stands for. */
interface Plain {
  readonly word: string;
  readonly at: number;
}

/** The plain form of a run of tokens, as `phrases.ts` describes it; `reported` where "he" may be the speaker. */
export function plainForm(tokens: readonly Token[], reported: boolean, own: ReadonlySet<string>): Plain[] {
  const form: Plain[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const { lower, lemma, pos } = tokens[at]!;
    if (DROPPED.has(lower)) continue;
    const plain = PLAIN_WORDS.get(lower);
    let word = (plain && (reported ? plain.reported : plain.quoted)) || lemma;
    if (!plain && reported && pos === 'PROPN' && own.has(lower)) {
      if (form.at(-1)?.word === 'we') continue;
      word = 'we';
    }
    form.push({ word, at });
  }
  return form;
}

interface PhraseAt {
  readonly kind: PhraseKind;
  readonly phrase: string;
  readonly words: number;
  readonly from: number;
  readonly to: number;
}

/** Phrases of `phrases.ts` in a plain form: kind, and tokens from and to. */
function phrasesIn(tokens: readonly Token[], form: readonly Plain[]): PhraseAt[] {
  const found: PhraseAt[] = [];
  for (let i = 0; i < form.length; i++) {
    const first = form[i]!;
    const longest = Math.max(LONGEST_PLAIN.get(first.word) ?? 0, PHRASE_KINDS.has(tokens[first.at]!.lower) ? 1 : 0);
    if (longest === 0) continue;
    const begin = found.length;
    const add = (phrase: string, words: number, to: number): void => {
      for (const kind of PHRASE_KINDS.get(phrase) ?? []) {
        let known = begin;
        while (known < found.length && found[known]!.kind !== kind) known++;
        if (known === found.length) found.push({ kind, phrase, words, from: first.at, to });
      }
    };
    let phrase = '';
    for (let n = 1; n <= longest && i + n <= form.length; n++) {
      const { word, at } = form[i + n - 1]!;
      phrase = n === 1 ? word : `${phrase} ${word}`;
      add(phrase, n, at + 1);
      if (n === 1 && tokens[at]!.lower !== word) add(tokens[at]!.lower, 1, at + 1);
    }
  }
  return found;
}

export interface ClaimContext {
  readonly speaker: Speaker | null;
  /** 0..1: where in the text the claim begins. */
  readonly place: number;
}

/** The features of one claim, each once: the first counts. */
class Features {
  readonly list: Feature[] = [ALWAYS];
  private readonly keys = new Set<number>();

  /** `hashed` is the hash of the whole name, begun with `of.start`. */
  add(of: Family, hashed: number, value: number, span: Span | null = null): void {
    const key = keyOf(hashed);
    const before = this.keys.size;
    this.keys.add(key);
    if (this.keys.size > before) this.list.push({ family: of, key, value, span });
  }
}

const spanOf = (tokens: readonly Token[], from: number, to: number): Span => [tokens[from]!.start, tokens[to - 1]!.end];

const [TYPE, PLACE, LENGTH, TENSE, TAG] = [family('type'), family('place'), family('len'), family('tense'), family('pos')];
const [CUE, CUE_WORD, CUE_KIND, CUE_ACT] = [family('cue'), family('cw'), family('ck'), family('ca')];
const [SOURCE_KIND, SOURCE_PRONOUN, SOURCE_WORD, SOURCE_WORD_KIND, ROLE] = [
  family('sk'),
  family('sp'),
  family('sw'),
  family('so'),
  family('sr'),
];
const [WORD, MODAL, PERSON] = [family('u'), family('m'), family('p')];
const KIND = { any: family('k'), density: family('kd'), twice: family('k2'), quoted: family('kq') };
const PHRASE = { any: family('ph'), density: family('phd'), twice: family('ph2'), words: family('pw'), long: family('pl') };
const CLAUSE = { form: family('e'), verb: family('el'), verbKind: family('ev'), objectKind: family('eo'), adjective: family('ea') };
const [CONTENT_ACT, CONTENT_FUNCTION, AROUND] = [family('c'), family('fn'), family('x')];
const [PIECES, NO_CUE, CUE_NEGATED, NO_SOURCE, NEGATED, VERB_FIRST] = [
  family('pieces', ''),
  family('cue-none', ''),
  family('cue-not', ''),
  family('source-none', ''),
  family('not', ''),
  family('begins-with-verb', ''),
];
const MARKS = new Map(['?', '!'].map((mark) => [mark, family(mark, '')]));
const PERSONS = new Map<string, { readonly key: number; readonly value: number }>(
  (
    [
      [FIRST, 'I', 0.7],
      [FIRST_PLURAL, 'we', 0.7],
      [SECOND, 'you', 0.7],
      [THIRD, 'they', 0.5],
    ] as const
  ).flatMap(([words, person, value]) => [...words].map((word) => [word, { key: hash(person, PERSON.start), value }] as const)),
);

const NOBODY: ReadonlySet<string> = new Set();
const wordsBySpeaker = new WeakMap<Speaker, ReadonlySet<string>>();

/** The words of three letters and more of a speaker's names and role, lower-case. */
function wordsOfNames(speaker: Speaker | null): ReadonlySet<string> {
  if (!speaker) return NOBODY;
  let words = wordsBySpeaker.get(speaker);
  if (!words) {
    const names = [speaker.name, ...speaker.aliases.slice(0, MOST_ALIASES), speaker.role ?? ''];
    words = new Set(names.flatMap((name) => name.toLowerCase().match(/\p{L}{3,}/gu) ?? []));
    wordsBySpeaker.set(speaker, words);
  }
  return words;
}

/** What is true of a claim by itself; linear in its length. */
export function featuresOf(document: TextDocument, attribution: Attribution, { speaker, place }: ClaimContext): Feature[] {
  const { text, tokens } = document;
  const { content, cue, source, type } = attribution;
  const features = new Features();
  const cueTokens = tokensIn(tokens, cue, MOST_CUE_TOKENS);
  const sourceTokens = tokensIn(tokens, source, MOST_SOURCE_TOKENS);
  const inside = tokensIn(tokens, content);
  const own = wordsOfNames(speaker);
  const run: Run = { tokens: inside, not: negated(inside), words: inside.filter(isWord), kinds: kindsIn(inside) };
  const reported = type === 'indirect';

  features.add(TYPE, hash(type, TYPE.start), 0.7);
  if (content.length > 1) features.add(PIECES, PIECES.start, 0.5);
  features.add(PLACE, hash(`${Math.min(3, Math.floor(place * 4))}`, PLACE.start), 0.15);
  addCue(features, text, cue, cueTokens);
  addSource(features, speaker, sourceTokens);
  addWords(features, run, !reported);
  addPhrases(features, run, reported, own);
  for (const [act, expression] of CONTENTS) {
    const match = firstIn(text, content, expression);
    if (match) features.add(CONTENT_ACT, hash(act, CONTENT_ACT.start), 2, match);
  }
  for (const [name, expression] of PURPOSES) {
    const match = firstIn(text, content, expression);
    if (match) features.add(CONTENT_FUNCTION, hash(name, CONTENT_FUNCTION.start), 0.8, match);
  }
  addClauses(features, run, reported, own);
  addTags(features, inside);
  const ends = [...cue, ...source.slice(0, 1), ...content];
  const around = sentencesAround(tokens, Math.min(...ends.map(([start]) => start)), Math.max(cue.at(-1)?.[1] ?? 0, content.at(-1)![1]) - 1);
  const covered = new Set([...inside, ...cueTokens, ...sourceTokens]);
  const outside = around.filter((token) => !covered.has(token)).slice(0, MOST_AROUND);
  for (const { kind, from, to } of kindsIn(outside)) features.add(AROUND, hash(kind, AROUND.start), 0.4, spanOf(outside, from, to));
  return features.list;
}

/** The tokens of a content, and what is asked of them more than once. */
interface Run {
  readonly tokens: readonly Token[];
  readonly not: readonly boolean[];
  readonly words: readonly Token[];
  readonly kinds: readonly KindAt[];
}

const MOST_CUE_TOKENS = 12;
const MOST_SOURCE_TOKENS = 30;
const MOST_ALIASES = 20;
/** Tokens outside the claim, in its own sentences, that are looked at. */
const MOST_AROUND = 60;

function addCue(features: Features, text: string, cue: readonly Span[], tokens: readonly Token[]): void {
  if (cue.length === 0) {
    features.add(NO_CUE, NO_CUE.start, 1);
    return;
  }
  const whole: Span = [cue[0]![0], cue.at(-1)![1]];
  features.add(CUE, hash(tokens.map(({ lemma }) => lemma).join(' '), CUE.start), 1, whole);
  for (const token of tokens) if (isWord(token)) features.add(CUE_WORD, hash(token.lemma, CUE_WORD.start), 1, [token.start, token.end]);
  for (const { kind, from, to } of kindsIn(tokens)) features.add(CUE_KIND, hash(kind, CUE_KIND.start), 0.7, spanOf(tokens, from, to));
  if (tokens.some(({ lower }) => NEGATIONS.has(lower))) features.add(CUE_NEGATED, CUE_NEGATED.start, 1, whole);
  const named = actNamedBy(text, cue);
  if (named) features.add(CUE_ACT, hash(named.act ?? 'none', CUE_ACT.start), 1.5, named.span);
}

function addSource(features: Features, speaker: Speaker | null, tokens: readonly Token[]): void {
  features.add(SOURCE_KIND, hash(speaker?.kind ?? 'none', SOURCE_KIND.start), 0.7);
  const first = tokens[0];
  if (!first) features.add(NO_SOURCE, NO_SOURCE.start, 0.7);
  else if (first.pos === 'PRON') features.add(SOURCE_PRONOUN, hash(first.lower, SOURCE_PRONOUN.start), 0.7);
  for (const { pos, lemma } of tokens) if (pos === 'NOUN' || pos === 'ADJ') features.add(SOURCE_WORD, hash(lemma, SOURCE_WORD.start), 0.5);
  for (const { kind } of kindsIn(tokens)) features.add(SOURCE_WORD_KIND, hash(kind, SOURCE_WORD_KIND.start), 0.4);
  for (const word of speaker?.role
    ?.toLowerCase()
    .match(/\p{L}{3,}/gu)
    ?.slice(0, 10) ?? [])
    features.add(ROLE, hash(word, ROLE.start), 0.4);
}

/** A long statement must not count for more than a short one by its single words. */
const FULL_LENGTH = 12;

function addWords(features: Features, { tokens, words, not, kinds }: Run, quoted: boolean): void {
  features.add(LENGTH, hash(`${Math.min(7, Math.floor(Math.log2(words.length + 1)))}`, LENGTH.start), 0.5);
  const scale = 1 / Math.sqrt(Math.max(FULL_LENGTH, words.length) / FULL_LENGTH);
  for (const token of tokens) {
    const { lower, lemma, pos } = token;
    const span: Span = [token.start, token.end];
    const mark = MARKS.get(lower);
    if (mark) features.add(mark, mark.start, 0.7, span);
    const person = PERSONS.get(lower);
    if (person) features.add(PERSON, person.key, person.value, span);
    if (NEGATIONS.has(lower)) features.add(NEGATED, NEGATED.start, 0.5, span);
    if (!isWord(token)) continue;
    if (pos !== 'NUM' && pos !== 'PROPN') features.add(WORD, hash(lemma, WORD.start), (CONTENT_WORDS.has(pos) ? 0.5 : 0.3) * scale, span);
    if (MODALS.has(lemma)) features.add(MODAL, hash(lemma, MODAL.start), 0.8, span);
  }
  const [first] = words;
  if (first && first.pos === 'VERB' && first.lower === first.lemma)
    features.add(VERB_FIRST, VERB_FIRST.start, 0.7, [first.start, first.end]);
  for (const { name, n, span } of counted(kinds, tokens, not)) {
    features.add(KIND.any, hash(name, KIND.any.start), 0.4 + 0.1 * Math.min(3, n - 1), span);
    features.add(KIND.density, hash(name, KIND.density.start), density(n, words.length), span);
    if (n >= 2) features.add(KIND.twice, hash(name, KIND.twice.start), 0.6, span);
    if (quoted) features.add(KIND.quoted, hash(name, KIND.quoted.start), 0.4, span);
  }
}

/** Share of the words, as a value that a few in a short statement already fill. */
const density = (n: number, words: number): number => Math.min(2, (4 * n) / Math.max(8, words));

/** Kinds, those in the reach of a negation apart: how often each was seen, and where first. */
function counted(
  kinds: readonly { readonly kind: string; readonly from: number; readonly to: number }[],
  tokens: readonly Token[],
  not: readonly boolean[],
): Iterable<{ readonly name: string; readonly n: number; readonly span: Span }> {
  const all = new Map<string, { name: string; n: number; span: Span }>();
  for (const { kind, from, to } of kinds) {
    const name = not[from] ? `${kind}:not` : kind;
    const known = all.get(name);
    if (known) known.n++;
    else all.set(name, { name, n: 1, span: spanOf(tokens, from, to) });
  }
  return all.values();
}

function addPhrases(features: Features, { tokens, words, not }: Run, reported: boolean, own: ReadonlySet<string>): void {
  const phrases = phrasesIn(tokens, plainForm(tokens, reported, own));
  for (const { kind, phrase, words: length, from, to } of phrases) {
    const span = spanOf(tokens, from, to);
    features.add(PHRASE.words, hash(phrase, not[from] ? hash('not ', PHRASE.words.start) : PHRASE.words.start), 0.5, span);
    if (length > 1) features.add(PHRASE.long, hash(not[from] ? `${kind}:not` : kind, PHRASE.long.start), 0.7, span);
  }
  for (const { name, n, span } of counted(phrases, tokens, not)) {
    features.add(PHRASE.any, hash(name, PHRASE.any.start), 0.4, span);
    if (n >= 2) features.add(PHRASE.twice, hash(name, PHRASE.twice.start), 0.6, span);
    features.add(PHRASE.density, hash(name, PHRASE.density.start), density(n, words.length), span);
  }
}

/** Who does what: the subject as the speaker sees it, mood and voice, the kinds of words of the verb and of what follows. */
function addClauses(features: Features, { tokens, kinds }: Run, reported: boolean, own: ReadonlySet<string>): void {
  const kindsAt = new Map<number, WordKind[]>();
  for (const { kind, from } of kinds) {
    const known = kindsAt.get(from);
    if (known) known.push(kind);
    else kindsAt.set(from, [kind]);
  }
  for (const { subject, subjectAt, mood, passive, negative, from, verb, to } of clausesIn(tokens, reported, own)) {
    const start = Math.min(subjectAt ?? from, from);
    const span = spanOf(tokens, start, verb + 1);
    const whole = spanOf(tokens, start, to);
    const who = `${negative ? '-' : ''}${subject}.`;
    const name = (of: Family, rest: string): number => hash(rest, hash(who, of.start));
    features.add(CLAUSE.form, name(CLAUSE.form, passive ? `${mood}p` : mood), 0.6, span);
    features.add(CLAUSE.verb, name(CLAUSE.verb, tokens[verb]!.lemma), 0.4, span);
    for (const kind of kindsAt.get(verb) ?? []) features.add(CLAUSE.verbKind, name(CLAUSE.verbKind, kind), 0.25, span);
    for (let k = verb + 1; k < to; k++)
      for (const kind of kindsAt.get(k) ?? []) features.add(CLAUSE.objectKind, name(CLAUSE.objectKind, kind), 0.2, whole);
    for (let k = verb + 1; k < Math.min(to, verb + 4); k++)
      if (tokens[k]!.pos === 'ADJ') features.add(CLAUSE.adjective, name(CLAUSE.adjective, tokens[k]!.lemma), 0.4, whole);
  }
}

function addTags(features: Features, tokens: readonly Token[]): void {
  const tags = new Map<string, number>();
  let past = false;
  let present = false;
  for (const { pos, lower } of tokens) {
    tags.set(pos, (tags.get(pos) ?? 0) + 1);
    if (pos !== 'VERB' && pos !== 'AUX') continue;
    if (PAST.test(lower)) past = true;
    else present = true;
  }
  if (past || present) features.add(TENSE, hash(past && present ? 'both' : past ? 'past' : 'present', TENSE.start), 0.6);
  for (const [pos, n] of tags) features.add(TAG, hash(pos, TAG.start), Math.min(1, (3 * n) / Math.max(6, tokens.length)));
}

const PAST = /(?:ed|was|were|had|did)$/;

/** The tokens of the sentences from that of `start` to that of `end`, a few hundred at most. */
function sentencesAround(tokens: readonly Token[], start: number, end: number): Token[] {
  let from = Math.min(firstTokenAfter(tokens, start), tokens.length - 1);
  if (from < 0) return [];
  const first = tokens[from]!.sentence;
  const last = tokens[Math.min(firstTokenAfter(tokens, end), tokens.length - 1)]!.sentence;
  for (let steps = 0; steps < MOST_TOKENS && from > 0 && tokens[from - 1]!.sentence === first; steps++) from--;
  let to = from;
  while (to < tokens.length && tokens[to]!.sentence <= last && to - from < 2 * MOST_TOKENS) to++;
  return tokens.slice(from, to);
}

const PURPOSES: readonly (readonly [string, RegExp])[] = [
  ['cause', CAUSE],
  ['problem', PROBLEM],
  ['remedy', REMEDY],
  ['judgement', JUDGEMENT],
];

/** The first match of an expression in pieces of the text, and where. */
export function firstIn(text: string, pieces: readonly Span[], expression: RegExp): Span | null {
  for (const [start, end] of pieces) {
    const match = expression.exec(text.slice(start, Math.min(end, start + LONGEST)));
    if (match) return [start + match.index, start + match.index + match[0].trimEnd().length];
  }
  return null;
}

const [NEGATIVE, POSITIVE, LEANING] = [family('negative', ''), family('positive', ''), family('leaning', '')];

/** The features with what the words of the claim say of their matter, as sentences of news were judged: negative, positive. */
export function withPolarity(features: readonly Feature[], polarity: Table): Feature[] {
  const [negative, , positive] = softmax(scoresOf(polarity, features)) as unknown as [number, number, number];
  return [
    ...features,
    featureOf(NEGATIVE, '', 2 * negative),
    featureOf(POSITIVE, '', 2 * positive),
    featureOf(LEANING, '', 2 * (positive - negative)),
  ];
}
