import type { WinkMethods } from 'wink-nlp';
import type { Span } from '../analysis.ts';
import type { TextDocument, Token } from './document.ts';

/** Splits a text into paragraphs, sentences and tagged tokens. Never throws; linear in the length of the text. */
export type Tagger = (text: string) => TextDocument;

/** Longest piece that is tagged at once, in code units: a megabyte in one paragraph must not be one document. */
const PIECE = 20_000;

let loading: Promise<Tagger> | undefined;

/** Loads wink-nlp and its English model, once, on the first call. */
export function loadTagger(): Promise<Tagger> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Tagger> {
  const [{ default: winkNLP }, { default: model }] = await Promise.all([import('wink-nlp'), import('wink-eng-lite-web-model')]);
  const nlp = winkNLP(model, ['sbd', 'pos']);
  return (text) => readDocument(text, nlp);
}

/** What a paragraph ends with, and a line that was only broken seldom does. */
const STOP = /[.!?…:]["”’')\]]*$/;

/** Paragraphs are parted by blank lines and by line ends after a stop or, in a text that has no blank line, by every line end. */
export function paragraphsOf(text: string): Span[] {
  const blankLine = /\n[^\S\n]*\n/.test(text);
  const paragraphs: Span[] = [];
  let start = -1;
  let end = 0;
  let at = 0;
  for (const line of text.split('\n')) {
    const inner = line.trim();
    if (inner === '' || !blankLine) {
      if (start >= 0) paragraphs.push([start, end]);
      start = -1;
    }
    if (inner !== '') {
      const from = at + line.indexOf(inner);
      if (start < 0) start = from;
      end = from + inner.length;
      if (STOP.test(inner.slice(-6))) {
        paragraphs.push([start, end]);
        start = -1;
      }
    }
    at += line.length + 1;
  }
  if (start >= 0) paragraphs.push([start, end]);
  return paragraphs;
}

/** A paragraph cut at white space into pieces of at most PIECE code units. */
function piecesOf(text: string, [start, end]: Span): Span[] {
  const pieces: Span[] = [];
  let from = start;
  while (end - from > PIECE) {
    const space = text.slice(from, from + PIECE).lastIndexOf(' ');
    const to = space > 0 ? from + space : from + PIECE;
    pieces.push([from, to]);
    from = to;
  }
  pieces.push([from, end]);
  return pieces;
}

function straight(text: string): string {
  const lower = text.toLowerCase();
  return /[’‘‛`“”„«»]/.test(lower) ? lower.replace(/[’‘‛`]/g, "'").replace(/[“”„«»]/g, '"') : lower;
}

/** Words with which "'s" is "is", "has" or "us", which wink-nlp knows how to part. */
const CONTRACTED = new Set(
  'it that this he she what who there here let where how when why everyone everybody someone somebody anyone nobody'.split(' '),
);
const ENDING = /['’]s(?![\p{L}\p{N}'’-])/gu;
const LONGEST_CONTRACTED = 9;

/**
 * "Harrow's" with a blank before the "'s". wink-nlp leaves it whole before a stop and, from then on, wherever it stands, so that what it reads would depend on
 * what it read before.
 */
function partPossessives(text: string): string {
  return text.replace(ENDING, (ending, at: number) => {
    const word = /[\p{L}\p{N}]+$/u.exec(text.slice(Math.max(0, at - LONGEST_CONTRACTED), at))?.[0];
    return word === undefined || CONTRACTED.has(word.toLowerCase()) ? ending : ` ${ending}`;
  });
}

/** wink-nlp keeps for a figure the kind of the first that it met. */
const FIGURE = /^[0-9][0-9.,]*$/;

/** Where `word` stands next after `at`, looked for only nearby; −1 where it does not. */
function place(text: string, word: string, at: number): number {
  let from = at;
  while (from < text.length && text.charCodeAt(from) <= 32) from++;
  if (text.startsWith(word, from)) return from;
  const near = text.slice(from, from + word.length + 64).indexOf(word);
  return near < 0 ? -1 : from + near;
}

function readDocument(text: string, nlp: WinkMethods): TextDocument {
  const { its } = nlp;
  const tokens: Token[] = [];
  const sentences: Span[] = [];
  const paragraphs = paragraphsOf(text);
  paragraphs.forEach((span, paragraph) => {
    for (const [from, to] of piecesOf(text, span)) {
      const read = nlp.readDoc(partPossessives(text.slice(from, to)));
      const all = read.tokens();
      const words = all.out();
      const tags = all.out(its.pos);
      const lemmas = all.out(its.lemma as unknown as typeof its.pos);
      const lasts = read.sentences().out(its.span) as unknown as [number, number][];
      let sentence = 0;
      let at = from;
      let sentenceStart = -1;
      let sentenceEnd = from;
      const close = (): void => {
        if (sentenceStart >= 0) sentences.push([sentenceStart, sentenceEnd]);
        sentenceStart = -1;
      };
      words.forEach((word, i) => {
        if (sentence < lasts.length - 1 && i > lasts[sentence]![1]) {
          sentence++;
          close();
        }
        if (word.trim() === '') return;
        // wink may normalise a token; one that cannot be found again is left out, so that offsets never drift.
        const start = place(text, word, at);
        if (start < 0 || start + word.length > to) return;
        at = start + word.length;
        if (sentenceStart < 0) sentenceStart = start;
        sentenceEnd = at;
        const lower = straight(word);
        tokens.push({
          start,
          end: at,
          text: word,
          lower,
          lemma: lemmas[i] ?? lower,
          pos: FIGURE.test(word) ? 'NUM' : (tags[i] ?? 'X'),
          sentence: sentences.length,
          paragraph,
        });
      });
      close();
    }
  });
  return { text, tokens, sentences, paragraphs };
}
