import type { Token } from '../../language/document.ts';
import { firstAt, type Quotation } from '../quotations.ts';
import { PAIR_FEATURES, TOKEN_FEATURES } from './network.ts';
import { LABEL_COUNT, PAIR_TABLES, TOKEN_TABLES } from './parameters.ts';

/** Longest run of tokens that the network reads at once. */
export const WINDOW = 260;

/**
 * The stretches of a document's tokens that the network reads at once, as `[from, to)`: a paragraph, cut at WINDOW tokens; one that ends in a colon together
 * with the quotation in the next ("He said:" and what he said).
 */
export function windowsOf(tokens: readonly Token[], quotations: readonly Quotation[]): [from: number, to: number][] {
  const windows: [number, number][] = [];
  const quoted = new Set(quotations.map(({ start }) => start));
  const leadsOn = (last: Token, next: Token): boolean =>
    last.text === ':' && next.paragraph === last.paragraph + 1 && quoted.has(next.start);
  let from = 0;
  for (let i = 1; i <= tokens.length; i++) {
    const ends =
      i === tokens.length ||
      i - from >= WINDOW ||
      (tokens[i]!.paragraph !== tokens[i - 1]!.paragraph && !leadsOn(tokens[i - 1]!, tokens[i]!));
    if (!ends) continue;
    windows.push([from, i]);
    from = i;
  }
  return windows;
}

const starts = (tables: Record<string, number>): number[] => {
  let at = 0;
  return Object.values(tables).map((rows) => {
    at += rows;
    return at - rows;
  });
};
const TOKEN_STARTS = starts(TOKEN_TABLES);
const PAIR_STARTS = starts(PAIR_TABLES);

const TAGS = [
  'ADJ',
  'ADP',
  'ADV',
  'AUX',
  'CCONJ',
  'DET',
  'INTJ',
  'NOUN',
  'NUM',
  'PART',
  'PRON',
  'PROPN',
  'PUNCT',
  'SCONJ',
  'SYM',
  'VERB',
  'X',
];
/** From 1; what wink-nlp has no name for is 0. */
const TAG_NUMBERS = new Map(TAGS.map((tag, i) => [tag, i + 1]));

/** FNV-1a over UTF-16 code units, with a seed. */
function hash(text: string, seed: number, from = 0, to = text.length): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  return Math.imul(h, 0x2c1b3c6d) >>> 0;
}

/** "Xx-dX" for "McCain-2016B": runs of capitals, small letters and digits, the rest as it stands; of the first twelve code units. */
function shapeOf(text: string): string {
  let shape = '';
  let before = '';
  for (let i = 0; i < Math.min(text.length, 12); i++) {
    const c = text[i]!;
    const kind = c >= 'a' && c <= 'z' ? 'x' : c >= '0' && c <= '9' ? 'd' : c !== c.toLowerCase() ? 'X' : c !== c.toUpperCase() ? 'x' : c;
    if (before !== kind) shape += kind;
    before = kind;
  }
  return shape;
}

/** Most words whose rows are kept. */
const MOST_KNOWN = 8_192;
const known = new Map<string, Int32Array>();

/** Table rows of a word's own features: word (twice), prefix, suffix, shape. */
function wordRows({ text, lower }: Token): Int32Array {
  const before = known.get(text);
  if (before) return before;
  const word = /[0-9]/.test(lower) ? lower.replace(/[0-9]/g, '0') : lower;
  const rows = Int32Array.of(
    TOKEN_STARTS[0]! + (hash(word, 1) % TOKEN_TABLES.word),
    TOKEN_STARTS[1]! + (hash(word, 2) % TOKEN_TABLES.wordAgain),
    TOKEN_STARTS[2]! + (hash(word, 3, 0, Math.min(3, word.length)) % TOKEN_TABLES.prefix),
    TOKEN_STARTS[3]! + (hash(word, 4, Math.max(0, word.length - 3)) % TOKEN_TABLES.suffix),
    TOKEN_STARTS[4]! + (hash(shapeOf(text), 5) % TOKEN_TABLES.shape),
  );
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, rows);
  return rows;
}

