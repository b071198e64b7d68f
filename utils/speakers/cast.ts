import type { Span, SpeakerKind } from '../analysis.ts';
import { type Gender, genderOfFirstName } from '../language/first-names.ts';
import { type NameRun, nameKeys, nameRuns, parseName, sameName, similarSpelling } from './names.ts';
import { describe, wordsOf } from './roles.ts';
import { COMPANY_WORDS, GROUPS, PERSONS, PLACES, TITLES } from './words.ts';

/** Somebody whom the article speaks of, quoted or not. */
export interface Entity {
  name: string;
  keys: readonly string[];
  readonly kind: SpeakerKind;
  gender: Gender | null;
  /** Whether anything but two capitals tells that this is a person: a title, a first name, an age, the surname alone elsewhere. */
  sure: boolean;
  /** Offices and descriptions in the article's words. */
  readonly roles: string[];
  /** Their words in lower case, by which "the minister" is found. */
  readonly roleWords: Set<string>;
  /** Where it stands in the text, in order. */
  readonly mentions: Span[];
  readonly aliases: Set<string>;
}

/** At most this many entities are compared for one name: a page of ten thousand Smiths must not take a hundred million steps. */
const MOST_NAMESAKES = 50;
/** Words of a group's name that are indexed; longer names are cut. */
const MOST_GROUP_WORDS = 10;

class Index {
  private readonly lists = new Map<string, Entity[]>();

  add(key: string, entity: Entity): void {
    const list = this.lists.get(key);
    if (!list) this.lists.set(key, [entity]);
    else if (list.length < MOST_NAMESAKES && !list.includes(entity)) list.push(entity);
  }

  get(key: string): readonly Entity[] {
    return this.lists.get(key) ?? [];
  }
}

const isWordAt = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code < 128
    ? (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57)
    : /[\p{L}\p{N}]/u.test(text[at]!);
};

/** Words of three letters and more that begin with a small one. */
function lowerCaseWords(text: string): Set<string> {
  const words = new Set<string>();
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && isWordAt(text, at)) continue;
    if (at - start > 2 && text[start] !== text[start]!.toUpperCase()) words.add(text.slice(start, at));
    start = at + 1;
  }
  return words;
}

/** Everybody whom an article names, to be found by any part or spelling of the name. */
export class Cast {
  readonly entities: Entity[] = [];
  /** Words that the text also has in lower case: "Dean", but not "Dench". */
  private readonly lowerCased: ReadonlySet<string>;
  private readonly bySurname = new Index();
  private readonly byFirstName = new Index();
  private readonly bySpelling = new Index();
  private readonly byGroupPart = new Index();
  private readonly byAcronym = new Index();
  private readonly byPhrase = new Index();

  constructor(text: string) {
    this.lowerCased = lowerCaseWords(text);
  }

  /** How many words of a name are no part of it: "Councilmember Casey Vane", "GSAS Dean Ada Vane". */
  epithets(words: readonly string[]): number {
    let skip = 0;
    const isWord = (word: string): boolean => TITLES.has(word) || PERSONS.has(word) || this.lowerCased.has(word);
    const isEpithet = (word: string): boolean =>
      genderOfFirstName(word) === null &&
      (isWord(word.toLowerCase()) || isWord(word.toLowerCase().split('-').at(-1)!) || /^\p{Lu}{2,5}$/u.test(word));
    while (skip < words.length - 1 && isEpithet(words[skip]!)) skip++;
    // A lone surname is left only if somebody has it.
    if (skip < words.length - 1 || skip === 0 || this.bySurname.get(nameKeys(words[skip]!)[0] ?? '').length > 0) return skip;
    return genderOfFirstName(words[skip]!) === null ? 0 : skip;
  }

  /** A person's name without epithets. */
  bareName(name: string): string {
    const words = name.split(' ');
    return words.slice(this.epithets(words)).join(' ');
  }

  /** Whether a capitalised word of a name has a look that names of persons seldom have. */
  isDoubtful(name: string): boolean {
    return name
      .split(' ')
      .some((word) => this.lowerCased.has(word.toLowerCase()) || /^(?!Ma?c|De|La|Le|Van|Di|Du|Fitz)\p{L}+\p{Ll}\p{Lu}/u.test(word));
  }

  /** A new entity. */
  add(name: string, kind: SpeakerKind): Entity {
    const gender = kind === 'person' ? genderOfFirstName(name.split(/\s+/)[0]!) : null;
    const entity: Entity = {
      name,
      keys: [],
      kind,
      gender,
      sure: gender !== null,
      roles: [],
      roleWords: new Set(),
      mentions: [],
      aliases: new Set(),
    };
    this.entities.push(entity);
    this.call(entity, name);
    return entity;
  }

