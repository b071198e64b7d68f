import type { Act, Claim, Clash, Reason, Span, Speaker } from '../analysis.ts';
import type { TextDocument } from '../language/document.ts';
import { namesInText } from '../speakers/cast.ts';
import { nameKeys, sameName } from '../speakers/names.ts';
import { chance } from './logistic.ts';
import { isOrganOf, ownSide } from './naming.ts';
import { keyPhrase } from './phrases.ts';
import { isMeasure, isName, overlap, type Reading, relate, type Side, targetWords } from './relations.ts';
import { withoutLoneMark } from './title.ts';
import { type Topic, tokensIn } from './topics.ts';
import { CLASH } from './weights.ts';

/** Least chance of a clash that is shown. */
const LEAST_CLASH = 0.7;
/** How sure a clash is that is plainly told. */
const PLAIN = 0.8;
/** Speakers who clash with at least this chance never share a framing, shown or not. */
const LEAST_HOSTILE = 0.35;
/** Mentions by name that somebody who is attacked and not heard has at least. */
const LEAST_MENTIONS = 2;
/** More than a reader can take in is no list. */
const MOST_CLASHES = 12;
/** Speakers compared with each other: those with most claims. */
const MOST_SIDES = 40;
/** Words of an issue that is read at a glance. */
const MOST_ISSUE = 7;
/** Of each claim, at most so many tokens are read for what a clash is over. */
const MOST_TOKENS = 400;
/** Least likeness of an attack to what the attacked says, where that is only background. */
const LEAST_ANSWER = 0.04;
/** Least likeness of a denial to what it may deny. */
const LEAST_LIKE = 0.08;
/** Least likeness of a denial to what it denies, for the two never to be one view. */
const LEAST_DENIED = 0.15;
/** Claims of one speaker that show a clash. */
const MOST_SHOWN = 3;

/** Who stands against whom. */
export interface Opposition {
  readonly clashes: Clash[];
  /** The chance that two speakers, by id, clash. */
  readonly chanceOf: (a: string, b: string) => number;
  /** Whether two speakers never share a view. */
  readonly hostile: (a: string, b: string) => boolean;
}

/** What shows that one speaker turns on another. */
interface Evidence {
  readonly claim: Reading;
  readonly answer: Reading | null;
  readonly reason: Reason;
  /** What it is about, where that is more than the other speaker. */
  readonly target: string | null;
  readonly weight: number;
}

/**
 * Who clashes with whom, over what, and the claims and words that show it. A learned measure weighs who attacks, denies or answers whom, and who likes and who
 * dislikes the same; a clash is shown only where words of the article stand for it. Accusations against somebody who is named but not heard have `b` null.
 */
export function findClashes(document: TextDocument, sides: readonly Side[], readings: readonly Reading[]): Opposition {
  const compared = [...sides].sort((a, b) => b.readings.length - a.readings.length).slice(0, MOST_SIDES);
  const chances = new Map<string, number>();
  const key = (a: string, b: string): string => (a < b ? `${a}|${b}` : `${b}|${a}`);
  const denying = new Set<string>();
  const found: { clash: Clash; chance: number }[] = [];
  compared.forEach((a, i) => {
    for (const b of compared.slice(i + 1)) {
      if (ownSide(a.speaker, b.speaker) && !(turnsOnItsOwn(a, b) || turnsOnItsOwn(b, a))) continue;
      const p = chance(CLASH, relate(a, b, sides.length));
      const plain = isPlain(a, b) || isPlain(b, a);
      // Asked only of those who may clash, as it looks through the article.
      if ((plain || p >= LEAST_HOSTILE) && isOneState(document.text, a, b) && !(turnsOnItsOwn(a, b) || turnsOnItsOwn(b, a))) continue;
      if (denies(a, b) || denies(b, a)) denying.add(key(a.speaker.id, b.speaker.id));
      chances.set(key(a.speaker.id, b.speaker.id), plain ? Math.max(p, PLAIN) : p);
      if ((p < LEAST_CLASH && !plain) || (!plain && (isBystander(a, b) || isBystander(b, a)))) continue;
      const clash = describeClash(document, a, b);
      if (clash) found.push({ clash, chance: plain ? Math.max(p, PLAIN) : p });
    }
  });
  const chanceOf = (a: string, b: string): number => chances.get(key(a, b)) ?? 0;
  return {
    chanceOf,
    hostile: (a, b) => chanceOf(a, b) >= LEAST_HOSTILE || denying.has(key(a, b)),
    clashes: [
      ...found.sort((x, y) => y.chance - x.chance).map(({ clash }) => clash),
      ...attacksOnUnheard(
        document,
        readings,
        sides.map(({ speaker }) => speaker),
      ),
    ].slice(0, MOST_CLASHES),
  };
}

