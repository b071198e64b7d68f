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
      const members = group.claims.sort((a, b) => a.content[0]![0] - b.content[0]![0]);
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

/** Joins the two groups most alike, as long as two are alike enough or there are too many; speakers who clash stay apart. */
function joinAlike(groups: readonly Group[], hostile: ReadonlySet<string>): Group[] {
  const list = [...groups];
  const least = hostile.size > 0 ? LEAST_LIKENESS : LEAST_LIKENESS_IN_PEACE;
  for (;;) {
    let best = least;
    let pair: [number, number] | null = null;
    for (let i = 0; i < list.length; i++)
      for (let j = i + 1; j < list.length; j++) {
        if (list[i]!.speakers.some((a) => list[j]!.speakers.some((b) => hostile.has(`${a}|${b}`)))) continue;
        const likeness = similarity(list[i]!.topic, list[j]!.topic) + (shareOpponent(list[i]!, list[j]!, hostile) ? COMMON_OPPONENT : 0);
        if (likeness >= best) {
          best = likeness;
          pair = [i, j];
        }
      }
    if (!pair) return list;
    const [i, j] = pair;
    const joined: Group = {
      claims: [...list[i]!.claims, ...list[j]!.claims],
      speakers: [...list[i]!.speakers, ...list[j]!.speakers],
      topic: sumOf([list[i]!.topic, list[j]!.topic]),
    };
    list.splice(j, 1);
    list.splice(i, 1, joined);
  }
}

/** Whether somebody clashes with speakers of both groups. */
function shareOpponent(a: Group, b: Group, hostile: ReadonlySet<string>): boolean {
  const opponents = (group: Group): string[] =>
    [...hostile].filter((pair) => group.speakers.includes(pair.split('|')[0]!)).map((pair) => pair.split('|')[1]!);
  const others = opponents(b);
  return opponents(a).some((id) => others.includes(id));
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