  /** Takes a name as the entity's, from now on its fullest. */
  call(entity: Entity, name: string): void {
    entity.name = name;
    entity.keys = nameKeys(name);
    this.byPhrase.add(name.toLowerCase(), entity);
    const { keys } = entity;
    if (keys.length === 0) return;
    if (entity.kind === 'person') {
      if (keys.length > 1 && entity.gender === null) entity.gender = genderOfFirstName(name.split(/\s+/)[0]!);
      this.bySurname.add(keys.at(-1)!, entity);
      if (keys.length > 1) this.byFirstName.add(keys[0]!, entity);
      for (const spelling of spellings(keys.at(-1)!)) this.bySpelling.add(spelling, entity);
    } else if (entity.kind === 'group') {
      const words = keys.slice(0, MOST_GROUP_WORDS);
      for (let i = 1; i <= words.length; i++) {
        const least = COMPANY_WORDS.has(words.at(-1)!) && words.length > 1 ? 1 : 2;
        if (i < least && i < words.length) continue;
        this.byGroupPart.add(words.slice(0, i).join(' '), entity);
        this.byGroupPart.add(words.slice(-i).join(' '), entity);
      }
      for (const letters of acronymsOf(name)) this.byAcronym.add(letters, entity);
    }
  }

  /** Lets a group be found by letters that the article gives it: "Ossel Water Board (OWB)". */
  abbreviate(entity: Entity, letters: string): void {
    this.byAcronym.add(letters.replaceAll('.', ''), entity);
  }

  /** The person of this name as it stands at `at`, or null: nobody, or more than one and the text leaves it open. */
  person(name: string, at: number, gender: Gender | null = null): Entity | null {
    const keys = nameKeys(name);
    if (keys.length === 0) return null;
    const fits = (entity: Entity): boolean => gender === null || entity.gender === null || entity.gender === gender;
    const namesakes = this.bySurname.get(keys.at(-1)!).filter((entity) => fits(entity) && sameName(entity.keys, keys));
    if (namesakes.length > 0) return keys.length > 1 ? (exact(namesakes, keys) ?? namesakes[0]!) : oneOf(namesakes, at);
    const words = name.split(' ');
    const skip = this.epithets(words);
    if (skip > 0) return this.person(words.slice(skip).join(' '), at, gender);
    if (keys.length === 1) {
      const firsts = this.byFirstName.get(keys[0]!).filter(fits);
      if (firsts.length > 0) return oneOf(firsts, at);
    }
    const similar = new Set<Entity>();
    for (const spelling of spellings(keys.at(-1)!))
      for (const entity of this.bySpelling.get(spelling)) {
        const other = keys.length === 1 ? entity.keys.slice(-1) : entity.keys;
        if (fits(entity) && !isDemonym(name) && other.length === keys.length && other.every((word, i) => similarSpelling(word, keys[i]!)))
          similar.add(entity);
      }
    return similar.size === 1 ? [...similar][0]! : null;
  }

  /** The group of this name, a part of it (two words and more) or its acronym. */
  group(name: string, at: number): Entity | null {
    const letters = name.replaceAll('.', '');
    if (/^\p{Lu}[\p{Lu}\p{N}-]{1,9}$/u.test(letters)) {
      const found = this.byAcronym.get(letters);
      if (found.length > 0) return oneOf(found, at);
    }
    const keys = nameKeys(name).slice(0, MOST_GROUP_WORDS);
    const part = this.byGroupPart.get(keys.join(' '));
    if (part.length > 0) return oneOf(part, at);
    for (let i = keys.length - 1; i >= 2; i--) {
      for (const piece of [keys.slice(0, i), keys.slice(-i)]) {
        const found = this.byGroupPart.get(piece.join(' ')).filter((entity) => entity.keys.length === i);
        if (found.length > 0) return found[0]!;
      }
    }
    for (const acronym of acronymsOf(name)) {
      const found = this.byPhrase.get(acronym.toLowerCase()).filter((entity) => entity.name.replaceAll('.', '') === acronym);
      if (found.length > 0) return found[0]!;
    }
    return null;
  }

  /** The entity that was called by exactly this phrase. */
  phrase(phrase: string, kind: SpeakerKind): Entity | null {
    return this.byPhrase.get(phrase.toLowerCase()).find((entity) => entity.kind === kind) ?? null;
  }
}

