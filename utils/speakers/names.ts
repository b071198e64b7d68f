import { genderOfFirstName } from '../language/first-names.ts';
import { GROUPS, PARTICLES, PERSONS, PLACES, PORTFOLIOS, TITLES } from './words.ts';

/** A run of capitalised words, with what stands before it. Offsets are UTF-16 code units of the text it was found in. */
export interface NameRun {
  readonly start: number;
  readonly end: number;
  readonly words: readonly string[];
  /** The lower-case word (or "the") just before, if it belongs to the same phrase. */
  readonly before: string | null;
  readonly startsSentence: boolean;
}

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}.]|[’'‑-](?=[\p{L}\p{N}]))*/uy;
const LETTER = /[\p{L}\p{N}]/u;
const CAPITAL = /^(?:(?:al|el|ul|ad|as|ash)[-‑])?\p{Lu}/u;
/** A run is cut after so many words: a heading in capitals is no name. */
const MOST_WORDS = 24;
/** Joins two capitalised runs of one name: "Bank of Ossel", "Rowan & Sons". */
const JOINTS = new Set(['of', 'and', '&', 'for', 'the']);

/** A word without its possessive ending and its stop. */
export const bare = (word: string): string =>
  /[s.]$/.test(word) ? word.replace(/[’']s$/u, '').replace(/\.$/, (stop) => (/^(?:\p{Lu}\.)+$/u.test(word) ? stop : '')) : word;
const lower = (word: string): string => bare(word).toLowerCase().replace(/\.$/, '');

/** Whose name may go on after the possessive: "Ossel Sheriff’s Office", "Women’s League". */
const OFFICE_OWNERS = new Set([
  ...TITLES,
  'women',
  'men',
  'children',
  'people',
  'teachers',
  'farmers',
  'writers',
  'citizens',
  'coroner',
  'prosecutor',
]);

/** "David Ode of Rowan & Sons" is a person and a firm; "and" joins the words of an office, not two names. */
const joins = (joint: string, words: readonly string[]): boolean => {
  const plain = words.filter((word) => !TITLES.has(lower(word)));
  if (plain.length >= 2 && genderOfFirstName(plain[0]!) !== null) return false;
  const office = words.some(
    (word) => GROUPS.has(lower(word)) || JOINTS.has(word) || TITLES.has(lower(word)) || NOT_PERSONS.has(lower(word)),
  );
  // "Public Services and Roads", but "the Marrow Party and Pell".
  if (joint === 'and')
    return words.some((word) => word === 'of' || word === 'for') || (/s$/.test(words.at(-1)!) && GROUPS.has(lower(words.at(-1)!)));
  return joint !== 'of' || words.length !== 2 || office;
};

/** Begin a body's name that "and" goes on with: "the Food and Drug Administration", "the Relief and Works Agency". */
const FIELDS = new Set([
  ...PORTFOLIOS,
  ...'food relief securities science research refugee refugees safety fire rescue customs parks children families human fish wildlife alcohol drug arts sport media law standards skills pensions work life earth land gas oil roads'.split(
    ' ',
  ),
]);
const CAPITALS = /(?:\s\p{Lu}[\p{L}-]{1,20}){1,3}/uy;

/** Whether "and" at the end of `text.slice(0, next)` joins the parts of one body's name. */
function joinsFields(text: string, next: number, words: readonly string[]): boolean {
  if (!FIELDS.has(lower(words.at(-1)!)) || words.some((word) => GROUPS.has(lower(word)))) return false;
  CAPITALS.lastIndex = next;
  const after = CAPITALS.exec(text)?.[0].trim().split(/\s/) ?? [];
  return after.some((word) => GROUPS.has(lower(word)));
}

const isSmall = (code: number): boolean => code >= 97 && code <= 122;
const isLetter = (code: number): boolean => isSmall(code) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);

/** Whether a word of letters cannot go on with this code unit; NaN at the end of a text. */
const endsWord = (code: number): boolean => !(code >= 128 || isLetter(code) || code === 46 || code === 39 || code === 45);

/** Where the next letter or figure stands, from `at` on; the text's length where there is none. */
function nextLetter(text: string, at: number): number {
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isLetter(code) || (code >= 128 && LETTER.test(String.fromCodePoint(text.codePointAt(i)!)))) return i;
  }
  return text.length;
}

