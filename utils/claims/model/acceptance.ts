import type { Token } from '../../language/document.ts';

/** What the acceptance of a candidate rests on, in the order of its weights. */
const FEATURES = [
  'one',
  'cue',
  'belief',
  'content',
  'role',
  'source',
  'cueChance',
  'contentChance',
  'cueAndContent',
  'cueOrBelief',
  'hasSource',
  'severalSources',
  'severalPieces',
  'manyPieces',
  'contentWords',
  'sourceWords',
  'fewWords',
  'allQuoted',
  'someQuoted',
  'quotedShare',
  'contentBeside',
  'contentAway',
  'sourceAway',
  'contentFirst',
  'cueVerb',
  'cueNoun',
  'cueAdposition',
  'cueOther',
  'cueWords',
  'sourceName',
  'sourcePronoun',
  'sourceArticle',
  'sourceEndsInName',
  'sourcePersonal',
  'sourceOtherPronoun',
] as const;
export const ACCEPTANCE_FEATURES = FEATURES.length;

export interface Parts {
  readonly tokens: readonly Token[];
  /** For each token whether it is content (1, 2), source (3, 4) or neither (0). */
  readonly roles: Uint8Array;
  /** See `quotationState`. */
  readonly quotations: Uint8Array;
  /** First and last token of the cue. */
  readonly first: number;
  readonly last: number;
  readonly cueProbability: number;
  readonly beliefProbability: number;
  readonly contentProbability: number;
  readonly roleProbability: number;
  readonly sourceProbability: number;
}

const logit = (p: number): number => Math.log(Math.max(p, 1e-4) / Math.max(1 - p, 1e-4));
const WORD = /[\p{L}\p{N}]/u;
const PERSONAL = new Set(['he', 'she']);
const OTHER_PRONOUN = new Set(['they', 'we', 'it', 'that', 'this', 'which', 'who', 'i', 'you']);

/** Numbers that tell a true candidate from a false one: ACCEPTANCE_FEATURES of them. */
export function acceptanceFeatures({ tokens, roles, quotations, first, last, ...p }: Parts): Float32Array {
  let words = 0;
  let quoted = 0;
  let pieces = 0;
  let sources = 0;
  let sourceWords = 0;
  let sourceFirst = -1;
  let sourceLast = -1;
  let nearest = tokens.length;
  let sourceNearest = tokens.length;
  let contentFirst = -1;
  for (let t = 0; t < tokens.length; t++) {
    const role = roles[t]!;
    if (role === 0) continue;
    const before = t === 0 ? 0 : roles[t - 1]!;
    const away = t < first ? first - t - 1 : Math.max(0, t - last - 1);
    const begins = role === 1 || role === 3 || (role === 2 ? before !== 1 && before !== 2 : before !== 3 && before !== 4);
    const word = WORD.test(tokens[t]!.text);
    if (role <= 2) {
      if (begins) pieces++;
      if (contentFirst < 0) contentFirst = t;
      nearest = Math.min(nearest, away);
      if (!word) continue;
      words++;
      if (quotations[t] === 1) quoted++;
    } else {
      if (begins) sources++;
      // Of several sources the one beside the cue is taken.
      if (away < sourceNearest) {
        sourceNearest = away;
        if (begins || sourceFirst < 0) sourceFirst = t;
      }
      sourceLast = t;
      if (word) sourceWords++;
    }
  }
  const head = sourceFirst < 0 ? null : tokens[sourceFirst]!;
  const pos = tokens[first]!.pos;
  const values: Record<(typeof FEATURES)[number], number | boolean> = {
    one: 1,
    cue: logit(p.cueProbability),
    belief: logit(p.beliefProbability),
    content: logit(p.contentProbability),
    role: logit(p.roleProbability),
    source: head ? logit(p.sourceProbability) : -3,
    cueChance: p.cueProbability,
    contentChance: p.contentProbability,
    cueAndContent: p.cueProbability * p.contentProbability,
    cueOrBelief: p.cueProbability + p.beliefProbability,
    hasSource: head !== null,
    severalSources: sources > 1,
    severalPieces: pieces > 1,
    manyPieces: pieces > 2,
    contentWords: Math.log(1 + words),
    sourceWords: Math.log(1 + sourceWords),
    fewWords: words < 4,
    allQuoted: words > 0 && quoted === words,
    someQuoted: quoted > 0,
    quotedShare: quoted / Math.max(1, words),
    contentBeside: nearest === 0,
    contentAway: Math.log(1 + nearest),
    sourceAway: head ? Math.log(1 + sourceNearest) : 0,
    contentFirst: contentFirst < first,
    cueVerb: pos === 'VERB',
    cueNoun: pos === 'NOUN',
    cueAdposition: pos === 'ADP',
    cueOther: pos === 'ADJ' || pos === 'AUX',
    cueWords: last > first,
    sourceName: head?.pos === 'PROPN',
    sourcePronoun: head?.pos === 'PRON',
    sourceArticle: head?.pos === 'DET',
    sourceEndsInName: head !== null && tokens[sourceLast]!.pos === 'PROPN',
    sourcePersonal: head !== null && PERSONAL.has(head.lower),
    sourceOtherPronoun: head !== null && OTHER_PRONOUN.has(head.lower),
  };
  return Float32Array.from(FEATURES, (name) => Number(values[name]));
}

/** The probability that a candidate is a reported claim with the right source: logistic in its features. */
export function accept(weights: Float32Array, features: Float32Array): number {
  let z = 0;
  for (let f = 0; f < features.length; f++) z += weights[f]! * features[f]!;
  return 1 / (1 + Math.exp(-z));
}
