import type { Span, SpeakerKind } from '../analysis.ts';
import type { Gender } from '../language/first-names.ts';
import { trimEnd } from '../language/trim.ts';
import { bare, type NameRun, nameRuns, parseName } from './names.ts';
import { ANONYMOUS, DOCUMENTS, FEMALE_WORDS, GROUPS, looksLikeOffice, MALE_WORDS, PERSONS, PLACES, SMALL, TITLES } from './words.ts';

/** A source's noun phrase taken apart. */
export interface Source {
  readonly start: number;
  readonly end: number;
  /** The whole phrase without a leading article. */
  readonly phrase: string;
  /** Lower case, where the phrase is a pronoun. */
  readonly pronoun: string | null;
  readonly name: string | null;
  /** Where the name stands; −1 without one. */
  readonly nameStart: number;
  readonly kind: SpeakerKind;
  /** Office or description beside the name. */
  readonly role: string | null;
  /** The lower-case words of the phrase up to its first preposition: what "the health minister" is called by. */
  readonly words: readonly string[];
  readonly definite: boolean;
  readonly gender: Gender | null;
  /** The last of `words`: what the phrase says its bearer is. */
  readonly head: string;
  /** Names that "and" joins at the head: "Ada Vane and Peter Low". */
  readonly names: readonly string[];
  /** Of a report, statement or post: whose it is, by name or pronoun, as a source of its own; null where the phrase does not say. */
  readonly issuer: Source | null;
}

