import type { TextDocument, Token } from '../language/document.ts';
import { isContentWord, type Topic } from './topics.ts';

/** A phrase's length in words, unless told. */
const LENGTH = { least: 1, most: 6 };
/** Prepositions that tie a second noun to the first: "the ban on fishing". */
const TIES = new Set('of on in for against over to with'.split(' '));
const DAYS = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/;
const isNoun = ({ pos }: Token): boolean => pos === 'NOUN' || pos === 'PROPN';
const isInside = ({ pos, lower }: Token): boolean =>
  pos === 'NOUN' || pos === 'PROPN' || pos === 'ADJ' || pos === 'NUM' || lower === '-' || lower === "'s";

/** The end (exclusive) of the noun phrase, without determiner, that begins at a token; `from` where none does. */
function nounPhraseEnd(tokens: readonly Token[], from: number): number {
  let end = from;
  for (let i = from; i < tokens.length && isInside(tokens[i]!) && tokens[i]!.sentence === tokens[from]!.sentence; i++) {
    // "mineral water | two years ago", "the offer | Tuesday"
    if (i > from && ((tokens[i]!.pos === 'NUM' && tokens[i - 1]!.pos === 'NOUN') || DAYS.test(tokens[i]!.lower))) break;
    if (isNoun(tokens[i]!)) end = i + 1;
  }
  return end;
}

/**
 * The noun phrase of so many words, verbatim, that weighs most in a topic ("the ban on fishing" without its "the"); null where none has a word of it.
 * Words of `without` (lower case) do not count; only phrases that `fits` takes are asked.
 */
export function keyPhrase(
  { text }: TextDocument,
  tokens: readonly Token[],
  topic: Topic,
  { least, most: longest }: { readonly least: number; readonly most: number } = LENGTH,
  without: ReadonlySet<string> = new Set(),
  fits: (phrase: string) => boolean = () => true,
): string | null {
  let best: string | null = null;
  let most = 0;
  const isLong = (phrase: string): boolean => {
    const words = phrase.split(/\s+/).length;
    return words >= least && words <= longest;
  };
  const weigh = (part: readonly Token[]): number =>
    part.reduce((sum, token) => sum + (isContentWord(token) && !without.has(token.lower) ? (topic.get(token.lemma) ?? 0) : 0), 0) /
    Math.sqrt(Math.max(part.length, 2) + 1);
  for (let from = 0; from < tokens.length; from++) {
    if (from > 0 && isInside(tokens[from - 1]!) && tokens[from - 1]!.sentence === tokens[from]!.sentence) continue;
    if (/^\W/u.test(tokens[from]!.text)) continue;
    const first = nounPhraseEnd(tokens, from);
    if (first === from) continue;
    const ends = [first];
    if (tokens[first] && TIES.has(tokens[first].lower)) {
      const noun = /^(?:the|an?)$/.test(tokens[first + 1]?.lower ?? '') ? first + 2 : first + 1;
      const second = nounPhraseEnd(tokens, noun);
      if (second > noun) ends.push(second);
    }
    for (const end of ends) {
      const part = tokens.slice(from, end);
      const phrase = text.slice(part[0]!.start, part.at(-1)!.end);
      const weight = weigh(part);
      if (weight > most && isLong(phrase) && !/[\n“”"()[\]]/.test(phrase) && fits(phrase)) {
        most = weight;
        best = phrase;
      }
    }
  }
  return best;
}
