import type { Attribution, Span, Speaker } from '../analysis.ts';
import { firstTokenAfter, type TextDocument } from '../language/document.ts';
import type { Gender } from '../language/first-names.ts';
import { Antecedents, insideOf, type LastSpeaker, type Mention } from './antecedents.ts';
import { type Cast, type Entity, lastBefore, readCast } from './cast.ts';
import { nameKeys, sameName, similarSpelling } from './names.ts';
import { addRole, wordsOf } from './roles.ts';
import { parseSource, type Source } from './sources.ts';
import { COMPANY_WORDS, DOCUMENTS, FEMALE_WORDS, GROUPS, MALE_WORDS, PERSONS, PLACES, TITLES } from './words.ts';

export interface Resolution {
  readonly speakers: readonly Speaker[];
  /** Parallel to the attributions: a speaker's id, or null where the text leaves it open. */
  readonly speakerOf: readonly (string | null)[];
  /** Parallel to the attributions: the words that tie the source to its speaker, beyond the source itself. */
  readonly reasonOf: readonly (readonly Span[])[];
  /** Parallel to the attributions, 0..1: how sure it is that the source means its speaker. 1 but for pronouns, which several may own. */
  readonly certaintyOf: readonly number[];
}

/** Entities that are searched for the holder of an office, from the first named on. */
const MOST_SEARCHED = 300;

/** A speaker found, and the words that show it where the source's own do not. */
interface Owner {
  readonly entity: Entity;
  readonly reason: Span | null;
  /** 1 where not given. */
  readonly certainty?: number;
}

/** A pronoun that its likeliest owner has with less than this share of the likelihood is nobody's. */
const LEAST_SHARE = 0.25;

/**
 * Who is behind each source: names with title and apposition, parts and spellings of names, offices for their holders, issuers of reports, pronouns, and, where
 * there is no source, the speaker of the neighbouring claim. Unclear is null. Never throws; near-linear in the article's length.
 */
export function resolveSpeakers(document: TextDocument, attributions: readonly Attribution[]): Resolution {
  const reader = new Reader(document, attributions);
  return gather(document.text, attributions, reader.sources, reader.read());
}

/** Reads an article once from its beginning to its end, with everybody named so far in mind. */
class Reader {
  readonly sources: readonly (Source | null)[];
  private readonly cast: Cast;
  /** Of lone names that "he" or "she" shows to be persons'. */
  private readonly genders: ReadonlyMap<string, Gender>;
  private readonly antecedents: Antecedents;
  private readonly owners: (Owner | null)[];
  /** Who is named as a source anywhere. */
  private readonly speaking = new Set<Entity>();
  /** Index of the claim heard last. */
  private lastClaim = -1;

  constructor(
    private readonly document: TextDocument,
    private readonly attributions: readonly Attribution[],
  ) {
    const { text } = document;
    this.cast = readCast(text);
    const sources = attributions.map(({ source }) => (source.length > 0 ? parseSource(text, source[0]!) : null));
    this.genders = gendersShown(text, sources);
    this.sources = sources.map((source) => (source?.name && this.genders.has(source.name) ? { ...source, kind: 'person' } : source));
    this.owners = attributions.map(() => null);
    this.antecedents = new Antecedents(document, insideOf(attributions.flatMap(({ content }) => content)));
  }

  read(): readonly (Owner | null)[] {
    // Names first, so that an office or a pronoun before the name can find its holder.
    this.sources.forEach((source, i) => {
      if (source?.name) this.owners[i] = { entity: this.named(source), reason: null };
      if (this.owners[i]) this.speaking.add(this.owners[i].entity);
    });
    for (const event of this.events()) event();
    this.attributions.forEach((_, i) => {
      if (!this.sources[i]) this.owners[i] ??= this.between(i);
    });
    this.answerInterview();
    return this.owners;
  }

