import type { Claim, Span, SpeakerKind } from '../analysis.ts';
import type { TextDocument, Token } from '../language/document.ts';
import { keyPhrase } from './phrases.ts';
import { isContentWord, type Topic, tokensIn } from './topics.ts';

/** A title's length, in words. */
const LEAST_WORDS = 3;
const MOST_WORDS = 10;
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
  'as if when whenever while because since although though unless until whether why how what which who whose where before after like than even just not hopefully only except without lest',
);
/** Without what these begin, a clause would say something else. */
const CONDITION = list('if unless until except without lest');
const CHANGING = list('but than as only whether');
const TURNS = list('but yet though although while');
/** Begins that carry nothing. */
const LEAD = list('and but so because that also then now well however meanwhile indeed moreover therefore look yes again');
const OPINION = list('think believe know feel hope mean guess say said says');
const POINTING = list('it this that these those he she they him her them there here such its his their');
const POSSESSIVE = list('its his her their our my your');
const OWNERS = { person: list('he she'), group: list('it they'), anonymous: list('he she they') };
const OWN = list('i we you our my your us me');
/** Verbs that can only belong to a subject. */
const FINITE = list(
  "is are was were am has had have do does did will must should would could can may might shall cannot won't isn't don't 's 're 'm 've",
);
/** Cues after which the content is what the speaker says is not so. */
const NEGATING = list('deny reject dismiss dispute refute rebut rebuff repudiate disavow downplay play');
/** Cues that govern nothing but a statement: "Said ..." is no title. */
const PLAIN_CUES = list('say tell write add state claim argue suggest note explain insist stress believe think');
/** Nouns that only point at what went before. */
const VAGUE = list(
  'move decision idea plan thing things step matter issue situation case problem proposal measure result results response statement question answer point process event events incident information number numbers policy practice document documents',
);
/** These begin what says which, or what for. */
const DEFINING = /^(?:to|that|which|who|whose|whom|where)$/;
/** What these do to somebody is said after "to". */
const CAUSING = list('cause allow enable force ask urge want expect encourage invite order persuade');
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
const COMPLEMENT = list('accuses denies demands plays-down warns praises pledges');

/** Times that an article has a word that it is about. */
const LEAST_THEME = 3;
/** How much better a title is understood that holds a word of the theme. */
const THEME = 0.5;

interface Candidate {
  readonly title: string;
  readonly score: number;
}

/**
 * A title of at most ten words, all of them the article's: the clause, of the claims of a framing, that holds most of what they have in common and is understood by
 * itself, its end left off only where that changes nothing; or the cue with what it governs ("Denied taking money"); or else a noun phrase. Null where there is none.
 */
export function titleOf(
  document: TextDocument,
  claims: readonly Claim[],
  { topic, theme, kindOf }: { readonly topic: Topic; readonly theme: Topic; readonly kindOf: ReadonlyMap<string, SpeakerKind> },
): string | null {
  let best: Candidate | null = null;
  let bestPlain: Candidate | null = null;
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
        if (isPlain(clause) && score > (bestPlain?.score ?? 0)) bestPlain = { title: clause.title, score };
      }
    });
  }
  const found =
    (bestPlain as Candidate | null)?.title ??
    phraseOf(document, claims, topic, theme) ??
    (claims.length > 1 ? (best as Candidate | null)?.title : null) ??
    (claims.length > 1 ? openingOf(document, claims) : null);
  if (!found) return null;
  const plain = /\p{Ll}/u.test(found) ? found : found.toLowerCase();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

const isNegated = (document: TextDocument, claim: Claim): boolean =>
  (claim.act === 'denies' || claim.act === 'plays-down') && tokensIn(document, claim.cue).some(({ lemma }) => NEGATING.has(lemma));

/** A noun phrase of three words or more that holds two words of the theme: "The pipes of the old dairy". */
function phraseOf(document: TextDocument, claims: readonly Claim[], topic: Topic, theme: Topic): string | null {
  const tokens = claims.flatMap(({ content }) => tokensIn(document, content).slice(0, MOST_TOKENS));
  const known: Topic = new Map([...topic].filter(([word]) => theme.has(word)));
  const phrase = keyPhrase(document, tokens, known, { least: LEAST_WORDS, most: MOST_WORDS });
  if (phrase === null || /['’](?!s)|^\d|^\S+['’]s|\d/.test(phrase)) return null;
  const words = new Set(tokens.filter(({ lemma, text }) => known.has(lemma) && phrase.includes(text)).map(({ lemma }) => lemma));
  return words.size >= 2 ? phrase : null;
}

