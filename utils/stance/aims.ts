import type { Attribution, Span, Speaker } from '../analysis.ts';
import type { TextDocument, Token } from '../language/document.ts';
import { lastBefore, namesInText } from '../speakers/cast.ts';
import { clausesIn } from './clauses.ts';
import { tokensIn } from './features.ts';
import { phrasesIn, UNDOING } from './targets.ts';

/** For or against what, as grammar shows it, and the words that show it. */
export interface Aim {
  readonly toward: 'for' | 'against';
  readonly target: Span;
  readonly reason: Span;
}

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const cueOf = (alternatives: string): RegExp => new RegExp(`(?<![a-zA-Z-])(?:${alternatives})(?![a-zA-Z-])`, 'i');

/** Cues that govern whom or what the speaker is against, or for. */
const AGAINST_CUE = cueOf(
  'accus(?:e[sd]?|ing)|blam(?:e[sd]?|ing)|critici[sz](?:e[sd]?|ing)|condemn(?:s|ed|ing)?|denounc(?:e[sd]?|ing)|slam(?:s|med|ming)?|blast(?:s|ed|ing)?|attack(?:s|ed|ing)|lambast(?:e|es|ed|s)?|decr(?:y|ies|ied)|deplor(?:e[sd]?|ing)|rebuk(?:e[sd]?|ing)|fault(?:s|ed)|ridicul(?:e[sd]?|ing)|mock(?:s|ed|ing)|took aim at|hit out at|lash(?:es|ed) out at|chided|scold(?:s|ed)|oppos(?:e[sd]?|ing)|object(?:s|ed) to|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disput(?:e[sd]?|ing)|push(?:es|ed|ing)? back (?:against|on)|(?:warn(?:s|ed|ing)?|caution(?:s|ed|ing)?) against|play(?:s|ed|ing)? down|complain(?:s|ed|ing)? about',
);
const FOR_CUE = cueOf(
  'prais(?:e[sd]?|ing)|thank(?:s|ed|ing)?|congratulat(?:e[sd]?|ing)|commend(?:s|ed|ing)?|applaud(?:s|ed|ing)?|hail(?:s|ed|ing)?|tout(?:s|ed|ing)?|laud(?:s|ed|ing)?|salut(?:e[sd]?|ing)|welcom(?:e[sd]?|ing)|support(?:s|ed|ing)?|endors(?:e[sd]?|ing)|defend(?:s|ed|ing)?|paid tribute to|voiced support for|expressed support for',
);
const CALL_CUE = cueOf(
  'call(?:s|ed|ing)? for|propos(?:e[sd]?|ing)|recommend(?:s|ed|ing)?|demand(?:s|ed|ing)?|advocat(?:e[sd]?|ing)|push(?:es|ed|ing)? for|appeal(?:s|ed|ing)? for',
);
const ORDER_CUE = cueOf(
  'urg(?:e[sd]?|ing)|call(?:s|ed|ing)? (?:on|upon)|ask(?:s|ed|ing)?|advis(?:e[sd]?|ing)|press(?:es|ed|ing)?|implor(?:e[sd]?|ing)|encourag(?:e[sd]?|ing)',
);
const PLEDGE_CUE = cueOf('vow(?:s|ed|ing)?|pledg(?:e[sd]?|ing)|promis(?:e[sd]?|ing)|commit(?:s|ted|ting)? to|announc(?:e[sd]?|ing)');
const CALLING_CUE = cueOf('call(?:s|ed|ing)?|brand(?:s|ed|ing)?|describ(?:e[sd]?|ing)(?: as)?|label(?:s|led|ling|ed)?');

