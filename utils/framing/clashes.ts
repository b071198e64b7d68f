import type { Claim, Clash, Speaker } from '../analysis.ts';
import type { TextDocument } from '../language/document.ts';
import { namesInText } from '../speakers/cast.ts';
import { nameKeys, sameName } from '../speakers/names.ts';
import { TITLES } from '../speakers/words.ts';
import { keyPhrase } from './phrases.ts';
import { similarity, type Topic, tokensIn } from './topics.ts';

/** Least likeness of an attack to what the attacked says of the matter, for it to be a clash. */
const LEAST_ANSWER = 0.04;
/** Mentions by name that somebody who is attacked and not heard has at least. */
const LEAST_MENTIONS = 2;
/** More than a reader can take in is no list. */
const MOST_CLASHES = 12;
/** Claims compared with each other; a page that has more is no article. */
const MOST_CLAIMS = 600;

const ARTICLES = new Set(['the', 'a', 'an']);
const targetWords = (target: string): string[] => {
  const words = nameKeys(target).filter((word) => !ARTICLES.has(word));
  const name = words.filter((word) => !TITLES.has(word));
  return name.length > 0 ? name : words;
};
const initials = (words: readonly string[]): string => words.map((word) => word.charAt(0)).join('');

/** Speakers as targets may name them: by name or, for a person, by surname. */
interface Named {
  readonly id: string;
  readonly person: boolean;
  readonly words: readonly string[];
}

const isNamed = ({ person, words }: Named, target: readonly string[]): boolean =>
  target.length > 0 &&
  words.length > 0 &&
  (person
    ? sameName(words, target)
    : words.join(' ') === target.join(' ') ||
      (words.length > 2 && target.length === 1 && target[0] === initials(words)) ||
      (target.length > 1 && words.length > 1 && target.every((word) => words.includes(word))));

/** Heads by which an article calls a group that it has named: "the company". */
const GENERIC = new Set(
  'company firm board council union ministry government office agency party police army university association committee'.split(' '),
);

/** The speaker whom a target names; "the company" is the one company that is heard. */
function attackedBy(speaker: string, target: readonly string[], named: readonly Named[]): Named | undefined {
  const others = named.filter(({ id }) => id !== speaker);
  const generic =
    target.length === 1 && GENERIC.has(target[0]!) ? others.filter(({ person, words }) => !person && words.includes(target[0]!)) : [];
  return others.find((other) => isNamed(other, target)) ?? (generic.length === 1 ? generic[0] : undefined);
}

/** Who stands against whom. */
export interface Opposition {
  readonly clashes: Clash[];
  /** Pairs "s1|s2", both ways, that do not share a view: those who clash, attacks without an answer, and who likes and who dislikes the same. */
  readonly hostile: ReadonlySet<string>;
}

/**
 * Who clashes with whom, over what, and the claims that show it. Only what the text makes plain: an attack on a speaker who is heard on the matter, opposite
 * positions on one measure or issue, and accusations against somebody who is named but not heard (`b` null).
 */
