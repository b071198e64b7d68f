import type { Attribution, Span, Speaker, SpeakerKind } from '../analysis.ts';
import type { TextDocument } from '../language/document.ts';
import type { Gender } from '../language/first-names.ts';
import { genderOfFirstName } from '../language/first-names.ts';
import { type NameRun, nameKeys, nameRuns, parseName, sameName, similarSpelling } from './names.ts';
import { parseSource, type Source } from './sources.ts';
import { FEMALE_WORDS, MALE_WORDS } from './words.ts';

export interface Resolution {
  readonly speakers: readonly Speaker[];
  /** Parallel to the attributions: a speaker's id, or null where the text leaves it open. */
  readonly speakerOf: readonly (string | null)[];
  /** Parallel to the attributions: the words that tie the source to its speaker, beyond the source itself. */
  readonly reasonOf: readonly (readonly Span[])[];
}

/** Somebody whom the article names, whether quoted or not. */
interface Entity {
  name: string;
  keys: string[];
  kind: SpeakerKind;
  gender: Gender | null;
  /** Offices and descriptions, in the article's words. */
  roles: string[];
  /** Their words in lower case, to be found by "the minister". */
  roleWords: Set<string>;
  /** Where the name stands. */
  mentions: Span[];
  aliases: string[];
}

/** How far back, in code units, a pronoun's owner is looked for. */
const PRONOUN_REACH = 1_500;

/**
 * Who is behind each source: names with title and apposition, parts and spellings of names, offices for their holders, pronouns, and, where there is no
 * source, the speaker of the neighbouring claim. Unclear is null. Near-linear in the article's length.
 */
export function resolveSpeakers(document: TextDocument, attributions: readonly Attribution[]): Resolution {
  const { text } = document;
  const entities = namedPeople(text);
  const sources = attributions.map(({ source }) => (source.length > 0 ? parseSource(text, source[0]!) : null));
  const owners: (Entity | null)[] = attributions.map(() => null);
  // Names first, so that an office or a pronoun before the name can find its holder.
  sources.forEach((source, i) => {
    if (source?.name) owners[i] = withName(entities, source);
  });
  sources.forEach((source, i) => {
    if (source && !source.name && !source.pronoun) owners[i] = withoutName(entities, source, owners, i);
  });
  const reasons: Span[][] = attributions.map(() => []);
  attributions.forEach((attribution, i) => {
    const source = sources[i]!;
    if (!source) owners[i] = neighbour(document, attributions, owners, i);
    else if (source.pronoun) owners[i] = ownerOfPronoun(text, entities, attributions, sources, owners, i);
    const owner = owners[i];
    if (owner && source && (source.pronoun || !source.name)) {
      const before = owner.mentions.filter(([, end]) => end <= source.start).at(-1) ?? owner.mentions[0];
      if (before) reasons[i]!.push(before);
    } else if (owner && !source && i > 0) {
      const other = owners.findIndex((o, j) => o === owner && attributions[j]!.source.length > 0);
      if (other >= 0) reasons[i]!.push(attributions[other]!.source[0]!);
    }
    void attribution;
  });
  return gather(document, attributions, sources, owners, reasons);
}

/** The people whom the article names in full, with every place where a part of the name stands. */
function namedPeople(text: string): Entity[] {
  const runs = nameRuns(text);
  const parsed = runs.map((run) => ({ run, name: parseName(run) }));
  const people: Entity[] = [];
  const byLast = new Map<string, Entity[]>();
  for (const { run, name } of parsed) {
    if (name?.kind !== 'person') continue;
    const keys = nameKeys(name.name);
    if (keys.length < 2 && !name.titled) continue;
    const known = (byLast.get(keys.at(-1)!) ?? []).find(
      (entity) => sameName(entity.keys, keys) && (entity.keys.length > 1 || keys.length > 1 || entity.name === name.name),
    );
    const entity = known ?? newEntity(name.name, 'person');
    if (!known) {
      people.push(entity);
      byLast.set(keys.at(-1)!, [...(byLast.get(keys.at(-1)!) ?? []), entity]);
    } else if (keys.length > entity.keys.length) {
      entity.name = name.name;
      entity.keys = keys;
    }
    describe(entity, run, text);
  }
  for (const { run, name } of parsed) {
    if (!name) continue;
    const keys = nameKeys(name.name);
    const found = (byLast.get(keys.at(-1) ?? '') ?? []).filter((entity) => sameName(entity.keys, keys));
    // A surname that two people share points at neither.
    if (found.length === 1 || (found.length > 1 && keys.length > 1)) found[0]!.mentions.push([name.start, run.end]);
  }
  for (const entity of people) entity.mentions.sort((a, b) => a[0] - b[0]);
  return people;
}

