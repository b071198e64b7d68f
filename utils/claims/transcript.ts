import type { Span } from '../analysis.ts';
import type { TextDocument } from '../language/document.ts';

/** A paragraph of a transcript: "NAME: what was said". */
export interface Turn {
  readonly content: Span[];
  readonly source: Span[];
  readonly paragraph: number;
}

/** A speaker's name before a colon: capitals ("THE CHAIR"), or one to five capitalised words; a transcript that is quoted has marks before. */
const LABEL = /^["“]?((?:\p{Lu}[\p{Lu}.’'-]*|\p{Lu}[\p{L}.’'-]{1,30})(?: (?:\p{Lu}[\p{L}.’'-]{0,30}|of|the|de|van|al)){0,4}) ?: ?(?=\S)/u;
/** Fewer turns than this are headings, "Note: ..." or "Photo: ...". */
const FEWEST_TURNS = 4;

/** The turns of an interview or hearing printed as a transcript; none unless at least two names take turns, one of them more than once. */
export function findTurns({ text, paragraphs }: TextDocument): Turn[] {
  const labels = new Map<string, number>();
  const turns: Turn[] = [];
  let open: Turn | null = null;
  paragraphs.forEach(([start, end], paragraph) => {
    const match = LABEL.exec(text.slice(start, Math.min(end, start + 120)));
    const quoted = /^["“]/.test(text.slice(start, start + 1));
    if (!match) {
      // A quoted turn goes on in the next paragraph that is quoted, unless a remark like "(CROSSTALK)" stands between.
      if (open && quoted && !/^.\(/.test(text.slice(start, start + 2))) open.content.push([start, end]);
      else open = null;
      return;
    }
    const from = start + match[0].length;
    open = null;
    if (end - from < 8 || /^["“«„]/.test(text.slice(from, from + 1))) return;
    const name = start + (quoted ? 1 : 0);
    const turn: Turn = { content: [[from, end]], source: [[name, name + match[1]!.length]], paragraph };
    if (quoted) open = turn;
    labels.set(match[1]!, (labels.get(match[1]!) ?? 0) + 1);
    turns.push(turn);
  });
  const regular = [...labels.values()].filter((count) => count > 1).length;
  return turns.length >= FEWEST_TURNS && labels.size >= 2 && regular >= 1
    ? turns.filter(({ source: [span] }) => (labels.get(text.slice(...span!)) ?? 0) > 1)
    : [];
}
