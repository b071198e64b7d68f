import type { Analysis, Claim } from '../analysis.ts';
import type { Voice } from '../framing/summary.ts';
import { type Say, sayAct } from '../say.ts';

/** A speaker's name by id. */
export const nameOf = ({ speakers }: Analysis, id: string | null, say: Say): string =>
  speakers.find((speaker) => speaker.id === id)?.name ?? say('unclear_speaker');

export const contentOf = ({ article }: Analysis, { content }: Claim): string =>
  content
    .map(([start, end]) => article.text.slice(start, end))
    .join(' … ')
    .replace(/\s+/g, ' ');

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
