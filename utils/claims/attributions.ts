import type { Attribution, ClaimType, Span } from '../analysis.ts';
import { firstTokenAfter, type TextDocument, type Token } from '../language/document.ts';
import { findBeside } from './beside.ts';
import { type Candidate, findingCandidates, finish, type Steps } from './model/decode.ts';
import type { Network } from './model/network.ts';
import { findPlainActs } from './plain.ts';
import { findQuotations, firstAt, type Quotation, quotedLength } from './quotations.ts';
import { isReportedSpeech } from './scare-quotes.ts';
import { findTurns } from './transcript.ts';

/** Least probability of a candidate that is shown; tuned on dev for end to end F1. */
const LEAST_PROBABILITY = 0.35;
/** Least probability of a candidate with its source whose cue can hardly mean anything else. */
const LEAST_OF_PLAIN_CUE = 0.2;
const PLAIN_CUE =
  /^(?:play(?:s|ed|ing) down|downplay\w*|den(?:y|ies|ied|ying)|urg(?:es|ed|ing)|call(?:s|ed|ing) (?:on|for)|accus(?:es|ed|ing)|condemn(?:s|ed|ing)|reject(?:s|ed|ing)|dismiss(?:es|ed|ing)|warn(?:s|ed|ing)|pledg(?:es|ed|ing)|vow(?:s|ed|ing)|prais(?:es|ed|ing)|criticis(?:es|ed|ing)|criticiz(?:es|ed|ing)|blam(?:es|ed|ing))\b/i;

/** How sure a quotation without any cue is. */
const BARE_QUOTATION = 0.6;
/** How sure one is whose words the likeliest of the rejected candidates tells. */
const UNLIKELY = 0.5;
/** How sure one is whose source stands beside it, although the network saw no cue. */
const BESIDE = 0.7;
/** How sure a paragraph under a speaker's name is. */
const TURN = 0.9;
/** Share of a content that may already be part of a surer claim. */
const MOST_OVERLAP = 0.3;

interface Draft {
  content: Span[];
  source: Span[];
  cue: Span[];
  confidence: number;
  paragraph: number;
}

/**
 * The attributions of a document, in reading order: cues, contents and sources as the network proposes them, quotations made whole, and quotations that no cue
 * covers added where they are speech. Contents do not overlap: the surer cue keeps the words. Never throws; linear but for the overlaps within a paragraph.
 */
export const findAttributions = (document: TextDocument, network: Network): Attribution[] => finish(findingAttributions(document, network));

/** The same, paragraph by paragraph: nearly all of the time that an article takes is spent between two steps. */
export function* findingAttributions(document: TextDocument, network: Network): Steps<Attribution[]> {
  const quotations = findQuotations(document.text, document.paragraphs);
  return chooseAttributions(document, quotations, yield* findingCandidates(network, document, quotations));
}

/**
 * `findAttributions` from what was proposed. `asProposed` leaves contents as they are, "that" and all, and adds no quotation without a cue: what a corpus that
 * marks more than claims is measured by.
 */