  /** What a reader meets, in order: names, pronouns outside claims, claims. */
  private events(): (() => void)[] {
    const { document, antecedents } = this;
    const events: { at: number; order: number; run: () => void }[] = [];
    for (const entity of this.cast.entities)
      for (const [start, end] of entity.mentions)
        events.push({ at: start, order: 0, run: () => antecedents.add({ start, end, entity, pronoun: false }) });
    for (const { start, end, entity } of this.descriptions())
      events.push({ at: start, order: 0, run: () => antecedents.add({ start, end, entity, pronoun: false }) });
    const inSource = insideOf(this.attributions.flatMap(({ source }) => source));
    const inContent = insideOf(this.attributions.flatMap(({ content }) => content));
    for (const { lower, start, end } of document.tokens)
      if ((lower === 'he' || lower === 'she') && !inSource(start) && !inContent(start))
        events.push({
          at: start,
          order: 1,
          run: () => {
            const found = antecedents.person(start, lower === 'he' ? 'male' : 'female', this.last());
            if (found) antecedents.add({ start, end, entity: found.mention.entity, pronoun: true });
          },
        });
    this.attributions.forEach((attribution, i) => {
      const source = this.sources[i];
      events.push({
        at: source?.start ?? attribution.content[0]?.[0] ?? 0,
        order: 2,
        run: () => {
          this.owners[i] ??= source ? this.owner(source) : (this.neighbour(i) ?? this.alone(i));
          const owner = this.owners[i];
          if (owner && source && !source.name)
            antecedents.add({ start: source.start, end: source.end, entity: owner.entity, pronoun: source.pronoun !== null });
          this.lastClaim = i;
        },
      });
    });
    return events.sort((a, b) => a.at - b.at || a.order - b.order).map(({ run }) => run);
  }

  /** "The senator", outside sources, where only one person of the article is called so. */
  private descriptions(): Mention[] {
    const holders = new Map<string, Entity | null>();
    for (const entity of this.cast.entities)
      if (entity.kind === 'person') for (const word of entity.roleWords) holders.set(word, holders.has(word) ? null : entity);
    const { tokens } = this.document;
    const mentions: Mention[] = [];
    if (holders.size === 0) return mentions;
    for (let i = 0; i < tokens.length; i++) {
      if (tokens[i]!.lower !== 'the') continue;
      for (let k = i + 1; k < i + 4 && k < tokens.length; k++) {
        const token = tokens[k]!;
        const entity = PERSONS.has(token.lower) || TITLES.has(token.lower) ? holders.get(token.lower) : undefined;
        if (entity && token.text === token.lower) {
          mentions.push({ start: tokens[i]!.start, end: token.end, entity, pronoun: false });
          break;
        }
        if (!/^\p{L}/u.test(token.text) || token.pos === 'VERB' || token.pos === 'ADP') break;
      }
    }
    return mentions;
  }

  /** The speaker of the last claim that has one. */
  private last(): LastSpeaker | null {
    const owner = this.owners[this.lastClaim];
    if (!owner) return null;
    const { content, source, cue } = this.attributions[this.lastClaim]!;
    return { entity: owner.entity, end: Math.max(content.at(-1)?.[1] ?? 0, source.at(-1)?.[1] ?? 0, cue.at(-1)?.[1] ?? 0) };
  }

  private owner(source: Source): Owner | null {
    if (source.pronoun) return this.ofPronoun(source);
    if (source.issuer) {
      const { issuer } = source;
      const owner = issuer.name ? { entity: this.named(issuer), reason: null } : this.owner(issuer);
      if (owner) for (const word of source.words) if (word === source.head) owner.entity.roleWords.add(word);
      return owner;
    }
    return source.names.length > 1 ? { entity: this.joined(source), reason: null } : this.unnamed(source);
  }