/** The first words of a sentence, where nothing makes a title: as many as fit, to the end of a phrase, with a verb. */
function openingOf(document: TextDocument, claims: readonly Claim[]): string | null {
  for (const { content } of claims)
    for (const { tokens: all, next } of segmentsOf(tokensIn(document, content).slice(0, MOST_TOKENS)).slice(0, MOST_SEGMENTS)) {
      const tokens = LEAD.has(all[0]!.lower) ? all.slice(1) : all;
      if (tokens.length === 0 || HANGING.has(tokens[0]!.lower) || tokens[0]!.pos === 'AUX' || next.startsWith('?')) continue;
      const title = cutToFit(document.text, tokens);
      if (title !== null && finiteVerb(tokens.slice(0, MOST_WORDS - 2)) > 0) return title;
    }
  return null;
}

/** Whether the end of a statement hangs on what was left off: "more than what", "behind if she", "proud to have". */
function hangs(tokens: readonly Token[]): boolean {
  const opener = tokens.findLastIndex(({ lower, pos }, i) => i > 0 && OPENERS.has(lower) && pos !== 'DET');
  return /^(?:VERB|AUX|PRON|ADV)$/.test(tokens.at(-1)!.pos) || (opener > 0 && finiteVerb(tokens.slice(opener + 1)) < 0);
}

/** Whether the first words of a sentence may end before a token. */
function mayBreak(tokens: readonly Token[], end: number): boolean {
  const next = tokens[end]!;
  if (hangs(tokens.slice(0, end)) || (next.lower === 'to' && tokens.slice(0, end).some(({ lemma }) => CAUSING.has(lemma)))) return false;
  return next.lower === 'to' || next.lower === ',' || LOOSE.has(next.lower) || (next.pos === 'ADP' && next.lower !== 'of');
}

function cutToFit(text: string, tokens: readonly Token[]): string | null {
  for (let end = Math.min(tokens.length, MOST_WORDS); end >= LEAST_WORDS; end--) {
    const title = render(text, [tokens.slice(0, end)]);
    const words = title.split(' ').length;
    if (words > MOST_WORDS) continue;
    if (words < LEAST_WORDS) return null;
    if (endsWell(tokens[end - 1]!) && (end === tokens.length || mayBreak(tokens, end))) return title;
  }
  return null;
}

/** Whether a clause begins with what it is about, and not with a word that points elsewhere. */
const isPlain = ({ tokens }: Clause): boolean =>
  !(POINTING.has(tokens[0]!.lower) && tokens[0]!.pos === 'PRON' && tokens[0]!.lower !== 'there');

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
}

