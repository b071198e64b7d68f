import type { Token } from '../language/document.ts';

/** Who or what a clause is about, as seen from the speaker. */
export type Subject = 'self' | 'you' | 'they' | 'name' | 'people' | 'it' | 'there' | 'thing' | 'none';
export type Mood = 'future' | 'must' | 'may' | 'infinitive' | 'gerund' | 'past' | 'perfect' | 'present' | 'base';

/** A verb with what belongs to it; numbers are indexes of the tokens that it was read from. */
export interface Clause {
  readonly subject: Subject;
  readonly subjectAt: number | null;
  readonly mood: Mood;
  readonly passive: boolean;
  readonly negative: boolean;
  /** First and last token of the verb group. */
  readonly from: number;
  readonly verb: number;
  /** End of what is looked at behind the verb. */
  readonly to: number;
}

const FIRST = new Set(['i', 'we', "i'm", "we're", 'us', 'me']);
const THIRD = new Set([
  'he',
  'she',
  'they',
  'him',
  'her',
  'them',
  'who',
  'someone',
  'somebody',
  'everyone',
  'nobody',
  'everybody',
  'people',
]);
const IT = new Set(['it', 'this', 'that', 'these', 'those', 'which', 'what', 'everything', 'something', 'nothing', 'anything', 'one']);
/** Nouns that name people or bodies which can act and be addressed. */
const PEOPLE = new Set(
  'government governments president minister congress parliament lawmaker senator council authority official leader company people resident public community country nation state party police officer employer parent voter driver motorist consumer user customer patient citizen man woman child person family team player coach student teacher worker union group organization organisation agency department ministry court judge prosecutor suspect victim attacker gunman soldier army military troop force fighter rebel militant terrorist enemy critic opponent supporter republican democrat conservative liberal administration board firm bank hospital school university city mayor governor candidate politician campaign media journalist reporter industry business owner investor doctor nurse scientist researcher expert farmer migrant immigrant refugee protester activist regime occupation side guy kid boy girl son daughter father mother brother sister friend neighbor neighbour member crowd fan club staff crew commander executive director manager lawyer attorney client defendant'.split(
    ' ',
  ),
);
const SKIP = new Set(['ADV', 'PART', 'AUX', 'ADJ', 'DET', 'INTJ']);
const NOT = new Set(['not', "n't", 'never', 'no', 'nor', 'hardly']);
const MOST = 60;

const isBe = (t: Token): boolean => t.lemma === 'be' || t.lower === "'s" || t.lower === "'re" || t.lower === "'m";