  /** The entity that a source names; a new one where the article has none. */
  private named(source: Source): Entity {
    const { cast } = this;
    const name = source.kind === 'person' ? cast.bareName(source.name!) : source.name!;
    const single = !name.includes(' ');
    const person = (): Entity | null => cast.person(name, source.start, titleGender(source));
    const group = (): Entity | null => cast.group(name, source.start);
    const found =
      source.kind === 'person'
        ? (person() ?? (single ? group() : null))
        : (group() ?? (single || source.kind !== 'group' ? person() : null));
    const entity = found ?? cast.add(name, source.kind);
    const shown = this.genders.get(source.name!);
    if (shown && entity.kind === 'person' && single) {
      entity.gender ??= shown;
      entity.sure = true;
    }
    if (entity.kind === 'person') {
      const keys = nameKeys(name);
      if (keys.length > entity.keys.length && sameName(entity.keys, keys)) cast.call(entity, name);
    }
    const nameStart = source.nameStart + source.name!.length - name.length;
    if (lastBefore(entity.mentions, nameStart + 1)?.[0] !== nameStart) {
      entity.mentions.push([nameStart, nameStart + name.length]);
      if ((entity.mentions.at(-2)?.[0] ?? -1) > nameStart) entity.mentions.sort((a, b) => a[0] - b[0]);
    }
    if (found?.kind !== 'group' || source.kind === 'group') addRole(entity, source.role);
    return entity;
  }

  /** Several people who speak as one. */
  private joined(source: Source): Entity {
    const names = source.names.map((name) => this.cast.person(name, source.start)?.name ?? name);
    const name = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
    return this.cast.phrase(name, 'group') ?? this.cast.add(name, 'group');
  }

  /** The holder of an office ("the minister"), the group behind "the agency", or a nameless speaker of its own. */
  private unnamed(source: Source): Owner | null {
    const { cast, antecedents } = this;
    const { words, start, kind } = source;
    // A letter or two is what is left of an abbreviation that was cut.
    if (source.phrase.length < 3 && !/^\p{Lu}{2}$/u.test(source.phrase)) return null;
    if (this.isBareDescription(source)) return null;
    if (source.definite && words.length > 0) {
      const fits = (entity: Entity): boolean => {
        if (DOCUMENTS.has(source.head)) return entity.roleWords.has(source.head);
        if (kind !== entity.kind && entity.kind !== 'anonymous') return false;
        if (entity.kind === 'group' && /^\p{Ll}/u.test(entity.name) && entity.keys.at(-1) !== words.at(-1)) return false;
        return words.every((word) => entity.roleWords.has(word) || (entity.kind !== 'person' && wordsOf(entity.name).includes(word)));
      };
      // Before its holder is named, one word ("the head") says too little.
      const holder =
        antecedents.latest(start, fits, Number.POSITIVE_INFINITY)?.entity ??
        (words.length > 1 ? cast.entities.slice(0, MOST_SEARCHED).find(fits) : undefined);
      if (holder) return { entity: holder, reason: lastBefore(holder.mentions, start) ?? holder.mentions[0] ?? null };
      if (kind === 'group' && words.length === 1 && GENERIC_GROUPS.has(words[0]!)) {
        const last = antecedents.latest(
          start,
          (entity) => entity.kind === 'group' && this.speaking.has(entity) && mayBe(words[0]!, entity),
        );
        if (last) return { entity: last.entity, reason: [last.start, last.end] };
      }
    }
    if (source.definite && kind === 'person' && !SOMEBODYS.test(source.phrase)) {
      const found = this.onlyPerson(start, source.gender);
      if (found) return found;
    }
    // "The statement" goes on with who spoke just before.
    if (source.definite && STATEMENTS.has(source.head)) {
      const last = this.last();
      if (last && start - last.end < 600) return { entity: last.entity, reason: lastBefore(last.entity.mentions, start) };
    }
    // One person without a name is nobody that a reader could look up.
    const unnamed = kind === 'person' ? 'anonymous' : kind;
    const entity = cast.phrase(source.phrase, unnamed) ?? cast.add(source.phrase, unnamed);
    entity.mentions.push([source.start, source.end]);
    for (const word of words) entity.roleWords.add(word);
    entity.gender ??= source.gender;
    entity.sure = true;
    return { entity, reason: null };
  }