/** Whether one turns on the other only as one of a side ("the army" for its spokesman), and on somebody else by name. */
function isBystander(one: Side, { speaker: { id } }: Side): boolean {
  const against = one.readings.filter(({ toward }) => toward === 'against');
  const aside = against.filter(({ targeted }) => targeted.get(id) === 'side');
  if (
    aside.length === 0 ||
    one.readings.some(({ named, targeted }) => (named.get(id) ?? 'side') !== 'side' || (targeted.get(id) ?? 'side') !== 'side')
  )
    return false;
  return against.some(({ targeted }) => [...targeted].some(([other, how]) => other !== id && how === 'name'));
}

/** Code units of a claim in which it tells for whom it speaks. */
const OPENING = 90;
const isOneState = (text: string, a: Side, b: Side): boolean => {
  const said = (side: Side): string[] =>
    side.readings.map(({ claim: { content } }) => text.slice(content[0]![0], Math.min(content[0]![1], content[0]![0] + OPENING)));
  return isOrganOf(text, a.speaker, b.speaker, said(a)) || isOrganOf(text, b.speaker, a.speaker, said(b));
};

/** Whether one accuses the very body that it is of, by its name and nothing else: words that merely name one's own side turn on nobody. */
const turnsOnItsOwn = (one: Side, other: Side): boolean => {
  const own = nameKeys(other.speaker.name);
  return one.readings.some(
    ({ claim, toward, target, targeted }) =>
      (claim.act === 'accuses' || claim.act === 'denies') &&
      toward === 'against' &&
      targeted.get(other.speaker.id) === 'name' &&
      target.every((word) => own.includes(word)),
  );
};

/**
 * Whether one plainly turns on the other: accuses, by name or office, somebody who is heard; denies what the other said; or is accused by the other and denies it.
 * Who "alleges" what is in a file or a report does not yet disagree.
 */
function isPlain(one: Side, other: Side): boolean {
  const id = other.speaker.id;
  return one.readings.some((x) => {
    if (x.asks) return false;
    if (other.readings.some((y) => isMeasure(x, y))) return true;
    if (other.readings.some(({ claim }) => claim.id === x.denies || claim.id === x.against?.id)) return true;
    if (other.readings.some((y) => retortsTo(x, y) || deniesBefore(x, y))) return true;
    const aimed = x.targeted.get(id) ?? (x.toward === 'against' && isName(x.claim.position!.target) ? undefined : x.named.get(id));
    if (aimed === undefined || aimed === 'side') return false;
    if (
      x.claim.act === 'accuses' &&
      other.readings.some(({ claim, pleads }) => (claim.act === 'denies' && !pleads) || claim.act === 'plays-down')
    )
      return true;
    return (
      (x.claim.act === 'accuses' || x.claim.act === 'denies') &&
      x.toward === 'against' &&
      x.targeted.has(id) &&
      x.targeted.get(id) !== 'side' &&
      !x.alleges
    );
  });
}

/** Whether a claim answers, and turns on, the one right before it: of somebody whom it names, where it names any who is heard. */
const retortsTo = (x: Reading, y: Reading): boolean =>
  x.retorts &&
  x.order === y.order + 1 &&
  x.claim.act !== 'praises' &&
  (x.named.size === 0 || (x.named.get(y.claim.speaker!) ?? 'side') !== 'side');

