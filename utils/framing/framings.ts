import type { Claim, Clash, Framing, Speaker } from '../analysis.ts';
import type { TextDocument } from '../language/document.ts';
import { findClashes } from './clashes.ts';
import { titleOf } from './title.ts';
import { similarity, sumOf, type Topic, topicsOf } from './topics.ts';

const MOST_FRAMINGS = 5;
/** Speakers whose views are at least so alike, and who do not clash, share a framing. */
const LEAST_LIKENESS = 0.16;
/** Where nobody clashes, less is enough. */
const LEAST_LIKENESS_IN_PEACE = 0.08;
/** What an opponent in common adds to two groups' likeness. */
const COMMON_OPPONENT = 0.1;

/** Speakers whose views are compared: those with most claims. */
const MOST_GROUPS = 60;

interface Group {
  readonly claims: Claim[];
  readonly speakers: string[];
  topic: Topic;
}

/** Whether a claim takes part in a view: its speaker is known, and it does more than report. */
const takesPart = (claim: Claim): boolean =>
  claim.speaker !== null && (claim.act !== 'states' || claim.position !== null || claim.function !== 'background');

/**
 * The competing framings of an article and who clashes with whom. Each speaker's view is what the claims that take part in one are about; the views most alike
 * are joined, never those of two who clash. One framing where nobody differs, none where nobody takes a view.
 */
export function frame(
  document: TextDocument,
  claims: readonly Claim[],
  speakers: readonly Speaker[],
): { framings: Framing[]; clashes: Clash[] } {
  const topics = topicsOf(document, claims);
  const topicOf = new Map(claims.map((claim, i) => [claim.id, topics[i]!]));
  const { clashes, hostile } = findClashes(document, claims, speakers, topicOf);
  const clashing = new Set(clashes.flatMap((clash) => clash.claims));
  const bySpeaker = new Map<string, Group>();
  for (const claim of claims) {
    if (!takesPart(claim) && !clashing.has(claim.id)) continue;
    if (claim.speaker === null) continue;
    const group: Group = bySpeaker.get(claim.speaker) ?? { claims: [], speakers: [claim.speaker], topic: new Map() };
    group.claims.push(claim);
    bySpeaker.set(claim.speaker, group);
  }
  let groups = [...bySpeaker.values()];
  for (const group of groups) group.topic = sumOf(group.claims.map(({ id }) => topicOf.get(id)!));
  groups = joinAlike(groups, new Set([...hostile, ...opposite(groups)])).filter(isView);
  const framings = groups
    .sort((a, b) => b.claims.length - a.claims.length || a.claims[0]!.content[0]![0] - b.claims[0]!.content[0]![0])
    .slice(0, MOST_FRAMINGS)
    .flatMap((group) => {
      const members = [...group.claims].sort((a, b) => a.content[0]![0] - b.content[0]![0]);
      const title = titleOf(document, members, group.topic);
      return title === null
        ? []
        : [{ title, claims: members.map(({ id }) => id), speakers: group.speakers, quote: mostCentral(members, group.topic, topicOf) }];
    })
    .map((framing, i): Framing => ({ id: `f${i + 1}`, ...framing }));
  return { framings, clashes };
}

/** Pairs of speakers of whom one calls the matter grave and the other says that it is not: no clash of itself, but never one framing. */
function opposite(groups: readonly Group[]): string[] {
  const tone = ({ claims }: Group): 'grave' | 'calm' | null =>
    claims.some(({ act }) => act === 'plays-down') ? 'calm' : claims.some(({ act }) => act === 'warns') ? 'grave' : null;
  const toned = groups.map((group) => ({ id: group.speakers[0]!, tone: tone(group) })).filter(({ tone }) => tone !== null);
  return toned.flatMap((a) => toned.filter((b) => b.tone !== a.tone).map((b) => `${a.id}|${b.id}`));
}

/** One claim alone is a view only where it does something, toward something. */
const isView = ({ claims: [first, second] }: Group): boolean =>
  second !== undefined || (first !== undefined && first.act !== 'states' && first.position !== null);

/** Joins the two groups most alike for as long as two are alike enough; speakers who stand against each other stay apart. */
function joinAlike(groups: readonly Group[], hostile: ReadonlySet<string>): Group[] {
  const list = [...groups].sort((a, b) => b.claims.length - a.claims.length).slice(0, MOST_GROUPS);
  const least = hostile.size > 0 ? LEAST_LIKENESS : LEAST_LIKENESS_IN_PEACE;
  const opponents = new Map<string, Set<string>>();
  for (const pair of hostile) {
    const [one, other] = pair.split('|') as [string, string];
    opponents.set(one, (opponents.get(one) ?? new Set()).add(other));
  }
  const against = ({ speakers }: Group): Set<string> => new Set(speakers.flatMap((id) => [...(opponents.get(id) ?? [])]));
  const known = new Map<Group, Map<Group, number>>();
  /** -1 for groups that must not be joined. */
  const likeness = (a: Group, b: Group): number => {
    const before = known.get(a)?.get(b);
    if (before !== undefined) return before;
    const foes = against(a);
    const common = [...against(b)].some((id) => foes.has(id)) ? COMMON_OPPONENT : 0;
    const value = b.speakers.some((id) => foes.has(id)) ? -1 : similarity(a.topic, b.topic) + common;
    known.set(a, (known.get(a) ?? new Map<Group, number>()).set(b, value));
    return value;
  };
  for (;;) {
    let best = least;
    let pair: [Group, Group] | null = null;
    for (const [i, a] of list.entries())
      for (const b of list.slice(i + 1))
        if (likeness(a, b) >= best) {
          best = likeness(a, b);
          pair = [a, b];
        }
    if (!pair) return list;
    const [a, b] = pair;
    list.splice(list.indexOf(b), 1);
    list.splice(list.indexOf(a), 1, {
      claims: [...a.claims, ...b.claims],
      speakers: [...a.speakers, ...b.speakers],
      topic: sumOf([a.topic, b.topic]),
    });
  }
}

/** A quotation's length, in code units, that a reader takes in at a glance. */
const SHORTEST_QUOTE = 30;
const LONGEST_QUOTE = 260;

/** The claim nearest to what its framing is about; a verbatim quotation of readable length before others. */
function mostCentral(claims: readonly Claim[], topic: Topic, topicOf: ReadonlyMap<string, Topic>): string {
  let best = claims[0]!;
  let most = -1;
  for (const claim of claims) {
    const length = claim.content.reduce((sum, [start, end]) => sum + end - start, 0);
    const readable = length >= SHORTEST_QUOTE && length <= LONGEST_QUOTE ? 1.3 : 1;
    const verbatim = claim.type === 'direct' ? 1.5 : claim.type === 'mixed' ? 1.2 : 1;
    const told = claim.act === 'states' ? 1 : 1.2;
    const score = similarity(topicOf.get(claim.id)!, topic) * readable * verbatim * told;
    if (score > most) {
      most = score;
      best = claim;
    }
  }
  return best.id;
}
