import type { Claim, Clash, Speaker } from '../analysis.ts';
import type { TextDocument } from '../language/document.ts';
import { nameKeys, sameName } from '../speakers/names.ts';
import { shared, similarity, sumOf, type Topic } from './topics.ts';

/** Acts that call something grave, and acts that answer that it is not. */
const ALARM = new Set(['warns', 'accuses']);
const CALM = new Set(['plays-down', 'denies']);
/** Least likeness of topics, and least words in common, of an alarm and the answer to it. */
const LEAST_LIKENESS = 0.12;
const LEAST_SHARED = 2;
/** What two speakers say in all must be so alike for an alarm and an answer that share but a word. */
const LEAST_LIKENESS_OF_SPEAKERS = 0.15;

const OFF_TARGET = new Set('the a an of and for in new his her its their our'.split(' '));
const targetWords = (target: string): string[] => nameKeys(target).filter((word) => !OFF_TARGET.has(word));

/** Whether a target names a speaker: by name, alias or, for a person, by surname. */
function namesSpeaker(target: string, speaker: Speaker): boolean {
  if (speaker.kind === 'anonymous') return false;
  const words = targetWords(target);
  if (words.length === 0) return false;
  if (speaker.kind === 'person') return sameName(nameKeys(speaker.name), words);
  const name = targetWords(speaker.name);
  return (
    name.length > 0 &&
    (words.join(' ') === name.join(' ') || (words.length > 1 && name.length > 1 && words.every((word) => name.includes(word))))
  );
}

/**
 * Who clashes with whom, over what, and the claims that show it. Only what the text makes plain: a claim against a speaker who is quoted, opposite positions on
 * one target, an alarm that another plays down or denies; and attacks on somebody who is named but not heard (`b` null).
 */
export function findClashes(
  { text }: TextDocument,
  claims: readonly Claim[],
  speakers: readonly Speaker[],
  topics: readonly Topic[],
): Clash[] {
  const clashes = new Map<string, { a: string; b: string | null; over: string; claims: Set<string> }>();
  const add = (a: string, b: string | null, over: string, ids: readonly string[]): void => {
    const key = b === null ? `${a}>${over}` : [a, b].sort().join('|');
    const known = clashes.get(key);
    if (known) for (const id of ids) known.claims.add(id);
    else clashes.set(key, { a, b, over, claims: new Set(ids) });
  };
  const whole = new Map<string, Topic>();
  const allOf = (id: string): Topic => {
    const known = whole.get(id) ?? sumOf(topics.filter((_, i) => claims[i]!.speaker === id));
    whole.set(id, known);
    return known;
  };
  const bySpeaker = (id: string): Claim[] => claims.filter((claim) => claim.speaker === id);
  claims.forEach((claim, i) => {
    const { speaker } = claim;
    if (speaker === null) return;
    if (claim.position?.toward === 'against') {
      const { target } = claim.position;
      const attacked = speakers.find((other) => other.id !== speaker && namesSpeaker(target, other));
      if (attacked) {
        const answer = closest(bySpeaker(attacked.id), claims, topics, i);
        add(speaker, attacked.id, overOf(text, claim, target), answer ? [claim.id, answer.id] : [claim.id]);
      }
    }
    claims.forEach((other, j) => {
      if (j <= i || other.speaker === null || other.speaker === speaker) return;
      if (
        claim.position &&
        other.position &&
        claim.position.toward !== other.position.toward &&
        sameTarget(claim.position.target, other.position.target)
      )
        add(speaker, other.speaker, claim.position.target, [claim.id, other.id]);
      const answers = (ALARM.has(claim.act) && CALM.has(other.act)) || (CALM.has(claim.act) && ALARM.has(other.act));
      if (answers && aboutTheSame(topics[i]!, topics[j]!, () => similarity(allOf(speaker), allOf(other.speaker!))))
        add(speaker, other.speaker, sharedPhrase(text, claim, other, topics[i]!, topics[j]!), [claim.id, other.id]);
    });
  });
  return [...clashes.values()].map((clash) => ({ ...clash, claims: [...clash.claims] }));
}

/** Two claims of like topics, or ones that touch, of speakers whose topics are alike. */
function aboutTheSame(a: Topic, b: Topic, likenessOfSpeakers: () => number): boolean {
  const common = shared(a, b).length;
  if (common >= LEAST_SHARED && similarity(a, b) >= LEAST_LIKENESS) return true;
  return common >= 1 && likenessOfSpeakers() >= LEAST_LIKENESS_OF_SPEAKERS;
}

const sameTarget = (a: string, b: string): boolean => {
  const x = targetWords(a);
  const y = targetWords(b);
  return x.length > 0 && y.length > 0 && x.length === y.length && x.every((word) => y.includes(word));
};

function closest(candidates: readonly Claim[], claims: readonly Claim[], topics: readonly Topic[], to: number): Claim | null {
  let best: Claim | null = null;
  let most = 0;
  for (const candidate of candidates) {
    const likeness = similarity(topics[claims.indexOf(candidate)]!, topics[to]!);
    if (likeness > most) {
      most = likeness;
      best = candidate;
    }
  }
  return best;
}

/** What an attack is about: the claim's own reason beside its target, else the target. */
function overOf(text: string, claim: Claim, target: string): string {
  const [start, end] = claim.content[0]!;
  const after = new RegExp(`^.{0,80}?${literally(target)}(?:[’']s)? (?:of|for|over) ([^,.;:“”"]{4,70})`, 'u').exec(
    text.slice(start, Math.min(end, start + 400)),
  );
  return after ? after[1]!.trim() : target;
}
const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The longest run of words of the one claim whose content words the other has too. */
function sharedPhrase(text: string, a: Claim, b: Claim, topicA: Topic, topicB: Topic): string {
  const words = new Set(shared(topicA, topicB));
  let best = '';
  for (const claim of [a, b])
    for (const [start, end] of claim.content)
      for (const match of text
        .slice(start, end)
        .matchAll(/[\p{L}\p{N}’'-]+(?: (?:of|the|in|and|on|for) [\p{L}\p{N}’'-]+| [\p{L}\p{N}’'-]+){0,3}/gu)) {
        const list = match[0].split(' ');
        const from = list.findIndex((word) => words.has(word.toLowerCase()));
        if (from < 0) continue;
        let to = from;
        for (let i = from; i < list.length; i++) if (words.has(list[i]!.toLowerCase())) to = i;
        const phrase = list.slice(from, to + 1).join(' ');
        if (phrase.length > best.length) best = phrase;
      }
  return best || [...words][0] || '';
}
