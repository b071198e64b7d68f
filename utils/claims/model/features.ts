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

/** FNV-1a over UTF-16 code units, with a seed. */
function hash(text: string, seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  return Math.imul(h, 0x2c1b3c6d) >>> 0;
}

function shapeOf(text: string): string {
  let shape = '';
  for (let i = 0; i < Math.min(text.length, 12); i++) {
    const c = text[i]!;
    const kind = c >= '0' && c <= '9' ? 'd' : c !== c.toLowerCase() ? 'X' : c !== c.toUpperCase() ? 'x' : c;
    if (shape.at(-1) !== kind) shape += kind;
  }
  return shape;
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
  tokens.forEach((token, i) => {
    if (token.sentence !== sentence) {
      sentence = token.sentence;
      inSentence = 0;
    }
    const word = token.lower.replace(/[0-9]/g, '0');
    const values = [
      hash(word, 1) % TOKEN_TABLES.word,
      hash(word, 2) % TOKEN_TABLES.wordAgain,
      hash(word.slice(0, 3), 3) % TOKEN_TABLES.prefix,
      hash(word.slice(-3), 4) % TOKEN_TABLES.suffix,
      hash(shapeOf(token.text), 5) % TOKEN_TABLES.shape,
      TAGS.indexOf(token.pos) + 1,
      quotations[i]! * 4 + (tokens[i - 1]?.end === token.start ? 1 : 0) + (tokens[i + 1]?.start === token.end ? 2 : 0),
      bucket(inSentence++),
      bucket(i),
    ];
    for (let f = 0; f < TOKEN_FEATURES; f++) rows[i * TOKEN_FEATURES + f] = TOKEN_STARTS[f]! + values[f]!;
  });
  return rows;
}

/** Table rows that place each token relative to the cue at `first`..`last`: tokens × PAIR_FEATURES. `labels` are the first step's probabilities. */
export function pairRows(tokens: readonly Token[], quotations: Uint8Array, labels: Float32Array, first: number, last: number): Int32Array {
  const rows = new Int32Array(tokens.length * PAIR_FEATURES);
  const place = (i: number, distance: number, sentences: number, changes: number, commas: number, cues: number): void => {
    const values = [
      distance,
      Math.min(7, Math.max(0, sentences + 4)),
      Math.min(3, changes) * 4 + quotations[i]!,
      (distance > 15 ? 8 : 0) + Math.min(7, commas),
      (distance > 15 ? 8 : 0) + Math.min(7, Math.floor(cues * 2)),
    ];
    for (let f = 0; f < PAIR_FEATURES; f++) rows[i * PAIR_FEATURES + f] = PAIR_STARTS[f]! + values[f]!;
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
