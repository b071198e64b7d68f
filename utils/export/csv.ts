import type { Analysis, Claim, Reason, Span } from '../analysis.ts';
import { summarise } from '../framing/summary.ts';
import { type Pair, piecesOf } from './words.ts';

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
  'framings',
  'clashes',
  'agreements',
];

/** A cell by RFC 4180; one that a spreadsheet would run as a formula is made text by an apostrophe. Some spreadsheets split at ";" and tabs: quoted too. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",;\t\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const row = (cells: readonly string[]): string => cells.map(cell).join(',');

export const csvHeader = (): string => row(HEADER);

/** Several in one cell; no name or title has such a stroke between blanks. */
const BETWEEN = ' | ';

/** Why, in the words of the contract: "denies", "against: the board", "same, for: the plan"; then what it rests on. */
function reasonOf(analysis: Analysis, reason: Reason): string {
  const { kind, act, toward, target } = reason;
  const how = [kind === 'act' ? act : kind, toward].filter(Boolean).join(', ');
  const rests = piecesOf(analysis, reason).map((piece) => `“${piece}”`);
  return [target ? `${how}: ${target}` : how, ...rests].join(' · ');
}

/** One line a claim, without the header; of what it shows of clashes and agreements the other speaker, over what, and why. */
export function toCsv(id: string, analysis: Analysis): string {
  const { article, claims, speakers, framings, clashes } = analysis;
  const byId = new Map(speakers.map((speaker) => [speaker.id, speaker]));
  const { agreements } = summarise(analysis);
  const shownBy = (claim: Claim, pairs: readonly Pair[]): string =>
    pairs
      .filter((pair) => pair.claims.includes(claim.id))
      .map((pair) => {
        const other = pair.b === claim.speaker ? pair.a : pair.b;
        const name = other === null ? '' : (byId.get(other)?.name ?? '');
        const over = 'over' in pair ? pair.over : '';
        return [[name, over].filter(Boolean).join(': '), pair.reason && `(${reasonOf(analysis, pair.reason)})`].filter(Boolean).join(' ');
      })
      .join(BETWEEN);
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
        framings
          .filter((framing) => framing.claims.includes(claim.id))
          .map(({ title }) => title)
          .join(BETWEEN),
        shownBy(claim, clashes),
        shownBy(claim, agreements),
      ]);
    })
    .join('\r\n');
}