const PRONOUNS = new Set(
  'he she they it we i who whom him her his their its them us that which this these those themselves himself herself itself'.split(' '),
);
/** Begins what only describes the head of a phrase. */
const BREAK =
  /[,;(—–]|\s-\s|\s(?:who|whom|which|that|whose|from|with|at|in|on|for|of|to|about|against|by|as|after|under|near|outside|inside|told|speaking|writing|including|such|following)\s/u;

/** Takes a source apart. Offsets are UTF-16 code units of `text`; never throws. */
export function parseSource(text: string, [start, end]: Span, depth = 0): Source {
  const whole = text.slice(start, Math.min(end, start + LONGEST));
  const phrase = shortPhrase(whole);
  const definite = /^(?:the|his|her|its|their|this|that)\s/i.test(whole) || /^[^,]*[’']s\s/.test(whole);
  const none = {
    start,
    end,
    phrase,
    pronoun: null,
    name: null,
    nameStart: -1,
    role: null,
    head: '',
    names: [],
    issuer: null,
    words: [],
    gender: null,
  };
  const low = whole
    .toLowerCase()
    .trim()
    .replace(/[’'](?:s|d|ll|ve|re|m)$/, '');
  if (PRONOUNS.has(low) && !/^\p{Lu}{2}/u.test(whole)) return { ...none, pronoun: low, kind: 'person', definite: false };
  const pieces = splitAt(whole, /[,;(—–]| - /u);
  const words = (
    headOf(whole)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu) ?? []
  )
    .map(bare)
    .filter((word) => !SMALL.has(word));
  const head = words.at(-1) ?? '';
  const gender = words.some((word) => FEMALE_WORDS.has(word)) ? 'female' : words.some((word) => MALE_WORDS.has(word)) ? 'male' : null;
  const some = { ...none, words, head, gender: gender as Gender | null, definite };
  const document = documentOf(headOf(whole));
  if (document && depth === 0) return { ...some, kind: 'anonymous', head: document, issuer: issuerOf(text, start, whole) };
  const names = joinedNames(pieces[0]?.text ?? '', whole);
  if (names.length > 1) return { ...some, kind: 'group', names };
  const named = namedPiece(pieces);
  if (!named) return { ...some, kind: kindOf(whole, words, definite) };
  const { piece, name, nameStart, kind } = named;
  const before = withoutArticle(whole.slice(piece.start, nameStart).trim());
  const other = pieces.find((p) => p !== piece && /\p{Ll}/u.test(p.text) && !/^(?:who|which|whose|and)\b/.test(p.text.trim()));
  const office = before || (other ? withoutArticle(other.text.replace(/\)$/, '').trim()) : '');
  return {
    ...some,
    name,
    nameStart: start + nameStart,
    kind,
    role: office && !/[’']s$/.test(office) ? office : null,
  };
}

/** Longest source that is read, in code units. */
const LONGEST = 600;

/** A nameless source as a reader would call it: without article, relative clause and what stands after a comma. */
const shortPhrase = (whole: string): string =>
  trimEnd(
    withoutArticle(whole.trim()).split(
      /[,;(—–]|\s(?:who|whom|which|that|whose|such as)\s|\sin an? (?:\p{Ll}+ )?(?:statement|post|letter|email|memo|briefing|speech|interview)\b/u,
      1,
    )[0]!,
    /[\s:’'.]/,
  );

const withoutArticle = (phrase: string): string => phrase.replace(/^(?:the|a|an|what|that)(?:\s+|$)/i, '');

/** The word for a document that heads a phrase ("the report Thursday", "data compiled"), or null. */
function documentOf(head: string): string | null {
  const words = head.match(/[\p{L}\p{N}’'-]+/gu) ?? [];
  const at = words.findIndex((word, i) => {
    const next = words[i + 1];
    return DOCUMENTS.has(word) && (next === undefined || /(?:ed|day|en)$|^(?:online|this|last|earlier|titled)$/.test(next));
  });
  return words[at] ?? null;
}

/** Whose report it is: "the board’s report", "a report by the board", "her post", "an OWB report". */
function issuerOf(text: string, start: number, whole: string): Source | null {
  const pronoun = /^(?:his|her|their|its)\b/i.exec(whole);
  if (pronoun) return parseSource(text, [start, start + pronoun[0].length], 1);
  const by = /(?<!obtained|seen|reviewed|viewed)\s(?:by|from)\s+([^,;(]{2,120})/u.exec(whole);
  if (by && !DAYS.test(by[1]!.trim()))
    return parseSource(text, [start + by.index + by[0].length - by[1]!.length, start + by.index + by[0].length], 1);
  const owner = /^(?:[^,;(]{1,80}?)(?=[’']s?\s)/u.exec(whole);
  if (owner && !/^(?:yester|to)day$|day$|^(?:this|last|next)\s/i.test(owner[0]))
    return parseSource(text, [start, start + owner[0].length], 1);
  for (const run of nameRuns(headOf(whole))) {
    const parsed = parseName(run);
    // "The Census and Housing report" is its name, and nobody's.
    if (/^ and \p{Lu}/u.test(whole.slice(run.end, run.end + 6))) break;
    if (parsed && !DAYS.test(parsed.name) && !opensOnly(text, start, run))
      return parseSource(text, [start + parsed.start, start + run.end], 1);
  }
  const inside = /\s(?:in|on|of)\s+(?:the\s+)?(?=\p{Lu})/u.exec(whole);
  if (inside) {
    const from = inside.index + inside[0].length;
    const run = nameRuns(whole.slice(from, from + 100))[0];
    if (run && run.start === 0 && !DAYS.test(run.words[0]!)) return parseSource(text, [start + from, start + from + run.end], 1);
  }
  return null;
}

/** How far around a source its words are looked for again, in code units. */
const NEAR = 5_000;

/** Whether a word has its capital only as the first of a sentence: "Preliminary findings", "Various reports". */
function opensOnly(text: string, start: number, { words, start: from }: NameRun): boolean {
  const word = words[0]!;
  if (from > 0 || words.length > 1 || !/^\p{Lu}\p{Ll}+$/u.test(word) || PLACES.has(word.toLowerCase())) return false;
  const before = text.slice(Math.max(0, start - 2), start);
  if (before.trim() !== '' && !/[.!?:;”"\n]\s?$/.test(before)) return false;
  const beside = text.slice(Math.max(0, start - NEAR), start + NEAR);
  for (let at = beside.indexOf(` ${word}`); at >= 0; at = beside.indexOf(` ${word}`, at + 1))
    if (/[\p{L}\p{N},]/u.test(beside[at - 1] ?? '')) return false;
  return true;
}

const DAYS =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)$/;

/** People's names joined at the head by "and", each without its title; one or none where nothing is joined. */
function joinedNames(first: string, whole: string): string[] {
  const part = first.includes(' and ') ? first : /^[^(—–;]{0,120}? and \p{Lu}/u.test(whole) ? whole : '';
  if (!part) return [];
  const pieces = part.split(/,? and |, /);
  if (pieces.length > 6) return [];
  let sure = false;
  const names = pieces.map((piece) => {
    const run = nameRuns(piece).at(-1);
    const parsed = run && run.end >= headOf(piece).trimEnd().length && !/^(?:the|a|an)\s/.test(piece) ? parseName(run) : null;
    sure ||= parsed?.kind === 'person' && parsed.sure;
    return parsed?.kind === 'person' || (parsed && piece.trim() === parsed.name) ? parsed.name : null;
  });
  return sure && names.every((name) => name !== null) ? names : [];
}

const lastWord = (phrase: string): string => phrase.trim().split(/\s+/).at(-1) ?? '';

interface Piece {
  readonly start: number;
  readonly text: string;
}

function splitAt(whole: string, separator: RegExp): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  while (from < whole.length) {
    const match = separator.exec(whole.slice(from));
    const to = match ? from + match.index : whole.length;
    const lead = /^\s*/.exec(whole.slice(from, to))![0].length;
    if (to > from + lead) pieces.push({ start: from + lead, text: whole.slice(from + lead, to) });
    if (!match) break;
    from = to + match[0].length;
  }
  return pieces;
}

/** The phrase up to what only describes its head. */
const headOf = (whole: string): string => {
  const match = BREAK.exec(whole);
  return match && match.index > 0 ? whole.slice(0, match.index) : whole;
};

interface Named {
  readonly piece: Piece;
  readonly name: string;
  readonly nameStart: number;
  readonly kind: 'person' | 'group';
}

/** The name in the phrase: a person's in any piece ("the group's head, Ada Vane"), else a group's at the head. */
function namedPiece(pieces: readonly Piece[]): Named | null {
  const people: Named[] = [];
  const groups: Named[] = [];
  const beside: Named[] = [];
  for (const [index, piece] of pieces.entries()) {
    const inHead = headOf(piece.text);
    for (const run of nameRuns(piece.text)) {
      const parsed = parseName(run);
      if (!parsed) continue;
      const at = { piece, name: parsed.name, nameStart: piece.start + parsed.start };
      const ends = run.end >= inHead.trimEnd().length - 2 && run.start < inHead.length;
      // "Ossel council leader" is no council: the phrase goes on to its head.
      const possessive = /^[’']s?\s/.test(piece.text.slice(run.end, run.end + 3));
      // "Minister of mines and energy Ada Vane": a person's name may end what began with an office.
      const closes =
        parsed.kind === 'person' && parsed.name.includes(' ') && run.before !== null && run.end >= piece.text.trimEnd().length - 1;
      if (possessive || !(ends || closes)) continue;
      const last = parsed.name.split(' ').at(-1)!.toLowerCase();
      if (parsed.kind === 'person' && (parsed.name.includes(' ') || parsed.sure)) people.push({ ...at, kind: 'person' });
      else if (index === 0 && !TITLES.has(last) && !PERSONS.has(last) && !(parsed.name === run.words.join(' ') && isCommon(parsed.name)))
        groups.push({ ...at, kind: parsed.kind === 'person' ? 'person' : 'group' });
      // "The regulator, the Valley Office": what it is, and then its name.
      else if (index === 1 && parsed.kind === 'group' && parsed.sure && /^\p{Ll}/u.test(lastWord(headOf(pieces[0]!.text))))
        beside.push({ ...at, kind: 'group' });
      // "The sponsor, Vane": a word alone beside what somebody is.
      else if (index === 1 && /^\p{Ll}/u.test(lastWord(headOf(pieces[0]!.text))) && piece.text.trim() === parsed.name)
        beside.push({ ...at, kind: 'person' });
    }
  }
  const named = people[0] ?? groups[0];
  const [other] = beside;
  if (named || !other) return named ?? null;
  const head = lastWord(headOf(pieces[0]!.text));
  return isPersonWord(head) ? other : GROUPS.has(head) ? { ...other, kind: 'group' } : null;
}

/** One word that is a name only by its capital: "Police", "Experts", "Officials". */
const isCommon = (name: string): boolean => {
  const word = name.toLowerCase();
  return ANONYMOUS.has(word) || (GROUPS.has(word) && /s$|police|media/.test(word));
};

/** What a sentence may be said by in its grammar only: "the question asks". */
const THINGS = new Set(
  'question questions process pattern issue idea problem situation saying proverb thing way fact word words story rumour rumor'.split(' '),
);

const isPersonWord = (word: string): boolean => PERSONS.has(word) || TITLES.has(word) || looksLikeOffice(word);

/** What an unnamed phrase stands for: a group, one nameless person, or nobody in particular. */
function kindOf(whole: string, words: readonly string[], definite: boolean): SpeakerKind {
  const head = words.at(-1) ?? '';
  if (THINGS.has(head)) return 'anonymous';
  if (/^(?:some|one|another|other|others|several|many)\b/i.test(whole) && !GROUPS.has(head)) return 'anonymous';
  if (words.some((word) => ANONYMOUS.has(word)) || /\b(?:anonymity|familiar with|unnamed|unidentified)\b/i.test(whole)) return 'anonymous';
  if (GROUPS.has(head)) return 'group';
  if (isPersonWord(head)) return definite ? 'person' : 'anonymous';
  if (/[^s]s$/.test(head)) return 'group';
  return definite ? 'group' : 'anonymous';
}