  /** Whether only a word is left that describes who speaks: "new" of "new figures", "somehow". */
  private isBareDescription({ start, phrase, definite }: Source): boolean {
    if (definite || /\s/.test(phrase) || QUANTITIES.has(phrase.toLowerCase())) return false;
    const { tokens } = this.document;
    let at = firstTokenAfter(tokens, start);
    while (tokens[at] && tokens[at]!.lower !== phrase.toLowerCase() && tokens[at]!.start < start + 6) at++;
    return tokens[at]?.lower === phrase && /^(?:ADJ|ADV)$/.test(tokens[at]!.pos);
  }

  /** "The musician": the one person whom this paragraph and the one before name outside claims, if there is but one. */
  private onlyPerson(at: number, gender: Gender | null): Owner | null {
    const from = this.document.paragraphs[Math.max(0, this.paragraphOf(at) - 1)]?.[0] ?? 0;
    const found = this.antecedents
      .candidates(at, gender, this.last())
      .filter(({ mention, features }) => mention.start >= from && !features.inQuote);
    return onlyOne(found.map(({ mention }) => mention));
  }

  /** He and she: the likeliest person named or heard just before; they and it: who spoke last. */
  private ofPronoun({ pronoun, start }: Source): Owner | null {
    const last = this.last();
    if (RELATIVE.has(pronoun!)) {
      const found = this.antecedents.latest(start, () => true, 60);
      return found && { entity: found.entity, reason: [found.start, found.end] };
    }
    const gender: Gender | null = MALE_WORDS.has(pronoun!) ? 'male' : FEMALE_WORDS.has(pronoun!) ? 'female' : null;
    if (gender === null) {
      const kinds = NEUTER.has(pronoun!) ? ['group'] : PLURAL.has(pronoun!) ? ['group', 'anonymous', 'person'] : [];
      return last && kinds.includes(last.entity.kind) && start - last.end < 600
        ? { entity: last.entity, reason: lastBefore(last.entity.mentions, start) }
        : null;
    }
    const found = this.antecedents.person(start, gender, last);
    if (!found || found.share < LEAST_SHARE) return null;
    const { entity, start: from, end } = found.mention;
    return { entity, reason: lastBefore(entity.mentions, start) ?? [from, end], certainty: found.share };
  }

  /** A bare quotation speaks with the claim before it in its paragraph, or with the one that ended the paragraph before in a quotation. */
  private neighbour(at: number): Owner | null {
    const previous = this.owners[at - 1];
    if (!previous) return null;
    const start = this.attributions[at]!.content[0]?.[0] ?? 0;
    const end = this.attributions[at - 1]!.content.at(-1)?.[1] ?? 0;
    const between = this.paragraphOf(start) - this.paragraphOf(end - 1);
    const bare =
      between === 1 && this.document.text.slice(this.document.paragraphs[this.paragraphOf(start)]?.[0] ?? start, start).trim() === '';
    return between === 0 || bare ? { entity: previous.entity, reason: this.attributions[at - 1]!.source[0] ?? previous.reason } : null;
  }