export function findClashes(
  document: TextDocument,
  all: readonly Claim[],
  speakers: readonly Speaker[],
  topicOf: ReadonlyMap<string, Topic>,
): Opposition {
  const claims = all.filter(({ speaker }) => speaker !== null).slice(0, MOST_CLAIMS);
  const named = speakers.flatMap(({ id, kind, name }): Named[] =>
    kind === 'anonymous' ? [] : [{ id, person: kind === 'person', words: targetWords(name) }],
  );
  const targets = new Map(claims.map(({ id, position }) => [id, position ? targetWords(position.target) : []]));
  const bySpeaker = new Map<string, Claim[]>();
  for (const claim of claims) bySpeaker.set(claim.speaker!, [...(bySpeaker.get(claim.speaker!) ?? []), claim]);
  const known = namesInText(document.text).flatMap(({ name, mentions }) => (mentions >= LEAST_MENTIONS ? [targetWords(name)] : []));
  const unheard = new Map<string, Clash>();
  const clashes = new Map<string, { a: string; b: string; claims: Set<string>; attacked: readonly string[]; target: string | null }>();
  const hostile = new Set<string>();
  const part = (a: string, b: string): void => void hostile.add(`${a}|${b}`).add(`${b}|${a}`);
  const add = (a: string, b: string, ids: readonly string[], attacked: readonly string[], target: string | null): void => {
    part(a, b);
    const key = [a, b].sort().join('|');
    const entry = clashes.get(key) ?? { a, b, claims: new Set(), attacked, target };
    for (const id of ids) entry.claims.add(id);
    clashes.set(key, entry);
  };
  claims.forEach((claim, i) => {
    const speaker = claim.speaker!;
    const target = targets.get(claim.id)!;
    if (claim.position?.toward === 'against') {
      const attacked = attackedBy(speaker, target, named);
      if (attacked) {
        part(speaker, attacked.id);
        const theirs = bySpeaker.get(attacked.id) ?? [];
        // Who is accused and denies answers, whatever the words.
        const answer =
          closest(theirs, claim, topicOf) ?? (claim.act === 'accuses' ? theirs.find(({ act }) => act === 'denies') : undefined);
        if (answer) add(speaker, attacked.id, [claim.id, answer.id], attacked.words, null);
      } else if (claim.act === 'accuses' && isName(claim.position.target) && known.some((keys) => sameName(keys, target))) {
        const over = claim.position.target;
        const before = unheard.get(`${speaker}|${over}`);
        unheard.set(`${speaker}|${over}`, { a: speaker, b: null, over, claims: [...(before?.claims ?? []), claim.id] });
      }
    }
    for (const other of claims.slice(i + 1)) {
      if (other.speaker === speaker) continue;
      if (claim.position && other.position && claim.position.toward !== other.position.toward && target.length > 0) {
        const theirs = targets.get(other.id)!;
        const same = target.length === theirs.length && target.every((word) => theirs.includes(word));
        if (same) {
          part(speaker, other.speaker!);
          // To like and to dislike a person is not yet to disagree on a matter; one word ("marriage") is too wide to be one.
          if (target.length > 1 && !isName(claim.position.target))
            add(speaker, other.speaker!, [claim.id, other.id], [], claim.position.target);
        }
      }
    }
  });
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  return {
    hostile,
    clashes: [
      ...[...clashes.values()].map(({ a, b, claims: ids, attacked, target }): Clash => {
        const shown = claims.filter(({ id }) => ids.has(id));
        const of = (id: string): Claim[] => shown.filter(({ speaker }) => speaker === id);
        const over =
          target ??
          chargeOf(document.text, of(a)) ??
          matterOf(document, of(a), of(b), topicOf, attacked) ??
          byId.get([...ids][0]!)?.position?.target ??
          '';
        return { a, b, over, claims: shown.map(({ id }) => id) };
      }),
      ...unheard.values(),
    ].slice(0, MOST_CLASHES),
  };
}

/** What somebody is accused of, where the claim says so: "the board of hiding the tests". */
function chargeOf(text: string, attacks: readonly Claim[]): string | null {
  for (const { act, position, content } of attacks) {
    if (act !== 'accuses' || !position) continue;
    const [start, end] = content[0]!;
    const rest = text.slice(start, Math.min(end, start + 200));
    const at = rest.indexOf(position.target);
    const charge = at < 0 || at > 8 ? null : /^(?:[’']s?)? of ([^.;:]{4,60})$/u.exec(rest.slice(at + position.target.length));
    if (charge) return charge[1]!.replace(/[“”"]/g, '').trim();
  }
  return null;
}

/** Whether all words of a target are capitalised, or it is a single name: a person, a country, an organisation. */
const isName = (target: string): boolean =>
  target
    .replace(/^(?:the|a|an) /i, '')
    .split(' ')
    .every((word) => /^\p{Lu}/u.test(word) || /^(?:of|and|for|the|de|al)$/.test(word));

function closest(candidates: readonly Claim[], to: Claim, topicOf: ReadonlyMap<string, Topic>): Claim | null {
  let best: Claim | null = null;
  let most = LEAST_ANSWER;
  for (const candidate of candidates) {
    const likeness = similarity(topicOf.get(candidate.id)!, topicOf.get(to.id)!);
    if (likeness >= most) {
      most = likeness;
      best = candidate;
    }
  }
  return best;
}

/** What two sides' claims are both about, in the words of either; the attacked one's name says nothing of the matter. */
function matterOf(
  document: TextDocument,
  a: readonly Claim[],
  b: readonly Claim[],
  topicOf: ReadonlyMap<string, Topic>,
  attacked: readonly string[],
): string | null {
  const mine = a.map(({ id }) => topicOf.get(id)!);
  const theirs = b.map(({ id }) => topicOf.get(id)!);
  const matter = new Map<string, number>();
  for (const topic of [...mine, ...theirs])
    for (const [word, weight] of topic) {
      const both = mine.some((t) => t.has(word)) && theirs.some((t) => t.has(word));
      matter.set(word, Math.max(matter.get(word) ?? 0, both ? weight : weight / 4));
    }
  const tokens = [...a, ...b].flatMap(({ content }) => tokensIn(document, content));
  return keyPhrase(document, tokens, matter, new Set(attacked));
}