/** Verbs by which a speaker, or whom the speaker asks, is for or against their object. */
const FOR_VERBS = list(
  'support back endorse favor favour welcome applaud thank commend congratulate admire love trust embrace praise appreciate adopt approve protect strengthen respect ratify',
);
const AGAINST_VERBS: ReadonlySet<string> = new Set(
  [...UNDOING, ...list('deplore hate blame criticize criticise accuse')].filter((verb) => verb !== 'avoid'),
);
/** The same, as the speaker does them by saying so. */
const PERFORM_FOR = list('support back endorse favor favour welcome applaud thank commend congratulate admire trust embrace praise');
const PERFORM_AGAINST = list('oppose reject condemn denounce deplore hate blame criticize criticise accuse');
const SHAMED = list('ashamed disgusted appalled outraged furious angry disappointed horrified');
const HARMS = list(
  'destroy harm hurt damage undermine jeopardize jeopardise threaten endanger ruin worsen cripple devastate punish betray contradict violate',
);
const FAILS = list('fail lie betray');
/** What is done by whoever is to blame. */
const BLAMED = list(
  'cause orchestrate commit carry perpetrate enable engineer fabricate stage start plan instigate kill murder target attack betray deceive mislead exploit fund finance',
);
/** What ends a thing: "an end to the strike". */
const ENDINGS = list('end ban halt stop withdrawal repeal resignation removal boycott abolition suspension moratorium freeze');
const BAD = list(
  'disgrace disgraceful shameful outrageous unacceptable unfair unjust absurd ridiculous nonsense reckless irresponsible unconstitutional racist terrible horrible awful stupid foolish disaster disastrous hypocrite hypocritical corrupt incompetent liar dishonest cruel inhumane immoral unnecessary unconscionable despicable appalling inexcusable joke insult betrayal wrong mistake ineffective illegitimate scam fraud bigot coward pathetic deceitful unfit divisive',
);
const GOOD = list(
  'excellent amazing fantastic wonderful brilliant outstanding incredible historic victory triumph success best fair effective courageous brave hero talented superb remarkable phenomenal',
);
/** Nouns by which a speaker is for or against what follows them, and the words between: "voiced | concern over the levy", "stressed the importance of talks". */
const FELT: ReadonlyMap<string, 'for' | 'against'> = new Map([
  ...'concern worry fear doubt alarm outrage anger frustration disappointment dismay opposition objection condemnation skepticism scepticism unease reservation displeasure disgust dissatisfaction danger peril evil'
    .split(' ')
    .map((noun) => [noun, 'against'] as const),
  ...'support praise gratitude appreciation admiration respect approval solidarity enthusiasm importance need necessity urgency benefit merit significance'
    .split(' ')
    .map((noun) => [noun, 'for'] as const),
]);
const FELT_FOR = list('over about at with of to for regarding');
const TELLING_CUE = cueOf(
  '(?:express|voic|rais|stress|emphasi[sz]|highlight|reiterat|underlin|underscor|pledg|vow|offer|declar|show|convey|cit|not|echo|repeat|shar|reaffirm|air|register|signal|point(?:s|ed|ing)? (?:to|out)|warn(?:s|ed|ing)? of)(?:e[sd]?|s|ed|ing)?',
);
/** What is fought: "our fight against the levy". */
const FIGHT = list('fight struggle battle resistance resist campaign stand');
const SELF = list('i we');
const THIRD = list('he she they it');
const DEGREES = list(
  'also strongly utterly unequivocally totally completely absolutely firmly fully always never really still do does did would will am are is was been be have has had clearly truly simply just very so such',
);
const NOT = list("not n't never no cannot hardly");
const HEEDING = list('adherence respect compliance support solidarity');
const PRONOUNS = new Map([
  ['him', 'male'],
  ['he', 'male'],
  ['her', 'female'],
  ['she', 'female'],
] as const);
/** How far back, in code units, a pronoun's owner is named. */
const REACH = 600;
/** Names, the most frequent, that a pronoun may mean. */
const MOST_NAMES = 200;

/** What may stand between a cue and what it governs. */
const GAP = /^(?:for|to|of|against|as)?$/;

type Phrase = ReturnType<typeof phrasesIn>[number];

const MOST_TOKENS = 80;

/** Reads off the grammar of a claim whom or what it is for or against. Linear in the length of the content that is looked at. */
export class AimReader {
  private readonly tokens: readonly Token[];
  private readonly phrases: readonly Phrase[];