const exact = (list: readonly Entity[], keys: readonly string[]): Entity | null =>
  list.find((entity) => entity.keys.length === keys.length && entity.keys.every((word, i) => word === keys[i])) ?? null;

/** Of several with one surname: the one named last before `at`, unless another is named far more often; null where that leaves it open. */
function oneOf(list: readonly Entity[], at: number): Entity | null {
  if (list.length === 1) return list[0]!;
  const byCount = [...list].sort((a, b) => b.mentions.length - a.mentions.length);
  if (byCount[0]!.mentions.length >= 3 * byCount[1]!.mentions.length && byCount[0]!.mentions.length > 3) return byCount[0]!;
  const last = (entity: Entity): number => lastBefore(entity.mentions, at)?.[0] ?? -1;
  const byPlace = [...list].sort((a, b) => last(b) - last(a));
  return last(byPlace[0]!) >= 0 && at - last(byPlace[0]!) < 1_000 ? byPlace[0]! : null;
}

/** The last of ordered spans that begins before `at`. */
export function lastBefore(spans: readonly Span[], at: number): Span | null {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]![0] < at) low = middle + 1;
    else high = middle;
  }
  return spans[low - 1] ?? null;
}

/** A word and the word with any one letter left out: words one edit apart share one of them (SymSpell's deletions). */
const spellings = (word: string): string[] =>
  word.length < 4 || word.length > 30 ? [word] : [word, ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))];

/** What a name of two and more capitalised words may be cut down to; with and without the last word ("United Nations", "Ossel Ports Group"). */
function acronymsOf(name: string): string[] {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{Lu}/u.test(word));
  if (words.length < 2 || words.length > 8) return [];
  const letters = words.map((word) => (/^(?:\p{Lu}\.)+$/u.test(word) ? word.replaceAll('.', '') : word[0]!)).join('');
  return /^(?:\p{Lu}\.)/u.test(name) && words.length > 2
    ? [
        letters,
        words
          .slice(1)
          .map((word) => word[0]!)
          .join(''),
      ]
    : [letters];
}

/** Before a name: it is what somebody runs, and no person. */
const MAKES_GROUPS = new Set('runs ran founded co-founded heads owns chairs launched operates established'.split(' '));

/** Names standing in the text, and whose they are. */
interface Named {
  readonly run: NameRun;
  readonly name: string;
  readonly start: number;
  readonly kind: 'person' | 'group';
  readonly sure: boolean;
  readonly titled: boolean;
}

/** Reads a text's cast: people named in full or with a title, groups named in full, and where they are mentioned. Linear but for namesakes. */
export function readCast(text: string): Cast {
  const cast = new Cast(text);
  const named: Named[] = [];
  for (const run of nameRuns(text)) {
    const parsed = parseName(run);
    if (!parsed) continue;
    const words = parsed.name.split(' ');
    // A heading or a dateline in capitals.
    if (words.length > 1 && parsed.name === parsed.name.toUpperCase() && genderOfFirstName(words[0]!) === null) continue;
    const skip = words.some((word) => GROUPS.has(word.toLowerCase())) ? 0 : cast.epithets(words);
    const cut = words.slice(0, skip).join(' ').length + (skip > 0 ? 1 : 0);
    const name = parsed.name.slice(cut);
    const start = parsed.start + cut;
    const known = skip > 0 && words.length - skip > 1 && genderOfFirstName(words[skip]!) !== null;
    const isRun = !known && !parsed.sure && MAKES_GROUPS.has(run.before ?? '');
    named.push({
      run,
      name,
      start,
      kind: known ? 'person' : isRun ? 'group' : parsed.kind,
      sure: known || isRun || parsed.sure,
      titled: !known && parsed.titled,
    });
  }
  const alone = new Set(named.filter(({ name }) => !name.includes(' ')).flatMap(({ name }) => nameKeys(name)));
  const pronouns = pronounsAfter(text, named);
  for (const { run, name, sure, titled, start, kind: looks } of named) {
    const keys = nameKeys(name);
    // "Gender Queer", "TikTok": words that are no names elsewhere, or have capitals inside.
    if (!sure && !titled && cast.isDoubtful(name) && !(keys.length > 1 && alone.has(keys.at(-1)!))) continue;
    const heard = pronouns.get(keys.at(-1) ?? '') ?? NOBODY;
    const spoken = heard.he + heard.she;
    const kind =
      looks === 'person' && !sure && heard.it > 1 + spoken
        ? 'group'
        : looks === 'group' && !sure && keys.length === 1 && spoken > 1 + heard.it && !isDemonym(name)
          ? 'person'
          : looks;
    const single = keys.length === 1 && !titled;
    if (kind === 'person' && (!single || (spoken > 1 && !cast.group(name, start)))) {
      const entity = fullNamesake(cast, name, keys, start) ?? cast.add(name, 'person');
      if (keys.length > entity.keys.length) cast.call(entity, name);
      const told = describe(entity, run, name, text);
      entity.sure ||= titled || sure || told || spoken > 1 || (!single && alone.has(keys.at(-1)!));
      entity.gender ??= heard.he > 2 * heard.she ? 'male' : heard.she > 2 * heard.he ? 'female' : null;
    } else if (kind === 'group' && (sure || heard.it > 0) && keys.length >= 2) {
      const entity = cast.group(name, start) ?? cast.add(name, 'group');
      const letters = /^ \((?:the )?(\p{Lu}[\p{L}\p{N}.-]{1,9})\)/u.exec(text.slice(run.end, run.end + 20))?.[1];
      if (letters && /\p{Lu}\p{Lu}|\p{Lu}\./u.test(letters)) cast.abbreviate(entity, letters);
    }
  }
  for (const { name, start, run, kind } of named) {
    const entity =
      kind === 'person' || !name.includes(' ') ? (cast.person(name, start) ?? cast.group(name, start)) : cast.group(name, start);
    entity?.mentions.push([start, run.end]);
  }
  lastNames = { text, names: namesOf(cast) };
  return cast;
}