/** Whether one denies something that names the other, who names it too: “denied having met Quill”. */
const deniesBefore = (x: Reading, y: Reading): boolean =>
  x.claim.act === 'denies' &&
  !x.pleads &&
  x.named.get(y.claim.speaker!) === 'name' &&
  x.order > y.order &&
  y.named.get(x.claim.speaker!) === 'name' &&
  y.claim.act !== 'denies' &&
  y.claim.act !== 'praises' &&
  y.toward !== 'for';

/** Whether one denies or plays down what the other accuses or warns of, whether or not a clash is shown. */
const denies = (one: Side, other: Side): boolean =>
  one.readings.some(
    (x) =>
      x.accusers.includes(other.speaker.id) ||
      ((x.claim.act === 'denies' || x.claim.act === 'plays-down') &&
        other.readings.some((y) => (y.claim.act === 'accuses' || y.claim.act === 'warns') && x.likeness[y.order]! >= LEAST_DENIED)),
  );

/** A clash in its own words; null where none stands for it. */
function describeClash(document: TextDocument, a: Side, b: Side): Clash | null {
  const evidence = [...turnsOn(a, b), ...turnsOn(b, a)].filter(isHeard).sort((x, y) => y.weight - x.weight);
  const first = evidence[0];
  if (!first) return null;
  const [one, other] = first.claim.claim.speaker === a.speaker.id ? [a, b] : [b, a];
  const shown = new Set<Reading>();
  for (const { claim, answer } of evidence) {
    const count = (reading: Reading): number => [...shown].filter((r) => r.claim.speaker === reading.claim.speaker).length;
    for (const reading of [claim, answer]) if (reading && count(reading) < MOST_SHOWN) shown.add(reading);
  }
  const of = (side: Side): Claim[] => side.readings.filter((r) => shown.has(r)).map(({ claim }) => claim);
  const denied = first.claim.denies === null ? undefined : evidence.find(({ answer }) => answer?.claim.id === first.claim.denies)?.answer;
  const own = [...shown].filter((r) => one.readings.includes(r));
  const theirs = [...shown].filter((r) => other.readings.includes(r));
  const names: (() => string | null | undefined)[] = [
    () => (denied ? deniedMatter(document, first.claim, denied, one, other) : null),
    () => chargeOf(document.text, of(one)),
    () => first.target,
    () => deedOf(document, of(one)),
    () => evidence.find(({ target }) => target !== null)?.target,
    () => issueOf([...shown], [one, other]),
    () => matterOf(document, own, theirs, [one, other]),
    () => first.claim.claim.position?.target,
  ];
  let over: string | null = null;
  for (const name of names) {
    const found = name();
    if (!found) continue;
    over ??= found;
    if (SAYING.test(found)) continue;
    over = found;
    break;
  }
  if (!over) return null;
  return {
    a: one.speaker.id,
    b: other.speaker.id,
    over: withoutLoneMark(over),
    claims: [...shown].sort((x, y) => x.order - y.order).map(({ claim }) => claim.id),
    reason: first.reason,
  };
}