/** The runs of capitalised words of a text, in order; linear. */
export function nameRuns(text: string): NameRun[] {
  const runs: NameRun[] = [];
  let words: string[] = [];
  let start = 0;
  let end = 0;
  let before: string | null = null;
  let startsSentence = false;
  let joint: string[] = [];
  let last: { word: string; end: number; nickname?: boolean } | null = null;
  const close = (): void => {
    if (words.length > 0) runs.push({ start, end, words, before, startsSentence });
    words = [];
    joint = [];
  };
  for (let at = nextLetter(text, 0), next = 0; at < text.length; at = nextLetter(text, next)) {
    // Most words are neither in a name nor begin one.
    if (words.length === 0) {
      let small = at;
      while (isSmall(text.charCodeAt(small))) small++;
      if (small > at && endsWord(text.charCodeAt(small))) {
        last = { word: text.slice(at, small), end: small };
        next = small;
        continue;
      }
    }
    WORD.lastIndex = at;
    const word = WORD.exec(text)![0];
    next = at + word.length;
    if (words.length === 0 && isSmall(text.charCodeAt(at)) && !word.includes('-') && !word.includes('‑')) {
      last = { word, end: next };
      continue;
    }
    const gap = last ? text.slice(last.end, Math.min(at, last.end + 4)) : null;
    // Ada “Tick” Vane: one name, the nickname's marks with it.
    const wordEnd = at + word.length;
    if (words.length > 0 && gap !== null && /^ [“"]$/.test(gap) && /^[”"] \p{Lu}/u.test(text.slice(wordEnd, wordEnd + 3))) {
      words.push(...joint, text.slice(at - 1, wordEnd + 1));
      joint = [];
      end = wordEnd + 1;
      last = { word, end, nickname: true };
      continue;
    }
    // "Ala’ al-Rawi" and "Metalworkers’ Union" are one name, "the Vanes’ Montreal" is not.
    const adjoins =
      gap !== null && (/^[ \u00a0]$/.test(gap) || (/^[’'][ \u00a0]$/.test(gap) && (!/s$/i.test(last!.word) || GROUPS.has(lower(word)))));
    const possessive = last !== null && /[’']s$/.test(last.word);
    const office = possessive && words.length > 0 && OFFICE_OWNERS.has(lower(last!.word)) && CAPITAL.test(word);
    if (
      !adjoins ||
      words.length >= MOST_WORDS ||
      (possessive && !office) ||
      (last !== null && !last.nickname && /[\p{Ll}]\.$/u.test(last.word) && !TITLES.has(lower(last.word)) && last.word.length > 4)
    )
      close();
    else if (words.length > 0 && joint.length === 0 && (office || gap!.length > 1)) words.push(words.pop()! + text.slice(end, at - 1));
    if (CAPITAL.test(word)) {
      if (words.length === 0) {
        start = at;
        before = adjoins && last ? (possessive ? '’s' : last.word) : null;
        startsSentence = gap === null || /[.!?:“"\n]/.test(gap) || (last !== null && /\.$/.test(last.word));
      }
      words.push(...joint, bare(word));
      joint = [];
      end = at + bare(word).length;
    } else if (
      words.length > 0 &&
      (PARTICLES.has(word) || (JOINTS.has(word) && (joins(word, words) || (word === 'and' && joinsFields(text, next, words))))) &&
      joint.length < 2
    )
      joint.push(word);
    else close();
    last = { word, end: at + word.length };
  }
  close();
  return runs;
}

export interface ParsedName {
  readonly name: string;
  readonly kind: 'person' | 'group';
  /** How sure the kind is: whether anything but the look of the name tells it. */
  readonly sure: boolean;
  readonly titled: boolean;
  readonly start: number;
}

const NOT_NAMES = new Set(
  `i a an the in on at by for from of to it he she they we you this that these those but and or so if when while after before as since because although though there here what who how why where which
  his her its their our my your not no yes now then today yesterday meanwhile however
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december asked according despite during under over with without
  whether between among can could should would rather unlike like thanks once perhaps maybe do does did is are was were have has had instead until through despite beyond papa
  speaking earlier later still also even only once just more than let get photo image video read related copyright advertisement`.split(
    /\s+/,
  ),
);

/** Stands before a name or begins one: "Two Vanes", but "Two Rivers Bank"; dropped only where nothing else is left. */
const MAY_BEGIN_NAMES = new Set(
  'one two three four five new more last next first second some several few many most all both each every other another such old big'.split(
    ' ',
  ),
);

/** Never part of a person's name. */
const NOT_PERSONS = new Set(
  `january february september october november december jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday
  northern southern eastern western central united new street road avenue park beach river lake islands mount mountain valley coast bay airport station square tower hotel
  act amendment bill law award awards prize cup championship games war treaty agreement terminal building easter instagram facebook twitter youtube tiktok technology technologies
  state region province district town web is it the lives god allah`.split(/\s+/),
);
/** Part of a person's name only after a known first name. */
const SELDOM_PERSONS = new Set(
  `march april may june july august day north south east west island bridge house white christmas american mexican canadian british english french german indian chinese japanese russian asian african european
  victorian israeli iraqi iranian palestinian ukrainian turkish korean vietnamese spanish italian irish scottish welsh dutch polish greek jewish muslim arab australian access point points watch free research`.split(
    /\s+/,
  ),
);

/** Places that people are named after. */
const FIRST_NAMES_TOO = new Set('jordan chad israel paris london vienna kenya india america'.split(' '));

/** "I’m", "There’s": a capital at the beginning of a sentence, and no name. */
const CONTRACTION = /^(?:i|we|you|they|he|she|it|that|there|here|what|who|let|\p{L}+n)[’'](?:m|re|ve|ll|d|s|t)$/iu;

/** Words before a name that are neither part of it nor of a title: "If President Vane". */
export const isFiller = (word: string): boolean => NOT_NAMES.has(lower(word));

/** What a run names: titles, nationalities before titles and portfolios cut off its front; null where nothing is left. */
export function parseName(run: NameRun): ParsedName | null {
  let words = [...run.words];
  while (
    words.length > 0 &&
    (NOT_NAMES.has(lower(words[0]!)) || JOINTS.has(words[0]!) || CONTRACTION.test(words[0]!)) &&
    (words[0]!.length < 2 || words[0] !== words[0]!.toUpperCase())
  )
    words = words.slice(1);
  let titled = false;
  // Everything up to the last title goes, if a name remains after it: "Iraqi Prime Minister Mustafa ...".
  for (let i = words.length - 2; i >= 0; i--) {
    if (!TITLES.has(lower(words[i]!))) continue;
    let from = i + 1;
    while (from < words.length && PORTFOLIOS.has(lower(words[from]!))) from++;
    if (from < words.length && !words.slice(from).some((word) => GROUPS.has(lower(word)))) {
      titled = from === i + 1 || words.length - from > 1;
      words = words.slice(from);
    }
    break;
  }
  while (words.length > 0 && !CAPITAL.test(words[0]!)) words = words.slice(1);
  if (words.length === 0) return null;
  if (words.length === 1 && (words[0]!.length < 2 || TITLES.has(lower(words[0]!)) || MAY_BEGIN_NAMES.has(lower(words[0]!)))) return null;
  const name = words.join(' ');
  const skipped = run.words.length - words.length;
  const start = run.end - lengthOf(run, skipped);
  const before = run.before?.toLowerCase() ?? null;
  const groupWord = words.some((word) => GROUPS.has(lower(word)) || JOINTS.has(word));
  const known = words.length >= 2 && genderOfFirstName(words[0]!) !== null && !words.some((word) => NOT_PERSONS.has(lower(word)));
  if (!groupWord && (titled || known || (before !== null && (PERSONS.has(before) || TITLES.has(before)))))
    return { name, kind: 'person', sure: true, titled, start };
  if (groupWord || (before !== null && GROUPS.has(before)) || words.every((word) => PLACES.has(lower(word))))
    return { name, kind: 'group', sure: true, titled: false, start };
  if (
    words.length >= 2 &&
    words.length <= 4 &&
    before !== 'the' &&
    !words.some(
      (word) =>
        NOT_PERSONS.has(lower(word)) || SELDOM_PERSONS.has(lower(word)) || (PLACES.has(lower(word)) && !FIRST_NAMES_TOO.has(lower(word))),
    )
  ) {
    if (words.every((word) => /^[“"]?\p{Lu}\p{Ll}|^\p{Lu}\.|^[a-z]+$|^\p{Lu}[’'-]|^(?:al|el)-\p{Lu}/u.test(word)))
      return { name, kind: 'person', sure: false, titled: false, start };
  }
  if (words.length === 1 && genderOfFirstName(name) !== null) return { name, kind: 'person', sure: false, titled: false, start };
  return { name, kind: 'group', sure: before === 'the' || /^\p{Lu}{2,6}$/u.test(name), titled: false, start };
}

/** Code units from the `skipped`th word of a run to its end, as words are joined by one space. */
const lengthOf = (run: NameRun, skipped: number): number => run.words.slice(skipped).join(' ').length;

/** Lower case, without accents, apostrophes and the article "al-": what two spellings of a name have in common. */
export function nameKey(word: string): string {
  if (/^[A-Za-z]*[A-Za-rt-z]$/.test(word)) return word.toLowerCase();
  return bare(word)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^(?:al|el)-/, '')
    .replace(/[’'.“”"-]/g, '');
}

/** Most names whose keys are kept: an article asks for the same few again and again. */
const MOST_KNOWN = 2_000;
const known = new Map<string, readonly string[]>();

/** Key words of a name, without particles. */
export function nameKeys(name: string): readonly string[] {
  const before = known.get(name);
  if (before) return before;
  const keys = name
    .split(/\s+/)
    .filter((word) => !PARTICLES.has(word.toLowerCase()))
    .map(nameKey)
    .filter(Boolean);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, keys);
  return keys;
}

/** Whether one name is part of the other, at its end ("Vane", "Ada Vane") or by its words. */
export function sameName(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  const [small, large] = a.length <= b.length ? [a, b] : [b, a];
  return (
    small.at(-1) === large.at(-1) &&
    small.every((word) => large.includes(word) || (word.length === 1 && large.some((other) => other.startsWith(word))))
  );
}

/** Whether two words may be two spellings of one name: one letter changed, left out or put in, in words of four letters and more. */
export function similarSpelling(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  let j = 0;
  while (j < Math.min(a.length, b.length) - i && a[a.length - 1 - j] === b[b.length - 1 - j]) j++;
  return Math.max(a.length, b.length) - i - j <= 1;
}