const bucket = (n: number): number => (n < 6 ? n : n < 9 ? 6 : n < 14 ? 7 : n < 20 ? 8 : n < 30 ? 9 : n < 50 ? 10 : n < 90 ? 11 : 12);

/** For each token whether it stands inside a quotation (1), is its opening (2) or closing mark (3), or outside (0). Both in reading order. */
export function quotationState(tokens: readonly Token[], quotations: readonly Quotation[]): Uint8Array {
  const state = new Uint8Array(tokens.length);
  let at = tokens.length === 0 ? 0 : firstAt(quotations, tokens[0]!.start);
  tokens.forEach(({ start, end }, i) => {
    while (at < quotations.length && quotations[at]!.end <= start) at++;
    const quotation = quotations[at];
    if (!quotation || quotation.start >= end) return;
    state[i] = start <= quotation.start ? 2 : end >= quotation.end && quotation.closed ? 3 : 1;
  });
  return state;
}

/** Table rows of each token of one paragraph (or a window of it): tokens × TOKEN_FEATURES. */
export function tokenRows(tokens: readonly Token[], quotations: Uint8Array): Int32Array {
  const rows = new Int32Array(tokens.length * TOKEN_FEATURES);
  let sentence = -1;
  let inSentence = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.sentence !== sentence) {
      sentence = token.sentence;
      inSentence = 0;
    }
    const at = i * TOKEN_FEATURES;
    const own = wordRows(token);
    for (let k = 0; k < own.length; k++) rows[at + k] = own[k]!;
    rows[at + 5] = TOKEN_STARTS[5]! + (TAG_NUMBERS.get(token.pos) ?? 0);
    rows[at + 6] =
      TOKEN_STARTS[6]! + quotations[i]! * 4 + (tokens[i - 1]?.end === token.start ? 1 : 0) + (tokens[i + 1]?.start === token.end ? 2 : 0);
    rows[at + 7] = TOKEN_STARTS[7]! + bucket(inSentence++);
    rows[at + 8] = TOKEN_STARTS[8]! + bucket(i);
  }
  return rows;
}

/** Table rows that place each token relative to the cue at `first`..`last`: tokens × PAIR_FEATURES. `labels` are the first step's probabilities. */
export function pairRows(tokens: readonly Token[], quotations: Uint8Array, labels: Float32Array, first: number, last: number): Int32Array {
  const rows = new Int32Array(tokens.length * PAIR_FEATURES);
  const place = (i: number, distance: number, sentences: number, changes: number, commas: number, cues: number): void => {
    const at = i * PAIR_FEATURES;
    const far = distance > 15 ? 8 : 0;
    rows[at] = PAIR_STARTS[0]! + distance;
    rows[at + 1] = PAIR_STARTS[1]! + Math.min(7, Math.max(0, sentences + 4));
    rows[at + 2] = PAIR_STARTS[2]! + Math.min(3, changes) * 4 + quotations[i]!;
    rows[at + 3] = PAIR_STARTS[3]! + far + Math.min(7, commas);
    rows[at + 4] = PAIR_STARTS[4]! + far + Math.min(7, Math.floor(cues * 2));
  };
  const sentence = tokens[first]!.sentence;
  const walk = (from: number, step: 1 | -1): void => {
    let changes = 0;
    let commas = 0;
    let cues = 0;
    for (let i = from; i >= 0 && i < tokens.length; i += step) {
      const far = Math.min(13, bucket(Math.abs(i - from) + 1));
      place(i, step === 1 ? 17 + far : 14 - far, tokens[i]!.sentence - sentence, changes, commas, cues);
      if (quotations[i]! > 1) changes++;
      if (tokens[i]!.text === ',') commas++;
      cues += labels[i * LABEL_COUNT + 1]! + labels[i * LABEL_COUNT + 3]!;
    }
  };
  walk(first - 1, -1);
  walk(last + 1, 1);
  for (let i = first; i <= last; i++) place(i, 15, 0, 0, 0, 0);
  return rows;
}
