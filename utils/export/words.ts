import type { Analysis, Claim, Clash, Reason } from '../analysis.ts';
import type { Agreement, Summary, Voice } from '../framing/summary.ts';
import { type Say, sayAct, sayReason } from '../say.ts';

/** A speaker's name by id. */
export const nameOf = ({ speakers }: Analysis, id: string | null, say: Say): string =>
  speakers.find((speaker) => speaker.id === id)?.name ?? say('unclear_speaker');

export const contentOf = ({ article }: Analysis, { content }: Claim): string =>
  content
    .map(([start, end]) => article.text.slice(start, end))
    .join(' … ')
    .replace(/\s+/g, ' ');

/** A piece of a quotation with the mark that was cut off with the rest. */
export function quoted(piece: string): string {
  const text = piece.replace(/\s+/g, ' ');
  const [open, close] = [text.indexOf('“'), text.indexOf('”')];
  return close >= 0 && (open < 0 || close < open) ? `“${text}` : text.lastIndexOf('“') > text.lastIndexOf('”') ? `${text}”` : text;
}

/** "plays down, against reports": act and position of a claim; empty for a plain statement. */
export function stanceOf({ act, position }: Claim, say: Say): string {
  const parts = [
    ...(act === 'states' ? [] : [sayAct(say, act)]),
    ...(position ? [say(`toward_${position.toward}_target`, position.target)] : []),
  ];
  return parts.join(', ');
}

/** Speakers listed one by one; the others' share is summed. */
export const MOST_VOICES = 10;

/** "3 more: 4 % together", or nothing. */
export function restOf(voices: readonly Voice[], say: Say): string[] {
  const rest = voices.slice(MOST_VOICES);
  return rest.length === 0 ? [] : [say.count('more_voices', rest.length, say.percent(rest.reduce((sum, { share }) => sum + share, 0)))];
}

/** How many claims have no name to them; nothing of what is none. */
export const namelessOf = ({ anonymous, unclear }: Summary, say: Say): string[] => [
  ...(anonymous > 0 ? [say('nameless', anonymous)] : []),
  ...(unclear > 0 ? [say('speakerless', unclear)] : []),
];

/** Pieces of a reason's words that are shown: more is no reason that a reader takes in. */
const MOST_PIECES = 3;

/** The words that a reason rests on, verbatim, each once. */
export const piecesOf = ({ article }: Analysis, { words }: Reason): string[] =>
  [...new Set(words.map(([start, end]) => article.text.slice(start, end).trim().replace(/\s+/g, ' ')))]
    .filter(Boolean)
    .slice(0, MOST_PIECES);

export type Pair = Clash | Agreement;

/**
 * Why two speakers clash or agree, and the words that it rests on: "Denial by Crane, against Haddad", "rests on: “denied”". `shown` prepares whatever is the
 * article's. Null where the analysis gives no reason.
 */
export function reasonOf(
  analysis: Analysis,
  pair: Pair,
  say: Say,
  shown: (words: string) => string,
): { why: string; rests: string } | null {
  const { reason, a, b } = pair;
  if (!reason) return null;
  const apart = 'over' in pair;
  const other = apart && b === null ? pair.over : nameOf(analysis, b, say);
  const prepared = reason.target === undefined ? reason : { ...reason, target: shown(reason.target) };
  const why = sayReason(say, prepared, shown(nameOf(analysis, a, say)), shown(other), apart ? 'apart' : 'together');
  const pieces = piecesOf(analysis, reason).map((piece) => `“${shown(piece)}”`);
  return { why, rests: pieces.length > 0 ? `${say('rests_on')} ${pieces.join(' … ')}` : '' };
}