function newEntity(name: string, kind: SpeakerKind): Entity {
  const keys = nameKeys(name);
  return {
    name,
    keys,
    kind,
    gender: kind === 'person' ? genderOfFirstName(name.split(/\s+/)[0]!) : null,
    roles: [],
    roleWords: new Set(),
    mentions: [],
    aliases: [],
  };
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function addRole(entity: Entity, role: string | null): void {
  if (!role) return;
  if (!entity.roles.includes(role)) entity.roles.push(role);
  for (const word of wordsOf(role)) {
    entity.roleWords.add(word);
    if (entity.gender === null) entity.gender = FEMALE_WORDS.has(word) ? 'female' : MALE_WORDS.has(word) ? 'male' : null;
  }
}

/** Takes the title before a name and the apposition after it as what the article says of the person. */
function describe(entity: Entity, run: NameRun, text: string): void {
  const title = run.words.slice(0, Math.max(0, run.words.length - entity.name.split(' ').length)).join(' ');
  if (title) addRole(entity, title);
  else if (run.before && /^\p{Ll}/u.test(run.before)) for (const word of wordsOf(run.before)) entity.roleWords.add(word);
  const after = /^, (?:(?:a|an|the|who is|who was|his|her|its|their) )([^,.;:“”"()—–]{3,90})[,.;—–]/.exec(
    text.slice(run.end, run.end + 110),
  );
  if (after) addRole(entity, after[1]!.trim());
}

/** The entity that a source names; a new one where the article has none. */
function withName(entities: Entity[], source: Source): Entity {
  const keys = nameKeys(source.name!);
  const kind = source.kind;
  const same = (entity: Entity): boolean =>
    (entity.kind === 'person') === (kind === 'person') && (kind === 'person' ? sameName(entity.keys, keys) : sameGroup(entity, keys));
  const found =
    entities.find((entity) => entity.name === source.name) ??
    unique(entities.filter(same)) ??
    // A single unknown capitalised word is whoever carries that name.
    (keys.length === 1
      ? latest(
          entities.filter((entity) => entity.kind === 'person' && entity.keys.at(-1) === keys[0]),
          source.start,
        )
      : null) ??
    (keys.length === 1
      ? unique(entities.filter((entity) => entity.kind === 'person' && similarSpelling(entity.keys.at(-1)!, keys[0]!)))
      : null) ??
    (keys.length > 1 && kind === 'person'
      ? unique(
          entities.filter(
            (entity) =>
              entity.kind === 'person' &&
              entity.keys.length === keys.length &&
              entity.keys.every((word, i) => similarSpelling(word, keys[i]!)),
          ),
        )
      : null) ??
    acronym(entities, source.name!);
  const entity = found ?? newEntity(source.name!, kind);
  if (!found) entities.push(entity);
  if (kind === 'person' && keys.length > entity.keys.length && sameName(entity.keys, keys)) {
    entity.name = source.name!;
    entity.keys = keys;
  }
  if (!found || !entity.mentions.some(([start]) => start === source.nameStart))
    entity.mentions.push([source.nameStart, source.nameStart + source.name!.length]);
  addRole(entity, source.role);
  return entity;
}

const unique = <T>(list: readonly T[]): T | null => (list.length === 1 ? list[0]! : null);

/** Of several with one surname the one named last before `at`, or else the one named most. */
function latest(list: readonly Entity[], at: number): Entity | null {
  const last = ({ mentions }: Entity): number => mentions.filter(([start]) => start < at).at(-1)?.[0] ?? -1;
  return [...list].sort((a, b) => last(b) - last(a) || b.mentions.length - a.mentions.length)[0] ?? null;
}

/** One group's name inside the other's, from its beginning or its end, as long as two words remain. */
function sameGroup(entity: Entity, keys: readonly string[]): boolean {
  const [small, large] = entity.keys.length <= keys.length ? [entity.keys, keys] : [keys, entity.keys];
  if (small.length === large.length) return small.every((word, i) => word === large[i]);
  return (
    small.length >= 2 &&
    (small.every((word, i) => word === large[i]) || small.every((word, i) => word === large[large.length - small.length + i]))
  );
}

function acronym(entities: readonly Entity[], name: string): Entity | null {
  if (/^\p{Lu}{2,8}s?$/u.test(name)) return entities.find((entity) => entity.kind === 'group' && initials(entity.name) === name) ?? null;
  return entities.find((entity) => entity.kind === 'group' && /^\p{Lu}{2,8}$/u.test(entity.name) && initials(name) === entity.name) ?? null;
}

const initials = (name: string): string =>
  name
    .split(/[\s-]+/)
    .filter((word) => /^\p{Lu}/u.test(word))
    .map((word) => word[0])
    .join('');

/** The holder of an office ("the minister"), the group behind "the agency", or a nameless speaker of its own. */
function withoutName(entities: Entity[], source: Source, owners: readonly (Entity | null)[], at: number): Entity | null {
  const words = source.words;
  if (source.definite && words.length > 0) {
    const fits = (entity: Entity): boolean =>
      source.kind === 'group'
        ? entity.kind === 'group' && words.every((word) => entity.roleWords.has(word) || wordsOf(entity.name).includes(word))
        : entity.kind === 'person' && words.every((word) => entity.roleWords.has(word));
    const before = (entity: Entity): number => entity.mentions.filter(([start]) => start < source.start).at(-1)?.[0] ?? -1;
    const holders = entities.filter(fits).sort((a, b) => before(b) - before(a));
    if (holders.length > 0) return holders[0]!;
    // "The agency" after an agency that spoke by name.
    const last = owners
      .slice(0, at)
      .reverse()
      .find((owner) => owner !== null && owner.kind === source.kind);
    if (last && source.kind === 'group' && words.length === 1 && GENERIC_GROUPS.has(words[0]!)) return last;
  }
  const name = source.phrase;
  const known = entities.find((entity) => entity.name.toLowerCase() === name.toLowerCase() && entity.kind === source.kind);
  if (known) {
    known.mentions.push([source.start, source.end]);
    return known;
  }
  const entity = newEntity(name, source.kind);
  entity.mentions.push([source.start, source.end]);
  for (const word of words) entity.roleWords.add(word);
  entity.gender = source.gender;
  entities.push(entity);
  return entity;
}

const GENERIC_GROUPS = new Set(
  'agency company group organisation organization ministry department firm party union government committee council bank charity court police force army military study report team newspaper'.split(
    ' ',
  ),
);

/** A bare quotation speaks with the claim beside it in its paragraph, or with the one that ended the paragraph before in a quotation. */
function neighbour(
  { paragraphs, text }: TextDocument,
  attributions: readonly Attribution[],
  owners: readonly (Entity | null)[],
  at: number,
): Entity | null {
  const here = attributions[at]!;
  const paragraphOf = (offset: number): number => {
    let low = 0;
    let high = paragraphs.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (paragraphs[middle]![1] <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const paragraph = paragraphOf(here.content[0]![0]);
  const previous = attributions[at - 1];
  if (!previous || !owners[at - 1]) return null;
  const between = paragraph - paragraphOf(previous.content.at(-1)![1] - 1);
  if (between === 0) return owners[at - 1]!;
  const [start] = paragraphs[paragraph]!;
  const bare = text.slice(start, here.content[0]![0]).trim() === '';
  return between === 1 && bare ? owners[at - 1]! : null;
}

interface Place {
  readonly entity: Entity;
  readonly start: number;
  readonly end: number;
}

const PLURAL = new Set(['they', 'we', 'them', 'us', 'their']);
const NEUTER = new Set(['it', 'its']);
const RELATIVE = new Set(['who', 'whom', 'which', 'that']);

/** He and she: the likeliest person named or heard just before; they and it: the group heard last. */
function ownerOfPronoun(
  text: string,
  entities: readonly Entity[],
  attributions: readonly Attribution[],
  sources: readonly (Source | null)[],
  owners: readonly (Entity | null)[],
  at: number,
): Entity | null {
  const source = sources[at]!;
  const pronoun = source.pronoun!;
  const place = source.start;
  const previous = owners[at - 1] ?? null;
  const lastEnd = at > 0 ? Math.max(attributions[at - 1]!.content.at(-1)![1], attributions[at - 1]!.source.at(-1)?.[1] ?? 0) : -1;
  if (RELATIVE.has(pronoun)) {
    let nearest: Entity | null = null;
    let end = place - 40;
    for (const entity of entities)
      for (const mention of entity.mentions)
        if (mention[1] <= place && mention[1] > end) {
          nearest = entity;
          end = mention[1];
        }
    return nearest;
  }
  if (PLURAL.has(pronoun) || NEUTER.has(pronoun)) {
    const kind = NEUTER.has(pronoun) ? ['group'] : ['group', 'anonymous', 'person'];
    return previous && kind.includes(previous.kind) && place - lastEnd < 600 ? previous : null;
  }
  const gender: Gender | null = MALE_WORDS.has(pronoun) ? 'male' : FEMALE_WORDS.has(pronoun) ? 'female' : null;
  if (gender === null) return null;
  const fits = (entity: Entity): boolean =>
    (entity.kind === 'person' || entity.kind === 'anonymous') && (entity.gender === null || entity.gender === gender);
  const places: Place[] = [];
  for (const entity of entities) {
    if (!fits(entity)) continue;
    for (const [start, end] of entity.mentions) if (start < place && start > place - PRONOUN_REACH) places.push({ entity, start, end });
  }
  const inside = (offset: number): boolean => attributions.some(({ content }) => content.some(([a, b]) => a <= offset && offset < b));
  let best: Entity | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  const paragraphsBack = (start: number): number => Math.min(4, text.slice(start, place).split('\n\n').length - 1);
  const consider = (entity: Entity, score: number): void => {
    if (score > bestScore || (score === bestScore && entity === previous)) {
      best = entity;
      bestScore = score;
    }
  };
  for (const { entity, start } of places) {
    let score = -0.0025 * (place - start) - 0.6 * paragraphsBack(start);
    score += entity.gender === gender ? 0.5 : -0.4;
    if (entity.kind === 'anonymous') score -= 0.7;
    if (inside(start)) score -= 1.5;
    if (beginsSentence(text, start)) score += 0.8;
    consider(entity, score);
  }
  if (previous && fits(previous) && lastEnd >= 0)
    consider(previous, 1.2 - 0.0025 * Math.max(0, place - lastEnd) - 0.4 * (lastEnd < place ? paragraphsBack(lastEnd) : 0));
  return bestScore > -4 ? best : null;
}

const beginsSentence = (text: string, at: number): boolean =>
  /(?:^|[.!?”"]\s+|\n)(?:[\p{L}.-]+ ){0,3}$/u.test(text.slice(Math.max(0, at - 40), at));

/** Speakers in the order of their first claim, with aliases and words. */
function gather(
  { text }: TextDocument,
  attributions: readonly Attribution[],
  sources: readonly (Source | null)[],
  owners: readonly (Entity | null)[],
  reasonOf: readonly (readonly Span[])[],
): Resolution {
  const ids = new Map<Entity, string>();
  const words = new Map<Entity, number>();
  const speakerOf = owners.map((owner, i) => {
    if (!owner) return null;
    if (!ids.has(owner)) ids.set(owner, `s${ids.size + 1}`);
    const said = attributions[i]!.content.reduce(
      (sum, [start, end]) => sum + (text.slice(start, end).match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu)?.length ?? 0),
      0,
    );
    words.set(owner, (words.get(owner) ?? 0) + said);
    const source = sources[i];
    const alias = source ? text.slice(source.start, source.end) : null;
    if (alias && alias !== owner.name && !owner.aliases.includes(alias)) owner.aliases.push(alias);
    return ids.get(owner)!;
  });
  const speakers = [...ids].map(
    ([entity, id]): Speaker => ({
      id,
      name: mostFrequentSpelling(text, entity),
      kind: entity.kind,
      role: entity.roles[0] ?? null,
      aliases: entity.aliases,
      words: words.get(entity) ?? 0,
    }),
  );
  return { speakers, speakerOf, reasonOf };
}

/** The fullest name, its surname spelled as the article spells it most often. */
function mostFrequentSpelling(text: string, { name, kind, mentions }: Entity): string {
  if (kind !== 'person') return name;
  const last = name.split(' ').at(-1)!;
  const counts = new Map<string, number>();
  for (const [start, end] of mentions) {
    const spelled = text.slice(start, end).split(/\s+/).at(-1)!;
    counts.set(spelled, (counts.get(spelled) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [last];
  return (counts.get(last) ?? 0) >= (counts.get(best) ?? 0) || !similarSpelling(nameKeys(best).at(-1) ?? '', nameKeys(last).at(-1) ?? '')
    ? name
    : name.slice(0, -last.length) + best;
}
