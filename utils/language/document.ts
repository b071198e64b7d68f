import type { Span } from '../analysis.ts';

/** Universal part of speech, as wink-nlp gives it (UPOS plus SPACE). */
export interface Token {
  /** Offsets in the text, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Lower case, curly quotation marks and apostrophes made straight. */
  readonly lower: string;
  readonly lemma: string;
  readonly pos: string;
  /** Index into `sentences`. */
  readonly sentence: number;
  /** Index into `paragraphs`. */
  readonly paragraph: number;
}

/** A text with its tokens; every offset counts UTF-16 code units of `text`. */
export interface TextDocument {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly sentences: readonly Span[];
  readonly paragraphs: readonly Span[];
}

/** Index of the first token that ends after an offset; the number of tokens where none does. */
export function firstTokenAfter(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
