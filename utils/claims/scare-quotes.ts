import type { Quotation } from './quotations.ts';

/** A quotation alone in its paragraph of fewer words than this is a heading. */
const FEWEST_WORDS_ALONE = 8;
/** A longer one without a stop at its end is a paragraph whose stop was lost. */
const MOST_WORDS_IN_HEADING = 20;
/** Fewer words than this between marks are a name, a nickname or a scare quote unless they make a sentence of their own. */
const FEWEST_WORDS = 5;

const WORD = /[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu;
/** Words that a title of a work leaves in lower case. */
const SMALL = new Set('a an and as at but by for from in into nor of on or the to vs with'.split(' '));

/**
 * Whether a quotation that no cue covers is somebody's speech: long enough for a statement, and no title of a work or a name, whose words are capitalised
 * throughout. Scare quotes, nicknames and "so-called" names are not.
 */
export function isReportedSpeech(text: string, { start, end, closed }: Quotation, alone = false): boolean {
  const inner = text.slice(start + 1, closed ? end - 1 : end);
  const words = inner.slice(0, 2_000).match(WORD) ?? [];
  if (alone && words.length < FEWEST_WORDS_ALONE) return false;
  const stops = /[.,!?…]\s*$/.test(inner);
  // A heading in quotation marks has no stop: ‘The weir is gone and nobody will build another’.
  if (alone && !stops && words.length <= MOST_WORDS_IN_HEADING) return false;
  if (words.length < (stops && startsSentence(text, start) ? 2 : FEWEST_WORDS)) return false;
  const long = words.filter((word) => !SMALL.has(word.toLowerCase()));
  const capitals = long.filter((word) => /^\p{Lu}/u.test(word)).length;
  return capitals < long.length * 0.8 || (stops && words.length > 8);
}

/** Whether the quotation begins a sentence: at a paragraph's start, or after a stop or a colon. */
function startsSentence(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 3), start).trimEnd();
  return before === '' || before.endsWith('\n') || /[.:!?”"’']$/.test(before) || text.slice(Math.max(0, start - 2), start).includes('\n');
}