function segmentsOf(tokens: readonly Token[]): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  const close = (to: number, next: string): void => {
    const part = tokens.slice(from, to).filter(({ text }) => !STRAY.test(text));
    if (part.length > 0) segments.push({ tokens: part, next });
  };
  tokens.forEach((token, i) => {
    const mark = BREAK.test(token.text);
    const first = tokens[from]!;
    // "While we look on, ...", "In my view, ...": what matters comes after the comma.
    const hangs = HANGING.has(first.lower) || first.pos === 'ADP';
    // "The coast, the hills and the valleys are ...": a list in the subject is no turn.
    const turn =
      token.lower === ',' &&
      (hangs || (NEXT_CLAUSE.has(tokens[i + 1]?.lower ?? '') && finiteVerb(tokens.slice(from, Math.min(i, from + 40))) > 0));
    if (!mark && !turn && (i === 0 || tokens[i - 1]!.paragraph === token.paragraph)) return;
    close(i, mark ? token.text : turn ? (tokens[i + 1]?.lower ?? '') : '');
    from = mark || turn ? i + 1 : i;
  });
  close(tokens.length, '');
  return segments;
}

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
function clauseOf(text: string, { tokens: all, next }: Segment): Clause | null {
  let tokens = all;
  for (;;) {
    const opinion =
      /^(?:i|we)$/.test(tokens[0]?.lower ?? '') && OPINION.has(tokens[1]?.lower ?? '') ? (tokens[2]?.lower === 'that' ? 3 : 2) : 0;
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
    tokens[0]!.pos === 'ADP' ||
    tokens[0]!.pos === 'AUX' ||
    (tokens[0]!.pos === 'VERB' &&
      !/-/.test(tokens[0]!.lower) &&
      !(/ing$/.test(tokens[0]!.lower) && (verb === 1 || FINITE.has(tokens[verb]!.lower)))) ||
    tokens[0]!.pos === 'PART' ||
    !(subject.some(isNominal) || (subject.length === 1 && subject[0]!.pos !== 'ADV'))
  )
    return null;
  // "people to stay calm": an order, and no statement.
  if (!FINITE.has(tokens[verb]!.lower) && subject.some(({ lower }) => lower === 'to')) return null;
  // "the abuse she suffered", "a plan that intends": the verb is not the subject's own.
  const kept = shortSubject(tokens, verb);
  if (
    kept.some(
      ({ lower }, i) =>
        i > 0 &&
        (/^(?:who|which|that|what|when|where|if|,)$/.test(lower) ||
          (POINTING.has(lower) && tokens[i]!.pos === 'PRON' && isNominal(tokens[i - 1]!))),
    )
  )
    return null;
  if (disagrees(kept, tokens[verb]!)) return null;
  const rest = tokens.slice(verb);
  for (let end = Math.min(rest.length, 2 * MOST_WORDS); end >= 2; end--) {
    if (end < rest.length && !mayEnd(rest, end)) continue;
    const title = render(text, [kept, rest.slice(0, end)]);
    if (title.split(' ').length > MOST_WORDS) continue;
    if (title.split(' ').length < LEAST_WORDS || !endsWell(rest[end - 1]!)) return null;
    const lost = end < rest.length && DEFINING.test(rest[end]!.lower);
    return { title, tokens: [...kept, ...rest.slice(0, end)], cut: end < rest.length, lost, conceded: TURNS.has(next) };
  }
  return null;
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
function saidWithin(text: string, { tokens, next }: Segment): Clause | null {
  const that = tokens.findIndex(({ lower }, i) => i > 0 && lower === 'that' && /^(?:VERB|AUX)$/.test(tokens[i - 1]!.pos));
  const verb = tokens[that - 1];
  if (!verb || tokens.slice(0, that).some(({ lower }) => TURNING.test(lower))) return null;
  if (!ASSERTING.has(verb.lemma) && !(BELIEVING.has(verb.lemma) && /^(?:i|we)$/.test(tokens[0]!.lower))) return null;
  const clause = clauseOf(text, { tokens: tokens.slice(that + 1), next });
  return clause && { ...clause, within: true };
}

/** "he would not pay" without its "he", where that is the speaker and no quotation: "Would not pay". */
function ownClauseOf(text: string, { tokens: all, next }: Segment, { type, source }: Claim, kind: SpeakerKind): Clause | null {
  const tokens = all[0]?.lower === 'that' ? all.slice(1) : all;
  if (type === 'direct' || source.length === 0 || !OWNERS[kind].has(tokens[0]?.lower ?? '')) return null;
  const verb = tokens.findIndex(({ pos }, i) => i > 0 && pos !== 'ADV');
  if (verb < 0 || verb > 2 || !/^(?:VERB|AUX)$/.test(tokens[verb]!.pos) || /^['’]/.test(tokens[1]!.text)) return null;
  // A quotation's "they" is somebody else.
  if (/[“"]/.test(text.slice(Math.max(0, tokens[0]!.start - 1), tokens[0]!.start))) return null;
  const whole = clauseOf(text, { tokens, next });
  return whole && { ...whole, title: whole.title.replace(/^\S+ /, ''), tokens: whole.tokens.slice(1), own: true };
}

/** "Anyone, with few exceptions, is a citizen" without what stands between the commas, where that has no verb. */
function withoutAside(tokens: readonly Token[]): readonly Token[] {
  const open = tokens.findIndex(({ lower }) => lower === ',');
  const close = tokens.findIndex(({ lower }, i) => i > open + 1 && lower === ',');
  if (open < 1 || close < 0 || close > open + 12 || tokens[open + 1]!.pos !== 'ADP' || !FINITE.has(tokens[close + 1]?.lower ?? ''))
    return tokens;
  const aside = tokens.slice(open + 1, close);
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

const endsWell = ({ pos, lower }: Token): boolean =>
  /^(?:NOUN|PROPN|ADJ|VERB|ADV|NUM|PRON)$/.test(pos) &&
  !/^(?:a|the|that|which|who|so|very|more|most|not|its|his|her|their|our|my|such)$/.test(lower);

/** Whether a statement can end before a token, and still say the same. */
function mayEnd(rest: readonly Token[], end: number): boolean {
  const next = rest[end]!;
  const last = rest[end - 1]!;
  const said = rest.slice(1, end);
  if (
    said.some(({ lower }) => lower === ',' || CONDITION.has(lower)) ||
    !said.some(isContentWord) ||
    !/^(?:NOUN|PROPN|ADJ)$/.test(last.pos)
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
  if (next.lower === 'to' && rest.slice(0, end).some(({ lemma }) => CAUSING.has(lemma))) return false;
  if (next.lower === 'to' || next.lower === 'that') return true;
  return (next.pos === 'ADP' && next.lower !== 'of') || (next.pos === 'CCONJ' && next.lower === 'and');
}

/** The cue with what it governs, where that is no statement by itself: "Denied taking money". */
function complementOf(
  document: TextDocument,
  claim: Claim,
  [start, end]: Span,
  tokens: readonly Token[],
  kind: SpeakerKind,
): Clause | null {
  const cue = claim.cue[0];
  if (!cue || claim.cue.length !== 1 || claim.type === 'direct' || !COMPLEMENT.has(claim.act)) return null;
  if (start < cue[1] || !/^\s*(?:that\s)?\s*$/.test(document.text.slice(cue[1], Math.min(start, cue[1] + 12)))) return null;
  const cueWords = tokensIn(document, [cue]);
  const words = cueWords.slice(
    Math.max(
      0,
      cueWords.findIndex(({ pos }) => pos === 'VERB'),
    ),
  );
  if (words.length === 0 || words.length > 3 || PLAIN_CUES.has(words[0]!.lemma) || words[0]!.pos !== 'VERB' || /ing$/.test(words[0]!.lower))
    return null;
  // "those who deny it", "the man accused of it": not what the speaker does.
  if ((kind === 'person' && words[0]!.lower === words[0]!.lemma) || (words[0]!.lemma === 'accuse' && words[1]?.lower === 'of')) return null;
  const stop = tokens.findIndex(
    ({ text, paragraph }, i) => BREAK.test(text) || text === ',' || (i > 0 && paragraph !== tokens[0]!.paragraph),
  );
  const rest = stop < 0 ? tokens : tokens.slice(0, stop);
  if (!isNegated(document, claim) && clauseOf(document.text, { tokens: rest, next: '' })) return null;
  const all = [...words, ...rest];
  for (let to = Math.min(all.length, 2 * MOST_WORDS); to > words.length; to--) {
    // "Urged the council": to do what?
    if (to < all.length && !mayEndOrder(all, to)) continue;
    const title = render(document.text, [words, all.slice(words.length, to)]);
    if (title.split(' ').length > MOST_WORDS) continue;
    if (title.split(' ').length < LEAST_WORDS || !endsWell(all[to - 1]!) || end < start) return null;
    const lost = to < all.length && DEFINING.test(all[to]!.lower);
    return { title, tokens: all.slice(0, to), cut: to < all.length, lost, conceded: false, governed: true };
  }
  return null;
}

/** Whether an order or denial can end before a token: not before what is to be done; "not to panic but to ..." may. */
const mayEndOrder = (all: readonly Token[], to: number): boolean =>
  all[to]!.lower === 'but' ? all.slice(0, to).some(({ lower }) => lower === 'not') : all[to]!.lower !== 'to' && mayEnd(all, to);

/** A text without a single mark that opens and is never closed. */
export function withoutLoneMark(text: string): string {
  const open = text.indexOf('‘', text.lastIndexOf('’') + 1);
  return open < 0 ? text : text.slice(0, open) + text.slice(open + 1);
}

/** The words of parts, verbatim but for brackets, stray marks and white space. */
const render = (text: string, parts: readonly (readonly Token[])[]): string =>
  withoutLoneMark(
    parts
      .filter((part) => part.length > 0)
      .map((part) => text.slice(part[0]!.start, part.at(-1)!.end))
      .join(' ')
      .replace(/[[\]“”"«»]/g, '')
      .replace(/\s+/g, ' ')
      .replace(/ (?=[’'](?:s|re|m|ve|ll|d|t)\b)/g, ''),
  ).replace(/^[\s,;:'‘’-]+|[\s,;:-]+$/g, '');

/** How well a clause stands for a framing; 0 where a reader would ask "what?". */
function rate({ tokens, cut, lost, conceded, governed, own, within }: Clause, topic: Topic, theme: Topic, claim: Claim): number {
  const content = tokens.filter(isContentWord);
  if (content.length < 2) return 0;
  const first = tokens[0]!;
  let score = content.reduce((sum, { lemma }) => sum + (topic.get(lemma) ?? 0), 0) / Math.sqrt(content.length + 2);
  score *= 1 + THEME * Math.max(0, ...content.map(({ lemma }) => theme.get(lemma) ?? 0));
  if (cut) score *= lost ? 0.65 : 0.85;
  if (conceded) score *= 0.3;
  if (governed) score *= claim.act === 'plays-down' ? 0.25 : 0.8;
  if (own || within) score *= 0.8;
  if (first.lower === 'there' && FINITE.has(tokens[1]!.lower)) score *= 1;
  else if (POINTING.has(first.lower) && first.pos === 'PRON') score *= 0.3;
  else if (POINTING.has(first.lower)) score *= 0.6;
  else if (tokens.some(({ lower, pos }) => POINTING.has(lower) && pos === 'PRON')) score *= own || governed ? 0.5 : 0.7;
  else if (tokens.some(({ lower, pos }) => /^(?:this|these|those|such)$/.test(lower) && pos !== 'PRON')) score *= 0.8;
  else if (first.lower === 'i') score *= 0.35;
  else if (first.lower === 'you') score *= 0.25;
  else if (tokens.some(({ lower }) => OWN.has(lower))) score *= 0.75;
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
