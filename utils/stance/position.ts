import type { Act, Attribution, Position, Span, Speaker } from '../analysis.ts';
import { nameKeys, nameRuns, parseName, sameName } from '../speakers/names.ts';
import { AGAINST, FOR } from './lexicon.ts';
import type { Reasoned } from './read.ts';

/** Acts that set the speaker for or against what they are about. */
const TOWARD: Partial<Record<Act, 'for' | 'against'>> = {
  accuses: 'against',
  praises: 'for',
  denies: 'against',
  warns: 'against',
  'plays-down': 'against',
};

/** A noun phrase right after a word that governs it: up to six words, ended by a verb, a preposition or a stop. */
const OBJECT = /^\s+(?:(?:the|a|an|his|her|its|their|our|any|such|all|of)\s+)*((?:[\p{L}\p{N}’'-]+\s){0,5}[\p{L}\p{N}’'-]+)/u;
const ENDS =
  /\s(?:of|for|to|but|who|which|that|as|by|in|on|at|with|from|after|before|over|about|because|when|while|is|are|was|were|has|have|had|will|would|could|should|must|did|does|said|being)(?:\s.*)?$/iu;
const WEAK = new Set(
  'it this that these those them they him her he she you us we me i what who there here something everything nothing anyone everyone people things way time one and or some fact idea need necessity importance danger dangers risk risks threat threats event events situation possibility claim claims report current recent being having as to from after before in on at with by of off own more very most'.split(
    ' ',
  ),
);

/** Whether a phrase can stand as a target: it names something by itself. */
const names = (phrase: string): boolean =>
  /\p{L}{3}/u.test(phrase) && !WEAK.has(phrase.toLowerCase().split(/\s+/)[0]!) && !WEAK.has(phrase.toLowerCase());

/** For or against what: only where the act or a plain word of support sets it, and the text names the target; else null. */
export function positionOf(
  text: string,
  { cue, content }: Attribution,
  act: Reasoned<Act>,
  speaker: Speaker | null,
): Reasoned<Position> | null {
  const governed = governedTarget(text, cue.length, [...cue, ...content]);
  const byAct = TOWARD[act.value];
  if (byAct) {
    const named = act.value === 'accuses' || act.value === 'praises';
    const target =
      objectOfCue(text, cue, content, act) ?? (named ? nearestName(text, content, act.reason[0] ?? content[0]!, speaker) : null);
    if (target) return { value: { toward: byAct, target: text.slice(...target) }, reason: [...act.reason, target] };
  }
  if (!governed) return null;
  return { value: { toward: governed.toward, target: text.slice(...governed.target) }, reason: [governed.word, governed.target] };
}

/** "accused Y of ...", "denied Y": what the content begins with, after a cue that takes an object. */
function objectOfCue(text: string, cue: readonly Span[], content: readonly Span[], act: Reasoned<Act>): Span | null {
  const last = cue.at(-1);
  const first = content[0]!;
  const inCue = act.reason[0] && last && act.reason[0][0] >= cue[0]![0] && act.reason[0][1] <= last[1];
  if (!inCue || first[0] < last[1] || /\bthat\b|[“"«]/.test(text.slice(last[1], first[0] + 1))) return null;
  return phraseAt(text, first[0] - 1, first[1]);
}

/** The noun phrase that begins at `at` (a space), within `end`. */
function phraseAt(text: string, at: number, end: number): Span | null {
  const window = ` ${text.slice(at + 1, Math.min(end, at + 90))}`;
  const match = OBJECT.exec(window);
  if (!match) return null;
  const phrase = match[1]!.replace(ENDS, '').replace(/[’']s$/, '');
  if (!names(phrase)) return null;
  const start = at + match[0].length - match[1]!.length;
  return [start, start + phrase.length];
}

/** How far a name may stand, in code units, from the word of blame or praise. */
const NEAR = 60;
/** A name after one of these is a place or a time, and nobody's target. */
const PLACE = new Set('in at on from near to around across through since'.split(' '));

/** The person or group named in the content nearest to the word that the act rests on, other than the speaker. */
function nearestName(text: string, content: readonly Span[], reason: Span, speaker: Speaker | null): Span | null {
  let best: Span | null = null;
  let distance = NEAR;
  const own = speaker ? nameKeys(speaker.name) : [];
  for (const [start, end] of content)
    for (const run of nameRuns(text.slice(start, Math.min(end, start + 2_000)))) {
      const name = parseName(run);
      // A single capitalised word may be anything: only people and longer names are taken.
      if (name?.kind === 'group' && !name.name.includes(' ')) continue;
      if (!name || sameName(nameKeys(name.name), own) || !names(name.name) || PLACE.has(run.before?.toLowerCase() ?? '')) continue;
      const span: Span = [start + name.start, start + run.end];
      const away = Math.max(span[0] - reason[1], reason[0] - span[1], 0);
      if (away < distance) {
        best = span;
        distance = away;
      }
    }
  return best;
}

const TAKES_SIDES = /(?:\bam|\bis|\bare|\bwas|\bwere|\bbe|’re|’m|'re|'m|\bstands?|\bvot(?:e|es|ed|ing)|\bsp(?:ea|o)k\w*|\bcampaign\w*) $/i;

/** A word of support or opposition, in the cue or the content, with what it governs. */
function governedTarget(
  text: string,
  cues: number,
  pieces: readonly Span[],
): { toward: 'for' | 'against'; word: Span; target: Span } | null {
  for (const [index, [start, end]] of pieces.entries())
    for (const [toward, expression] of [
      ['for', FOR],
      ['against', AGAINST],
    ] as const) {
      const match = expression.exec(text.slice(start, Math.min(end, start + 600)));
      if (!match) continue;
      const word: Span = [start + match.index, start + match.index + match[0].length];
      const before = text.slice(Math.max(start, word[0] - 24), word[0]);
      // "The war against X" is nobody's position; "we are against X" is.
      if (index >= cues && /^against$/i.test(match[0]) && !TAKES_SIDES.test(before)) continue;
      if (/\b(?:not|n[’']t|never|no)\s(?:\S+\s)?$/i.test(before)) continue;
      const target = phraseAt(text, word[1], Math.max(end, word[1] + 60));
      if (target) return { toward, word, target };
    }
  return null;
}
