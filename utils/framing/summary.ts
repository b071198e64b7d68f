import type { Act, Analysis, Claim, FramingFunction, Reason, Span } from '../analysis.ts';
import { type NamedMention, namesInText } from '../speakers/cast.ts';
import { nameKeys, sameName } from '../speakers/names.ts';
import { PLACES } from '../speakers/words.ts';
import { Namer, ownSide } from './naming.ts';
import { isAsking, isName, overlap, targetWords } from './relations.ts';

/** Entman's functions that answer a question of the reader's, in the order shown. */
const PURPOSES = ['problem', 'cause', 'judgement', 'remedy'] as const;

export interface Answer {
  readonly claim: string;
  readonly speaker: string;
  /** Offsets of `Article.text`, UTF-16 code units. */
  readonly span: Span;
  /** Verbatim. */
  readonly text: string;
  /** Whether words were cut off at its end. */
  readonly cut: boolean;
}

export interface Question {
  readonly function: Exclude<FramingFunction, 'background'>;
  readonly answers: readonly Answer[];
}

/** Two speakers who back each other, or one who backs the other. */
export interface Agreement {
  readonly a: string;
  readonly b: string;
  readonly reason: Reason;
  /** Claim ids that show it. */
  readonly claims: readonly string[];
}

export interface Voice {
  /** A speaker's id; null for all claims whose speaker is unclear. */
  readonly speaker: string | null;
  readonly claims: number;
  readonly words: number;
  /** Of all claimed words, 0..1. */
  readonly share: number;
}

export interface Summary {
  /** Who backs whom, the plainest first. */
  readonly agreements: readonly Agreement[];
  readonly questions: readonly Question[];
  /** Most words first; unclear speakers last. */
  readonly voices: readonly Voice[];
  /** Named at least twice and never quoted, most named first. */
  readonly unheard: readonly { readonly name: string; readonly mentions: number }[];
  /** Claims by nameless sources, and by none that the text makes clear. */
  readonly anonymous: number;
  readonly unclear: number;
}

/** At most so many answers a question, one a speaker. */
const MOST_ANSWERS = 4;
/** Longest answer, in code units. */
const LONGEST_ANSWER = 140;
const LEAST_CONFIDENCE = 0.5;
const MOST_UNHEARD = 6;

/** What the popup shows beside framings and clashes. Pure and cheap; needs no tagger. */
export function summarise(analysis: Analysis): Summary {
  const { article, claims, speakers } = analysis;
  const kinds = new Map(speakers.map(({ id, kind }) => [id, kind]));
  const words = ({ content }: Claim): number =>
    content.reduce(
      (sum, [start, end]) => sum + (article.text.slice(start, end).match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu)?.length ?? 0),
      0,
    );
  const counts = new Map<string | null, { claims: number; words: number }>();
  for (const claim of claims) {
    const count = counts.get(claim.speaker) ?? { claims: 0, words: 0 };
    counts.set(claim.speaker, { claims: count.claims + 1, words: count.words + words(claim) });
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count.words, 0);
  const voices = [...counts]
    .map(([speaker, count]): Voice => ({ speaker, ...count, share: total === 0 ? 0 : count.words / total }))
    .sort((a, b) => Number(a.speaker === null) - Number(b.speaker === null) || b.words - a.words);
  const heard = speakers.flatMap(({ name, aliases }) => [name, ...aliases]).map(nameKeys);
  const unheard = namesInText(article.text)
    .flatMap((named) => {
      const name = whoIs(article.text, named);
      return name === null ? [] : [{ name, mentions: named.mentions }];
    })
    .filter(
      ({ name, mentions }) =>
        mentions >= 2 &&
        !isPlace(article.text, name) &&
        !heard.some((keys) => sameName(keys, nameKeys(name)) || nameKeys(name).every((key) => keys.includes(key))),
    )
    .slice(0, MOST_UNHEARD);
  return {
    agreements: agreementsOf(analysis),
    questions: PURPOSES.flatMap((purpose) => {
      const answers = answersTo(analysis, purpose);
      return answers.length > 0 ? [{ function: purpose, answers }] : [];
    }),
    voices,
    unheard,
    anonymous: claims.filter(({ speaker }) => speaker !== null && kinds.get(speaker) === 'anonymous').length,
    unclear: claims.filter(({ speaker }) => speaker === null).length,
  };
}

