import type { Article } from '../analysis.ts';
import { guessLanguage } from './metadata.ts';

/** Longest first line, in code units, that is taken for a title. */
const LONGEST_TITLE = 200;

/** A plain text as an article: the text unchanged; its first line is the title where a blank line follows and it ends like one. */
export function readPlainText(text: string): Article {
  const [first = '', second = 'text'] = text
    .slice(0, LONGEST_TITLE * 4)
    .trimStart()
    .split('\n', 2);
  const line = second.trim() === '' ? first.trim() : '';
  const title = line !== '' && line.length <= LONGEST_TITLE && !/[.!?]$/.test(line) ? line : null;
  return { title, byline: null, publisher: null, published: null, language: guessLanguage(text), text };
}
