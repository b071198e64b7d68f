import type { Span, SpeakerKind } from '../analysis.ts';
import type { Gender } from '../language/first-names.ts';
import { bare, nameRuns, parseName } from './names.ts';
import { ANONYMOUS, FEMALE_WORDS, GROUPS, MALE_WORDS, PERSONS, SMALL, TITLES } from './words.ts';

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
}

const PRONOUNS = new Set('he she they it we i who whom him her his their its them us that which this these those'.split(' '));
/** Begins what only describes the head of a phrase. */
const BREAK =
  /[,;(—–]|\s-\s|\s(?:who|whom|which|that|whose|from|with|at|in|on|for|of|to|about|against|by|as|after|under|near|outside|inside|told|speaking|writing|including|such|following)\s/u;

/** Takes a source apart. Offsets are UTF-16 code units of `text`; never throws. */
export function parseSource(text: string, [start, end]: Span): Source {
  const whole = text.slice(start, end);
  const phrase = whole.replace(/^(?:the|a|an)\s+/i, '');
  const definite = /^(?:the|his|her|its|their|this|that)\s/i.test(whole) || /^[^,]*[’']s\s/.test(whole);
  const none = { start, end, phrase, name: null, nameStart: -1, role: null };
  const low = whole
    .toLowerCase()
    .trim()
    .replace(/[’'](?:s|d|ll|ve|re|m)$/, '');
  if (PRONOUNS.has(low)) return { ...none, pronoun: low, kind: 'person', words: [], definite: false, gender: null };
  const pieces = splitAt(whole, /[,;(—–]| - /u);
  const head = headOf(whole);
  const named = namedPiece(pieces);
  const lowerWords = (head.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [])
    .map(bare)
    .filter((word) => !SMALL.has(word) && word !== 's');
  const gender = lowerWords.some((word) => FEMALE_WORDS.has(word))
    ? 'female'
    : lowerWords.some((word) => MALE_WORDS.has(word))
      ? 'male'
      : null;
  if (named) {
    const { piece, name, nameStart, kind } = named;
    const before = whole
      .slice(piece.start, nameStart)
      .replace(/^(?:the|a|an)\s+/i, '')
      .trim();
    const other = pieces.find((p) => p !== piece && /\p{Ll}/u.test(p.text) && !/^(?:who|which|whose|and)\b/.test(p.text.trim()));
    const beside =
      before ||
      (other
        ? other.text
            .replace(/\)$/, '')
            .replace(/^\s*(?:the|a|an)\s+/i, '')
            .trim()
        : '');
    const office = other && before === '' ? beside : before;
    return {
      ...none,
      pronoun: null,
      name,
      nameStart: start + nameStart,
      kind,
      role: office && office.length <= 120 ? office : null,
      words: lowerWords,
      definite,
      gender,
    };
  }
  return { ...none, pronoun: null, kind: kindOf(whole, lowerWords, definite), words: lowerWords, definite, gender };
}

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
      else if (index === 0 && !TITLES.has(last) && !PERSONS.has(last))
        groups.push({ ...at, kind: parsed.kind === 'person' ? 'person' : 'group' });
    }
  }
  return people[0] ?? groups[0] ?? null;
}

/** What an unnamed phrase stands for: a group, one nameless person, or nobody in particular. */
function kindOf(whole: string, words: readonly string[], definite: boolean): SpeakerKind {
  const head = words.at(-1) ?? '';
  if (/^(?:some|one|another|other)\b/i.test(whole) && !GROUPS.has(head)) return 'anonymous';
  if (words.some((word) => ANONYMOUS.has(word)) || /\b(?:anonymity|familiar with|unnamed|unidentified)\b/i.test(whole)) return 'anonymous';
  if (GROUPS.has(head)) return 'group';
  if (PERSONS.has(head) || TITLES.has(head)) return definite ? 'person' : 'anonymous';
  if (/[^s]s$/.test(head)) return 'group';
  return definite ? 'group' : 'anonymous';
}
