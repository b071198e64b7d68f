import type { Analysis, Claim } from '../analysis.ts';
import type { Voice } from '../framing/summary.ts';
import { ACT_WORDS, UNCLEAR } from '../framing/words.ts';

/** A speaker's name by id. */
export const nameOf = ({ speakers }: Analysis, id: string | null): string => speakers.find((speaker) => speaker.id === id)?.name ?? UNCLEAR;

export const contentOf = ({ article }: Analysis, { content }: Claim): string =>
  content
    .map(([start, end]) => article.text.slice(start, end))
    .join(' … ')
    .replace(/\s+/g, ' ');

/** "plays down, against reports": act and position of a claim; empty for a plain statement. */
export function stanceOf({ act, position }: Claim): string {
  const parts = [...(act === 'states' ? [] : [ACT_WORDS[act]]), ...(position ? [`${position.toward} ${position.target}`] : [])];
  return parts.join(', ');
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Speakers listed one by one; the others' share is summed. */
export const MOST_VOICES = 10;

/** "3 more: 4 % together", or nothing. */
export function restOf(voices: readonly Voice[]): string[] {
  const rest = voices.slice(MOST_VOICES);
  return rest.length === 0 ? [] : [`${rest.length} more: ${percent(rest.reduce((sum, { share }) => sum + share, 0))} together`];
}