export function chooseAttributions(
  document: TextDocument,
  quotations: readonly Quotation[],
  found: readonly Candidate[],
  { asProposed = false } = {},
): Attribution[] {
  const proposed = asProposed ? found : found.map((candidate) => inverted(document, candidate));
  const turns = asProposed ? [] : findTurns(document);
  const drafts: Draft[] = turns.map((turn) => ({ ...turn, cue: [], confidence: TURN }));
  const taken = new Claimed(drafts);
  const isLikely = (candidate: Candidate): boolean =>
    candidate.probability >= (isPlain(document.text, candidate) ? LEAST_OF_PLAIN_CUE : LEAST_PROBABILITY);
  const likely = proposed.filter(isLikely);
  const unlikely = new Map<number, Candidate[]>();
  for (const candidate of proposed)
    if (candidate.source.length > 0 && !isLikely(candidate))
      unlikely.set(candidate.paragraph, [...(unlikely.get(candidate.paragraph) ?? []), candidate]);
  const whole = asProposed
    ? likely
    : likely
        .map((candidate) => withClauseBefore(document, quotations, candidate))
        .filter(({ source }) => !NOBODY.test(source.map((span) => document.text.slice(...span)).join(' ')))
        .filter((candidate) => !isDateline(document, candidate));
  const candidates = (asProposed ? whole : endAtNextCue(document.text, whole, quotations)).sort((a, b) => b.probability - a.probability);
  for (const candidate of candidates) {
    const content = asProposed
      ? candidate.content
      : trimContent(
          document.text,
          afterAddressee(document, wholeQuotations(candidate.content, quotations, candidate), candidate.cue),
          quotations,
        );
    if (content.length === 0 || taken.share(content) > MOST_OVERLAP) continue;
    const draft = {
      content: asProposed ? [...content] : taken.free(content),
      source: asProposed ? [...candidate.source] : nearest(candidate).map((span) => plainSource(document, span, candidate.paragraph)),
      cue: [candidate.cue],
      confidence: candidate.probability,
      paragraph: candidate.paragraph,
    };
    if (draft.content.length === 0) continue;
    taken.add(draft);
    // Its words are taken all the same: they are nobody else's.
    if (asProposed || !(isWriters(document, quotations, candidate) || isInHeading(document, quotations, draft))) drafts.push(draft);
  }
  if (!asProposed) addPlainActs(document, quotations, drafts, taken);
  drafts.sort(byPlace);
  if (!asProposed) addUncovered(document, quotations, drafts, taken, unlikely);
  return drafts.sort(byPlace).map((draft) => finished(document, quotations, draft));
}

/** Acts by verbs that can hardly mean anything else, where no claim has their words. */
function addPlainActs(document: TextDocument, quotations: readonly Quotation[], drafts: Draft[], taken: Claimed): void {
  const cues = new Claimed(drafts.map((draft) => ({ ...draft, content: draft.cue })));
  for (const { source, cue, content, paragraph } of findPlainActs(document)) {
    if (taken.share([content]) > 0 || taken.share([cue]) > 0 || cues.share([cue]) > 0) continue;
    const draft: Draft = { content: [content], source: [source], cue: [cue], confidence: UNLIKELY, paragraph };
    if (isInHeading(document, quotations, draft)) continue;
    drafts.push(draft);
    taken.add(draft);
  }
}

const isPlain = (text: string, { cue, source }: Candidate): boolean => source.length > 0 && PLAIN_CUE.test(text.slice(...cue));

const overlap = (a: readonly Span[], b: readonly Span[]): boolean => a.some(([s, e]) => b.some(([t, f]) => s < f && t < e));

const BETWEEN = /[\s,;—–-]/;
const JOINING = /\b(?:and|but|while|also|then|later|further|even|which|who)$/i;
/** Longest of these words and the sign before it, in code units. */
const LONGEST_JOINING = 8;

/** How many code units at the end of a text lead on from one act of speaking to the next: ", and also", ", which". */
function leadingOn(text: string): number {
  let start = text.length;
  for (let at = text.length; ; ) {
    if (at > 0 && BETWEEN.test(text[at - 1]!)) start = --at;
    else {
      const word = JOINING.exec(text.slice(Math.max(0, at - LONGEST_JOINING), at));
      if (!word) return text.length - start;
      at -= word[0].length;
    }
  }
}

/**
 * "X said A, adding B", "X accused A and urged B": two acts of one speaker are two claims, so the first content ends where the second act begins. A cue within
 * the content whose source stands outside it, the same as the first's, is such an act; one with a source of its own is what X said of somebody else's words.
 */
