import type { Span } from '../analysis.ts';
import type { TextDocument, Token } from '../language/document.ts';

/** Somebody's act by a verb that can hardly mean anything but one of speaking. */
export interface PlainAct {
  readonly source: Span;
  readonly cue: Span;
  readonly content: Span;
  readonly paragraph: number;
}

/** Verbs that take what is spoken of as their object. PolNeAR takes most for beliefs, so that the network learns little of them. */
const VERBS = new Set(
  'play downplay deny reject dismiss condemn denounce criticise criticize blame praise accuse urge decry lambast defend rebut refute'.split(
    ' ',
  ),
);
const LONGEST_SUBJECT = 12;
const LONGEST_OBJECT = 40;
const LONGEST_BETWEEN = 3;
const SUBJECTS = new Set(['he', 'she', 'they']);
const IN_PHRASE = new Set(['DET', 'ADJ', 'NOUN', 'PROPN', 'NUM']);
const JOINTS = new Set(["'s", 'of', 'his', 'her', 'their', 'its', '-']);
const BETWEEN = new Set(['has', 'have', 'had', 'also', 'then', 'later', 'again', 'repeatedly', 'publicly', 'strongly']);
const OPENS_OBJECT = new Set(['DET', 'ADJ', 'NOUN', 'PROPN', 'NUM', 'PRON']);
const CLAUSE = new Set(['and', 'but', 'while', 'although', 'though', 'as', 'saying', 'adding', 'who', 'which']);

const isInflected = ({ lower, lemma }: Token): boolean => lower !== lemma && !lower.endsWith('ing');

/** The noun phrase that ends before `at`, where it is the subject of what stands there: it opens its clause. */
function subjectBefore(tokens: readonly Token[], at: number): number | null {
  const last = tokens[at - 1];
  if (!last) return null;
  let from = at - 1;
  if (!SUBJECTS.has(last.lower)) {
    if (last.pos !== 'NOUN' && last.pos !== 'PROPN') return null;
    const inPhrase = (token: Token): boolean =>
      token.sentence === last.sentence && (IN_PHRASE.has(token.pos) || JOINTS.has(token.lower) || token.lower === 'and');
    while (from > 0 && at - from <= LONGEST_SUBJECT && inPhrase(tokens[from - 1]!)) from--;
    while (from < at && (tokens[from]!.lower === 'and' || tokens[from]!.lower === 'of' || tokens[from]!.lower === "'s")) from++;
  }
  const before = tokens[from - 1];
  const opens = !before || before.sentence !== last.sentence || /^(?:[,;:—–]|and|but|while|as)$/.test(before.lower);
  return opens && from < at ? from : null;
}

/** End of what the verb governs: its clause, `to` exclusive. */
function objectEnd(tokens: readonly Token[], from: number): number {
  let to = from;
  for (; to < tokens.length && to - from < LONGEST_OBJECT && tokens[to]!.sentence === tokens[from]!.sentence; to++) {
    const { lower } = tokens[to]!;
    const next = tokens[to + 1];
    if (/^[.;:!?—–]$/.test(lower) || (lower === ',' && next && (CLAUSE.has(next.lower) || next.pos === 'VERB' || /^["]$/.test(next.lower))))
      break;
    if (lower === 'and' && (next?.pos === 'VERB' || next?.pos === 'AUX')) break;
  }
  return to;
}

/** "Vane has played down reports of a leak", "The mayor condemned the attack": subject, verb and object, in reading order. Linear. */
export function findPlainActs({ tokens }: TextDocument): PlainAct[] {
  const found: PlainAct[] = [];
  for (let i = 1; i < tokens.length; i++) {
    const verb = tokens[i]!;
    if (verb.pos !== 'VERB' || !VERBS.has(verb.lemma) || !isInflected(verb)) continue;
    const down = verb.lemma === 'play';
    if (down && tokens[i + 1]?.lower !== 'down') continue;
    let first = i;
    while (i - first < LONGEST_BETWEEN && BETWEEN.has(tokens[first - 1]?.lower ?? '')) first--;
    const from = subjectBefore(tokens, first);
    const begin = down ? i + 2 : i + 1;
    const object = tokens[begin];
    if (from === null || !object || object.sentence !== verb.sentence || !OPENS_OBJECT.has(object.pos)) continue;
    const end = objectEnd(tokens, begin);
    if (end - begin < 2) continue;
    found.push({
      source: [tokens[from]!.start, tokens[first - 1]!.end],
      cue: [tokens[first]!.start, tokens[begin - 1]!.end],
      content: [object.start, tokens[end - 1]!.end],
      paragraph: verb.paragraph,
    });
  }
  return found;
}
