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
/** What is said ends like a sentence, or breaks off; a list's entry does not. */
const ENDS = /[.?!…”"’')\]—–-]$/;
/** Fewer turns than this are headings, "Note: ..." or "Photo: ...". */
const FEWEST_TURNS = 4;
const MOST_NAMES = 40;

/** Who speaks in a transcript without a name. */
const ROLES =
  /^(?:host|moderator|interviewer|reporter|journalist|presenter|narrator|questioner|question|answer|chair(?:man|woman)?|president|speaker|judge|counsel|witness|operator|announcer|caller|audience|student|teacher|officer|clerk|q|a)$/i;
/** Ends no name: "Ideal For: ...", "Why It Stands Out: ...". */
const LOOSE_END = /(?:^| )(?:for|from|out|of|to|with|by|in|on|at|up|down|about|the|is|are|it)$/i;

/** Whether a label may be somebody's name: no word that the text has as a common one only ("Price: ...", "Edit: ..."). */
function mayBeName(text: string, label: string): boolean {
  if (LOOSE_END.test(label)) return false;
  const last = label.split(' ').at(-1)!;
  if (last === last.toUpperCase() || ROLES.test(last) || !text.includes(` ${last.toLowerCase()}`)) return true;
  for (let at = text.indexOf(` ${last}`); at > 0; at = text.indexOf(` ${last}`, at + 1))
    if (/\p{Ll}/u.test(text[at - 1]!) && text[at + 1 + last.length] !== ':') return true;
  return false;
}

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
    if (end - from < 8 || /^["“«„]/.test(text.slice(from, from + 1)) || !ENDS.test(text.slice(Math.max(from, end - 4), end).trimEnd()))
      return;
    const name = start + (quoted ? 1 : 0);
    const turn: Turn = { content: [[from, end]], source: [[name, name + match[1]!.length]], paragraph };
    if (quoted) open = turn;
    labels.set(match[1]!, (labels.get(match[1]!) ?? 0) + 1);
    turns.push(turn);
  });
  // Those who speak most are looked up in the text, no more: it may be long.
  const names = [...labels]
    .sort((x, y) => y[1] - x[1])
    .slice(0, MOST_NAMES)
    .filter(([label]) => mayBeName(text, label));
  const regular = new Set(names.filter(([, count]) => count > 1).map(([label]) => label));
  return turns.length >= FEWEST_TURNS && names.length >= 2 && regular.size > 0
    ? turns.filter(({ source: [span] }) => regular.has(text.slice(...span!)))
    : [];
}
