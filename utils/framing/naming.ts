import type { Speaker } from '../analysis.ts';
import type { Token } from '../language/document.ts';
import { nameKey, nameKeys } from '../speakers/names.ts';
import { GROUPS, PERSONS, TITLES } from '../speakers/words.ts';

/** How a claim names a speaker: by name, by office ("the mayor", "the company"), or only the side the speaker is of ("the army" for its chief). */
export type Naming = 'name' | 'office' | 'side';
/** Speakers' ids. */
export type Named = ReadonlyMap<string, Naming>;

/** Speakers who may share a word; a page of a thousand namesakes is no article. */
const MOST_NAMESAKES = 20;
/** Tokens of one claim that are looked through. */
const MOST_TOKENS = 400;
const ARTICLES = new Set(['the', 'a', 'an']);
const POINTS = new Set(['the', 'this', 'that', 'our', 'their', 'his', 'her', 'its']);
/** Words in a role that say nothing of whose side its holder is on. */
const NO_SIDE = new Set(
  'former the of and for in at to a an new chief national general state united senior first member public'.split(' '),
);

/** Words and marks, the possessive ending apart. */
const UNTAGGED = /[’']s\b|[\p{L}\p{N}]+(?:[-.’'](?!s\b)[\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;

/** Words of a body's name that say nothing of which it is: "the Hollin government" is Hollin. */
const BODIES = new Set(
  'government ministry department company corp corporation inc ltd llc army military officials authorities administration state country nation campaign office republic kingdom'.split(
    ' ',
  ),
);
/** Who is so described is not, or no longer, of the side that the description names. */
const APART =
  /(?<![a-z])(?:critics?|oppon|oppos|rival|challeng|accus|victim|former|ex-|one-time|onetime|ousted|exiled?|anti|against|dissident|rebel|defector|whistle)/i;

/** Whether two are of one side, as told by a role or a name: a body and its spokesman, a state and its minister, a candidate and the campaign. */
export const ownSide = (a: Speaker, b: Speaker): boolean => belongs(a, b) || belongs(b, a);

/** An organ of state that does not say of which: "Government", "the Ministry of Foreign Affairs". */
const ORGAN =
  /^(?:the )?(?:(?:\p{L}+ )?(?:government|ministry|parliament|army|military|navy|police|authorities|officials|cabinet|presidency|state media|state department)|(?:ministry|ministers?|department) (?:of|for) [\p{L} ]+)$/iu;
/** What a state says of itself: "Marrow | reserves the right to answer". */
const OF_ITSELF =
  / (?:reserves? the right|reserved the right|(?:remains?|remained|is|was|stands?|stood) (?:committed|ready|prepared|determined|willing|firm)|firmly|strongly|resolutely|categorically|calls? (?:on|for|upon)|urges|condemns|opposes|rejects|welcomes|supports|hopes)(?![a-z])/i;
/** Longest name before it, in code units. */
const LONGEST_STATE = 40;

/**
 * Whether one is an organ of the state that the other is, as the article tells: it names the two together ("Marrow’s Ministry of Foreign Affairs") or the organ speaks for the state ("Marrow reserves the
 * right ..."). `said` are the beginnings of what the two say.
 */
export function isOrganOf(text: string, organ: Speaker, state: Speaker, said: readonly string[]): boolean {
  if (organ.kind !== 'group' || state.kind !== 'group' || !ORGAN.test(organ.name)) return false;
  const own = nameKeys(state.name).filter((key) => !ARTICLES.has(key));
  const isState = (words: string): boolean => own.length > 0 && own.every((key) => nameKeys(words).some((word) => isKin(key, word)));
  const name = organ.name.replace(/^the /i, '').toLowerCase();
  const lower = text.slice(0, MOST_TEXT).toLowerCase();
  let seen = 0;
  for (let at = lower.indexOf(name); at >= 0 && seen < MOST_MENTIONS; at = lower.indexOf(name, at + name.length), seen++) {
    const ahead = text.slice(Math.max(0, at - LONGEST_STATE), at);
    const before = ahead.endsWith(' ') ? ahead.slice(0, -1).split(/\s/).at(-1)! : '';
    const after = /^ (?:of|in) (?:the )?(\p{Lu}[\p{L}-]*)/u.exec(text.slice(at + name.length, at + name.length + 60))?.[1];
    if ((/^\p{Lu}/u.test(before) && isState(before)) || (after && isState(after))) return true;
  }
  return said.some((words) => {
    const at = OF_ITSELF.exec(words)?.index ?? -1;
    const subject = words.slice(0, Math.max(0, at)).replace(/^[“"‘']*(?:that )?(?:the )?/i, '');
    return at > 0 && at <= LONGEST_STATE && subject.split(' ').length <= own.length + 1 && isState(subject);
  });
}
const MOST_MENTIONS = 50;
/** Code units of an article in which an organ's state is looked for. */
const MOST_TEXT = 100_000;

function belongs(member: Speaker, body: Speaker): boolean {
  if (body.kind === 'anonymous') return false;
  const described = member.kind === 'person' ? (member.role ?? '') : `${member.name} ${member.role ?? ''}`;
  if (described === '' || APART.test(described) || APART.test(body.name)) return false;
  const keys = nameKeys(body.name).filter((key) => !ARTICLES.has(key) && !/^(?:of|and|for|in|some|many)$/.test(key));
  const own = body.kind === 'person' ? keys.slice(-1) : keys.filter((key) => !BODIES.has(key));
  const words = nameKeys(described);
  return own.length > 0 && own.every((key) => words.some((word) => isKin(key, word)));
}

/** "Hollin" and "Holliner", "Korea" and "Korean". */
const isKin = (a: string, b: string): boolean => a === b || (a.length >= 4 && b.length >= 4 && a.slice(0, 5) === b.slice(0, 5));

interface Entry {
  readonly id: string;
  readonly keys: readonly string[];
  readonly person: boolean;
}

/** Finds the speakers that words of an article name. */
export class Namer {
  private readonly byLast = new Map<string, Entry[]>();
  private readonly byOffice = new Map<string, string[]>();
  private readonly bySide = new Map<string, { readonly id: string; readonly before: string }[]>();

  constructor(speakers: readonly Speaker[]) {
    const add = <T>(index: Map<string, T[]>, key: string, value: T): void => {
      const list = index.get(key);
      if (!list) index.set(key, [value]);
      else if (list.length < MOST_NAMESAKES && !list.includes(value)) list.push(value);
    };
    for (const { id, kind, name, role } of speakers) {
      if (kind === 'anonymous') continue;
      const person = kind === 'person';
      const all = nameKeys(name).filter((key) => !ARTICLES.has(key));
      const plain = all.filter((key) => !TITLES.has(key));
      const keys = person && plain.length > 0 ? plain : all;
      if (keys.length === 0) continue;
      add(this.byLast, keys.at(-1)!, { id, keys, person });
      if (!person) {
        if (keys.length > 2) add(this.byLast, keys.map((key) => key.charAt(0)).join(''), { id, keys: [], person });
        const head = nameKeys(name.split(/ (?:of|for|on|in) /, 1)[0]!).at(-1);
        for (const [i, key] of keys.entries()) {
          if (GROUPS.has(key) && keys.length > 1) {
            if (key === head) add(this.byOffice, key, id);
          } else if (key.length >= 5 && !GROUPS.has(key)) add(this.bySide, key.slice(0, 5), { id, before: keys[i - 1] ?? '' });
        }
      }
      for (const word of nameKeys(role ?? '')) {
        if (TITLES.has(word) || PERSONS.has(word)) add(this.byOffice, word, id);
        else if (word.length >= 4 && !NO_SIDE.has(word)) add(this.bySide, word.slice(0, 5), { id, before: '' });
      }
    }
  }

  /** The speakers whom tokens name, in whatever way is the plainest; where `owners` are only sides, "Vane's party" names no Vane. */
  inTokens(tokens: readonly Token[], owners: Naming = 'name'): Map<string, Naming> {
    const found = new Map<string, Naming>();
    const rank: Record<Naming, number> = { name: 3, office: 2, side: 1 };
    const note = (id: string, how: Naming): void => {
      if (rank[how] > (found.has(id) ? rank[found.get(id)!] : 0)) found.set(id, how);
    };
    const keys = tokens.slice(0, MOST_TOKENS).map(({ text }) => nameKey(text));
    keys.forEach((key, i) => {
      if (key === '') return;
      const name = /^[’']s$/.test(tokens[i + 1]?.lower ?? '') ? owners : 'name';
      const capital = /^\p{Lu}/u.test(tokens[i]!.text);
      for (const entry of this.byLast.get(key) ?? []) {
        const own = entry.keys.length <= 1 ? [] : entry.keys.slice(0, -1);
        const before = i > 0 && tokens[i - 1]!.end + 1 >= tokens[i]!.start ? tokens[i - 1]! : null;
        if (entry.person) {
          if (!capital) continue;
          // "Amy Vane" is not Ada Vane.
          const other =
            before && before.pos === 'PROPN' && /^\p{Lu}/u.test(before.text) && !TITLES.has(before.lower) && !own.includes(keys[i - 1]!);
          if (!other || own.length === 0) note(entry.id, name);
        } else if (entry.keys.length === 0) {
          if (/^\p{Lu}{3,}$/u.test(tokens[i]!.text)) note(entry.id, name);
        } else if (own.length === 0 ? capital || entry.keys[0] === key : own.every((word, k) => keys[i - own.length + k] === word))
          note(entry.id, name);
      }
      const offices = this.byOffice.get(key);
      const before = keys[i - 1] ?? '';
      // A target may have lost its "the".
      if (offices?.length === 1 && (i === 0 || POINTS.has(before) || POINTS.has(keys[i - 2] ?? '') || capital)) note(offices[0]!, 'office');
      const sides = this.bySide.get(key.slice(0, 5));
      if (!sides || key.length < 4 || !(capital || POINTS.has(before))) return;
      // "South Hollin" is not North Hollin.
      const first = i > 0 && /^\p{Lu}/u.test(tokens[i - 1]!.text) && !TITLES.has(before) ? before : '';
      for (const side of sides) if (side.before === '' || first === '' || side.before === first) note(side.id, 'side');
    });
    return found;
  }

  /** The speakers, but for one, whom words name that are not tagged. */
  inPhrase(phrase: string, speaker: string | null): Named {
    const tokens = Array.from(phrase.matchAll(UNTAGGED), ({ 0: text, index: start }): Token => {
      const pos = /^\p{Lu}/u.test(text) ? 'PROPN' : 'NOUN';
      return { start, end: start + text.length, text, lower: text.toLowerCase(), lemma: text, pos, sentence: 0, paragraph: 0 };
    });
    const found = this.inTokens(tokens);
    if (speaker !== null) found.delete(speaker);
    return found;
  }
}
