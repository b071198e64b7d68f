import type { Analysis, Span } from '../analysis.ts';

const HEADER = [
  'document',
  'claim',
  'type',
  'speaker',
  'kind',
  'role',
  'act',
  'toward',
  'target',
  'function',
  'confidence',
  'cue',
  'content',
];

/** A cell by RFC 4180; one that a spreadsheet would run as a formula is made text by an apostrophe. Some spreadsheets split at ";" and tabs: quoted too. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",;\t\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const row = (cells: readonly string[]): string => cells.map(cell).join(',');

export const csvHeader = (): string => row(HEADER);

/** One line a claim, without the header. */
export function toCsv(id: string, { article, claims, speakers }: Analysis): string {
  const byId = new Map(speakers.map((speaker) => [speaker.id, speaker]));
  const words = (spans: readonly Span[]): string => spans.map(([start, end]) => article.text.slice(start, end)).join(' … ');
  return claims
    .map((claim) => {
      const speaker = claim.speaker === null ? undefined : byId.get(claim.speaker);
      const { position } = claim;
      return row([
        id,
        claim.id,
        claim.type,
        speaker?.name ?? '',
        speaker?.kind ?? '',
        speaker?.role ?? '',
        claim.act,
        position?.toward ?? '',
        position?.target ?? '',
        claim.function,
        claim.confidence.toFixed(2),
        words(claim.cue),
        words(claim.content),
      ]);
    })
    .join('\r\n');
}
