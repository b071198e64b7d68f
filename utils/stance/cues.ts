import type { Act, Span } from '../analysis.ts';
import { CUES } from './lexicon.ts';

interface Named {
  /** Index in CUES. */
  readonly order: number;
  /** UTF-16 offsets within the cue. */
  readonly from: number;
  readonly to: number;
}

/** Longest cue, in code units, that is looked at, and most cues that are kept: news says "said" again and again. */
const LONGEST = 400;
const MOST_KNOWN = 2_000;
const known = new Map<string, Named | null>();

function read(cue: string): Named | null {
  const before = known.get(cue);
  if (before !== undefined) return before;
  let named: Named | null = null;
  for (let order = 0; order < CUES.length && !named; order++) {
    const match = CUES[order]![1].exec(cue);
    if (match) named = { order, from: match.index, to: match.index + match[0].trimEnd().length };
  }
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(cue, named);
  return named;
}

/** The act that a cue names, null as act where it says the opposite of its words, with the words that do; null where it names none. Offsets are those of `text`. */
export function actNamedBy(text: string, cue: readonly Span[]): { readonly act: Act | null; readonly span: Span } | null {
  let first: { named: Named; start: number } | null = null;
  for (const [start, end] of cue) {
    const named = read(text.slice(start, Math.min(end, start + LONGEST)));
    if (named && (!first || named.order < first.named.order)) first = { named, start };
  }
  return first && { act: CUES[first.named.order]![0], span: [first.start + first.named.from, first.start + first.named.to] };
}
