import type { Span } from '../analysis.ts';
import type { TextDocument, Token } from '../language/document.ts';
import type { Quotation } from './quotations.ts';

/** Who says a quotation, by the words beside it. */
export interface Beside {
  readonly source: Span;
  /** Null for a signature: “...” — Ada Vane. */
  readonly cue: Span | null;
}

/** Tokens of a noun phrase that are looked at, and of what stands between it and the quotation. */
const LONGEST_PHRASE = 12;
const LONGEST_BETWEEN = 12;
const LONGEST_SIGNATURE = 220;

const SUBJECTS = new Set('he she they i we it'.split(' '));
const IN_PHRASE = new Set(['DET', 'ADJ', 'NOUN', 'PROPN', 'NUM']);
const JOINTS = new Set(["'s", 'of', 'his', 'her', 'their', 'its', 'my', 'our', '-', 'and']);
const BETWEEN = new Set(['ADV', 'AUX', 'PART', 'VERB']);

const isHead = ({ pos, lower }: Token): boolean => pos === 'NOUN' || pos === 'PROPN' || SUBJECTS.has(lower);
const inPhrase = ({ pos, lower }: Token): boolean => IN_PHRASE.has(pos) || JOINTS.has(lower);

/**
 * The source and the verb beside a quotation that the network found no cue for: “…,” she spilled · “…,” shot back Moore · A critic replied, “…” · “…” — Ada Vane.
 * Null where the words beside it are no such thing. `at` is the index of the first token that ends after the quotation's start; the work is bounded.
 */
export function findBeside(document: TextDocument, quotation: Quotation, at: number): Beside | null {
  return signature(document, quotation) ?? after(document, quotation, at) ?? before(document, at);
}

/** “…” — Ada Vane, miller: a dash and a name to the end of the paragraph. */
function signature({ text, paragraphs }: TextDocument, { end, paragraph, closed }: Quotation): Beside | null {
  const last = paragraphs[paragraph]![1];
  if (!closed || last - end > LONGEST_SIGNATURE) return null;
  const dash = /^\s*[—–-]{1,3}\s*(?=\p{Lu})/u.exec(text.slice(end, last));
  if (!dash) return null;
  const name = text
    .slice(end + dash[0].length, last)
    .trimEnd()
    .replace(/\.$/, '');
  return /[.!?]\s|[“”"]/.test(name) ? null : { source: [end + dash[0].length, end + dash[0].length + name.length], cue: null };
}

function after({ text, tokens }: TextDocument, { start, end, closed, paragraph }: Quotation, at: number): Beside | null {
  if (!closed) return null;
  let i = at;
  while (i < tokens.length && tokens[i]!.start < end) i++;
  const inner = text.slice(Math.max(start, end - 2), end - 1);
  if (tokens[i]?.lower === ',' && tokens[i]!.start === end) i++;
  else if (!/[,!?…]/.test(inner)) return null;
  const first = tokens[i];
  if (!first || first.paragraph !== paragraph) return null;
  if (first.pos === 'VERB') {
    let verb = i;
    while (tokens[verb + 1] && (tokens[verb + 1]!.pos === 'ADV' || tokens[verb + 1]!.pos === 'ADP') && verb < i + 2) verb++;
    const to = phraseFrom(tokens, verb + 1);
    return to === null ? null : { source: [tokens[verb + 1]!.start, tokens[to]!.end], cue: [first.start, tokens[verb]!.end] };
  }
  const to = phraseFrom(tokens, i);
  if (to === null) return null;
  let verb = to + 1;
  while (verb < to + 4 && tokens[verb] && (tokens[verb]!.pos === 'ADV' || tokens[verb]!.pos === 'AUX')) verb++;
  return tokens[verb]?.pos === 'VERB' && tokens[verb]!.sentence === tokens[to]!.sentence
    ? { source: [first.start, tokens[to]!.end], cue: [tokens[verb]!.start, tokens[verb]!.end] }
    : null;
}

/** Index of the last token of the noun phrase that begins at `from`; null where none does. */
function phraseFrom(tokens: readonly Token[], from: number): number | null {
  const first = tokens[from];
  if (!first) return null;
  if (SUBJECTS.has(first.lower)) return from;
  let to: number | null = null;
  for (let i = from; i < from + LONGEST_PHRASE && i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.sentence !== first.sentence || !inPhrase(token)) break;
    if (isHead(token)) to = i;
  }
  return to;
}

function before({ tokens }: TextDocument, at: number): Beside | null {
  const opening = tokens[at];
  const mark = tokens[at - 1];
  if (
    at < 2 ||
    !opening ||
    !mark ||
    (mark.lower !== ',' && mark.lower !== ':') ||
    opening.paragraph - mark.paragraph > (mark.lower === ':' ? 1 : 0)
  )
    return null;
  let verb = at - 2;
  const least = Math.max(0, at - 2 - LONGEST_BETWEEN);
  while (verb > least && tokens[verb]!.pos !== 'VERB') {
    // What stands before a stop says something else.
    if (tokens[verb]!.pos === 'PUNCT' && tokens[verb]!.lower !== ',') break;
    verb--;
  }
  const cue = tokens[verb];
  if (cue?.pos !== 'VERB' || cue.sentence !== mark.sentence) return mark.lower === ':' ? label(tokens, at - 2) : null;
  let to = verb - 1;
  while (to > least && tokens[to] && BETWEEN.has(tokens[to]!.pos)) to--;
  const last = tokens[to];
  if (!last || last.sentence !== cue.sentence || !isHead(last)) return null;
  let from = to;
  if (!SUBJECTS.has(last.lower))
    while (from > 0 && from > to - LONGEST_PHRASE && tokens[from - 1]!.sentence === last.sentence && inPhrase(tokens[from - 1]!)) from--;
  return { source: [tokens[from]!.start, last.end], cue: [cue.start, cue.end] };
}

/** Ada Vane: “…”, Sen. Ada Vane (Ossel): “…”. `to` is the last token before the colon; what leads in must open its paragraph and hold a name. */
function label(tokens: readonly Token[], to: number): Beside | null {
  let from = to;
  while (from > 0 && from > to - LONGEST_PHRASE && tokens[from - 1]!.paragraph === tokens[to]!.paragraph) from--;
  const opens = from === 0 || tokens[from - 1]!.paragraph !== tokens[from]!.paragraph;
  const words = tokens.slice(from, to + 1);
  return opens && words.some(({ pos }) => pos === 'PROPN') && !words.some(({ pos }) => pos === 'VERB' || pos === 'AUX')
    ? { source: [tokens[from]!.start, tokens[to]!.end], cue: null }
    : null;
}
