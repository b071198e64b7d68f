import type { Act, Analysis, Claim, Position, Span, Speaker } from '../analysis.ts';
import { type Say, sayAct } from '../say.ts';

/** The words on labels and cards. */

/** Acts that say by themselves which way the position points. */
const IMPLIED: Partial<Record<Act, Position['toward']>> = { accuses: 'against', praises: 'for' };

export interface LabelWords {
  readonly who: string;
  /** Without separators: "plays down", "accuses:", "demands · for:"; empty for a bare statement. */
  readonly act: string;
  readonly target: string;
}

const capitalise = (text: string): string => text.charAt(0).toLocaleUpperCase('en') + text.slice(1);

/** A word that belongs to the surname after it: "van", "al", "de". */
const isParticle = (word: string): boolean => /^\p{Ll}/u.test(word) && word.length <= 4;

function surname(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  let at = words.length - 1;
  if (at > 0 && /^(?:jr|sr|ii|iii|iv)\.?$/i.test(words[at]!)) at -= 1;
  let from = at;
  while (from > 1 && isParticle(words[from - 1]!)) from -= 1;
  return words.slice(from, at + 1).join(' ');
}

/**
 * A short name for each speaker, by id: what the article itself calls a person by one word, else the surname; for a group its initials if
 * the article uses them. Two speakers never share a short name unless they share the full one.
 */
export function shortNames(speakers: readonly Speaker[], say: Say): Map<string, string> {
  const short = new Map<string, string>();
  for (const { id, name, kind, aliases } of speakers) {
    const words = name.split(/\s+/);
    if (kind === 'person') short.set(id, words.length > 1 ? (words.findLast((word) => aliases.includes(word)) ?? surname(name)) : name);
    else short.set(id, (kind === 'group' && name.length > 24 && aliases.find((alias) => /^\p{Lu}{2,6}$/u.test(alias))) || name);
  }
  const uses = new Map<string, number>();
  for (const name of short.values()) uses.set(name, (uses.get(name) ?? 0) + 1);
  for (const { id, name } of speakers) if (uses.get(short.get(id)!)! > 1) short.set(id, name);
  for (const [id, name] of short) short.set(id, capitalise(name.trim()) || say('unclear_speaker'));
  return short;
}

export function labelWords(claim: Claim, names: ReadonlyMap<string, string>, say: Say): LabelWords {
  const who = (claim.speaker !== null && names.get(claim.speaker)) || say('unclear_speaker');
  const act = claim.act === 'states' ? '' : sayAct(say, claim.act);
  if (claim.position === null) return { who, act, target: '' };
  const { toward, target } = claim.position;
  if (IMPLIED[claim.act] === toward) return { who, act: `${act}:`, target };
  const side = `${say(`toward_${toward}`)}:`;
  return { who, act: act === '' ? side : `${act} · ${side}`, target };
}

/** The label as one line: "Inad · plays down", "Al-Sadr · accuses: political parties". */
export const labelLine = ({ who, act, target }: LabelWords): string =>
  [who, [act, target].filter(Boolean).join(' ')].filter(Boolean).join(' · ');

/** The verbatim words of spans, pieces joined by an ellipsis. */
export const wordsOf = (text: string, spans: readonly Span[]): string =>
  spans.map(([start, end]) => text.slice(start, end).trim().replace(/\s+/g, ' ')).join(' … ');

/** What "copy" puts on the clipboard: who, what, where. */
export function citation(analysis: Analysis, claim: Claim, url: string, say: Say): string {
  const speaker = analysis.speakers.find(({ id }) => id === claim.speaker);
  const who = speaker === undefined ? say('unclear_speaker') : [speaker.name, speaker.role].filter(Boolean).join(', ');
  const { title, publisher, published } = analysis.article;
  const where = [title, publisher, published?.slice(0, 10)].filter(Boolean).join(', ');
  return `${who}: ${wordsOf(analysis.article.text, claim.content)}\n${[where && `(${where})`, url].filter(Boolean).join(' ')}`;
}