/** "Ossel", "Osseli", "Osselian": a place's people. */
const isDemonym = (name: string): boolean => [0, 1, 2, 3].some((cut) => PLACES.has(name.toLowerCase().slice(0, name.length - cut)));

interface Heard {
  he: number;
  she: number;
  it: number;
}
const NOBODY: Heard = { he: 0, she: 0, it: 0 };
const FIRST_PRONOUN = /(?<![\p{L}\p{N}])(?:(he|his|him)|(she|her)|(it|its))(?![\p{L}\p{N}])/iu;

/** The first pronoun after each name in its sentence, before the next name: how often each gender follows a last word of a name. */
function pronounsAfter(text: string, named: readonly Named[]): Map<string, Heard> {
  const heard = new Map<string, Heard>();
  named.forEach(({ name, run }, i) => {
    const key = nameKeys(name).at(-1);
    if (!key) return;
    const rest = text.slice(run.end, Math.min(run.end + 120, named[i + 1]?.run.start ?? text.length)).split(/[.!?“”"\n]/, 1)[0]!;
    const match = FIRST_PRONOUN.exec(rest);
    if (!match) return;
    const counts = heard.get(key) ?? { ...NOBODY };
    heard.set(key, counts);
    counts[match[1] ? 'he' : match[2] ? 'she' : 'it']++;
  });
  return heard;
}

/** Whoever has this name already; one word and a title stand for the last with that surname. */
function fullNamesake(cast: Cast, name: string, keys: readonly string[], at: number): Entity | null {
  const entity = cast.person(name, at);
  return entity && (keys.length === 1 || entity.keys.length > 1 || entity.keys[0] === keys.at(-1)) ? entity : null;
}

export interface NamedMention {
  readonly name: string;
  readonly mentions: number;
  readonly kind: SpeakerKind;
  readonly gender: Gender | null;
  /** Where it is named, in order. */
  readonly spans: readonly Span[];
}

/** Ends of groups' names that more often say where something is than who acts. */
const WHEREABOUTS = /(?:City|County|Town|School|College|University|Hospital|House|Church|Industry)$/;

/** Names of the text that was read last: its speakers are resolved first, then its framings ask who else is named. */
let lastNames: { readonly text: string; readonly names: readonly NamedMention[] } | null = null;

/** People and groups that a text names in full, with how often it names them, most often first. Precision over recall: for "talked about but never quoted". */
export function namesInText(text: string): readonly NamedMention[] {
  if (lastNames?.text !== text) readCast(text);
  return lastNames!.names;
}

function namesOf({ entities }: Cast): NamedMention[] {
  return entities
    .filter(({ name, kind, sure, keys, mentions }) => {
      if (keys.length < 2 || mentions.length === 0) return false;
      if (kind === 'person') return sure;
      const head = wordsOf(name.split(/ (?:of|for) /, 1)[0]!);
      return wordsOf(name).some((word) => GROUPS.has(word)) && !TITLES.has(head.at(-1) ?? '') && !WHEREABOUTS.test(name);
    })
    .map(({ name, mentions, kind, gender }) => ({ name, mentions: mentions.length, kind, gender, spans: mentions }))
    .sort((a, b) => b.mentions - a.mentions);
}