/** What of one speaker's claims turns on the other. */
function turnsOn(one: Side, other: Side): Evidence[] {
  const id = other.speaker.id;
  return one.readings.flatMap((x): Evidence[] => {
    if (x.asks) return [];
    const { act, position, reasons, cue } = x.claim;
    const answer = answerTo(x, other);
    const found: Evidence[] = [];
    const rests = (label: 'act' | 'position'): readonly Span[] => reasons[label] ?? cue;
    const byAct: Reason = { kind: 'act', act, words: rests('act') };
    const aimed = x.toward === 'against' ? x.targeted.get(id) : undefined;
    const how = x.named.get(id);
    if (aimed && position) {
      // "the mayor's plan" is more than the mayor.
      const target = x.target.length > 1 && /[’']s\b/.test(position.target) ? position.target : null;
      const reason: Reason = ATTACKS.has(act) ? byAct : { kind: 'against', target: position.target, words: rests('position') };
      found.push({ claim: x, answer, reason, target, weight: aimed === 'side' ? 2 : 4 });
    } else if (how && ATTACKS.has(act) && !(x.toward === 'against' && isName(position!.target)))
      found.push({ claim: x, answer, reason: byAct, target: null, weight: how === 'side' ? 1 : 3 });
    for (const y of other.readings) {
      if (x.toward && y.toward && x.toward !== y.toward) {
        const same = overlap(x.target, y.target);
        const target = shorter(position!.target, y.claim.position!.target);
        // To like and to dislike a person is not yet to disagree on a matter.
        const person = isName(target);
        if (same >= 0.5 && (x.toward === 'against' || found.length === 0))
          found.push({
            claim: x,
            answer: y,
            reason: { kind: 'opposite', target, words: [...rests('position'), ...(y.claim.reasons.position ?? [])] },
            target: person ? null : target,
            weight: person ? 1 : 2 + same,
          });
      }
      if (x.order > y.order && isMeasure(x, y)) {
        const { target } = y.claim.position!;
        const words = [...rests('position'), ...(y.claim.reasons.position ?? [])];
        found.push({ claim: x, answer: y, reason: { kind: 'opposite', target, words }, target, weight: 2.5 });
      }
      if (retortsTo(x, y)) found.push({ claim: x, answer: y, reason: { kind: 'words', words: cue }, target: null, weight: 2.5 });
      if (deniesBefore(x, y)) found.push({ claim: x, answer: y, reason: byAct, target: null, weight: 3 });
      if (x.against?.id === y.claim.id)
        found.push({ claim: x, answer: y, reason: { kind: 'words', words: x.against.words }, target: null, weight: 2.5 });
      if (x.denies === y.claim.id) found.push({ claim: x, answer: y, reason: byAct, target: null, weight: 4 });
      const after = x.order - y.order;
      const like = x.likeness[y.order]!;
      if ((act === 'denies' || act === 'plays-down') && y.claim.act !== act && (like > LEAST_LIKE || (after > 0 && after <= 2)))
        found.push({ claim: x, answer: y, reason: byAct, target: null, weight: 2 + like });
    }
    const before = other.readings.find((y) => y.order === x.order - 1);
    if (x.opposed.has(id)) found.push({ claim: x, answer, reason: { kind: 'words', words: x.opposition }, target: null, weight: 1.5 });
    else if (x.turn.length > 0 && before)
      found.push({ claim: x, answer: before, reason: { kind: 'words', words: x.turn }, target: null, weight: 0.5 });
    return found;
  });
}

/** Whether the other says anything of the matter, or takes a view at all. */
const isHeard = ({ claim, answer }: Evidence): boolean =>
  answer !== null &&
  (claim.denies === answer.claim.id ||
    claim.against?.id === answer.claim.id ||
    retortsTo(claim, answer) ||
    deniesBefore(claim, answer) ||
    (claim.charges && claim.toward === 'against' && claim.targeted.get(answer.claim.speaker!) === 'name') ||
    answer.claim.act === 'denies' ||
    answer.claim.act === 'plays-down' ||
    answer.named.get(claim.claim.speaker!) === 'name' ||
    claim.likeness[answer.order]! >= LEAST_ANSWER ||
    answer.claim.position !== null);

const ATTACKS: ReadonlySet<Act> = new Set<Act>(['accuses', 'denies', 'plays-down', 'warns', 'demands']);
const shorter = (a: string, b: string): string => (b.length < a.length ? b : a);

/** What the other says nearest to a claim: a denial of an accusation, or else the likest, or else the next. */
function answerTo(x: Reading, other: Side): Reading | null {
  let best: Reading | null = null;
  let most = -1;
  for (const y of other.readings) {
    const denial = (x.claim.act === 'accuses' && y.claim.act === 'denies') || x.denies === y.claim.id ? 1 : 0;
    const names = y.named.get(x.claim.speaker!) === 'name' ? 0.2 : 0;
    const value = x.likeness[y.order]! + denial + names + 0.1 / (1 + Math.abs(x.order - y.order));
    if (value > most) {
      most = value;
      best = y;
    }
  }
  return best;
}

/** Accusations against somebody whom the article names and does not hear. */
function attacksOnUnheard(document: TextDocument, readings: readonly Reading[], speakers: readonly Speaker[]): Clash[] {
  const known = namesInText(document.text).flatMap(({ name, mentions }) => (mentions >= LEAST_MENTIONS ? [targetWords(name)] : []));
  const found = new Map<string, Clash>();
  for (const { claim, toward, target, targeted } of readings) {
    if (claim.speaker === null || claim.act !== 'accuses' || toward !== 'against' || targeted.size > 0) continue;
    const over = claim.position!.target;
    if (!isName(over) || !known.some((keys) => sameName(keys, target))) continue;
    if (speakers.some(({ id, name }) => id === claim.speaker && sameName(targetWords(name), target))) continue;
    const key = `${claim.speaker}|${over}`;
    const before = found.get(key);
    found.set(key, {
      a: claim.speaker,
      b: null,
      over,
      claims: [...(before?.claims ?? []), claim.id],
      reason: before?.reason ?? { kind: 'act', act: 'accuses', words: claim.reasons.act ?? claim.cue },
    });
  }
  return [...found.values()];
}

/** Words without the marks and blanks after them. */
function withoutEnd(words: string): string {
  let end = words.length;
  while (end > 0 && /[\s,.;:!?–—-]/.test(words[end - 1]!)) end--;
  return words.slice(0, end);
}

/** Words without marks of quotation and without what an editor put in brackets. */
function withoutBrackets(words: string): string {
  let kept = '';
  let open = false;
  for (const mark of words) {
    if (mark === '[') open = true;
    else if (mark === ']') open = false;
    else if (!open && !/[“”"]/.test(mark)) kept += mark;
  }
  return kept;
}

/** Words of a charge that are read at a glance. */
const CHARGE = { least: 2, most: 9 };
/** Where a charge that is too long may end. */
const TIE =
  /^(?:and|or|but|while|when|where|who|which|that|because|since|after|before|by|in|on|at|with|from|as|to|despite|without|during|against|including)$/i;

/** What somebody is accused of or praised for, where the claim says so: "the board of hiding the tests", "the mayor for his silence". */
function chargeOf(text: string, attacks: readonly Claim[]): string | null {
  for (const { act, position, content } of attacks) {
    if (act !== 'accuses' || !position) continue;
    const [start, end] = content[0]!;
    const rest = text.slice(start, Math.min(end, start + 240));
    const at = rest.indexOf(position.target);
    const charge =
      at < 0 || at > 12
        ? null
        : /^[’'”"]?(?: [a-z]{1,5}){0,3} (?:of|for) ([^.;:\n]{4,})/u.exec(rest.slice(at + position.target.length))?.[1];
    if (!charge) continue;
    const words = withoutBrackets(charge).trim().split(/\s+/);
    if (words.length > CHARGE.most) {
      const tie = words.slice(0, CHARGE.most + 1).findLastIndex((word, i) => i >= CHARGE.least && TIE.test(word));
      if (tie < 0) continue;
      words.length = tie;
    }
    if (words.length >= CHARGE.least) return withoutEnd(words.join(' '));
  }
  return null;
}

/** Nouns for what is said, which a denial may name instead of what it denies. */
const SAYING =
  /^(?:the|this|that|these|those|such|his|her|their|any|all)? ?(?:[a-z]+ )?(?:claims?|charges?|allegations?|accusations?|criticisms?|suggestions?|ideas?|notions?|reports?|calls?|demands?|complaints?|assertions?|remarks?|comments?|rumou?rs?)$/i;

/** What a denial of another's claim is about: what it names itself, what the other accuses of, or what both speak of thereabouts. */
function deniedMatter(document: TextDocument, x: Reading, y: Reading, one: Side, other: Side): string | null {
  const own = x.claim.position?.target;
  if (own && !SAYING.test(own) && x.targeted.size === 0) return own;
  const near = (side: Side, from: number, to: number): Reading[] => side.readings.filter(({ order }) => order >= from && order <= to);
  return (
    chargeOf(document.text, [y.claim]) ??
    matterOf(document, near(other, y.order - 2, y.order), near(one, x.order, x.order + 2), [one, other]) ??
    null
  );
}

/** Words of what is denied or held against somebody that are read at a glance. */
const DEED = { least: 3, most: 8 };

/** What is denied, blamed or played down, where the cue governs it and it is short: "taking money", "the mayor's change of mind". */
function deedOf(document: TextDocument, attacks: readonly Claim[]): string | null {
  for (const { act, type, content, cue, reasons } of attacks) {
    if ((act !== 'denies' && act !== 'accuses' && act !== 'plays-down') || type === 'direct' || content.length !== 1 || cue.length !== 1)
      continue;
    // Where the cue itself names the act, what follows is what it does it to.
    if (!reasons.act?.some(([start, end]) => start >= cue[0]![0] && end <= cue[0]![1])) continue;
    const tokens = tokensIn(document, content).filter(({ pos }) => pos !== 'PUNCT');
    const [first] = tokens;
    if (!first || tokens.length < DEED.least || tokens.length > DEED.most || first.pos === 'PRON' || first.lower === 'that') continue;
    if (tokens.some(({ pos, lower }) => pos === 'AUX' && !/^(?:being|been|have|having)$/.test(lower))) continue;
    const deed = document.text.slice(...content[0]!).replace(/[“”"]/g, '');
    return withoutEnd(deed).trimStart();
  }
  return null;
}

/** The longest phrase that a claim is for or against, where it names more than a speaker or a single word. */
function issueOf(shown: readonly Reading[], sides: readonly Side[]): string | null {
  const names = new Set(sides.flatMap(({ speaker }) => targetWords(speaker.name)));
  let best: string | null = null;
  for (const { target, targeted, toward, claim } of shown) {
    const phrase = claim.position?.target;
    if (!phrase || targeted.size > 0 || isName(phrase) || target.length < 2 || target.length > MOST_ISSUE) continue;
    // What somebody is for, or what the other speaks of too.
    const others = shown.filter((r) => r.claim.speaker !== claim.speaker);
    if (toward !== 'for' && !others.some(({ topic }) => target.some((word) => topic.has(word)))) continue;
    if (target.every((word) => names.has(word))) continue;
    if (best === null || phrase.length > best.length) best = phrase;
  }
  return best;
}

/** A phrase of a matter, in words. */
const PHRASE = { least: 2, most: 6 };

/** What two sides' claims are both about, in the words of either; their own names say nothing of the matter. */
function matterOf(document: TextDocument, a: readonly Reading[], b: readonly Reading[], sides: readonly Side[]): string | null {
  const matter = new Map<string, number>();
  for (const { topic } of [...a, ...b])
    for (const [word, weight] of topic) {
      const both = a.some((r) => r.topic.has(word)) && b.some((r) => r.topic.has(word));
      matter.set(word, Math.max(matter.get(word) ?? 0, both ? weight : weight / 4));
    }
  const names = new Set(sides.flatMap(({ speaker }) => targetWords(speaker.name)));
  const phraseIn = (readings: readonly Reading[], topic: Topic): string | null => {
    const tokens = readings.flatMap(({ claim }) => tokensIn(document, claim.content).slice(0, MOST_TOKENS));
    // "the cops" says less than "the search of the car".
    return keyPhrase(document, tokens, topic, PHRASE, names) ?? keyPhrase(document, tokens, topic, undefined, names);
  };
  // What the one who turns on the other calls it, where both speak of it.
  const common = new Map([...matter].filter(([word]) => [a, b].every((side) => side.some(({ topic }) => topic.has(word)))));
  return phraseIn(a, common) ?? phraseIn([...a, ...b], matter);
}
