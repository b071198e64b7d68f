import type { Claim, Span, SpeakerKind } from '../analysis.ts';
import type { TextDocument, Token } from '../language/document.ts';
import { genderOfFirstName } from '../language/first-names.ts';
import { trimEnd } from '../language/trim.ts';
import { GROUPS, PERSONS } from '../speakers/words.ts';
import { keyPhrase } from './phrases.ts';
import { isContentWord, type Topic, tokensIn } from './topics.ts';

/** Words of the theme that a noun phrase has to be a title. */
const LEAST_KNOWN = 2;
/** A title's length, in words. */
const LEAST_WORDS = 3;
const MOST_WORDS = 10;
/** Words that say what "it" is. */
const MOST_MATTER = 4;
/** Of a claim, at most so many pieces are tried for a last resort. */
const MOST_SEGMENTS = 20;
/** Of each piece of a claim, at most so many tokens are read. */
const MOST_TOKENS = 500;

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));
/** Marks between clauses. Editorial brackets are none: "[The ban] is wrong". */
const BREAK = /^[.!?;:…—–()]+$/;
/** Left out: marks of quotation and of the editor. */
const STRAY = /^[[\]“”"«»\s]*$/;
/** After a comma, these begin another clause. */
const NEXT_CLAUSE = list(
  'and but so or yet which who whom whose while although though adding saying as including with not because when where',
);
/** What these begin hangs on another clause or is a question: it asserts nothing by itself. */
const HANGING = list(
  'as if when whenever anytime wherever while because since although though unless until whether why how what which who whose where before after like than even just not hopefully only except without lest',
);
/** Without what these begin, a clause would say something else. */
const CONDITION = list('if unless until except without lest');
const CHANGING = list('but than as only whether');
const TURNS = list('but yet though although while');
/** Begins that carry nothing. */
const LEAD = list('and but so because that also then now well however meanwhile indeed moreover therefore look yes again');
const OPINION = list('think believe know feel hope mean guess say said says understand maintain argue suppose wish imagine');
const CERTAIN = list('sure certain confident convinced afraid glad aware');
const POINTING = list('it this that these those he she they him her them there here such its his their');
const POSSESSIVE = list('its his her their our my your');
const OWNERS = { person: list('he she'), group: list('it they'), anonymous: list('he she they') };
const OWN = list('i we you our my your us me');
/** Verbs that can only belong to a subject. */
const FINITE = list(
  "is are was were am has had have do does did will must should would could can may might shall cannot won't isn't don't 's 're 'm 've 'll 'd",
);
/** Cues after which the content is what the speaker says is not so. */
const NEGATING = list('deny reject dismiss dispute refute rebut rebuff repudiate disavow downplay play');
/** Cues that govern nothing but a statement: "Said ..." is no title. */
const PLAIN_CUES = list(
  'say tell write add state claim argue suggest note explain insist stress believe think refer cite point describe allude',
);
/** What these liken is said elsewhere. */
const COMPARING = list('similar same other another further likewise too');
/** Nouns that only point at what went before. */
/** Nouns whose "that" says what they are: "came to the conclusion | that ...". */
const THAT_NOUNS = list(
  'realization realisation conclusion idea view fact belief feeling impression point hope concern assumption argument evidence danger risk chance sense notion claim doubt fear opinion suspicion perception understanding possibility likelihood way',
);
const VAGUE = list(
  'move decision idea plan thing things step matter issue situation case problem proposal measure result results response statement question answer point process event events cause reason incident information number numbers policy practice document documents',
);
/** These begin what says which, or what for. */
const DEFINING = /^(?:to|that|which|who|whose|whom|where)$/;
/** What these do to somebody is said after "to". */
const CAUSING = list(
  'cause allow enable force ask urge want expect encourage invite order persuade require tell teach permit compel oblige empower pressure convince direct instruct command advise',
);
const READY = list(
  'ready willing able unable likely unlikely eager happy glad proud due set free reluctant prepared determined expected supposed',
);
const TELLING = list('tell inform warn assure remind persuade convince show');
/** Nouns that say little without their "to". */
const OPEN_NOUNS = list(
  'courtesy right ability duty chance power will decision attempt effort need opportunity reason way courage obligation responsibility tendency permission willingness readiness desire capacity end solution answer threat approach access alternative response challenge commitment damage attention objection opposition return freedom intention tool plan promise proposal call offer request order place money mandate authority hope fun confidence strength room space',
);
/** Clauses that need a verb of their own. */
const OPENERS = list('if what who whom whose which when where because than how why whether until while although that as');
/** Before these, a sentence may end. */
const LOOSE = list('because which who whom whose where when while since although though after before amid during despite');
/** Before a "that", these make what follows something else than a statement. */
const TURNING = /^(?:not|no|never|n't|nothing|if|whether|unless|hardly|without|cannot)$/;
/** Verbs whose "that" is the speaker's own statement; of opinion, only where the speaker has it. */
const ASSERTING = list('be mean show prove pledge promise ensure demonstrate confirm');
const BELIEVING = list('believe think know feel');
/** A cue before what is no clause by itself belongs to it: "accused | the parties of lying", "denied | taking money", "played down | reports". */
/** Acts that are done to somebody for something. */
const CHARGING = list('accuses praises');
/** Verbs whose "that" begins what somebody said. */
const REPORTING = list('say claim argue tell note insist warn report suggest admit announce explain state believe think know');
/** What is said, as something that is denied or demanded. */
const SAID = list('charge claim allegation accusation request offer call demand criticism report suggestion comment remark');
const COMPLEMENT = list('accuses denies demands plays-down warns praises pledges');

/** Times that an article has a word that it is about. */
const LEAST_THEME = 3;
/** How much better a title is understood that holds a word of the theme. */
const THEME = 0.5;

interface Candidate {
  readonly title: string;
  readonly score: number;
}

interface TitleContext {
  readonly topic: Topic;
  readonly theme: Topic;
  readonly kindOf: ReadonlyMap<string, SpeakerKind>;
  /** Words, in lower case, of the names of persons: no "it". */
  readonly people: ReadonlySet<string>;
}

/**
 * A title of at most ten words, all of them the article's: the clause, of the claims of a framing, that holds most of what they have in common and is understood by
 * itself, its end left off only where that changes nothing; or the cue with what it governs ("Denied taking money"); or else a noun phrase. Null where there is none.
 */
export function titleOf(document: TextDocument, claims: readonly Claim[], { topic, theme, kindOf, people }: TitleContext): string | null {
  let best: Candidate | null = null;
  let bestPlain: Candidate | null = null;
  let bestTold: Candidate | null = null;
  let bestNamed: Candidate | null = null;
  for (const claim of claims) {
    const spans = claim.content;
    const kind = kindOf.get(claim.speaker ?? '') ?? 'anonymous';
    spans.forEach((span, i) => {
      const tokens = tokensIn(document, [span]).slice(0, MOST_TOKENS);
      const cue = i === 0 ? complementOf(document, claim, span, tokens, kind) : null;
      const denied = claim.type !== 'direct' && isNegated(document, claim);
      const candidates = [
        ...(denied
          ? []
          : segmentsOf(tokens).flatMap((segment) => [
              saidWithin(document.text, segment),
              clauseOf(document.text, segment),
              ownClauseOf(document.text, segment, claim, kind),
            ])),
        cue,
      ];
      for (const clause of candidates) {
        if (!clause) continue;
        const score = rate(clause, topic, theme, claim);
        if (score > (best?.score ?? 0)) best = { title: clause.title, score };
        if (score > (bestNamed?.score ?? 0) && !ABOUT_NOBODY.test(clause.title)) bestNamed = { title: clause.title, score };
        if (isPlain(clause)) {
          if (score > (bestPlain?.score ?? 0)) bestPlain = { title: clause.title, score };
          continue;
        }
        if (score <= (bestTold?.score ?? 0)) continue;
        const told = withMatter(document, clause, { theme, people, from: spans[0]![0] }) ?? withTarget(clause, claim, people);
        if (told !== null) bestTold = { title: told, score };
      }
    });
  }
  const plainest = (bestPlain as Candidate | null)?.title;
  const any = claims.length > 1 ? ((best as Candidate | null)?.title ?? null) : null;
  const found =
    plainest ??
    (bestTold as Candidate | null)?.title ??
    (claims.length > 1 ? (bestNamed as Candidate | null)?.title : null) ??
    (claims.length > 1 ? openingOf(document, claims, topic) : null) ??
    phraseOf(document, claims, topic, theme) ??
    any ??
    (claims.length > 1 ? openingOf(document, claims, topic, true) : null);
  if (!found) return null;
  const plain = /\p{Ll}/u.test(found) ? found : withoutCapitals(document, found);
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** Begins by which nobody knows of whom or what a title tells. */
const ABOUT_NOBODY =
  /^(?:you|he|she|they|him|her|them|that|those|these|it was|it[’']s (?:a|an|the|your|his|her|someone)|(?:many|some|most|all|none|both|few|any|each|one) of (?:them|it|us|these|those|this|that))(?![\p{L}-])/iu;

/** A line in capitals as the article writes its words elsewhere: "Pressure on Hollin". */
function withoutCapitals({ tokens }: TextDocument, title: string): string {
  const names = new Map<string, string>();
  for (const { lower, text, pos } of tokens) if (pos === 'PROPN' && /^\p{Lu}\P{Lu}*\p{Ll}/u.test(text)) names.set(lower, text);
  return title
    .toLowerCase()
    .split(' ')
    .map((word) => names.get(word) ?? word)
    .join(' ');
}

const isNegated = (document: TextDocument, claim: Claim): boolean =>
  (claim.act === 'denies' || claim.act === 'plays-down') && tokensIn(document, claim.cue).some(({ lemma }) => NEGATING.has(lemma));

/** Words of a phrase that are no name, least, for it to say something by itself. */
const LEAST_PLAIN = 2;
/** Whether a phrase is more than a name, a place or a time: no "South Marrow’s harbour", no "War in Marrow", no "Talks in October". */
const saysSomething = (phrase: string): boolean =>
  !/['’](?!s)|\d|^\S+['’]s/u.test(phrase) &&
  phrase.split(' ').filter((word) => /^\p{Ll}[\p{L}-]{2}/u.test(word) && !/^(?:the|and|for|with|over|against)$/.test(word)).length >=
    LEAST_PLAIN;

/** A noun phrase of three words or more that holds two words of the theme: "The pipes of the old dairy". */
function phraseOf(document: TextDocument, claims: readonly Claim[], topic: Topic, theme: Topic): string | null {
  const tokens = claims.flatMap(({ content }) => tokensIn(document, content).slice(0, MOST_TOKENS));
  const weights: Topic = new Map([...topic].flatMap(([word, weight]) => (theme.has(word) ? [[word, weight * theme.get(word)!]] : [])));
  const phrase = keyPhrase(document, tokens, weights, { least: LEAST_WORDS, most: MOST_WORDS }, undefined, saysSomething);
  if (phrase === null) return null;
  const words = new Set(tokens.filter(({ lemma, text }) => weights.has(lemma) && phrase.includes(text)).map(({ lemma }) => lemma));
  return words.size >= LEAST_KNOWN ? phrase : null;
}

/** How far back, in code units, what "it" is may be named. */
const REACH = 260;
/** Whether a name stands after "in", "at", "from". */
function isWhere(tokens: readonly Token[], at: number): boolean {
  let i = at - 1;
  while (i >= 0 && /^(?:PROPN|DET|ADJ)$/.test(tokens[i]!.pos)) i--;
  return /^(?:in|at|from|near|across|throughout|outside|inside|into|around|to|of)$/.test(tokens[i]?.lower ?? '');
}

/** A clause about "it" with what "it" is, where that is named shortly before: "Harbour bridge: It is rotten to the core". */
function withMatter(
  document: TextDocument,
  { title, tokens, own, governed }: Clause,
  { theme, people, from }: { readonly theme: Topic; readonly people: ReadonlySet<string>; readonly from: number },
): string | null {
  if (own || governed || !/^(?:it|this|that)$/.test(tokens[0]!.lower) || pointsNowhere(tokens.slice(1))) return null;
  const within = new Set(tokens.map(({ lemma }) => lemma));
  const weights = new Map([...theme].filter(([word]) => !within.has(word)));
  const { start } = tokens[0]!;
  const sentence = document.sentences[tokens[0]!.sentence]![0];
  const near = tokensIn(document, [[Math.max(start - REACH, Math.min(from, sentence)), start]]).filter(({ pos }) => pos !== 'NUM');
  // Nobody, and nowhere, is "it".
  const where = near.flatMap((token, i) => (token.pos === 'PROPN' && isWhere(near, i) ? [token.lower] : []));
  const matter = keyPhrase(document, near, weights, { least: 1, most: MOST_MATTER }, new Set([...people, ...where, ...GROUPS, ...PERSONS]));
  if (matter === null || /\d|['’]s\b/.test(matter)) return null;
  if (matter.split(' ').some((word) => people.has(word.toLowerCase()) || where.includes(word.toLowerCase()))) return null;
  const whole = `${matter}: ${title.charAt(0).toUpperCase()}${title.slice(1)}`;
  return whole.split(' ').length > MOST_WORDS ? null : whole;
}

/** A clause about "it" with what its claim is for or against, where that is no person and not in the clause: "Harbour levy: It will ruin the fishermen". */
function withTarget({ title, tokens, own, governed }: Clause, { position }: Claim, people: ReadonlySet<string>): string | null {
  if (!position || own || governed || !/^(?:it|this|that)$/.test(tokens[0]!.lower) || pointsNowhere(tokens.slice(1))) return null;
  const matter = position.target.replace(/^(?:the|a|an|this|that|these|those|his|her|its|their|our|my|your) /i, '');
  const words = matter.toLowerCase().split(' ');
  const within = new Set(tokens.flatMap(({ lower, lemma }) => [lower, lemma]));
  if (words.length > MOST_MATTER || VAGUE.has(words.at(-1)!) || /[\d“”"]|['’]s\b/.test(matter)) return null;
  if (words.some((word) => people.has(word) || within.has(word)) || GROUPS.has(words.at(-1)!) || PERSONS.has(words.at(-1)!)) return null;
  const whole = `${matter}: ${title.charAt(0).toUpperCase()}${title.slice(1)}`;
  return whole.split(' ').length > MOST_WORDS ? null : whole;
}

/** The first words of a sentence, where nothing makes a title: as many as fit, to the end of a phrase, with a verb; those that hold most of the topic. `anywhere`: also before what a noun needs. */
function openingOf(document: TextDocument, claims: readonly Claim[], topic: Topic, anywhere = false): string | null {
  let best: string | null = null;
  let most = 0;
  for (const { content } of claims)
    for (const { tokens: all, next } of segmentsOf(tokensIn(document, content).slice(0, MOST_TOKENS)).slice(0, MOST_SEGMENTS)) {
      const tokens = LEAD.has(all[0]!.lower) ? all.slice(1) : all;
      if (tokens.length === 0 || HANGING.has(tokens[0]!.lower) || !/^(?:DET|NOUN|PROPN|PRON|ADJ|NUM)$/.test(tokens[0]!.pos)) continue;
      // "Highlights that ...": a verb that passes for a noun.
      if (next.startsWith('?') || tokens[1]?.lower === 'that') continue;
      if (/^(?:i|we)$/.test(tokens[0]!.lower) && OPINION.has(tokens.slice(1, 3).find(({ pos }) => pos !== 'ADV')?.lower ?? '')) continue;
      const title = cutToFit(document.text, tokens, anywhere);
      if (title === null || /,/.test(title) || ABOUT_NOBODY.test(title) || finiteVerb(tokens.slice(0, MOST_WORDS - 2)) < 1) continue;
      const kept = tokens.slice(0, title.split(' ').length);
      const verb = finiteVerb(tokens);
      if (pointsNowhere(kept) || disagrees(tokens.slice(0, verb), tokens[verb]!)) continue;
      const weight = kept.reduce((sum, { lemma }) => sum + (topic.get(lemma) ?? 0), POINTING.has(tokens[0]!.lower) ? 0.1 : 0.2);
      if (weight > most) {
        most = weight;
        best = title;
      }
    }
  return best;
}

/** Whether the end of a statement hangs on what was left off: "more than what", "behind if she", "proud to have". */
function hangs(tokens: readonly Token[]): boolean {
  const opener = tokens.findLastIndex(({ lower, pos }, i) => i > 0 && OPENERS.has(lower) && pos !== 'DET');
  return /^(?:VERB|AUX|PRON|ADV)$/.test(tokens.at(-1)!.pos) || (opener > 0 && finiteVerb(tokens.slice(opener + 1)) < 0);
}

/** Whether the first words of a sentence may end before a token. */
function mayBreak(tokens: readonly Token[], end: number, anywhere: boolean): boolean {
  const next = tokens[end]!;
  // "the confidence [to ...]", "the conclusion [that ...]"
  const last = tokens[end - 1]!.lower;
  if (!anywhere && ((next.lower === 'to' && OPEN_NOUNS.has(last)) || (next.lower === 'that' && THAT_NOUNS.has(last)))) return false;
  if (hangs(tokens.slice(0, end)) || (next.lower === 'to' && tokens.slice(0, end).some(({ lemma }) => CAUSING.has(lemma)))) return false;
  return next.lower === 'to' || next.lower === ',' || LOOSE.has(next.lower) || (next.pos === 'ADP' && next.lower !== 'of');
}

function cutToFit(text: string, tokens: readonly Token[], anywhere: boolean): string | null {
  for (let end = Math.min(tokens.length, MOST_WORDS); end >= LEAST_WORDS; end--) {
    const title = render(text, [tokens.slice(0, end)]);
    const words = title.split(' ').length;
    if (words > MOST_WORDS) continue;
    if (words < LEAST_WORDS) return null;
    if (endsWell(tokens[end - 1]!) && (end === tokens.length || mayBreak(tokens, end, anywhere))) return title;
  }
  return null;
}

/** Whether a clause begins with what it is about, and not with a word that points elsewhere. */
function isPlain({ tokens, own, governed }: Clause): boolean {
  if (pointsNowhere(tokens)) return false;
  if (tokens[0]!.lower === 'there' || own || governed) return true;
  if (tokens[0]!.lower === 'you') return false;
  const verb = finiteVerb(tokens);
  return !tokens.slice(0, Math.max(1, verb)).some(({ lower, pos }) => POINTING.has(lower) && pos === 'PRON');
}

/** Whether something is done to "it" or "him", and nothing before says what or whom: "Called it a rehearsal", "We must look at it". */
const pointsNowhere = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ lower, pos }, i) =>
      i > 0 &&
      pos === 'PRON' &&
      (/^(?:it|him|them|that|this|these|those)$/.test(lower) ||
        (lower === 'her' && !/^(?:NOUN|PROPN|ADJ|NUM)$/.test(tokens[i + 1]?.pos ?? ''))) &&
      // "found it hard to"
      tokens[i + 1]?.pos !== 'ADJ' &&
      !(lower === 'that' && /^(?:VERB|AUX)$/.test(tokens[i + 1]?.pos ?? '')) &&
      // "has told me that on this level"
      (lower === 'that' || !tokens.slice(0, i).some((before) => before.pos === 'NOUN' || before.pos === 'PROPN')),
  );

/** Words of the article's nouns and names by how often it has them, one at most: what a reader knows it to be about. */
export function themeOf({ tokens }: TextDocument): Topic {
  const counts = new Map<string, number>();
  for (const token of tokens)
    if ((token.pos === 'NOUN' || token.pos === 'PROPN') && isContentWord(token))
      counts.set(token.lemma, (counts.get(token.lemma) ?? 0) + 1);
  const most = Math.max(LEAST_THEME, ...[...counts.values()].sort((a, b) => b - a).slice(0, 5));
  return new Map(
    [...counts].filter(([, count]) => count >= LEAST_THEME).map(([word, count]) => [word, Math.log(1 + count) / Math.log(1 + most)]),
  );
}

interface Segment {
  readonly tokens: readonly Token[];
  /** The mark or word after it. */
  readonly next: string;
  /** The first word of the part before it, where a comma ties it to that. */
  readonly prior: string;
}

function segmentsOf(all: readonly Token[]): Segment[] {
  const tokens = all.map(withoutMarks);
  const segments: Segment[] = [];
  let from = 0;
  let prior = '';
  const close = (to: number, next: string, tied: boolean): void => {
    let part = tokens.slice(from, to).filter(({ text }) => !STRAY.test(text));
    while (part.length > 0 && /^['’‘]+$/.test(part[0]!.text)) part = part.slice(1);
    // “It is foul,” ends before its comma.
    while (part.length > 0 && /^[,'’-]+$/.test(part.at(-1)!.text)) part = part.slice(0, -1);
    if (part.length > 0) segments.push({ tokens: part, next, prior });
    prior = tied ? (part[0]?.lower ?? '') : '';
  };
  tokens.forEach((token, i) => {
    const mark = BREAK.test(token.text);
    const first = STRAY.test(tokens[from]!.text) ? (tokens[from + 1] ?? token) : tokens[from]!;
    // "While we look on, ...", "In my view, ...": what matters comes after the comma.
    const hangs = HANGING.has(first.lower) || first.pos === 'ADP';
    // "The coast, the hills and the valleys are ...": a list in the subject is no turn.
    const turn =
      token.lower === ',' &&
      (hangs ||
        ((NEXT_CLAUSE.has(tokens[i + 1]?.lower ?? '') || beginsClause(tokens, i + 1)) &&
          finiteVerb(tokens.slice(from, Math.min(i, from + 40))) > 0));
    if (!mark && !turn && (i === 0 || tokens[i - 1]!.paragraph === token.paragraph)) return;
    close(i, mark ? token.text : turn ? (tokens[i + 1]?.lower ?? '') : '', turn);
    from = mark || turn ? i + 1 : i;
  });
  close(tokens.length, '', false);
  return segments;
}

/** A token without the marks of quotation that stick to it ("''If"), in lower case with a straight apostrophe. */
function withoutMarks(token: Token): Token {
  const marks = /^(?:''|``|[“"‘])(?=\p{L})/u.exec(token.text)?.[0].length ?? 0;
  const lower = token.lower.slice(marks).replace('’', "'");
  return marks === 0 && lower === token.lower ? token : { ...token, start: token.start + marks, text: token.text.slice(marks), lower };
}

/** Whether a statement of its own begins after a comma: "the wells are foul, | people are afraid". */
const beginsClause = (tokens: readonly Token[], from: number): boolean =>
  /^(?:DET|NOUN|PROPN|PRON)$/.test(tokens[from]?.pos ?? '') &&
  tokens.slice(from + 1, from + 4).some(({ lower, pos }, k) => pos === 'AUX' && FINITE.has(lower) && isNominal(tokens[from + k]!));

interface Clause {
  readonly title: string;
  readonly tokens: readonly Token[];
  /** Whether its end was left off. */
  readonly cut: boolean;
  /** Whether what was left off says which or what: "a plan [that ...]". */
  readonly lost: boolean;
  /** Whether what follows takes some of it back: "It was strong, but ...". */
  readonly conceded: boolean;
  /** Whether it is the cue with what it governs. */
  readonly governed?: boolean;
  /** Whether it is only part of what is said. */
  readonly within?: boolean;
  /** Whether its subject, the speaker, was left off. */
  readonly own?: boolean;
}

const isNominal = ({ pos }: Token): boolean => pos === 'NOUN' || pos === 'PROPN' || pos === 'PRON' || pos === 'NUM';

/** "The military", "the poor". */
const isAdjectival = ([first, second, third]: readonly Token[]): boolean =>
  first?.pos === 'DET' && second?.pos === 'ADJ' && third === undefined;

/** Index of the first verb that has a subject before it; -1 for none. */
function finiteVerb(tokens: readonly Token[]): number {
  let infinitive = false;
  return tokens.findIndex((token, i) => {
    if (i === 0 || (token.pos !== 'VERB' && token.pos !== 'AUX')) return false;
    let before = i - 1;
    while (before > 0 && (tokens[before]!.pos === 'ADV' || tokens[before]!.lower === 'not')) before--;
    if (tokens[before]!.lower === 'to') {
      infinitive = true;
      return false;
    }
    if (FINITE.has(token.lower)) return true;
    // "the government to support and strengthen ...": still the infinitive.
    if (infinitive || token.pos === 'AUX' || /ing$/.test(token.lower)) return false;
    // "larger-than-expected growth in work and drop in rents": what looks like a verb is none.
    if (/^(?:DET|ADP|CCONJ)$/.test(tokens[i - 1]!.pos) || /-$/.test(tokens[i - 1]!.lower)) return false;
    // "attacks attributed to ...", "a plan written by ...": participles.
    return !(/(?:ed|en|wn|ung|rn)$/.test(token.lower) && /^(?:to|by|as|with|in|on|from)$/.test(tokens[i + 1]?.lower ?? ''));
  });
}

/** A segment as a statement of at most ten words: subject, verb and what the verb needs; null where it is none. */
function clauseOf(text: string, { tokens: all, next, prior }: Segment): Clause | null {
  // "If it rains, | the bridge will fall", "... | then it will fall"
  if (CONDITION.has(prior)) return null;
  let tokens = all;
  for (;;) {
    const [first, second, third] = [tokens[0]?.lower ?? '', tokens[1]?.lower ?? '', tokens[2]?.lower ?? ''];
    const own = first === 'i' || first === 'we';
    const believing = own && OPINION.has(second) ? 2 : own && /^(?:am|are|'m|'re)$/.test(second) && CERTAIN.has(third) ? 3 : 0;
    const opinion = believing > 0 && tokens[believing]?.lower === 'that' ? believing + 1 : believing;
    const lead =
      opinion || (LEAD.has(tokens[0]?.lower ?? '') && !(tokens[0]!.lower === 'that' && FINITE.has(tokens[1]?.lower ?? '')) ? 1 : 0);
    // "pointed | out the hills are bare": a particle of the cue.
    const particle = /^(?:out|,)$/.test(tokens[0]?.lower ?? '');
    if (lead === 0 && !particle) break;
    tokens = tokens.slice(lead || 1);
  }
  if (tokens.length < LEAST_WORDS || HANGING.has(tokens[0]!.lower) || CONDITION.has(next) || next.startsWith('?')) return null;
  tokens = withoutAside(tokens);
  const verb = finiteVerb(tokens);
  if (verb < 1 || verb === tokens.length - 1) return null;
  const subject = tokens.slice(0, verb);
  if (
    /^(?:ADP|CCONJ)$/.test(tokens[0]!.pos) ||
    // "Will was a good boy": a name.
    (tokens[0]!.pos === 'AUX' && tokens[1]!.pos !== 'AUX') ||
    tokens[0]!.lower === 'or' ||
    (tokens[0]!.pos === 'VERB' &&
      !/-/.test(tokens[0]!.lower) &&
      !(/ing$/.test(tokens[0]!.lower) && (verb === 1 || FINITE.has(tokens[verb]!.lower)))) ||
    tokens[0]!.pos === 'PART' ||
    !(subject.some(isNominal) || (subject.length === 1 && subject[0]!.pos !== 'ADV') || isAdjectival(subject))
  )
    return null;
  // "people to stay calm": an order, and no statement.
  if (!FINITE.has(tokens[verb]!.lower) && subject.some(({ lower }) => lower === 'to')) return null;
  // "the board of trial by press release after lead | was found": a clause of its own.
  if (subject.some(({ lower }, i) => i > 0 && /^(?:after|before|since|until|because|while|as|once)$/.test(lower))) return null;
  // "the abuse she suffered", "a plan that intends": the verb is not the subject's own.
  const kept = shortSubject(tokens, verb);
  if (
    kept.some(
      ({ lower }, i) =>
        i > 0 &&
        (/^(?:who|which|that|what|when|where|how|why|whether|if|,|saying|claiming|arguing|warning)$/.test(lower) ||
          (POINTING.has(lower) && tokens[i]!.pos === 'PRON' && isNominal(tokens[i - 1]!))),
    )
  )
    return null;
  if (disagrees(kept, tokens[verb]!)) return null;
  const rest = shortObject(tokens.slice(verb));
  for (let end = Math.min(rest.length, 2 * MOST_WORDS); end >= 2; end--) {
    if (end < rest.length && !mayEnd(rest, end)) continue;
    if (end === rest.length && (trails(rest) || opensOnly(rest))) continue;
    // "promoting the unprecedented": what?
    if (rest[end - 1]!.pos === 'ADJ' && rest[end - 2]?.pos === 'DET') continue;
    const title = render(text, [kept, ...runsOf(rest.slice(0, end))]);
    if (title.split(' ').length > MOST_WORDS) continue;
    if (title.split(' ').length < LEAST_WORDS || !endsWell(rest[end - 1]!)) return null;
    const lost = end < rest.length && DEFINING.test(rest[end]!.lower);
    // "There are many people [who ...]": nothing is said of them.
    if (lost && (kept[0]!.lower === 'there' || isKind(rest, end))) return null;
    return { title, tokens: [...kept, ...rest.slice(0, end)], cut: end < rest.length, lost, conceded: TURNS.has(next) };
  }
  return null;
}

/** "It is the fact that right now": a "that" without its verb. */
function opensOnly(rest: readonly Token[]): boolean {
  const that = rest.findLastIndex(({ lower, pos }, i) => i > 0 && lower === 'that' && pos !== 'DET' && pos !== 'PRON');
  return that > 0 && that < rest.length - 1 && finiteVerb(rest.slice(that + 1)) < 0 && !/^(?:VERB|AUX)$/.test(rest[that + 1]!.pos);
}

/** "Existing medicines are in a form [that ...]": only what is cut off says what they are. */
const isKind = (rest: readonly Token[], end: number): boolean =>
  rest[0]!.lemma === 'be' &&
  /^(?:DET|ADP)$/.test(rest[1]?.pos ?? '') &&
  /^(?:that|which|who|whose)$/.test(rest[end]?.lower ?? '') &&
  rest.slice(1, end).some(({ lower }) => lower === 'a' || lower === 'an');

/** Whether a statement ends in an apposition: "beautiful at Dameisha, big plum sand". */
function trails(rest: readonly Token[]): boolean {
  const comma = rest.findLastIndex(({ lower }) => lower === ',');
  if (comma < 2 || comma === rest.length - 1) return false;
  const after = rest.slice(comma + 1);
  if (after.length === 2 && after[0]!.lower === 'you' && after[1]!.lower === 'know') return true;
  return (
    mayEnd(rest, comma) &&
    !rest.some(({ pos }, i) => i > comma - 4 && pos === 'CCONJ') &&
    after.every(({ pos }) => /^(?:NOUN|PROPN|ADJ|DET|ADP|NUM)$/.test(pos))
  );
}

/** Bodies of several, of which one may say "are". */
const COLLECTIVE =
  /^(?:police|people|men|women|children|media|data|staff|crew|team|government|public|council|company|family|party|group|club|board|majority|minority|number|half|most|lot|rest|none|some|many|few|all|both)$/;
/** Verbs whose past is as their base. */
const UNCHANGED = list('put cut hit set let cost hurt quit read shut spread split cast beat burst bet bid cast become come run');

/** Whether a subject of one goes with a verb of many: the verb is then another's. "[Questions about] the old bridge remain open". */
function disagrees(subject: readonly Token[], { pos, lower, lemma }: Token): boolean {
  const tie = subject.findIndex((token, i) => i > 0 && token.pos === 'ADP');
  const head = (tie > 0 ? subject.slice(0, tie) : subject).findLast(isNominal);
  if (head?.pos !== 'NOUN' || /s$/.test(head.lower) || COLLECTIVE.test(head.lower)) return false;
  if (subject.some((token) => /^(?:and|or|nor|to|,)$/.test(token.lower) || COLLECTIVE.test(token.lower))) return false;
  return /^(?:are|have|do)$/.test(lower) || (pos === 'VERB' && lower === lemma && !UNCHANGED.has(lower));
}

/** What stands within a segment after "that", where nothing before it turns it round: "pledge that the funds will not be used". */
function saidWithin(text: string, { tokens, next, prior }: Segment): Clause | null {
  const saying = tokens.findIndex(({ lower }, i) => i > 1 && /^(?:saying|claiming|arguing|warning)$/.test(lower));
  if (saying > 0 && tokens[saying + 1]?.lower !== 'that') {
    const clause = clauseOf(text, { tokens: tokens.slice(saying + 1), next, prior });
    if (clause) return { ...clause, within: true };
  }
  const that = tokens.findIndex(({ lower }, i) => i > 0 && lower === 'that' && /^(?:VERB|AUX)$/.test(tokens[i - 1]!.pos));
  const verb = tokens[that - 1];
  if (!verb || tokens.slice(0, that).some(({ lower }) => TURNING.test(lower))) return null;
  if (!ASSERTING.has(verb.lemma) && !(BELIEVING.has(verb.lemma) && /^(?:i|we)$/.test(tokens[0]!.lower))) return null;
  const clause = clauseOf(text, { tokens: tokens.slice(that + 1), next, prior });
  return clause && { ...clause, within: true };
}

/** Whether a source can be who its claim calls "he", "she" or "they": "another wrote she looked lovely" tells of somebody else. */
function mayBe(source: string, pronoun: string, kind: SpeakerKind): boolean {
  const words = source.toLowerCase().split(/\s+/);
  if (words.length === 1 && /^(?:he|she|they|it)$/.test(words[0]!)) return words[0] === pronoun;
  if (kind === 'group' || pronoun === 'it' || pronoun === 'they') return kind !== 'anonymous' || pronoun === 'they';
  if (kind === 'anonymous') return !/^(?:another|others?|some|somebody|someone|many|one|people|several|most|who|which)$/.test(words[0]!);
  const gender = source
    .split(/\s+/)
    .map(genderOfFirstName)
    .find((known) => known !== null);
  return gender == null || (gender === 'female') === (pronoun === 'she');
}

/** "he would not pay" without its "he", where that is the speaker and no quotation: "Would not pay". */
function ownClauseOf(text: string, { tokens: all, next, prior }: Segment, { type, source }: Claim, kind: SpeakerKind): Clause | null {
  const tokens = all[0]?.lower === 'that' ? all.slice(1) : all;
  if (type === 'direct' || source.length === 0 || !OWNERS[kind].has(tokens[0]?.lower ?? '')) return null;
  if (!mayBe(text.slice(source[0]![0], source.at(-1)![1]), tokens[0]!.lower, kind)) return null;
  const verb = tokens.findIndex(({ pos }, i) => i > 0 && pos !== 'ADV');
  if (verb < 0 || verb > 2 || !/^(?:VERB|AUX)$/.test(tokens[verb]!.pos) || /^['’]/.test(tokens[1]!.text)) return null;
  // A quotation's "they" is somebody else.
  if (/[“"]/.test(text.slice(Math.max(0, tokens[0]!.start - 1), tokens[0]!.start))) return null;
  const whole = clauseOf(text, { tokens, next, prior });
  return whole && { ...whole, title: whole.title.replace(/^\S+ /, ''), tokens: whole.tokens.slice(1), own: true };
}

/** "Anyone, with few exceptions, is a citizen" without what stands between the commas, where that has no verb. */
function withoutAside(tokens: readonly Token[]): readonly Token[] {
  const open = tokens.findIndex(({ lower }) => lower === ',');
  const close = tokens.findIndex(({ lower }, i) => i > open + 1 && lower === ',');
  if (open < 1 || close < 0 || close > open + 12 || !FINITE.has(tokens[close + 1]?.lower ?? '')) return tokens;
  const aside = tokens.slice(open + 1, close);
  // "The farmers, who lost their fields, were not asked"
  if (/^(?:who|whose|which)$/.test(aside[0]!.lower)) return [...tokens.slice(0, open), ...tokens.slice(close + 1)];
  if (tokens[open + 1]!.pos !== 'ADP') return tokens;
  return aside.some(({ pos, lower }) => /^(?:VERB|AUX|PRON)$/.test(pos) || CONDITION.has(lower))
    ? tokens
    : [...tokens.slice(0, open), ...tokens.slice(close + 1)];
}

/** "The situation in four districts and the hills", "The attacks blamed on the guild" are "The situation", "The attacks", where the whole would be long. */
function shortSubject(tokens: readonly Token[], verb: number): readonly Token[] {
  const subject = tokens.slice(0, verb);
  if (tokens.length <= MOST_WORDS || verb < 5) return subject;
  const tie = subject.findIndex(
    ({ pos, lower }, i) =>
      i > 0 && isNominal(subject[i - 1]!) && ((pos === 'ADP' && lower !== 'of') || (/ed$/.test(lower) && subject[i + 1]?.pos === 'ADP')),
  );
  if (tie < 1) return subject;
  // A verb, a pronoun or a "for" in what is left out would lend its subject to the wrong verb; "the mayor in ... and the guild were" is no "the mayor were".
  const between = subject.slice(tie);
  const head = subject[tie - 1]!;
  const plain = between.every(
    ({ pos, lower }, i) =>
      (!/^(?:VERB|AUX|PRON|SCONJ|ADV)$/.test(pos) ||
        POSSESSIVE.has(lower) ||
        (pos === 'VERB' && /^(?:DET|CCONJ)$/.test(between[i - 1]?.pos ?? '')) ||
        (i === 0 && /ed$/.test(lower))) &&
      (pos === 'ADP' || !HANGING.has(lower)) &&
      (lower !== 'for' || between[i - 1]?.lower !== ',') &&
      (lower !== 'and' || /s$/.test(head.lower) || !/^(?:are|were|have|do)$/.test(tokens[verb]!.lower)),
  );
  return plain ? subject.slice(0, tie) : subject;
}

/** "directed the ministers of the interior and the services to close it" is "directed the ministers to close it", where the whole would be long. */
function shortObject(rest: readonly Token[]): readonly Token[] {
  const to = rest.findIndex(({ lower }, i) => lower === 'to' && rest[i + 1]?.pos === 'VERB');
  const tie = rest.findIndex(
    ({ pos, lower }, i) => i > 0 && isNominal(rest[i - 1]!) && (pos === 'ADP' || pos === 'CCONJ' || lower === ','),
  );
  if (rest.length < MOST_WORDS || tie < 1 || tie > to || to > 2 * MOST_WORDS) return rest;
  if (!rest.slice(0, 2).some(({ lemma }, i) => CAUSING.has(lemma) && rest[i - 1]?.lemma !== 'be')) return rest;
  const between = rest.slice(tie, to);
  return between.every(({ pos }) => /^(?:NOUN|PROPN|ADJ|DET|ADP|CCONJ|NUM|PUNCT)$/.test(pos))
    ? [...rest.slice(0, tie), ...rest.slice(to)]
    : rest;
}

const endsWell = ({ pos, lower }: Token): boolean =>
  !READY.has(lower) &&
  !/^includ/.test(lower) &&
  (/^(?:NOUN|PROPN|ADJ|VERB|ADV|NUM|PRON)$/.test(pos) || lower === 'all') &&
  !/^(?:a|the|that|which|who|so|very|more|most|not|its|his|her|their|our|my|such)$/.test(lower);

/** Whether a statement can end before a token, and still say the same. */
function mayEnd(rest: readonly Token[], end: number): boolean {
  const next = rest[end]!;
  const last = rest[end - 1]!;
  const said = rest.slice(1, end);
  if (said.some(({ lower }) => lower === ',' || CONDITION.has(lower)) || !said.some(isContentWord)) return false;
  // "have been killed [since]", "were broad-based[, driven by]"
  const passive =
    last.pos === 'VERB' &&
    (rest[end - 2]?.lemma === 'be' || (rest[end - 2]?.lower === '-' && rest[end - 4]?.lemma === 'be')) &&
    (next.lower === ',' || LOOSE.has(next.lower));
  if (!passive && !/^(?:NOUN|PROPN|ADJ)$/.test(last.pos)) return false;
  // "is ready [to go]", "has the strongest [army]", "told people [that ...]"
  if (next.lower === 'to' && READY.has(last.lower)) return false;
  if (last.pos === 'ADJ' && rest[end - 2]?.pos === 'DET') return false;
  // "in relation [to it]", "in line [with it]"
  if (rest[end - 2]?.lower === 'in' && last.pos === 'NOUN' && /^(?:to|with|of)$/.test(next.lower)) return false;
  if (next.lower === 'that' && rest.slice(0, end).some(({ lemma }) => TELLING.has(lemma) || REPORTING.has(lemma))) return false;
  // "is the real meaning [behind it]", "is the firearm [that was used]": only what is cut off says which.
  if (rest[0]!.lemma === 'be' && rest[1]?.lower === 'the' && (next.pos === 'ADP' || DEFINING.test(next.lower))) return false;
  // "after two men [and a boy fled]": what "after" begins needs its verb.
  const when = said.findLastIndex(({ lower }) => /^(?:after|before|since|once)$/.test(lower));
  if (when >= 0 && finiteVerb(said.slice(when + 1)) < 0) {
    if (finiteVerb(rest.slice(when + 2)) > 0) return false;
    // A person is no time: "after Rufus Dane".
    if (said[when + 1]?.pos === 'PROPN' && said[when + 2]?.pos === 'PROPN') return false;
  }
  if (next.lower === 'that' && THAT_NOUNS.has(last.lower)) return false;
  // "the difference [between ...]", "allow time [for ...]", "make the islands [and the coast safer]"
  if (next.lower === 'between' || (next.lower === 'for' && /^(?:time|room|space|reason|need|case|money|way)$/.test(last.lower)))
    return false;
  if (
    next.pos === 'CCONJ' &&
    rest.slice(0, end).some(({ lemma, pos }) => pos === 'VERB' && /^(?:make|keep|leave|render|turn)$/.test(lemma))
  )
    return false;
  if (CHANGING.has(next.lower) || rest.slice(end).some(({ lower }) => CONDITION.has(lower) || TURNS.has(lower))) return false;
  // "shows that vulnerabilities": what "that" begins needs its own verb.
  const that = said.findLastIndex(({ lower, pos }) => lower === 'that' && pos !== 'DET');
  if (that >= 0 && finiteVerb(said.slice(that + 1)) < 0) return false;
  if (
    said.some(({ lower }) => /^(?:so|too|such|between|both|either|neither|not)$/.test(lower) && lower !== 'not') ||
    (last.pos === 'ADJ' && next.pos === 'CCONJ' && rest[end + 1]?.pos !== 'PRON')
  )
    return false;
  if (next.pos === 'CCONJ' && rest[end + 1]?.pos === 'PRON' && /^(?:and|so)$/.test(next.lower)) return true;
  if (LOOSE.has(next.lower) || next.lower === ',') return true;
  if (/ed$/.test(next.lower) && /^(?:ADP|PART)$/.test(rest[end + 1]?.pos ?? '')) return true;
  if (last.pos === 'ADJ') return false;
  // "caused the shops [to close]", "the difference [that it makes]" are cut in the middle.
  const to = rest.findIndex(({ lower }, i) => i >= end && lower === 'to');
  if (to >= end && to <= end + 4 && OPEN_NOUNS.has(last.lower)) return false;
  if (
    to >= end &&
    !said.some(({ lower }) => lower === 'to') &&
    !rest.slice(end, to).some(({ lower }) => lower === ',') &&
    rest.slice(0, end).some(({ lemma }) => CAUSING.has(lemma))
  )
    return false;
  if (next.lower === 'to' || next.lower === 'that') return true;
  return (next.pos === 'ADP' && next.lower !== 'of') || (next.pos === 'CCONJ' && next.lower === 'and');
}

/** The cue with what it governs, where that is no statement by itself: "Denied taking money". */
function complementOf(document: TextDocument, claim: Claim, at: Span, tokens: readonly Token[], kind: SpeakerKind): Clause | null {
  const cue = claim.cue[0];
  if (!cue || claim.cue.length !== 1 || claim.type === 'direct' || !COMPLEMENT.has(claim.act)) return null;
  if (at[0] < cue[1] || !/^\s*(?:that\s+)?$/.test(document.text.slice(cue[1], Math.min(at[0], cue[1] + 12)))) return null;
  const cueWords = tokensIn(document, [cue]);
  const words = cueWords.slice(
    Math.max(
      0,
      cueWords.findIndex(({ pos }) => pos === 'VERB'),
    ),
  );
  if (words.length === 0 || words.length > 3 || PLAIN_CUES.has(words[0]!.lemma) || words[0]!.pos !== 'VERB') return null;
  // "those who deny it", "the man accused of it": not what the speaker does.
  if ((kind === 'person' && words[0]!.lower === words[0]!.lemma) || (words[0]!.lemma === 'accuse' && words[1]?.lower === 'of')) return null;
  const stop = tokens.findIndex(
    ({ text, paragraph }, i) => BREAK.test(text) || text === ',' || (i > 0 && paragraph !== tokens[0]!.paragraph),
  );
  const rest = shortObject(withReason(claim, tokens, stop)).filter(({ text }) => !STRAY.test(text));
  // "Dismissed | as theatre": what?
  if (
    rest[0]?.lower === 'as' ||
    (HANGING.has(rest[0]?.lower ?? '') && (!/^(?:if|whether|how|why|what)$/.test(rest[0]!.lower) || POINTING.has(rest[1]?.lower ?? '')))
  )
    return null;
  if (!isNegated(document, claim) && clauseOf(document.text, { tokens: rest, next: '', prior: '' })) return null;
  const all = [...words, ...rest];
  for (let to = Math.min(all.length, 2 * MOST_WORDS); to > words.length; to--) {
    // "Urged the council": to do what? "Blasted the board": for what?
    if (to < all.length && (!mayEndOrder(all, to) || all[to - 1]!.pos === 'VERB')) continue;
    if (to < all.length && CHARGING.has(claim.act) && /^(?:for|of|over)$/.test(all[to]!.lower)) continue;
    const end = all[to - 1]!;
    const named = all.slice(words.length, to).some(({ pos }) => pos === 'PROPN');
    const vague = VAGUE.has(end.lower) || SAID.has(end.lemma);
    if (!named && vague && (to < all.length || to <= words.length + 3)) return null;
    // "Called the claim absurd": which?
    const nouns = all.slice(words.length, to).filter(({ pos }) => pos === 'NOUN');
    if (!named && nouns.length > 0 && nouns.every(({ lower, lemma }) => VAGUE.has(lower) || SAID.has(lemma))) return null;
    const title = render(document.text, [words, ...runsOf(all.slice(words.length, to))]);
    if (title.split(' ').length > MOST_WORDS) continue;
    if (title.split(' ').length < (named ? LEAST_WORDS : LEAST_WORDS + 1) || !endsWell(end) || at[1] < at[0]) return null;
    const lost = to < all.length && DEFINING.test(all[to]!.lower);
    return { title, tokens: all.slice(0, to), cut: to < all.length, lost, conceded: false, governed: true };
  }
  return null;
}

/** What a cue governs, up to a stop; "the mayor, Peter Low, for keeping calm" without the name, as what for is said after it. */
function withReason({ act }: Claim, tokens: readonly Token[], stop: number): readonly Token[] {
  if (stop < 0) return tokens;
  const close = tokens.findIndex(({ text }, i) => i > stop + 1 && i <= stop + 10 && text === ',');
  if (!CHARGING.has(act) || tokens[stop]!.text !== ',' || close < 0 || !/^(?:for|of|over)$/.test(tokens[close + 1]?.lower ?? ''))
    return tokens.slice(0, stop);
  const after = tokens.slice(close + 1);
  const end = after.findIndex(({ text, paragraph }) => BREAK.test(text) || text === ',' || paragraph !== tokens[0]!.paragraph);
  return [...tokens.slice(0, stop), ...(end < 0 ? after : after.slice(0, end))];
}

/** Whether an order or denial can end before a token: not before what is to be done; "not to panic but to ..." may. */
const mayEndOrder = (all: readonly Token[], to: number): boolean =>
  all[to]!.lower === 'but'
    ? all.slice(0, to).some(({ lower }) => lower === 'not')
    : (all[to]!.lower !== 'to' || /^(?:DET|PROPN|NOUN|ADJ)$/.test(all[to + 1]?.pos ?? '')) && mayEnd(all, to);

/** A text without a single mark that opens and is never closed. */
export function withoutLoneMark(text: string): string {
  const open = text.indexOf('‘', text.lastIndexOf('’') + 1);
  const whole = open < 0 ? text : text.slice(0, open) + text.slice(open + 1);
  const straight = /(?<=^| )'(?=\p{L})/u.exec(whole);
  return straight && !/\p{L}'(?= |$)/u.test(whole.slice(straight.index))
    ? whole.slice(0, straight.index) + whole.slice(straight.index + 1)
    : whole;
}

/** Tokens as runs that follow each other in the text: where some between were left out, a new one begins. */
function runsOf(tokens: readonly Token[]): Token[][] {
  const runs: Token[][] = [];
  tokens.forEach((token, i) => {
    const before = tokens[i - 1];
    if (before && token.start - before.end <= 3) runs.at(-1)!.push(token);
    else runs.push([token]);
  });
  return runs;
}

/** The words of parts, verbatim but for brackets, stray marks and white space. */
const render = (text: string, parts: readonly (readonly Token[])[]): string =>
  trimEnd(
    withoutLoneMark(
      parts
        .filter((part) => part.length > 0)
        .map((part) => text.slice(part[0]!.start, part.at(-1)!.end))
        .join(' ')
        .replace(/[[\]“”"«»]/g, '')
        .replace(/\s+/g, ' ')
        .replace(/ (?=[’'](?:s|re|m|ve|ll|d|t)\b)/g, ''),
    ).replace(/^[\s,;:'‘’-]+/, ''),
    /[\s,;:-]/,
  );

/** How well a clause stands for a framing; 0 where a reader would ask "what?". */
function rate({ tokens, cut, lost, conceded, governed, own, within }: Clause, topic: Topic, theme: Topic, claim: Claim): number {
  const content = tokens.filter(isContentWord);
  // "Came to Marrow": names say nothing by themselves.
  if (content.length < 2 || content.every(({ pos, text }) => pos === 'PROPN' && /\p{Ll}/u.test(text))) return 0;
  const first = tokens[0]!;
  let score = content.reduce((sum, { lemma }) => sum + (topic.get(lemma) ?? 0), 0) / Math.sqrt(content.length + 2);
  score *= 1 + THEME * Math.max(0, ...content.map(({ lemma }) => theme.get(lemma) ?? 0));
  if (cut) score *= lost ? 0.65 : 0.85;
  if (conceded) score *= 0.3;
  if (governed) score *= claim.act === 'plays-down' ? 0.25 : 0.8;
  if (own || within || isAdjectival(tokens.slice(0, Math.max(1, finiteVerb(tokens))))) score *= 0.8;
  if (first.lower === 'there' && FINITE.has(tokens[1]!.lower)) score *= 1;
  else if (POINTING.has(first.lower) && first.pos === 'PRON') score *= 0.3;
  else if (POINTING.has(first.lower)) score *= 0.6;
  else if (tokens.some(({ lower, pos }) => POINTING.has(lower) && pos === 'PRON')) score *= own || governed ? 0.5 : 0.7;
  else if (tokens.some(({ lower, pos }) => (/^(?:those|these)$/.test(lower) && pos !== 'PRON') || (lower === 'that' && pos === 'DET')))
    score *= 0.5;
  else if (tokens.some(({ lower, pos }) => /^(?:this|such)$/.test(lower) && pos !== 'PRON')) score *= 0.8;
  else if (first.lower === 'i') score *= 0.35;
  else if (tokens.some(({ lower }) => COMPARING.has(lower))) score *= 0.75;
  else if (first.lower === 'you') score *= 0.25;
  else if (tokens.some(({ lower }) => OWN.has(lower))) score *= 0.75;
  // "would try anything"
  if (/^(?:anything|everything|something|nothing)$/.test(tokens.at(-1)!.lower)) score *= 0.4;
  // "leave the matter to them", "have a lot of concerns": which, about what?
  const last = tokens.at(-1)!;
  if (
    tokens.some(
      ({ lower }, i) =>
        /^(?:the|this|that)$/.test(lower) && /^(?:matter|issue|thing|situation|question)s?$/.test(tokens[i + 1]?.lower ?? ''),
    )
  )
    score *= 0.6;
  else if (/^(?:concerns?|questions?|doubts?|fears?|worries|challenges?|problems?|opportunity|obligation)$/.test(last.lower)) score *= 0.5;
  // "the move", "the decision": which? unless something in it is named.
  if (VAGUE.has(subjectHead(tokens)) && !tokens.some(({ pos, lower }, i) => i > 0 && pos === 'PROPN' && !VAGUE.has(lower))) score *= 0.6;
  if (claim.act !== 'states') score *= claim.act === 'plays-down' || claim.act === 'warns' || claim.act === 'accuses' ? 1.5 : 1.3;
  if (claim.position) score *= 1.1;
  score *= claim.function === 'background' ? 0.75 : 1.2;
  return score;
}

/** The last noun before the verb. */
function subjectHead(tokens: readonly Token[]): string {
  const verb = finiteVerb(tokens);
  return (verb < 1 ? undefined : tokens.slice(0, verb).findLast(({ pos }) => pos === 'NOUN'))?.lower ?? '';
}
