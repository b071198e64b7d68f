import type { Act, Claim, Clash, Framing, Span, Speaker } from '../analysis.ts';
import type { TextDocument } from '../language/document.ts';
import { findClashes, type Opposition } from './clashes.ts';
import { compare, joinGroups } from './grouping.ts';
import { chance } from './logistic.ts';
import { Namer } from './naming.ts';
import { type Reading, readClaims, type Side, sidesOf } from './relations.ts';
import { themeOf, titleOf } from './title.ts';
import { similarity, sumOf, type Topic, topicsOf } from './topics.ts';
import { TOGETHER } from './weights.ts';

const MOST_FRAMINGS = 5;
/** Groups of claims join for as long as the mean chance that two of theirs are one view is at least this. */
const LEAST_TOGETHER = 0.4;
/** By what the odds that claims of two speakers are one view are multiplied: groups grow by their means, and who merely stand beside each other would join. Cross-validated. */
const OTHERS = 0.55;
/** Claims that are compared with each other; a page that has more is no article. */
const MOST_CLAIMS = 300;
/** Claims that are placed in framings. */
const MOST_PLACED = 150;

/** Whether a claim takes part in a view: its speaker is known, and it does more than report. */
const takesPart = (claim: Claim): boolean =>
  claim.speaker !== null && (claim.act !== 'states' || claim.position !== null || claim.function !== 'background');

/**
 * The competing framings of an article and who clashes with whom. Claims that take part in a view are joined by a learned measure of whether two are one view:
 * who speaks, what they are about, where they stand, whom they turn on. Claims of two who clash never share one; a speaker who speaks of two matters may stand in
 * two. One framing where nobody differs, none where nobody takes a view. At most a fixed number of claims is compared, so that time is bounded on any page.
 */
export function frame(
  document: TextDocument,
  claims: readonly Claim[],
  speakers: readonly Speaker[],
): { framings: Framing[]; clashes: Clash[] } {
  const read = claims.slice(0, MOST_CLAIMS);
  const topics = topicsOf(document, read);
  const topicOf = new Map(read.map((claim, i) => [claim.id, topics[i]!]));
  const readings = readClaims(document, read, topics, new Namer(speakers));
  const sides = sidesOf(readings, speakers);
  const theme = themeOf(document);
  const kindOf = new Map(speakers.map(({ id, kind }) => [id, kind]));
  const people = new Set(speakers.flatMap(({ kind, name }) => (kind === 'person' ? name.toLowerCase().split(/\s+/) : [])));
  const opposition = findClashes(document, sides, readings);
  const clashing = new Set(opposition.clashes.flatMap((clash) => clash.claims));
  const placed = readings
    .filter(({ claim }) => claim.speaker !== null && (takesPart(claim) || clashing.has(claim.id)))
    .slice(0, MOST_PLACED);
  const groups = groupAlike(placed, sides, opposition, read.length).filter((group) => isView(group));
  const framings = groups
    .sort((a, b) => b.length - a.length || a[0]!.order - b[0]!.order)
    .slice(0, MOST_FRAMINGS)
    .flatMap((group) => {
      const members = group.sort((a, b) => a.order - b.order).map(({ claim }) => claim);
      const topic = sumOf(members.map(({ id }) => topicOf.get(id)!));
      const title = titleOf(document, members, { topic, theme, kindOf, people });
      return title === null
        ? []
        : [
            {
              title,
              claims: members.map(({ id }) => id),
              speakers: [...new Set(members.map(({ speaker }) => speaker!))],
              quote: mostCentral(document.text, members, topic, topicOf),
            },
          ];
    })
    .map((framing, i): Framing => ({ id: `f${i + 1}`, ...framing }));
  return { framings, clashes: opposition.clashes };
}

/** One claim alone is a view only where it does something, toward something. */
const isView = ([first, second]: readonly Reading[]): boolean =>
  second !== undefined || (first !== undefined && first.claim.act !== 'states' && first.claim.position !== null);

function groupAlike(placed: readonly Reading[], sides: readonly Side[], { chanceOf, hostile }: Opposition, claims: number): Reading[][] {
  const sideOf = new Map(sides.map((side) => [side.speaker.id, side]));
  const together = (i: number, j: number): number => {
    const [x, y] = [placed[i]!, placed[j]!];
    const [a, b] = [sideOf.get(x.claim.speaker!)!, sideOf.get(y.claim.speaker!)!];
    if (a !== b && hostile(a.speaker.id, b.speaker.id)) return -1;
    const p = chance(TOGETHER, compare(x, y, a, b, a === b ? 0 : chanceOf(a.speaker.id, b.speaker.id), claims, sides.length));
    return a === b ? p : (p * OTHERS) / (p * OTHERS + 1 - p);
  };
  return joinGroups(placed.length, together, LEAST_TOGETHER).map((group) => group.map((i) => placed[i]!));
}

/** A quotation's length, in code units, that a reader takes in at a glance. */
const SHORTEST_QUOTE = 30;
const LONGEST_QUOTE = 260;
/** A quotation that begins as a sentence does, with what it is about. */
const BEGINS_WHOLE = /^[“"‘'«]?(?!(?:It|This|That|These|Those|They|He|She|And|But|So|Because|Or)\b)\p{Lu}/u;

/** A quotation whose first piece hangs on what follows it. */
const HANGS = /^[“"‘'«…. ]*(?:even if|if|when|while|although|though|because|despite|unless|until|given|whether|as|to|of|with|including)\b/i;

/** Acts whose cue governs whom they are done to. */
const GOVERNING: ReadonlySet<Act> = new Set<Act>(['accuses', 'praises', 'demands']);
const isWithin = ([start, end]: Span, spans: readonly Span[]): boolean => spans.some(([from, to]) => start >= from && end <= to);

/** The claim nearest to what its framing is about; a verbatim quotation that is a sentence of readable length before others. Its first piece is what is shown. */
function mostCentral(text: string, claims: readonly Claim[], topic: Topic, topicOf: ReadonlyMap<string, Topic>): string {
  let best = claims[0]!;
  let most = -1;
  for (const claim of claims) {
    const length = claim.content.reduce((sum, [start, end]) => sum + end - start, 0);
    const [start, end] = claim.content[0]!;
    const readable = length >= SHORTEST_QUOTE && length <= LONGEST_QUOTE && end - start >= SHORTEST_QUOTE ? 1.3 : 1;
    const whole = BEGINS_WHOLE.test(text.slice(start, start + 12)) ? 1.25 : 1;
    const hangs = HANGS.test(text.slice(start, start + 16)) ? 0.6 : 1;
    const verbatim = claim.type === 'direct' ? 1.5 : claim.type === 'mixed' ? 1.2 : 1;
    // A question, or words from the middle of a sentence, are no view.
    const broken = /\?[”"’']?$/.test(text.slice(Math.max(start, end - 2), end))
      ? 0.4
      : claim.type === 'direct' && /^[“"‘'«… ]*\p{Ll}/u.test(text.slice(start, start + 8))
        ? 0.6
        : 1;
    const told = claim.act === 'states' ? 1 : 1.2;
    // "accused | the board of hiding it": no words of the speaker's, and no sentence.
    const governed =
      claim.type !== 'direct' && GOVERNING.has(claim.act) && claim.reasons.act?.some((words) => isWithin(words, claim.cue)) ? 0.6 : 1;
    const score = similarity(topicOf.get(claim.id)!, topic) * readable * whole * hangs * broken * verbatim * told * governed;
    if (score > most) {
      most = score;
      best = claim;
    }
  }
  return best.id;
}