/** Last words of names of things and of places. */
const THINGS =
  /^(?:acts?|bills?|laws?|orders?|wars?|amendments?|constitution|citizenship|accords?|agreement|treaty|deal|plan|programs?|programme|project|initiative|cup|league|playoffs?|championships?|games|olympics|festival|day|week|month|island|islands|river|lake|sea|ocean|mountains?|valley|bay|coast|strip|bank|street|road|avenue|square|bridge|airport|park|north|south|east|west|gospel|spirit|awards?|prize|report|museum)$/i;
const ARTICLE = /(?<![a-z])(?:the|an?|this|these|those|two|some)\s+$/i;
/** Where a sentence begins. */
const OPENS = /(?:^|[.!?:]["”’']?\s{1,3}|\n\s{0,3}|["“‘'])$/;

/** The name of somebody, without a word that only opens a sentence ("Will Hollin Council ...?"); null for a place or a thing. */
function whoIs(text: string, { name, kind, spans }: NamedMention): string | null {
  const words = name.split(' ');
  if (THINGS.test(words.at(-1)!) || words.every((word) => PLACES.has(word.toLowerCase()))) return null;
  if (words.some((word) => /^I(?:['’]|$)/.test(word))) return null;
  const shown = spans.slice(0, MOST_MENTIONS);
  // Birds are "the Red Cardinals".
  const withArticle = shown.filter(([start]) => ARTICLE.test(text.slice(Math.max(0, start - 8), start))).length;
  if (kind === 'person' && withArticle > shown.length / 2) return null;
  const whole = shown.filter(([start, end]) => text.slice(start, end).startsWith(name));
  const opens = whole.length > 0 && whole.every(([start]) => OPENS.test(text.slice(Math.max(0, start - 4), start)));
  const first = words[0]!.toLowerCase();
  if (
    !opens ||
    whole.length === shown.length ||
    !new RegExp(`(?<![\\p{L}])${first.replace(/[^\p{L}]/gu, '.')}(?![\\p{L}])`, 'u').test(text)
  )
    return name;
  return words.length > 2 ? words.slice(1).join(' ') : null;
}

const LOCATIVE = /\b(?:in|at|near|across|into|outside|around|throughout|toward|towards|between|through)\s+(?:the\s+)?$/i;
/** Mentions that are looked at. */
const MOST_MENTIONS = 50;

/** Whether a name is spoken of as where something is, half of the time or more. */
function isPlace(text: string, name: string): boolean {
  let mentions = 0;
  let places = 0;
  for (let at = text.indexOf(name); at >= 0 && mentions < MOST_MENTIONS; at = text.indexOf(name, at + name.length)) {
    mentions++;
    if (LOCATIVE.test(text.slice(Math.max(0, at - 20), at))) places++;
  }
  return mentions > 0 && places >= mentions / 2;
}

/** A cue by which a speaker says the same as another. */
const ECHO =
  /\b(?:echo(?:e[sd]|ing)?|agree[sd]?|concur(?:s|red)?|second(?:s|ed)|back(?:s|ed)(?: up)?|support(?:s|ed)|endors(?:e[sd]?|ing)|corroborat(?:e[sd]|ing))\b/i;
/** Acts that are for, or against, what they are about. */
const BACKS: ReadonlySet<Act> = new Set<Act>(['praises', 'pledges', 'demands']);
const ATTACKS: ReadonlySet<Act> = new Set<Act>(['accuses', 'denies']);
const OPPOSES: ReadonlySet<Act> = new Set<Act>([...ATTACKS, 'warns', 'demands', 'plays-down']);
/** Words that back somebody where the act does not say so. */
const SUPPORT =
  /(?<![a-z])(?:support(?:s|ed|ive|ing)?|back(?:s|ed|ing)?|endors(?:e[sd]?|ing|ement)|agree[sd]?|thank(?:s|ed|ful)?|trusts?|welcome[sd]?|proud of)(?![a-z])/i;
/** How near before what they back they stand, in code units. */
const SUPPORT_REACH = 25;
const supports = (words: string, target: string): boolean => {
  const at = words.indexOf(target);
  return at > 0 && SUPPORT.test(words.slice(Math.max(0, at - SUPPORT_REACH), at));
};
const MOST_AGREEMENTS = 8;
/** Claims compared for agreement; a page that has more is no article. */
const MOST_COMPARED = 200;

/** Whether two claims have a word of five letters or more in common: who "agreed" in a list of witnesses may agree on nothing that was said just before. */
function sharesWord(text: string, x: Claim, y: Claim): boolean {
  const wordsOf = ({ content }: Claim): string[] =>
    content.flatMap(
      ([start, end]) =>
        text
          .slice(start, Math.min(end, start + 600))
          .toLowerCase()
          .match(/\p{L}{5,}/gu) ?? [],
    );
  const known = new Set(wordsOf(x));
  return wordsOf(y).some((word) => known.has(word));
}

/** Who praises or echoes whom, and who is for or against the same, but for those who clash. */
function agreementsOf({ article, claims, speakers, clashes }: Analysis): Agreement[] {
  const namer = new Namer(speakers);
  const byId = new Map(speakers.map((speaker) => [speaker.id, speaker]));
  const anonymous = new Set(speakers.flatMap(({ id, kind }) => (kind === 'anonymous' ? [id] : [])));
  const apart = new Set(clashes.flatMap(({ a, b }) => [`${a}|${b}`, `${b}|${a}`]));
  const found = new Map<string, Agreement>();
  const add = (a: string, b: string, reason: Reason, ids: readonly string[]): void => {
    // That somebody backs the own side is no news.
    if (a === b || ownSide(byId.get(a)!, byId.get(b)!) || apart.has(`${a}|${b}`) || found.has(`${a}|${b}`) || found.has(`${b}|${a}`))
      return;
    found.set(`${a}|${b}`, { a, b, reason, claims: ids });
  };
  const own = claims.filter(({ speaker }) => speaker !== null).slice(0, MOST_COMPARED);
  own.forEach((claim, i) => {
    const speaker = claim.speaker!;
    const words = claim.content.map(([start, end]) => article.text.slice(start, Math.min(end, start + 600))).join(' ');
    const named = namer.inPhrase(words, speaker);
    const plainly = [...named].flatMap(([id, how]) => (how === 'side' ? [] : [id]));
    if (claim.position?.toward === 'for' && (BACKS.has(claim.act) || supports(words, claim.position.target)))
      for (const [id, how] of namer.inPhrase(claim.position.target, speaker))
        if (how !== 'side')
          add(
            speaker,
            id,
            claim.act === 'praises'
              ? { kind: 'act', act: claim.act, words: claim.reasons.act ?? claim.cue }
              : { kind: 'for', target: claim.position.target, words: claim.reasons.position ?? claim.cue },
            [claim.id],
          );
    // "She agreed to go" echoes nobody.
    const offers = /^to\b/.test(article.text.slice(claim.content[0]![0], claim.content[0]![0] + 3));
    const echo = offers ? undefined : claim.cue.map(([start, end]) => ECHO.exec(article.text.slice(start, end))?.[0]).find(Boolean);
    const reason: Reason = { kind: 'words', words: claim.cue };
    const before = own[i - 1];
    if (echo) {
      if (plainly.length === 1) add(speaker, plainly[0]!, reason, [claim.id]);
      else if (
        before?.speaker &&
        (/^(?:echo|second)/i.test(echo) || (/^(?:agree|concur)/i.test(echo) && sharesWord(article.text, before, claim)))
      )
        add(speaker, before.speaker, reason, [before.id, claim.id]);
    }
  });
  const placed = own.filter(({ position, speaker }) => position !== null && !anonymous.has(speaker!));
  placed.forEach((x, i) => {
    for (const y of placed.slice(i + 1)) {
      if (x.speaker === y.speaker || x.position!.toward !== y.position!.toward) continue;
      const [acts, { target: aim }] = [[x.act, y.act], x.position!];
      // An issue that one of the two merely speaks of is shared; a person is not attacked or praised by who merely speaks.
      const plain = x.position!.toward === 'for' ? BACKS : isName(aim) ? ATTACKS : OPPOSES;
      if (!(isName(aim) ? acts.every((act) => plain.has(act)) : acts.some((act) => plain.has(act)))) continue;
      if (overlap(targetWords(x.position!.target), targetWords(y.position!.target)) < 0.6) continue;
      const target = x.position!.target.length <= y.position!.target.length ? x.position!.target : y.position!.target;
      const words = [...(x.reasons.position ?? []), ...(y.reasons.position ?? [])];
      add(x.speaker!, y.speaker!, { kind: 'same', toward: x.position!.toward, target, words }, [x.id, y.id]);
    }
  });
  return [...found.values()].slice(0, MOST_AGREEMENTS);
}

/** One answer a speaker, the views that compete before more of the same: the piece that answers best by itself, acts before plain statements. */
function answersTo({ article, claims, framings }: Analysis, purpose: FramingFunction): Answer[] {
  const framingOf = new Map(framings.flatMap(({ id, claims: members }) => members.map((claim) => [claim, id] as const)));
  const best = new Map<string, { claim: Claim; piece: Piece; weight: number }>();
  for (const claim of claims) {
    if (isAsking(article.text, claim)) continue;
    if (claim.function !== purpose || claim.speaker === null || claim.confidence < LEAST_CONFIDENCE) continue;
    const piece = answering(article.text, claim);
    if (!piece) continue;
    const weight =
      claim.confidence +
      piece.weight +
      (claim.act === 'states' ? 0 : 0.5) +
      (claim.type === 'indirect' ? 0 : 0.2) +
      (framingOf.has(claim.id) ? 0.3 : 0);
    const known = best.get(claim.speaker);
    if (!known || weight > known.weight) best.set(claim.speaker, { claim, piece, weight });
  }
  const sorted = [...best.values()].sort((a, b) => b.weight - a.weight);
  const views = new Set<string>();
  const first = sorted.filter(({ claim }) => {
    const view = framingOf.get(claim.id) ?? claim.id;
    return !views.has(view) && views.add(view);
  });
  return [...first, ...sorted.filter((answer) => !first.includes(answer))]
    .slice(0, MOST_ANSWERS)
    .map(({ claim, piece }) => ({ claim: claim.id, speaker: claim.speaker!, ...excerpt(article.text, piece.span) }));
}

interface Piece {
  readonly span: Span;
  /** How well it stands alone. */
  readonly weight: number;
}

/** Where a sentence ends; "Mr." is no end. */
const SENTENCE_END = /(?<=[\p{Ll}\d]{3}[.!?][”"’]?)\s+/gu;
/** Begins that point at what went before, and begins that hang on it. */
const POINTS = /^[“"‘']*(?:it|this|that|these|those|they|he|she|such|so|which|who|here|there)\b/i;
const HANGS =
  /^[“"‘'… .]*(?:and|but|because|or|nor|yet|also|then|instead|otherwise|to|as|than|if|even if|when|while|with|by|of|for|in|on|at|despite|although|though|since|after|before|without|given|under|unless|until|whether|how|why|including|according|referring|here|about|itself|himself|herself|themselves|him|them|her as)\b/i;
/** Words that a verb which is not shown governs: "accused | of hiding it", "questioned the mayor | about it". */
const GOVERNED = /^[“"‘'… .]*(?:of|about)\b/i;
/** Cues that only tell that something is said. */
const PLAIN_CUE =
  /(?<![a-z])(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|wr(?:ote|ites?|iting|itten)|(?:add|not|stat|tweet|post|ask|argu|claim|explain|insist|continu|recall|assert|stress|remark|highlight|point|cit|referr?|describ|mention|suggest)(?:e?[sd]|ing|s)?|according to)(?![a-z])/i;
/** What stands before the verb of a cue and says nothing of it: "has repeatedly | warned", "is | urging". */
const BEFORE_VERB = /^(?:(?:has|have|had|is|are|was|were|also|first|then|again|later|further|once|\w+ly) )+/i;
/** Sentences of one claim that are looked at. */
const MOST_SENTENCES = 30;
const SHORTEST_ANSWER = 20;
/** A piece that stands worse alone answers nothing: a question, a few words that hang on others. */
const LEAST_WEIGHT = -0.9;

/** The sentence of a claim that answers best by itself; with its cue, where the cue says what the words alone do not ("denied taking money"). */
function answering(text: string, { content, reasons, cue, type, act }: Claim): Piece | null {
  const at = (reasons.function ?? reasons.act)?.[0]?.[0] ?? -1;
  let best: Piece | null = null;
  let seen = 0;
  content.forEach(([start, end], i) => {
    const hangs = /^to\b/.test(text.slice(start, start + 3));
    const spoken = cue.length === 1 && i === 0 && type !== 'direct' && (act !== 'states' || hangs) ? cue[0]! : null;
    const between = spoken === null ? '' : text.slice(spoken[1], start);
    // What follows "that" says it all, unless it is denied.
    const says = /^\s+that\s*$/.test(between) && act !== 'denies' && act !== 'plays-down' && act !== 'accuses';
    const governs =
      spoken !== null && spoken[1] <= start && start - spoken[1] <= 6 && !says && (hangs || !PLAIN_CUE.test(text.slice(...spoken)));
    const verb = spoken === null ? 0 : (BEFORE_VERB.exec(text.slice(...spoken))?.[0].length ?? 0);
    const ends = [...text.slice(start, end).matchAll(SENTENCE_END)].slice(0, MOST_SENTENCES);
    const starts = [start, ...ends.map((match) => start + match.index + match[0].length)];
    starts.forEach((from, k) => {
      if (seen++ > MOST_SENTENCES) return;
      const to = k < ends.length ? start + ends[k]!.index : end;
      const opening = text.slice(from, Math.min(to, from + 40));
      const withCue = governs && k === 0;
      const length = to - from;
      let weight = at >= from && at < to ? 0.6 : 0;
      if (length < SHORTEST_ANSWER) weight -= 1;
      if (length > LONGEST_ANSWER) weight -= 0.3;
      if (withCue) weight += 0.2;
      else if (GOVERNED.test(opening)) weight -= 2;
      else if (HANGS.test(opening)) weight -= 0.8;
      else if (POINTS.test(opening)) weight -= 0.6;
      // A question answers none.
      if (/\?[”"’]?,?$/.test(text.slice(Math.max(from, to - 4), to))) weight -= 2;
      if (best === null || weight > best.weight)
        best = { span: [withCue ? spoken![0] + (verb < spoken![1] - spoken![0] ? verb : 0) : from, to], weight };
    });
  });
  return best === null || (best as Piece).weight < LEAST_WEIGHT ? null : best;
}

/** The last full stop that ends a sentence; "Oct. 7" has none. */
const LAST_STOP = /(?<=[\p{Ll}\d]{3}[”’"]?)\. (?!.*[\p{Ll}\d]{3}[”’"]?\. )/su;

/** A piece of readable length, cut after a clause or, failing that, a word; never within a character. */
export function excerpt(text: string, [start, end]: Span, longest = LONGEST_ANSWER): { span: Span; text: string; cut: boolean } {
  if (end - start <= longest) return { span: [start, end], text: text.slice(start, end), cut: false };
  const opening = text.slice(start, start + longest);
  // A whole sentence before more of the next.
  const stop = opening.search(LAST_STOP);
  const clause = stop > longest / 3 ? stop + 1 : Math.max(...['; ', ', ', ' – ', ' — '].map((mark) => opening.lastIndexOf(mark)));
  const word = opening.lastIndexOf(' ');
  let to = start + (stop > longest / 3 || clause > longest / 2 ? clause : word > longest / 2 ? word : longest);
  if (/[\uD800-\uDBFF]/.test(text.charAt(to - 1))) to--;
  return { span: [start, to], text: text.slice(start, to), cut: true };
}