function endAtNextCue(text: string, candidates: readonly Candidate[], quotations: readonly Quotation[]): Candidate[] {
  const inOrder = [...candidates].sort((a, b) => a.cue[0] - b.cue[0]);
  return candidates.map((candidate) => {
    let content = candidate.content;
    const end = content.at(-1)![1];
    for (let i = firstCueAfter(inOrder, content[0]![0]); i < inOrder.length && inOrder[i]!.cue[1] <= end; i++) {
      const other = inOrder[i]!;
      const { cue } = other;
      if (other === candidate || !content.some(([start, end]) => start < cue[0] && cue[1] <= end)) continue;
      const relative = other.source.length > 0 && /^(?:which|who)$/i.test(text.slice(...other.source.at(-1)!));
      const shared = relative || (overlap(other.source, candidate.source) && !overlap(other.source, content));
      if (!shared || quotedLength(quotations, cue) > 0 || other.content[0]![0] < cue[0]) continue;
      const cut = content.flatMap((piece): Span[] => {
        const [start, end] = piece;
        if (start >= cue[0]) return overlap([piece], other.content) ? [] : [piece];
        if (end <= cue[0]) return [piece];
        const to = cue[0] - leadingOn(text.slice(Math.max(start, cue[0] - 60), cue[0]));
        return to > start ? [[start, to]] : [];
      });
      if (cut.length > 0) content = cut;
    }
    return content === candidate.content ? candidate : { ...candidate, content };
  });
}

/** Fewer words than this are a phrase that leads in, and no clause that is claimed. */
const FEWEST_WORDS_OF_CLAUSE = 4;

/**
 * "CLAUSE, said X": where the network found nothing before the cue, the clause of the same sentence that the comma ends is the content; and what it took for the
 * content of "CLAUSE, said X, a farmer" is the source. Other candidates are returned as they are.
 */