  /** A quotation in a paragraph that names one person only, outside claims, and has no other speaker, is that person's. */
  private alone(at: number): Owner | null {
    const { content } = this.attributions[at]!;
    const [start, end] = [content[0]?.[0] ?? 0, content.at(-1)?.[1] ?? 0];
    const paragraph = this.paragraphOf(start);
    if ([at - 1, at + 1].some((i) => this.owners[i] && this.paragraphOf(this.attributions[i]!.content[0]?.[0] ?? 0) === paragraph))
      return null;
    if (!/["“‘']/.test(this.document.text.slice(start, end))) return null;
    const [from] = this.document.paragraphs[paragraph]!;
    const found = this.antecedents
      .candidates(start, null, null)
      .filter(({ mention, features }) => mention.start >= from && !features.inQuote);
    return onlyOne(found.map(({ mention }) => mention));
  }

  /** A claim between two of one speaker, a few paragraphs apart, is that speaker's. */
  private between(at: number): Owner | null {
    const before = this.owners[at - 1];
    const after = this.owners[at + 1];
    if (!before || before.entity !== after?.entity) return null;
    const place = (i: number): number => this.paragraphOf(this.attributions[i]!.content[0]?.[0] ?? 0);
    return place(at + 1) - place(at - 1) <= 3
      ? { entity: before.entity, reason: lastBefore(before.entity.mentions, this.attributions[at]!.content[0]?.[0] ?? 0) }
      : null;
  }

  /** In an interview, paragraphs that are a quotation and nothing else answer the writer: they are the one person's who speaks most. */
  private answerInterview(): void {
    const { text, paragraphs } = this.document;
    const open = this.attributions.flatMap(({ content, cue }, i) => {
      const [start, end] = [content[0]?.[0] ?? 0, content.at(-1)?.[1] ?? 0];
      const [from, to] = paragraphs[this.paragraphOf(start)] ?? [0, 0];
      const alone = start - from < 3 && to - end < 3 && /["“]/.test(text[start] ?? '');
      return this.sources[i] || this.owners[i] || cue.length > 0 || !alone ? [] : [i];
    });
    if (open.length < FEWEST_ANSWERS || !/\binterview/i.test(text.slice(0, OPENING))) return;
    const heard = new Map<Entity, number>();
    this.attributions.forEach(({ type }, i) => {
      const owner = this.owners[i];
      if (owner && type === 'direct') heard.set(owner.entity, (heard.get(owner.entity) ?? 0) + 1);
    });
    const [most, next] = [...heard].sort((a, b) => b[1] - a[1]);
    if (most?.[0].kind !== 'person' || most[1] < FEWEST_ANSWERS || most[1] < 2 * (next?.[1] ?? 0)) return;
    for (const i of open) {
      const start = this.attributions[i]!.content[0]?.[0] ?? 0;
      this.owners[i] = { entity: most[0], reason: lastBefore(most[0].mentions, start) };
    }
  }

  private paragraphOf(offset: number): number {
    const { paragraphs } = this.document;
    let low = 0;
    let high = paragraphs.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (paragraphs[middle]![1] <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Answers without a speaker, and with one, that make an interview; and where it says that it is one, in code units. */
const FEWEST_ANSWERS = 3;
const OPENING = 1_500;

/** How far after a name its pronoun is looked for, in code units. */
const NEAR = 80;

/** The lone names, unknown as anybody's, of which the same clause goes on with "he" or "she": "Vane said he would sign". Linear. */
function gendersShown(text: string, sources: readonly (Source | null)[]): Map<string, Gender> {
  const shown = new Map<string, Gender>();
  for (const source of sources) {
    if (source?.kind !== 'group' || !source.name || source.definite || !/^\p{Lu}\p{Ll}[\p{L}’'-]*$/u.test(source.name)) continue;
    if (source.words.length !== 1 || PLACES.has(source.name.toLowerCase()) || GROUPS.has(source.name.toLowerCase())) continue;
    // Inside a paragraph it may be somebody else of whom the source speaks.
    if (source.start > 0 && text[source.start - 1] !== '\n') continue;
    const end = source.nameStart + source.name.length;
    const after = /^ [^\p{Lu}.!?;\n]*?\b(he|she)\b/u.exec(text.slice(end, end + NEAR));
    if (after) shown.set(source.name, after[1] === 'he' ? 'male' : 'female');
  }
  return shown;
}

/** The one person that all the mentions mean, tied by the nearest. */
function onlyOne(mentions: readonly Mention[]): Owner | null {
  const [first] = mentions;
  if (first?.entity.kind !== 'person' || !first.entity.sure || mentions.some(({ entity }) => entity !== first.entity)) return null;
  return { entity: first.entity, reason: [first.start, first.end] };
}

/** Stand for people without a noun. */
const QUANTITIES = new Set('some many most few several others another all both more one two none any each everyone elsewhere'.split(' '));
const PLURAL = new Set(['they', 'them', 'their', 'themselves', 'these', 'those']);
const NEUTER = new Set(['it', 'its']);
const RELATIVE = new Set(['who', 'whom', 'which', 'that']);

/** May stand for any organisation; "the army" or "the court" only for one that is called so. */
const GENERIC_GROUPS = new Set('agency company group organisation organization firm charity team newspaper paper outlet body'.split(' '));

/** Whether a group may be called "the company" or "the agency": a company is no ministry, and a country neither. */
const mayBe = (word: string, { name }: Entity): boolean => {
  const words = wordsOf(name);
  if (words.every((part) => PLACES.has(part)) || !/^\p{Lu}/u.test(name)) return false;
  return (
    !/^(?:company|firm|paper|newspaper|outlet|team)$/.test(word) ||
    words.some((part) => COMPANY_WORDS.has(part)) ||
    !words.some((part) => GROUPS.has(part))
  );
};

/** "Vane's lawyer" and "his lawyer" are not the one person just named, but somebody else. */
const SOMEBODYS = /[’']s?\s|^(?:his|her|their|its|my|our|your)\s/i;

/** Go on with who spoke just before: "the statement added". */
const STATEMENTS = new Set('statement release post tweet letter email message notice petition filing video'.split(' '));

/** What "Mr" and "Ms" say. */
const titleGender = ({ role }: Source): Gender | null =>
  /^mr\.?$/i.test(role ?? '') ? 'male' : /^(?:mrs|ms|miss)\.?$/i.test(role ?? '') ? 'female' : null;

const WORD = /[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu;

/** Speakers in the order of first claim, with aliases and words. */
function gather(
  text: string,
  attributions: readonly Attribution[],
  sources: readonly (Source | null)[],
  owners: readonly (Owner | null)[],
): Resolution {
  const ids = new Map<Entity, string>();
  const words = new Map<Entity, number>();
  const speakerOf = owners.map((owner, i) => {
    if (!owner) return null;
    const { entity } = owner;
    if (!ids.has(entity)) ids.set(entity, `s${ids.size + 1}`);
    const said = attributions[i]!.content.reduce((sum, [start, end]) => sum + (text.slice(start, end).match(WORD)?.length ?? 0), 0);
    words.set(entity, (words.get(entity) ?? 0) + said);
    const source = sources[i];
    if (source) entity.aliases.add(text.slice(source.start, source.end));
    return ids.get(entity)!;
  });
  const speakers = [...ids].map(([entity, id]): Speaker => {
    const name = mostFrequentSpelling(text, entity);
    return {
      id,
      name,
      kind: entity.kind,
      role: entity.roles.find((role) => /\p{Ll}{4}/u.test(role)) ?? entity.roles[0] ?? null,
      aliases: [...entity.aliases].filter((alias) => alias !== name),
      words: words.get(entity) ?? 0,
    };
  });
  return {
    speakers,
    speakerOf,
    reasonOf: owners.map((owner) => (owner?.reason ? [owner.reason] : [])),
    certaintyOf: owners.map((owner) => owner?.certainty ?? 1),
  };
}

/** The fullest name, its surname spelled as the article spells it most often. */
function mostFrequentSpelling(text: string, { name, kind, mentions }: Entity): string {
  if (kind !== 'person') return name;
  const last = name.split(' ').at(-1)!;
  const counts = new Map<string, number>();
  for (const [start, end] of mentions) {
    const word = text.slice(start, end).split(/\s+/).at(-1)!;
    // "Al-Rawi" at the beginning of a sentence is "al-Rawi".
    const spelled = nameKeys(word)[0] === nameKeys(last)[0] ? last : word;
    counts.set(spelled, (counts.get(spelled) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [last];
  return (counts.get(last) ?? 0) >= (counts.get(best) ?? 0) || !similarSpelling(nameKeys(best).at(-1) ?? '', nameKeys(last).at(-1) ?? '')
    ? name
    : name.slice(0, -last.length) + best;
}
