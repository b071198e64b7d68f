import type { Act, Claim } from '../analysis.ts';
import type { TextDocument } from '../language/document.ts';
import { isContentWord, type Topic, tokensIn } from './topics.ts';

/** A title's length, in words. */
const LEAST_WORDS = 3;
const MOST_WORDS = 10;

/** Where one clause ends and another begins. */
const BETWEEN =
  /[.!?;:…—–“”"«»()]|, (?:and|but|so|because|which|who|while|although|adding|saying|whether|when|as|including|with|not)\b|\s-\s/u;
/** Begins that carry nothing: cut off, as often as they stand. */
const LEAD =
  /^(?:and|but|so|because|that|also|then|now|well|however|meanwhile|indeed|in fact|of course|(?:I|we|they|he|she) (?:think|believe|know|feel|hope|mean|guess|said|say|says)(?: that)?|it is clear that|there is no doubt that|the fact (?:is(?: that)?|that)|the (?:necessity|need|idea|claim|danger) that|for (?:his|her|its|their) part)[,\s]+/i;
/** Words that cannot end a title. */
const DANGLING = new Set(
  'the a an of to in on at by for from with and or but as is are was were be been being that which who its his her their our my your this these those will would could should can may must has have had not no than into over about between when if because very more most such so it we they he she i you do does did'.split(
    ' ',
  ),
);
/** Words whose meaning lies outside of the title. */
/** Begins of what is no statement: clauses that hang on another, and questions. */
const HANGING = new Set(
  'as if when while because since although though unless until whether why how what which who whose where before after to by for with without despite during among only even just then than like not hopefully'.split(
    ' ',
  ),
);
const POINTING = new Set('it this that these those he she they we i you him her them us there here such its his their our my'.split(' '));
/** Verb forms: a title that has one says something. */
const SAYS = new Set(['VERB', 'AUX']);

/** Verbs that can only belong to the clause's own subject. */
const FINITE = new Set('is are was were has have will must should would could can'.split(' '));

/** Claims that say how the matter stands speak for a view before those that say what will be done. */
const WEIGHTS: Partial<Record<Act, number>> = { states: 1, warns: 1.8, 'plays-down': 1.8, denies: 1.8, accuses: 1.6 };

interface Clause {
  readonly words: readonly string[];
  readonly score: number;
}

/**
 * A title of three to ten words of the article: the clause, of the claims of a framing, that holds most of what they have in common, says something, and is
 * understood by itself. Null where no clause will do.
 */
export function titleOf(document: TextDocument, claims: readonly Claim[], topic: Topic): string | null {
  let best: Clause | null = null;
  for (const claim of claims)
    for (const [start, end] of claim.content)
      for (const clause of clausesOf(document.text, start, end)) {
        const rated = rate(
          document,
          clause.start,
          clause.text,
          topic,
          claim,
          /(?:^|[.!?“"«(] ?)$/.test(document.text.slice(start, clause.start)),
        );
        if (rated && (best === null || rated.score > best.score)) best = rated;
      }
  if (!best) return null;
  const title = best.words.join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function* clausesOf(text: string, start: number, end: number): Generator<{ start: number; text: string }> {
  let from = start;
  const stop = Math.min(end, start + 3_000);
  while (from < stop) {
    const rest = text.slice(from, stop);
    const match = BETWEEN.exec(rest);
    const piece = match ? rest.slice(0, match.index) : rest;
    if (piece.trim() !== '') yield { start: from, text: piece };
    if (!match) return;
    from += match.index + (/^, \w/.test(match[0]) ? 2 : match[0].length);
  }
}

/**
 * A long statement without what stands between its subject and its verb: "The situation in four districts and the hills is dangerous" becomes "The situation is
 * dangerous". Null where it is short already, or its parts are not plain.
 */
function shortened(document: TextDocument, start: number, end: number): string | null {
  const tokens = tokensIn(document, [[start, end]]);
  if (tokens.length <= MOST_WORDS) return null;
  const subject = tokens.findIndex(
    ({ pos, lower }, i) => i > 0 && (pos === 'ADP' || lower === ',' || lower === 'that' || lower === 'who' || lower === 'which'),
  );
  if (subject < 1 || subject > 5 || !/^(?:NOUN|PROPN)$/.test(tokens[subject - 1]!.pos)) return null;
  const verb = tokens.findIndex(({ lower }, i) => i > subject && FINITE.has(lower) && /^(?:NOUN|PROPN)$/.test(tokens[i - 1]!.pos));
  // A verb within what is left out would lend its subject to the wrong predicate.
  if (verb < 0 || tokens.length - verb > MOST_WORDS - 2 || tokens.slice(subject, verb).some(({ pos }) => SAYS.has(pos))) return null;
  return `${document.text.slice(start, tokens[subject - 1]!.end)} ${document.text.slice(tokens[verb]!.start, end)}`;
}

function rate(document: TextDocument, start: number, text: string, topic: Topic, claim: Claim, opens: boolean): Clause | null {
  let lead = /^\s*/.exec(text)![0].length;
  for (let cut = LEAD.exec(text.slice(lead)); cut; cut = LEAD.exec(text.slice(lead))) lead += cut[0].length;
  let words = ((opens ? shortened(document, start + lead, start + text.length) : null) ?? text.slice(lead)).trim().split(/\s+/);
  const whole = words.length <= MOST_WORDS;
  if (!whole) words = words.slice(0, MOST_WORDS);
  while (words.length > 0 && DANGLING.has(words.at(-1)!.toLowerCase())) words.pop();
  if (words.length < LEAST_WORDS) return null;
  words = words.map((word, i) => (i === words.length - 1 ? word.replace(/[,;:'’]+$/, '') : word));
  const from = start + lead;
  const kept = new Set(words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')));
  const tokens = tokensIn(document, [[from, start + text.length]]).filter(({ lower }) => kept.has(lower.replace(/[^\p{L}\p{N}]/gu, '')));
  const content = tokens.filter(isContentWord);
  if (content.length < 2) return null;
  const weight = content.reduce((sum, { lemma }) => sum + (topic.get(lemma) ?? 0), 0) / Math.sqrt(content.length + 2);
  const verb = tokens.findIndex(({ pos }) => SAYS.has(pos));
  let score = weight;
  // A statement has a subject, then a finite verb: "to leave" is none.
  const finite =
    verb > 0 && verb < tokens.length - 1 && !/^(?:to|which|who|that)$/.test(tokens[verb - 1]!.lower) && !/ing$/.test(tokens[verb]!.lower);
  score *= finite ? 2 : 0.7;
  if (HANGING.has(words[0]!.toLowerCase())) score *= 0.3;
  if (!whole) score *= 0.5;
  if (POINTING.has(words[0]!.toLowerCase().replace(/[’'].*$/, ''))) score *= 0.4;
  else if (words.some((word) => POINTING.has(word.toLowerCase()))) score *= 0.8;
  score *= WEIGHTS[claim.act] ?? 1.3;
  return { words, score };
}