function withClauseBefore(document: TextDocument, quotations: readonly Quotation[], candidate: Candidate): Candidate {
  const { text, tokens } = document;
  const { cue, source, content } = candidate;
  if (content[0]![0] < cue[1] || !/,[”"’']? $/.test(text.slice(Math.max(0, cue[0] - 3), cue[0])) || quotedLength(quotations, cue) > 0)
    return candidate;
  const at = firstTokenAfter(tokens, cue[0]);
  let from = at;
  while (from > 0 && tokens[from - 1]!.sentence === tokens[at]!.sentence) from--;
  const clause = tokens.slice(from, at - 1);
  const isVerb = ({ pos }: Token): boolean => pos === 'VERB' || pos === 'AUX';
  if (clause.filter((token) => WORD.test(token.text)).length < FEWEST_WORDS_OF_CLAUSE || !clause.some(isVerb)) return candidate;
  const before: Span = [clause[0]!.start, clause.at(-1)!.end];
  const follows = ([start]: Span): boolean => start >= cue[1] && start - cue[1] <= 1;
  const [first] = source;
  if (first && follows(first))
    return { ...candidate, content: [before, ...content.filter(([start, end]) => /\s/.test(text.slice(start, end)))] };
  const [only] = content;
  const swapped =
    /^sa(?:id|ys?)$/.test(text.slice(...cue)) &&
    content.length === 1 &&
    only !== undefined &&
    follows(only) &&
    first !== undefined &&
    first[0] >= before[0] &&
    first[1] <= cue[0] &&
    !tokens.slice(firstTokenAfter(tokens, only[0]), firstTokenAfter(tokens, only[1])).some(isVerb);
  return swapped ? { ...candidate, source: [only], content: [before] } : candidate;
}

/** How sure a claim is whose speaker stands after the cue, at the end of the sentence. */
const INVERTED = 0.7;

/** "The talks go on, said the minister, Ada Vane.": what follows the cue is who speaks, even where it was taken for what is said. */
function inverted(document: TextDocument, candidate: Candidate): Candidate {
  const { text, tokens } = document;
  const { cue, source, content } = candidate;
  const speaker = (source.length > 0 ? source : content).find(([start]) => start >= cue[1]);
  if (!speaker || speaker[0] - cue[1] > 1 || !/^sa(?:id|ys)$/.test(text.slice(...cue)) || text[cue[0] - 2] !== ',') return candidate;
  const at = firstTokenAfter(tokens, cue[0]);
  const inSentence = (i: number): boolean => tokens[i]?.sentence === tokens[at]!.sentence;
  let from = at;
  while (inSentence(from - 1)) from--;
  let to = at + 1;
  while (inSentence(to) && tokens[to]!.lower !== '.') to++;
  const isVerb = ({ pos }: Token): boolean => pos === 'VERB' || pos === 'AUX';
  const [clause, after] = [tokens.slice(from, at - 1), tokens.slice(at + 1, to)];
  const isWhole = clause.some(isVerb) && clause.filter((token) => WORD.test(token.text)).length >= FEWEST_WORDS_OF_CLAUSE;
  if (
    !isWhole ||
    after.some(isVerb) ||
    !after.some(({ pos }) => pos === 'PROPN') ||
    after[0]!.pos === 'ADP' ||
    after.at(-1)!.end > speaker[1] + 1
  )
    return candidate;
  return {
    ...candidate,
    source: [[after[0]!.start, after.at(-1)!.end]],
    content: source.length > 0 ? content : [[clause[0]!.start, clause.at(-1)!.end]],
    probability: Math.max(candidate.probability, INVERTED),
  };
}

/** Index of the first candidate whose cue begins after `at`; they are in the order of their cues. */
function firstCueAfter(inOrder: readonly Candidate[], at: number): number {
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder[middle]!.cue[0] <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of several sources apart from each other the one beside the cue: "in a tape published by the ministry, Vane said". */
function nearest({ source, cue }: Candidate): Span[] {
  const away = ([start, end]: Span): number => Math.max(start - cue[1], cue[0] - end, 0);
  return [...source].sort((a, b) => away(a) - away(b)).slice(0, 1);
}

/** What nobody said is no claim; “Rest assured” neither. */
const NOBODY = /^(?:(?:no[ -]one|nobody|none of (?:them|us|those)|neither of (?:them|us|those)|the same)\b|rest$)/i;

/** Where and by whom a report was written: "OSSEL (Reuters) - The council said ...", "NEW OSSEL: The mayor ...". */
const DATELINE = /^\p{Lu}[\p{Lu}’'.-]+(?:[ ,]+\p{Lu}[\p{Lu}’'.-]+){0,4}(?:, [\p{L}. ]{2,20})? ?(?:\([^()]{2,30}\) ?[-–—:]|[–—:]|-(?= )) */u;

/** Whether a place before a colon opens a report, and nobody's words: "NEW OSSEL: The harbour is ...". */
function isDateline({ text, paragraphs }: TextDocument, { source, cue, content, paragraph }: Candidate): boolean {
  const [place, said] = [source[0], content[0]];
  if (!place || !said || place[0] !== paragraphs[paragraph]![0] || text.slice(...cue) !== ':' || /["“‘«]/.test(text[said[0]] ?? ''))
    return false;
  const name = text.slice(...place);
  // A transcript's speakers come again.
  return /^\p{Lu}[\p{Lu} .’'-]+$/u.test(name) && text.indexOf(`${name}:`, cue[1]) < 0 && text.indexOf(`${name}:`) === place[0];
}

/** What the writer says without anybody's words ("I suggest that the mill is closed"), and what only leads on ("That said, ..."), is no claim. */
function isWriters({ text }: TextDocument, quotations: readonly Quotation[], { source, cue, content }: Candidate): boolean {
  const [first] = source;
  if (!first || source.length > 1) return false;
  const who = text.slice(...first);
  if (/^that$/i.test(who)) return /^(?:being )?said$/.test(text.slice(...cue)) && text[cue[1]] === ',';
  return /^(?:I|[Ww]e)$/.test(who) && ![first, ...content].some((span) => quotedLength(quotations, span) > 0);
}

/** Longest subhead, in code units, and fewest paragraphs of an article that has some. */
const LONGEST_HEADING = 130;
const FEWEST_PARAGRAPHS = 4;

/** Whether unquoted words stand in a subhead, which only repeats what the article reports: a short paragraph without an end, others before and after it. */
function isInHeading({ text, paragraphs }: TextDocument, quotations: readonly Quotation[], { content, paragraph }: Draft): boolean {
  const [start, end] = paragraphs[paragraph]!;
  return (
    end - start <= LONGEST_HEADING &&
    paragraphs.length >= FEWEST_PARAGRAPHS &&
    paragraph > 0 &&
    paragraph < paragraphs.length - 1 &&
    /[\p{L}\p{N}%)]$/u.test(text.slice(Math.max(start, end - 8), end).trimEnd()) &&
    !content.some((span) => quotedLength(quotations, span) > 0)
  );
}

/** When it was said, between the speaker and the cue or after it. */
const TIME =
  /^(?:yesterday|today|tonight|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:earlier )?(?:this|last) (?:week|month|year|morning|afternoon|evening|summer|spring|autumn|winter|fall))$/;

/** A source without what only stands beside it: the dateline or preposition before, the adverbs of its verb ("the banner actually said") and the time of speaking. */
function plainSource({ text, tokens, paragraphs }: TextDocument, [begin, end]: Span, paragraph: number): Span {
  const dateline =
    begin === paragraphs[paragraph]![0] ? DATELINE.exec(text.slice(begin, Math.min(end, begin + 80)))?.[0].length : undefined;
  let start = begin + (dateline !== undefined && begin + dateline < end ? dateline : 0);
  let from = firstTokenAfter(tokens, start);
  let last = firstTokenAfter(tokens, end - 1);
  // "according | to police"
  if (from < last && /^(?:to|by|from|that)$/.test(tokens[from]!.lower)) start = tokens[++from]!.start;
  const subject = relativeSubject(tokens, from, last);
  if (subject > from) {
    from = subject;
    start = tokens[from]!.start;
  }
  // The tagger's "think" of "think tank" is a verb.
  if (/^tanks?$/.test(tokens[from]!.lower) && tokens[from - 1]?.lower === 'think') start = tokens[--from]!.start;
  while (last > from && tokens[last]!.pos === 'ADV' && /ly$|^(?:also|then|later|even|still|often|never|once)$/.test(tokens[last]!.lower))
    last--;
  // "The board on Monday | said": the longest that is a time.
  for (let words = 3; words > 0; words--) {
    const timed = last - words + 1;
    if (timed <= from || !TIME.test(text.slice(tokens[timed]!.start, tokens[last]!.end).toLowerCase())) continue;
    last = timed - 1;
    break;
  }
  return [start, Math.min(end, tokens[last]?.end ?? end)];
}

/** Index of the first token of who speaks in "a charge the agency | refutes": the clause's own subject; `from` where there is none. */
function relativeSubject(tokens: readonly Token[], from: number, last: number): number {
  if (!/^an?$/.test(tokens[from]!.lower)) return from;
  let at = from + 1;
  while (at < last && (tokens[at]!.pos === 'NOUN' || tokens[at]!.pos === 'ADJ')) at++;
  return at < last && tokens[at - 1]!.pos === 'NOUN' && /^(?:the|its|his|her|their)$/.test(tokens[at]!.lower) ? at : from;
}

/** Cues with which the hearer is named, and those that need "to" for it. */
const TELLING = /^(?:tell|told|telling|remind|inform|assur|warn|convinc|notif|caution|promis|persuad)/i;
const SPEAKING =
  /^(?:sa(?:y|id)|stress|explain|insist|argu|confirm|announc|suggest|reveal|admit|emphasi|repeat|point|complain|mention|report)/i;
const OF_A_HEARER = new Set(['DET', 'ADJ', 'NOUN', 'PROPN', 'PRON', 'NUM', 'ADP']);
/** Words of a hearer, "that" after them. */
const MOST_OF_HEARER = 9;

/** Content that follows its cue, without the hearer ("told | reporters that ...") and the time of speaking ("announced | this week plans to ..."). */
function afterAddressee({ text, tokens }: TextDocument, content: readonly Span[], cue: Span): readonly Span[] {
  const k = content.findIndex(([start]) => start >= cue[1]);
  const piece = content[k];
  if (!piece || piece[0] - cue[1] > 2) return content;
  const verb = text.slice(...cue);
  const first = firstTokenAfter(tokens, piece[0]);
  const isInside = (i: number): boolean =>
    i < tokens.length && tokens[i]!.end <= piece[1] && tokens[i]!.sentence === tokens[first]!.sentence;
  const cut = (i: number): Span[] => content.map((one, at): Span => (at === k ? [tokens[i]!.start, piece[1]] : one));
  if (TELLING.test(verb) || (SPEAKING.test(verb) && (/ to$/.test(verb) || tokens[first]?.lower === 'to'))) {
    let i = first;
    while (
      isInside(i) &&
      i - first < MOST_OF_HEARER &&
      tokens[i]!.lower !== 'that' &&
      (OF_A_HEARER.has(tokens[i]!.pos) || tokens[i]!.lower === 'to')
    )
      i++;
    if (i > first && isInside(i + 2) && tokens[i]!.lower === 'that') return cut(i + 1);
  }
  for (const words of [3, 2, 1]) {
    const next = first + words;
    if (!isInside(next + 2) || !TIME.test(text.slice(tokens[first]!.start, tokens[next - 1]!.end).toLowerCase())) continue;
    return /^(?:VERB|AUX|PUNCT|ADP|CCONJ|PART)$/.test(tokens[next]!.pos) ? content : cut(next);
  }
  return content;
}

const byPlace = (a: Draft, b: Draft): number => a.content[0]![0] - b.content[0]![0];

/** What claims hold already, as sorted spans. */
class Claimed {
  private spans: Span[] = [];

  constructor(drafts: readonly Draft[]) {
    for (const draft of drafts) this.add(draft);
  }

  add({ content }: Draft): void {
    for (const span of content) this.spans.splice(this.after(span[0]), 0, span);
  }

  /** Index of the first span that ends after `at`. */
  private after(at: number): number {
    let low = 0;
    let high = this.spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.spans[middle]![1] <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Share of the content's code units that are taken. */
  share(content: readonly Span[]): number {
    let all = 0;
    let held = 0;
    for (const [start, end] of content) {
      all += end - start;
      for (let i = this.after(start); i < this.spans.length && this.spans[i]![0] < end; i++)
        held += Math.min(end, this.spans[i]![1]) - Math.max(start, this.spans[i]![0]);
    }
    return all === 0 ? 1 : held / all;
  }

  /** The content without what is taken. */
  free(content: readonly Span[]): Span[] {
    return content.flatMap(([start, end]) => {
      const left: Span[] = [];
      let from = start;
      for (let i = this.after(start); i < this.spans.length && this.spans[i]![0] < end; i++) {
        if (this.spans[i]![0] > from) left.push([from, this.spans[i]![0]]);
        from = Math.max(from, this.spans[i]![1]);
      }
      if (from < end) left.push([from, end]);
      return left;
    });
  }
}

const within = (quotation: Quotation, at: number): boolean => quotation.start <= at && at < quotation.end;

/** Content whose pieces that begin or end inside a quotation take all of it, marks included; a cue's own words are never part. */
function wholeQuotations(content: readonly Span[], quotations: readonly Quotation[], { cue, source }: Candidate): Span[] {
  const outside = (start: number, end: number): boolean => [cue, ...source].every(([a, b]) => b <= start || a >= end);
  const pieces = content.map(([start, end]): Span => {
    let from = start;
    let to = end;
    for (let i = firstAt(quotations, start); i < quotations.length && quotations[i]!.start < end; i++) {
      const quotation = quotations[i]!;
      const overlap = Math.min(end, quotation.end) - Math.max(start, quotation.start);
      if (overlap * 2 < quotation.end - quotation.start || !outside(quotation.start, quotation.end)) continue;
      if (within(quotation, start)) from = Math.min(from, quotation.start);
      if (within(quotation, end - 1) || within(quotation, end)) to = Math.max(to, quotation.end);
    }
    // A mark just outside belongs to the piece: the network sees words.
    const before = quotations[firstAt(quotations, from - 2)];
    if (before && before.start < from && before.start >= from - 2 && before.end > from) from = before.start;
    const after = quotations[firstAt(quotations, to)];
    if (after && after.start < to && after.end - to <= 2 && after.end > to) to = after.end;
    return [from, to];
  });
  const joined: [number, number][] = [];
  for (const [start, end] of pieces.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

const LEADING = /^(?:[\s,;:.—–-]+|(?:the fact )?that\s+)+/i;
const TRAILING = /[\s,;:.—–-]$/;

/** Pieces without the "that" before and the stops around them; what is quoted keeps its marks and stops. */
function trimContent(text: string, all: readonly Span[], quotations: readonly Quotation[]): Span[] {
  // "For his part, X said that ...": where a later piece opens the clause, what stands unquoted before it is none of it.
  const clause = all.findLastIndex(([start]) => /^that\s/i.test(text.slice(start, start + 5)));
  const content = all.filter((piece, i) => i >= clause || quotedLength(quotations, piece) > 0);
  return content.flatMap(([start, end]): Span[] => {
    let from = start;
    let to = end;
    const lead = LEADING.exec(text.slice(from, Math.min(to, from + 24)));
    if (lead) from += lead[0].length;
    const last = quotations[firstAt(quotations, to - 1)];
    if (!last || last.start >= to || last.end < to) while (to > from && TRAILING.test(text.slice(to - 1, to))) to--;
    return from < to && /[\p{L}\p{N}]/u.test(text.slice(from, to)) ? [[from, to]] : [];
  });
}

/**
 * Quotations that no claim covers: one that goes on with the paragraph before joins that claim; one beside a quoting claim of its paragraph joins it; another
 * is a claim of its own, without source and cue, if it is speech at all.
 */
function addUncovered(
  document: TextDocument,
  quotations: readonly Quotation[],
  drafts: Draft[],
  taken: Claimed,
  unlikely: ReadonlyMap<number, readonly Candidate[]>,
): void {
  const byParagraph = new Map<number, Draft[]>();
  for (const draft of drafts) byParagraph.set(draft.paragraph, [...(byParagraph.get(draft.paragraph) ?? []), draft]);
  let carried: Draft | null = null;
  for (const quotation of quotations) {
    const span: Span = [quotation.start, quotation.end];
    const here = byParagraph.get(quotation.paragraph) ?? [];
    const holder = here.find(({ content }) => content.some(([a, b]) => a < span[1] && b > span[0]));
    if (!holder && taken.share([span]) <= MOST_OVERLAP) {
      const speech = isReportedSpeech(document.text, quotation);
      const beside =
        quotation.continues || !speech ? null : findBeside(document, quotation, firstTokenAfter(document.tokens, quotation.start));
      // What has a speaker of its own beside it does not join another's.
      const join: Draft | null = quotation.continues ? carried : speech && !beside ? quotingNeighbour(here, quotations, span) : null;
      if (join) {
        join.content.push(span);
        join.content.sort((a, b) => a[0] - b[0]);
        taken.add({ ...join, content: [span] });
        carried = quotation.closed ? null : join;
      } else if (isReportedSpeech(document.text, quotation, standsAlone(document, quotation))) {
        const draft: Draft = (beside ? null : fromUnlikely(document, quotations, span, taken, unlikely.get(quotation.paragraph) ?? [])) ?? {
          content: [span],
          source: beside ? [beside.source] : [],
          cue: beside?.cue ? [beside.cue] : [],
          confidence: beside ? BESIDE : BARE_QUOTATION,
          paragraph: quotation.paragraph,
        };
        drafts.push(draft);
        byParagraph.set(quotation.paragraph, [...here, draft]);
        taken.add(draft);
        carried = quotation.closed ? null : draft;
      } else carried = null;
    } else {
      // “The first paragraph. ¶ “And the second,” she said: the claim of the second holds the first too.
      if (holder && quotation.continues && carried && carried !== holder && carried.source.length === 0 && carried.cue.length === 0) {
        holder.content = [...carried.content, ...holder.content].sort((a, b) => a[0] - b[0]);
        drafts.splice(drafts.indexOf(carried), 1);
      }
      carried = quotation.closed ? null : (holder ?? null);
    }
  }
}

/**
 * The likeliest of the candidates that were not likely enough to be shown and that hold a quotation: that it is somebody's words is known, so that whose they are is
 * the only question left.
 */
function fromUnlikely(
  document: TextDocument,
  quotations: readonly Quotation[],
  span: Span,
  taken: Claimed,
  unlikely: readonly Candidate[],
): Draft | null {
  let best: Candidate | null = null;
  for (const candidate of unlikely)
    if (candidate.probability > (best?.probability ?? 0) && overlap(candidate.content, [span])) best = candidate;
  if (!best) return null;
  const content = trimContent(document.text, wholeQuotations(best.content, quotations, best), quotations);
  const holds = content.some(([start, end]) => start <= span[0] && span[1] <= end);
  if (!holds || taken.share(content) > MOST_OVERLAP) return null;
  return {
    content: taken.free(content),
    source: nearest(best),
    cue: [best.cue],
    confidence: UNLIKELY,
    paragraph: best.paragraph,
  };
}

function standsAlone({ paragraphs, text }: TextDocument, { start, end, paragraph }: Quotation): boolean {
  const [from, to] = paragraphs[paragraph]!;
  return !/[\p{L}\p{N}]/u.test(text.slice(from, start) + text.slice(end, to));
}

/** The claim of the same paragraph that ends in a quotation nearest before, or else nearest after, `span`. */
function quotingNeighbour(here: readonly Draft[], quotations: readonly Quotation[], span: Span): Draft | null {
  const quoting = here.filter(({ content }) => content.some((piece) => quotedLength(quotations, piece) * 2 > piece[1] - piece[0]));
  const before = quoting.filter(({ content }) => content.at(-1)![1] <= span[0]).at(-1);
  return before ?? quoting.find(({ content }) => content[0]![0] >= span[1]) ?? null;
}

function finished(document: TextDocument, quotations: readonly Quotation[], { content, source, cue, confidence }: Draft): Attribution {
  return { type: typeOf(document.tokens, quotations, content), content, source, cue, confidence };
}

const WORD = /[\p{L}\p{N}]/u;

/** Direct where every word of the content is quoted, indirect where none is. */
function typeOf(tokens: readonly Token[], quotations: readonly Quotation[], content: readonly Span[]): ClaimType {
  let words = 0;
  let quoted = 0;
  for (const [start, end] of content)
    for (let i = firstTokenAfter(tokens, start); i < tokens.length && tokens[i]!.start < end; i++) {
      if (!WORD.test(tokens[i]!.text)) continue;
      words++;
      if (quotedLength(quotations, [tokens[i]!.start, tokens[i]!.end]) > 0) quoted++;
    }
  return quoted === 0 ? 'indirect' : quoted === words ? 'direct' : 'mixed';
}
