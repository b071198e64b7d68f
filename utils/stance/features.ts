import type { Attribution, Span, Speaker } from '../analysis.ts';
import type { TextDocument, Token } from '../language/document.ts';
import { clausesIn } from './clauses.ts';
import { CAUSE, CONTENTS, CUES, JUDGEMENT, PROBLEM, REMEDY } from './lexicon.ts';
import { scoresOf, softmax, type Table } from './model.ts';
import { LONGEST_PLAIN, PHRASE_KINDS } from './phrases.ts';
import { LONGEST_PHRASE, WORD_KINDS } from './words.ts';

/** One thing that is true of a claim, how much it counts, and the words that show it; `span` is null where no single word does. */
export interface Feature {
  readonly name: string;
  readonly value: number;
  readonly span: Span | null;
}

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
const MODALS = new Set(['will', 'would', 'can', 'could', 'may', 'might', 'must', 'shall', 'should', 'ought', 'need', "'ll"]);
const CONTENT_WORDS = new Set(['NOUN', 'VERB', 'ADJ', 'ADV', 'PROPN', 'INTJ']);

/** Index of the first token that ends after `offset`. */
function tokenAt(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Tokens inside spans, at most `most`. */
export function tokensIn(tokens: readonly Token[], spans: readonly Span[], most = MOST_TOKENS): Token[] {
  const inside: Token[] = [];
  for (const [start, end] of spans)
    for (let i = tokenAt(tokens, start); i < tokens.length && tokens[i]!.start < end && inside.length < most; i++) inside.push(tokens[i]!);
  return inside;
}

const isWord = (token: Token): boolean => /[\p{L}\p{N}]/u.test(token.lower);

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

/** The kinds of words and phrases in a run of tokens, each with the tokens `[from, to)` that show it. */
export function kindsIn(tokens: readonly Token[]): { readonly kind: string; readonly from: number; readonly to: number }[] {
  const found: { kind: string; from: number; to: number }[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const { lower: word, lemma: base } = tokens[i]!;
    const longest = Math.max(LONGEST_PHRASE.get(word) ?? 0, base === word ? 0 : (LONGEST_PHRASE.get(base) ?? 0));
    if (longest === 0) continue;
    const seen = new Set<string>();
    let lower = '';
    let lemma = '';
    for (let n = 1; n <= longest && i + n <= tokens.length; n++) {
      const token = tokens[i + n - 1]!;
      lower = n === 1 ? token.lower : `${lower} ${token.lower}`;
      lemma = n === 1 ? token.lemma : `${lemma} ${token.lemma}`;
      for (const phrase of lower === lemma ? [lower] : [lower, lemma])
        for (const kind of WORD_KINDS.get(phrase) ?? [])
          if (!seen.has(kind)) {
            seen.add(kind);
            found.push({ kind, from: i, to: i + n });
          }
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
]);
const MINE = new Set(['my', 'our', 'ours', 'mine']);
const THEIRS = new Set(['his', 'her', 'their', 'its']);

/** A word of the plain form that phrases are written in, and the token it stands for. */
interface Plain {
  readonly word: string;
  readonly at: number;
}

/** The plain form of a run of tokens, as `phrases.ts` describes it; `reported` where "he" may be the speaker. */
export function plainForm(tokens: readonly Token[], reported: boolean, own: ReadonlySet<string>): Plain[] {
  const form: Plain[] = [];
  tokens.forEach((token, at) => {
    if (DROPPED.has(token.lower) || token.lower === '"' || token.lower === "'") return;
    const { lower } = token;
    let word = token.lemma;
    if (lower === 'i' || lower === 'we' || lower === 'us' || lower === 'me') word = 'we';
    else if (MINE.has(lower)) word = 'our';
    else if (reported && THEIRS.has(lower)) word = 'our';
    else if (THEIRS.has(lower)) word = 'his';
    else if (reported && (lower === 'he' || lower === 'she' || lower === 'it' || lower === 'they')) word = 'we';
    else if (lower === 'she' || lower === 'they' || lower === 'him' || lower === 'them' || lower === 'he') word = 'he';
    else if (lower === "n't" || lower === 'never') word = 'not';
    else if (lower === "'ll" || lower === 'wo' || (reported && lower === 'would')) word = 'will';
    else if (lower === "'re" || lower === "'m") word = 'be';
    else if (own.has(lower) && token.pos === 'PROPN' && reported) {
      if (form.at(-1)?.word === 'we') return;
      word = 'we';
    }
    form.push({ word, at });
  });
  return form;
}

/** Phrases of `phrases.ts` in a plain form: kind, and tokens from and to. */
function phrasesIn(
  tokens: readonly Token[],
  form: readonly Plain[],
): { readonly kind: string; readonly phrase: string; readonly from: number; readonly to: number }[] {
  const found: { kind: string; phrase: string; from: number; to: number }[] = [];
  for (let i = 0; i < form.length; i++) {
    const first = form[i]!;
    const longest = Math.max(LONGEST_PLAIN.get(first.word) ?? 0, PHRASE_KINDS.has(tokens[first.at]!.lower) ? 1 : 0);
    if (longest === 0) continue;
    const seen = new Set<string>();
    let phrase = '';
    for (let n = 1; n <= longest && i + n <= form.length; n++) {
      const { word, at } = form[i + n - 1]!;
      phrase = n === 1 ? word : `${phrase} ${word}`;
      const forms = n === 1 && tokens[at]!.lower !== word ? [phrase, tokens[at]!.lower] : [phrase];
      for (const key of forms)
        for (const kind of PHRASE_KINDS.get(key) ?? [])
          if (!seen.has(kind)) {
            seen.add(kind);
            found.push({ kind, phrase: key, from: first.at, to: at + 1 });
          }
    }
  }
  return found;
}

export interface ClaimContext {
  readonly speaker: Speaker | null;
  /** 0..1: where in the text the claim begins. */
  readonly place: number;
}

type Add = (name: string, value: number, span?: Span | null) => void;

const spanOf = (tokens: readonly Token[], from: number, to: number): Span => [tokens[from]!.start, tokens[to - 1]!.end];

/** What is true of a claim by itself; linear in its length. */
export function featuresOf(document: TextDocument, attribution: Attribution, { speaker, place }: ClaimContext): Feature[] {
  const { text, tokens } = document;
  const { content, cue, source, type } = attribution;
  const features: Feature[] = [{ name: '1', value: 1, span: null }];
  const names = new Set<string>();
  const add: Add = (name, value, span = null) => {
    if (names.has(name)) return;
    names.add(name);
    features.push({ name, value, span });
  };
  const cueTokens = tokensIn(tokens, cue, MOST_CUE_TOKENS);
  const sourceTokens = tokensIn(tokens, source, MOST_SOURCE_TOKENS);
  const inside = tokensIn(tokens, content);
  const own = new Set(
    (speaker ? [speaker.name, ...speaker.aliases.slice(0, MOST_ALIASES), speaker.role ?? ''] : []).flatMap(
      (name) => name.toLowerCase().match(/\p{L}{3,}/gu) ?? [],
    ),
  );

  add(`type=${type}`, 0.7);
  if (content.length > 1) add('pieces', 0.5);
  add(`place=${Math.min(3, Math.floor(place * 4))}`, 0.3);
  addCue(add, text, cue, cueTokens);
  addSource(add, speaker, sourceTokens);
  addWords(add, inside, type !== 'indirect');
  addPhrases(add, inside, type === 'indirect', own);
  for (const [act, expression] of CONTENTS) {
    const match = firstIn(text, content, expression);
    if (match) add(`c=${act}`, 1, match);
  }
  for (const [name, expression] of PURPOSES) {
    const match = firstIn(text, content, expression);
    if (match) add(`fn=${name}`, 0.8, match);
  }
  addClauses(add, inside, type === 'indirect', own);
  addTags(add, inside);
  const ends = [...cue, ...source.slice(0, 1), ...content];
  const around = sentencesAround(tokens, Math.min(...ends.map(([start]) => start)), Math.max(cue.at(-1)?.[1] ?? 0, content.at(-1)![1]) - 1);
  const covered = new Set([...inside, ...cueTokens, ...sourceTokens]);
  const outside = around.filter((token) => !covered.has(token)).slice(0, MOST_AROUND);
  for (const { kind, from, to } of kindsIn(outside)) add(`x=${kind}`, 0.4, spanOf(outside, from, to));
  return features;
}

const MOST_CUE_TOKENS = 12;
const MOST_SOURCE_TOKENS = 30;
const MOST_ALIASES = 20;
/** Tokens outside the claim, in its own sentences, that are looked at. */
const MOST_AROUND = 60;

function addCue(add: Add, text: string, cue: readonly Span[], tokens: readonly Token[]): void {
  if (cue.length === 0) {
    add('cue-none', 1);
    return;
  }
  const whole: Span = [cue[0]![0], cue.at(-1)![1]];
  add(`cue=${tokens.map(({ lemma }) => lemma).join(' ')}`, 1, whole);
  for (const token of tokens) if (isWord(token)) add(`cw=${token.lemma}`, 1, [token.start, token.end]);
  for (const { kind, from, to } of kindsIn(tokens)) add(`ck=${kind}`, 0.7, spanOf(tokens, from, to));
  if (tokens.some(({ lower }) => NEGATIONS.has(lower))) add('cue-not', 1, whole);
  for (const [act, expression] of CUES) {
    const match = firstIn(text, cue, expression);
    if (!match) continue;
    add(`ca=${act ?? 'none'}`, 1.5, match);
    break;
  }
}

function addSource(add: Add, speaker: Speaker | null, tokens: readonly Token[]): void {
  add(`sk=${speaker?.kind ?? 'none'}`, 0.7);
  const first = tokens[0];
  if (!first) add('source-none', 0.7);
  else if (first.pos === 'PRON') add(`sp=${first.lower}`, 0.7);
  for (const token of tokens) if (token.pos === 'NOUN' || token.pos === 'ADJ') add(`sw=${token.lemma}`, 0.5);
  for (const { kind } of kindsIn(tokens)) add(`so=${kind}`, 0.4);
  for (const word of speaker?.role
    ?.toLowerCase()
    .match(/\p{L}{3,}/gu)
    ?.slice(0, 10) ?? [])
    add(`sr=${word}`, 0.4);
}

/** A long statement must not count for more than a short one by its single words. */
const FULL_LENGTH = 12;

function addWords(add: Add, tokens: readonly Token[], quoted: boolean): void {
  const words = tokens.filter(isWord);
  const not = negated(tokens);
  add(`len=${Math.min(7, Math.floor(Math.log2(words.length + 1)))}`, 0.5);
  const scale = 1 / Math.sqrt(Math.max(FULL_LENGTH, words.length) / FULL_LENGTH);
  for (const token of tokens) {
    const { lower } = token;
    const span: Span = [token.start, token.end];
    if (lower === '?' || lower === '!') add(lower, 0.7, span);
    if (FIRST.has(lower)) add('p=I', 0.7, span);
    if (FIRST_PLURAL.has(lower)) add('p=we', 0.7, span);
    if (SECOND.has(lower)) add('p=you', 0.7, span);
    if (lower === 'he' || lower === 'she' || lower === 'they') add('p=they', 0.5, span);
    if (NEGATIONS.has(lower)) add('not', 0.5, span);
    if (!isWord(token)) continue;
    if (token.pos !== 'NUM' && token.pos !== 'PROPN') add(`u=${token.lemma}`, (CONTENT_WORDS.has(token.pos) ? 0.5 : 0.3) * scale, span);
    if (MODALS.has(token.lemma)) add(`m=${token.lemma}`, 0.8, span);
  }
  const [first] = words;
  if (first && first.pos === 'VERB' && first.lower === first.lemma) add('begins-with-verb', 0.7, [first.start, first.end]);
  const kinds = new Counts();
  for (const { kind, from, to } of kindsIn(tokens)) kinds.add(not[from] ? `${kind}:not` : kind, spanOf(tokens, from, to));
  for (const [key, { n, span }] of kinds.all) {
    add(`k=${key}`, 0.8 + 0.2 * Math.min(3, n - 1), span);
    add(`kd=${key}`, density(n, words.length), span);
    if (n >= 2) add(`k2=${key}`, 0.6, span);
    if (quoted) add(`kq=${key}`, 0.4, span);
  }
}

/** Share of the words, as a value that a few in a short statement already fill. */
const density = (n: number, words: number): number => Math.min(2, (4 * n) / Math.max(8, words));

/** How often each was seen, and where first. */
class Counts {
  readonly all = new Map<string, { n: number; readonly span: Span }>();
  add(key: string, span: Span): void {
    const known = this.all.get(key);
    if (known) known.n++;
    else this.all.set(key, { n: 1, span });
  }
}

function addPhrases(add: Add, tokens: readonly Token[], reported: boolean, own: ReadonlySet<string>): void {
  const not = negated(tokens);
  const words = tokens.filter(isWord).length;
  const kinds = new Counts();
  for (const { kind, phrase, from, to } of phrasesIn(tokens, plainForm(tokens, reported, own))) {
    const span = spanOf(tokens, from, to);
    const key = not[from] ? `${kind}:not` : kind;
    kinds.add(key, span);
    add(`pw=${not[from] ? 'not ' : ''}${phrase}`, 0.5, span);
    if (phrase.includes(' ')) add(`pl=${key}`, 0.7, span);
  }
  for (const [key, { n, span }] of kinds.all) {
    add(`ph=${key}`, 0.8, span);
    if (n >= 2) add(`ph2=${key}`, 0.6, span);
    add(`phd=${key}`, density(n, words), span);
  }
}

/** Who does what: the subject as the speaker sees it, mood and voice, the kinds of words of the verb and of what follows. */
function addClauses(add: Add, tokens: readonly Token[], reported: boolean, own: ReadonlySet<string>): void {
  const kindsAt: string[][] = tokens.map(() => []);
  for (const { kind, from } of kindsIn(tokens)) kindsAt[from]!.push(kind);
  for (const { subject, subjectAt, mood, passive, negative, from, verb, to } of clausesIn(tokens, reported, own)) {
    const start = Math.min(subjectAt ?? from, from);
    const span = spanOf(tokens, start, verb + 1);
    const whole = spanOf(tokens, start, to);
    const who = `${negative ? '-' : ''}${subject}`;
    add(`e=${who}.${mood}${passive ? 'p' : ''}`, 0.6, span);
    add(`el=${who}.${tokens[verb]!.lemma}`, 0.4, span);
    for (const kind of kindsAt[verb]!) add(`ev=${who}.${kind}`, 0.5, span);
    for (let k = verb + 1; k < to; k++) for (const kind of kindsAt[k]!) add(`eo=${who}.${kind}`, 0.4, whole);
    for (let k = verb + 1; k < Math.min(to, verb + 4); k++) if (tokens[k]!.pos === 'ADJ') add(`ea=${who}.${tokens[k]!.lemma}`, 0.4, whole);
  }
}

function addTags(add: Add, tokens: readonly Token[]): void {
  const tags = new Map<string, number>();
  let past = false;
  let present = false;
  for (const { pos, lower } of tokens) {
    tags.set(pos, (tags.get(pos) ?? 0) + 1);
    if (pos !== 'VERB' && pos !== 'AUX') continue;
    if (/(?:ed|was|were|had|did)$/.test(lower)) past = true;
    else present = true;
  }
  if (past || present) add(`tense=${past && present ? 'both' : past ? 'past' : 'present'}`, 0.6);
  for (const [pos, n] of tags) add(`pos=${pos}`, Math.min(1, (3 * n) / Math.max(6, tokens.length)));
}

/** The tokens of the sentences from that of `start` to that of `end`, a few hundred at most. */
function sentencesAround(tokens: readonly Token[], start: number, end: number): Token[] {
  let from = Math.min(tokenAt(tokens, start), tokens.length - 1);
  if (from < 0) return [];
  const first = tokens[from]!.sentence;
  const last = tokens[Math.min(tokenAt(tokens, end), tokens.length - 1)]!.sentence;
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

/** The features with what the words of the claim say of their matter, as sentences of news were judged: negative, positive. */
export function withPolarity(features: readonly Feature[], polarity: Table): Feature[] {
  const [negative, , positive] = softmax(scoresOf(polarity, features)) as unknown as [number, number, number];
  return [
    ...features,
    { name: 'negative', value: 2 * negative, span: null },
    { name: 'positive', value: 2 * positive, span: null },
    { name: 'leaning', value: 2 * (positive - negative), span: null },
  ];
}