/** The clauses of a run of tokens, in order. `reported` where the words are the writer's, so that "he" and "it" may be the speaker; `own` are words of the speaker's names. Linear. */
export function clausesIn(tokens: readonly Token[], reported: boolean, own: ReadonlySet<string>): Clause[] {
  const clauses: Clause[] = [];
  let i = 0;
  while (i < tokens.length && clauses.length < MOST) {
    const token = tokens[i]!;
    if (token.pos !== 'VERB' && token.pos !== 'AUX') {
      i++;
      continue;
    }
    // The verb group: auxiliaries, adverbs and negations up to the last verb.
    const from = i;
    let verb = i;
    let to = i + 1;
    while (to < tokens.length && to - from < 8) {
      const next = tokens[to]!;
      if (next.pos === 'VERB' || next.pos === 'AUX') {
        verb = to;
        to++;
      } else if (next.pos === 'ADV' || next.pos === 'PART') to++;
      else break;
      if (next.pos === 'VERB' && tokens[to]?.pos !== 'PART') break;
    }
    let negative = false;
    let mood: Mood | null = null;
    let be = false;
    let have = false;
    for (let k = from; k <= Math.max(verb, Math.min(to - 1, verb + 2)); k++) {
      const t = tokens[k]!;
      if (NOT.has(t.lower)) negative = true;
      if (k > verb) continue;
      if (t.lower === 'will' || t.lower === "'ll" || t.lower === 'wo' || t.lower === 'would' || t.lower === 'shall' || t.lower === "'d")
        mood ??= 'future';
      else if (t.lower === 'must' || t.lower === 'should' || t.lower === 'ought' || t.lemma === 'need') mood ??= 'must';
      else if (t.lemma === 'can' || t.lower === 'could' || t.lower === 'may' || t.lower === 'might' || t.lower === 'ca') mood ??= 'may';
      if (k < verb && isBe(t)) be = true;
      if (k < verb && t.lemma === 'have') have = true;
    }
    const head = tokens[verb]!;
    const groupHas = (lemma: string): boolean => {
      for (let k = from; k < verb; k++) if (tokens[k]!.lemma === lemma && tokens[k + 1]?.lower === 'to') return true;
      return false;
    };
    if (mood === null && groupHas('go')) mood = 'future';
    if (mood === null && (groupHas('have') || groupHas('need'))) mood = 'must';
    const participle = /(?:ed|en|own|ne|ught|ost|ung|it|ut)$/.test(head.lower) && head.lower !== head.lemma;
    const passive = be && participle;
    if (mood === null) {
      if (tokens[from - 1]?.lower === 'to') mood = 'infinitive';
      else if (/ing$/.test(head.lower) && !be) mood = 'gerund';
      else if (have && participle) mood = 'perfect';
      else if (
        tokens[from]!.lower === 'was' ||
        tokens[from]!.lower === 'were' ||
        tokens[from]!.lower === 'did' ||
        tokens[from]!.lower === 'had'
      )
        mood = 'past';
      else if (from === verb && head.lower !== head.lemma && !/(?:s|ing)$/.test(head.lower)) mood = 'past';
      else mood = 'present';
    }
    // Its subject: the nearest noun or pronoun before it.
    let subject: Subject = 'none';
    let subjectAt: number | null = null;
    for (let k = from - 1, steps = 0; k >= 0 && steps < 6 && mood !== 'infinitive'; k--, steps++) {
      const t = tokens[k]!;
      if (t.pos === 'PRON' || FIRST.has(t.lower) || THIRD.has(t.lower) || IT.has(t.lower) || t.lower === 'there' || t.lower === 'you') {
        subjectAt = k;
        if (FIRST.has(t.lower)) subject = 'self';
        else if (t.lower === 'you') subject = 'you';
        else if (t.lower === 'there') subject = 'there';
        else if (reported && (t.lower === 'he' || t.lower === 'she' || t.lower === 'it' || t.lower === 'they')) subject = 'self';
        else if (IT.has(t.lower)) subject = 'it';
        else subject = 'they';
        break;
      }
      if (t.pos === 'PROPN' || t.pos === 'NOUN') {
        subjectAt = k;
        if (own.has(t.lower)) subject = 'self';
        else if (t.pos === 'PROPN') subject = 'name';
        else subject = PEOPLE.has(t.lemma) ? 'people' : 'thing';
        break;
      }
      if (t.pos === 'PUNCT' && t.lower !== '"' && t.lower !== ',') break;
      if (t.pos === 'VERB' || t.pos === 'SCONJ' || t.pos === 'CCONJ' || (t.pos === 'PUNCT' && steps > 0)) break;
      if (!SKIP.has(t.pos) && t.pos !== 'PUNCT' && t.pos !== 'ADP' && t.pos !== 'NUM') break;
    }
    if (subject === 'none' && mood === 'present' && head.lower === head.lemma && (from === 0 || tokens[from - 1]!.pos === 'PUNCT'))
      mood = 'base';
    // What follows, up to the next verb or stop.
    let end = Math.max(to, verb + 1);
    while (end < tokens.length && end - verb < 8) {
      const t = tokens[end]!;
      if (t.pos === 'VERB' || t.pos === 'AUX' || t.lower === '.' || t.lower === ';' || t.lower === ',') break;
      end++;
    }
    clauses.push({ subject, subjectAt, mood, passive, negative, from, verb, to: end });
    i = Math.max(verb, from) + 1;
  }
  return clauses;
}