  constructor(
    private readonly document: TextDocument,
    private readonly attribution: Attribution,
    private readonly speaker: Speaker | null,
  ) {
    this.tokens = tokensIn(document.tokens, attribution.content, MOST_TOKENS).filter(({ lower }) => !/^(?:"|''|``)$/.test(lower));
    this.phrases = phrasesIn(this.tokens);
  }

  /** Null where the grammar does not say. */
  read(): Aim | null {
    if (this.tokens.length === 0) return null;
    return this.governed() ?? this.felt() ?? this.performed() ?? this.predicated();
  }

  /** Whether the speaker says of something not to be against it: "we are not opposed to the jobs". */
  disclaims(): boolean {
    const { tokens } = this;
    return tokens.some(
      ({ lower }, i) =>
        (lower === 'against' || lower === 'opposed') &&
        tokens.slice(Math.max(0, i - 3), i).some((t) => NOT.has(t.lower)) &&
        tokens.slice(Math.max(0, i - 5), i).some((t) => SELF.has(t.lower) || THIRD.has(t.lower)),
    );
  }

  /** Whom a quotation's "he" or "she" is, where its first clause is about them. */
  spokenOf(): Span | null {
    const { type } = this.attribution;
    if (type !== 'direct' || this.tokens.length === 0) return null;
    const [first] = clausesIn(this.tokens.slice(0, 20), false, new Set());
    const subject = first?.subjectAt == null ? null : this.tokens[first.subjectAt]!;
    const gender = subject && PRONOUNS.get(subject.lower as 'he');
    return gender ? this.owner(subject.start, gender) : null;
  }

  /** The phrase, or the pronoun's owner, at a token; a determiner before it may be skipped. */
  private at(from: number, most = 2): Span | null {
    const { tokens } = this;
    const first = tokens[from];
    if (!first) return null;
    const gender = PRONOUNS.get(first.lower as 'he');
    if (gender && first.lower !== 'her') return this.owner(first.start, gender);
    const phrase = this.phrases.find((p) => p.from >= from && p.from <= from + most);
    if (gender && (!phrase || phrase.from > from)) return this.owner(first.start, gender);
    // "the military", "the poor"
    const adjective =
      first.lower === 'the' && tokens[from + 1]?.pos === 'ADJ' && !/^(?:NOUN|PROPN|ADJ|NUM)$/.test(tokens[from + 2]?.pos ?? '');
    if (adjective) return [first.start, tokens[from + 1]!.end];
    if (!phrase) return null;
    for (let k = from; k < phrase.from; k++) if (!/^(?:DET|ADJ|NUM|PUNCT|ADV)$/.test(tokens[k]!.pos)) return null;
    return this.spanOf(phrase);
  }

  private spanOf({ from, to, head }: Phrase): Span | null {
    const { tokens, document } = this;
    let start = from;
    while (start < head && /^(?:his|her|their|its|our|my|your|a|an)$/.test(tokens[start]!.lower)) start++;
    const span: Span = [tokens[start]!.start, tokens[this.endOf(to) - 1]!.end];
    const phrase = document.text.slice(...span);
    return /[\n“”"«»]/.test(phrase) || !/\p{L}{2}/u.test(phrase) ? null : span;
  }

  /** Where a phrase ends: "the mayor's | handling of the strike" and "the iron | and lead pipes" run on. */
  private endOf(to: number): number {
    const { tokens, phrases } = this;
    if (tokens[to]?.lower === 'and' && tokens[to - 1]!.pos === 'NOUN') {
      const joined = phrases.find(({ from }) => from === to + 1);
      if (joined && tokens[joined.from]!.pos !== 'DET' && tokens[joined.head]!.pos === 'NOUN' && tokens[joined.to]?.pos !== 'VERB')
        return joined.to;
    }
    if (tokens[to]?.lower !== "'s" || !/ing$/.test(tokens[to + 1]?.lower ?? '')) return to;
    const next = tokens[to + 2]?.lower === 'of' ? phrases.find(({ from }) => from === to + 3) : undefined;
    return next?.to ?? to + 2;
  }

  /** Who is named last before a pronoun, but for the speaker. */
  private owner(at: number, gender: 'male' | 'female'): Span | null {
    const { text } = this.document;
    let best: Span | null = null;
    for (const { name, kind, gender: known, spans } of namesInText(text).slice(0, MOST_NAMES)) {
      if (kind !== 'person' || (known !== null && known !== gender) || this.isSpeaker(name)) continue;
      const span = lastBefore(spans, at);
      if (span && span[0] >= at - REACH && (!best || span[0] > best[0])) best = span;
    }
    return best;
  }

  private isSpeaker(name: string): boolean {
    const last = name.split(' ').at(-1)!;
    return this.speaker !== null && [this.speaker.name, ...this.speaker.aliases].some((own) => own.includes(last));
  }

  /** "accused | the board of hiding it", "called for | a ban on trucks", "urged | people to reject the plan". */
  private governed(): Aim | null {
    const { tokens } = this;
    const reason = this.attribution.cue.at(-1);
    const start = this.attribution.content[0]![0];
    const { text } = this.document;
    if (!reason || reason[1] > start || start - reason[1] > 8 || !GAP.test(text.slice(reason[1], start).replace(/[\s"“'‘]/g, '')))
      return null;
    const cue = text.slice(...reason);
    const against = AGAINST_CUE.test(cue);
    if (against || FOR_CUE.test(cue)) {
      if (tokens[0]!.lower === 'that' && tokens[1]?.pos !== 'NOUN') return null;
      // "blamed the hunger on the siege"
      const on = /blam/i.test(cue) ? tokens.findIndex(({ lower }, i) => i > 0 && i < 8 && lower === 'on') : -1;
      const target = this.at(on > 0 ? on + 1 : 0);
      return target && { toward: against ? 'against' : 'for', target, reason };
    }
    if (CALL_CUE.test(cue) && !/^that$/.test(tokens[0]!.lower)) {
      const first = this.phrases.find(({ from }) => from <= 3);
      if (!first) return null;
      const ending = ENDINGS.has(tokens[first.head]!.lemma) ? first.head : ENDINGS.has(tokens[first.from]!.lemma) ? first.from : -1;
      if (/^(?:ending|stopping|scrapping|banning|abolishing|repealing|avoiding|cutting|curbing)$/.test(tokens[0]!.lower)) {
        const target = this.at(1);
        return target && { toward: 'against', target, reason };
      }
      if (ending >= 0 && tokens[ending]!.lemma !== 'ban' && tokens[ending]!.lemma !== 'moratorium') {
        const tie = tokens.findIndex(({ lower }, i) => i > ending && i <= ending + 2 && /^(?:to|of|on)$/.test(lower));
        const target = tie > 0 ? this.at(tie + 1) : null;
        return target && { toward: 'against', target, reason };
      }
      // "demanded | the guild mend the boats": to whom it is put.
      const verb = tokens[first.to];
      if (verb?.pos === 'VERB' && verb.lower === verb.lemma) return null;
      const target = this.at(0, 3);
      return target && { toward: 'for', target, reason };
    }
    // "vowed | to scrap the levy", "announced | plans to cut the bus lines"
    if (PLEDGE_CUE.test(cue)) {
      const to = /^(?:plan|intention|commitment|effort|move)s?$/.test(tokens[0]!.lower) ? 1 : 0;
      return tokens[to]?.lower === 'to' ? this.ordered(to + 1, true) : null;
    }
    if (ORDER_CUE.test(cue)) {
      // "urged | respect for the treaty"
      if (HEEDING.has(tokens[0]!.lower) && tokens[1]?.pos === 'ADP') {
        const target = this.at(2);
        return target && { toward: 'for', target, reason: [tokens[0]!.start, tokens[1].end] };
      }
      const to = tokens.findIndex(({ lower }, i) => i > 0 && i < 12 && lower === 'to');
      return to < 0 ? null : this.ordered(to + 1);
    }
    if (CALLING_CUE.test(cue)) {
      const bad = tokens.findIndex(({ lemma, lower }, i) => i > 0 && i < 14 && (BAD.has(lemma) || BAD.has(lower)));
      const good = tokens.findIndex(({ lemma, lower }, i) => i > 0 && i < 14 && (GOOD.has(lemma) || GOOD.has(lower)));
      if (bad < 0 === good < 0) return null;
      const word = tokens[Math.max(bad, good)]!;
      const target = this.at(0);
      return target && target[1] <= word.start ? { toward: bad > 0 ? 'against' : 'for', target, reason: [word.start, word.end] } : null;
    }
    return null;
  }

  /** What a feeling that the cue voices is about: "expressed | similar concern over the levy". */
  private felt(): Aim | null {
    const { tokens, document } = this;
    const { cue, content } = this.attribution;
    const voiced = cue.at(-1);
    const [noun] = this.phrases;
    if (!voiced || !noun || noun.from > 1 || voiced[1] > content[0]![0] || !TELLING_CUE.test(document.text.slice(...voiced))) return null;
    const needed = this.needed(noun);
    if (needed) return needed;
    const tie = tokens.findIndex(({ pos }, i) => i > noun.from && i <= noun.from + 5 && pos === 'ADP');
    const head = tokens[tie - 1];
    const toward = head && FELT.get(head.lemma);
    if (!toward || !FELT_FOR.has(tokens[tie]!.lower) || tokens.slice(0, tie).some(({ lower }) => NOT.has(lower))) return null;
    const [inner] = phrasesIn(tokens.slice(tie + 1));
    if (!inner || inner.from > 1) return null;
    const target = this.spanOf({ ...inner, from: inner.from + tie + 1, to: inner.to + tie + 1, head: inner.head + tie + 1 });
    return target && { toward, target, reason: [head.start, head.end] };
  }

  /** What there is a need to do: "stressed | the need to end the strike" is against the strike, "... to keep clear of the river" for just that. */
  private needed(noun: Phrase): Aim | null {
    const { tokens, phrases } = this;
    if (!/^(?:need|necessity|importance|urgency)$/.test(tokens[noun.head]!.lemma)) return null;
    const verb = noun.to + 1;
    if (tokens[noun.to]?.lower !== 'to' || tokens[verb]?.pos !== 'VERB') return null;
    const told = this.ordered(verb, true);
    if (told) return told;
    const object = phrases.find(({ from }) => from > verb && from <= verb + 4);
    const end = object ? object.to : verb + 1;
    if (!object || tokens.slice(verb, object.from).some(({ pos }) => pos === 'PUNCT')) return null;
    const target: Span = [tokens[verb]!.start, tokens[end - 1]!.end];
    return /[\n“”"]/.test(this.document.text.slice(...target))
      ? null
      : { toward: 'for', target, reason: [tokens[noun.from]!.start, tokens[noun.to - 1]!.end] };
  }

  /** What is fought in a claim that is against something: "the miners’ fight against | the levy". */
  fought(): Span | null {
    const { tokens } = this;
    const at = tokens.findIndex(
      ({ lower }, i) => lower === 'against' && tokens.slice(Math.max(0, i - 3), i).some(({ lemma }) => FIGHT.has(lemma)),
    );
    return at < 0 ? null : this.at(at + 1);
  }

  /** What is asked for by the verb at a token: "to reject the plan", "to pass a law to end the levy", "to vote no on the measure", "to remain vigilant against rumours". */
  private ordered(from: number, pledged = false): Aim | null {
    const { tokens } = this;
    const first = tokens[from];
    if (!first) return null;
    if (first.lower === 'vote') {
      const on = tokens.findIndex(({ lower }, i) => i > from && i < from + 5 && /^(?:on|for|against)$/.test(lower));
      const target = on > 0 ? this.at(on + 1) : null;
      const no = tokens.slice(from + 1, on + 1).some(({ lower }) => lower === 'no' || lower === 'against');
      return target && { toward: no ? 'against' : 'for', target, reason: [first.start, tokens[on]!.end] };
    }
    for (let k = from; k < Math.min(tokens.length, from + 12); k++) {
      const { lemma, lower, pos, start, end } = tokens[k]!;
      if (k > from && (lower === '.' || lower === ',' || lower === ';' || NOT.has(lower))) break;
      if (lower === 'against' && k > from) {
        const target = this.at(k + 1);
        return target && { toward: 'against', target, reason: [start, end] };
      }
      if (pos !== 'VERB' && !(k === from && pos !== 'ADV')) continue;
      const toward = FOR_VERBS.has(lemma) ? 'for' : AGAINST_VERBS.has(lemma) ? 'against' : null;
      // "promised to run to the end and fight": only what is promised first.
      if (!toward && pledged) return null;
      if (!toward) continue;
      // "support and strengthen the army"
      const object = tokens[k + 1]?.pos === 'CCONJ' && tokens[k + 2]?.pos === 'VERB' ? k + 3 : k + 1;
      const target = this.at(object);
      return target && { toward, target, reason: [start, end] };
    }
    return null;
  }

  /** Who did it, in an accusation: "the fire was started by the guild", "due to a failure at the level of the board", "attributed it to the guild". */
  accused(): Aim | null {
    const { tokens } = this;
    const cue = this.attribution.cue.at(-1);
    const from =
      cue && /attribut/i.test(this.document.text.slice(...cue))
        ? tokens.findIndex(({ lower }, i) => i > 0 && i < 12 && lower === 'to') + 1
        : tokens.findIndex(({ lower }, i) => i > 0 && lower === 'by' && BLAMED.has(tokens[i - 1]!.lemma)) + 1;
    if (from > 0) {
      const target = this.at(from);
      return target && { toward: 'against', target, reason: [tokens[from - 1]!.start, tokens[from - 1]!.end] };
    }
    // “The Water Board today takes ...”: who does it, where that opens the claim by name.
    const [phrase] = this.phrases;
    if (!phrase || phrase.from > (tokens[0]!.lower === 'that' ? 1 : 0)) return null;
    let { to } = phrase;
    while (to > phrase.from + 1 && /^(?:today|yesterday|tonight|now)$/.test(tokens[to - 1]!.lower)) to--;
    const verb = tokens.slice(to, to + 3).find(({ pos }) => pos === 'VERB' || pos === 'AUX');
    // “Ada Vane drowned because of the guards”: who is to blame comes later.
    if (tokens[to - 1]!.pos !== 'PROPN' || !verb || tokens.some(({ lower }) => lower === 'because' || lower === 'due')) return null;
    const target = this.spanOf({ ...phrase, to, head: to - 1 });
    return target && !this.isSpeaker(this.document.text.slice(...target))
      ? { toward: 'against', target, reason: [verb.start, verb.end] }
      : null;
  }

  /** What a demand asks for: "the council must end the levy", "the trucks should be banned". */
  demanded(): Aim | null {
    const { tokens } = this;
    const { type } = this.attribution;
    for (const clause of clausesIn(tokens.slice(0, MOST_TOKENS), type === 'indirect', new Set()).slice(0, 6)) {
      if (clause.mood !== 'must') continue;
      const verb = tokens[clause.verb]!;
      const told = FOR_VERBS.has(verb.lemma) ? 'for' : AGAINST_VERBS.has(verb.lemma) ? 'against' : null;
      if (!told) continue;
      const target = clause.passive ? (clause.subjectAt === null ? null : this.subject(clause.subjectAt)) : this.at(clause.verb + 1);
      if (target) return { toward: clause.negative === (told === 'for') ? 'against' : 'for', target, reason: [verb.start, verb.end] };
    }
    return null;
  }

  /** "We condemn the strike", "he does not support the levy", "they are against the plan". */
  private performed(): Aim | null {
    const { tokens } = this;
    const { type } = this.attribution;
    for (let i = 0; i < Math.min(tokens.length - 2, 60); i++) {
      const { lower } = tokens[i]!;
      if (!(SELF.has(lower) && type !== 'indirect') && !(THIRD.has(lower) && type !== 'direct' && i <= 1)) continue;
      let k = i + 1;
      let negative = false;
      while (
        k < tokens.length &&
        k < i + 6 &&
        (DEGREES.has(tokens[k]!.lower) ||
          tokens[k]!.pos === 'ADV' ||
          NOT.has(tokens[k]!.lower) ||
          tokens[k]!.lower === 'like' ||
          tokens[k]!.lower === 'want' ||
          (tokens[k]!.lower === 'to' && k > i + 1))
      ) {
        if (NOT.has(tokens[k]!.lower)) negative = true;
        k++;
      }
      const verb = tokens[k];
      if (!verb) continue;
      const span: Span = [verb.start, verb.end];
      if (verb.lower === 'against' || verb.lower === 'opposed') {
        const target = this.at(verb.lower === 'opposed' ? k + 2 : k + 1);
        if (target && !negative) return { toward: 'against', target, reason: span };
        continue;
      }
      if (SHAMED.has(verb.lower)) {
        const target = /^(?:of|by|with|at|in)$/.test(tokens[k + 1]?.lower ?? '') ? this.at(k + 2) : null;
        if (target && !negative) return { toward: 'against', target, reason: span };
        continue;
      }
      if (verb.lower === 'proud' || verb.lower === 'grateful' || verb.lower === 'thankful') {
        const target = /^(?:of|to|for)$/.test(tokens[k + 1]?.lower ?? '') ? this.at(k + 2) : null;
        if (target && !negative) return { toward: 'for', target, reason: span };
        continue;
      }
      const toward = PERFORM_FOR.has(verb.lemma) ? 'for' : PERFORM_AGAINST.has(verb.lemma) ? 'against' : null;
      if (!toward || verb.pos === 'NOUN' || (negative && toward === 'against')) continue;
      const target = this.at(k + 1);
      if (target) return { toward: negative ? 'against' : toward, target, reason: span };
    }
    return null;
  }

  /** The phrase that a clause is about, from its first word on: "the board" in "the board of the harbour is"; null where it does not open the clause. */
  private subject(at: number): Span | null {
    const { tokens, phrases } = this;
    const gender = PRONOUNS.get(tokens[at]!.lower as 'he');
    if (gender) return this.owner(tokens[at]!.start, gender);
    let k = phrases.findIndex(({ from, to }) => from <= at && to > at);
    if (k < 0) return null;
    for (; k > 0; k--) {
      const joint = tokens[phrases[k]!.from - 1];
      if (!joint || !/^(?:ADP|DET|CCONJ)$/.test(joint.pos) || joint.lower === 'that' || phrases[k]!.from - phrases[k - 1]!.to > 2) break;
    }
    const before = tokens.slice(0, phrases[k]!.from).findLast(({ pos }) => pos !== 'DET' && pos !== 'ADJ');
    return before === undefined || /^(?:PUNCT|CCONJ|SCONJ)$/.test(before.pos) || before.lower === 'that' ? this.spanOf(phrases[k]!) : null;
  }

  /** "The levy is a disgrace", "the pipe would destroy the park", "the board has failed us". */
  private predicated(): Aim | null {
    const { tokens } = this;
    const { type } = this.attribution;
    for (const clause of clausesIn(tokens.slice(0, 60), type === 'indirect', new Set()).slice(0, 4)) {
      if (clause.subjectAt === null || /^(?:self|you|none|there|it)$/.test(clause.subject)) continue;
      if (tokens.slice(0, clause.subjectAt).some(({ lower }) => lower === 'if' || lower === 'whether')) continue;
      const verb = tokens[clause.verb]!;
      const target = this.subject(clause.subjectAt);
      if (!target) continue;
      if (verb.lemma === 'be' || /^(?:'s|'re)$/.test(verb.lower)) {
        const rest = tokens.slice(clause.verb + 1, clause.verb + 7);
        const stop = rest.findIndex(
          ({ pos, lower }) => pos === 'VERB' || pos === 'ADP' || pos === 'SCONJ' || lower === ',' || lower === '.' || lower === 'to',
        );
        const said = stop < 0 ? rest : rest.slice(0, stop);
        const bad = said.find(({ lower }) => BAD.has(lower));
        const good = said.find(({ lower }) => GOOD.has(lower));
        const negative = clause.negative || said.some(({ lower }) => NOT.has(lower));
        if (bad && !good && !negative) return { toward: 'against', target, reason: [bad.start, bad.end] };
        if (good && !bad && !negative) return { toward: 'for', target, reason: [good.start, good.end] };
        continue;
      }
      if (clause.negative || clause.passive || clause.mood === 'infinitive' || clause.verb - clause.subjectAt > 4) continue;
      if (HARMS.has(verb.lemma) || (FAILS.has(verb.lemma) && (clause.subject === 'name' || clause.subject === 'people')))
        return { toward: 'against', target, reason: [verb.start, verb.end] };
    }
    return null;
  }
}
