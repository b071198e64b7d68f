import { readFileSync } from 'node:fs';
import type { Attribution, Span } from '../../../utils/analysis.ts';
import type { TextDocument } from '../../../utils/language/document.ts';
import type { Tagger } from '../../../utils/language/tagger.ts';
import { resolveSpeakers } from '../../../utils/speakers/resolve.ts';
import { featuresOf } from '../../../utils/stance/features.ts';
import { BLOCKS, type Feature, hash } from '../../../utils/stance/model.ts';
import { claimFeatures, cueAct, type Resolved } from '../../../utils/stance/read.ts';
import { candidatesOf, sameTarget, targetContext } from '../../../utils/stance/targets.ts';
import type { GoldArticle, GoldClaim } from '../../evaluate/articles.ts';

const [ACTS, FUNCTIONS, DIRECTIONS] = BLOCKS;

/** A labelled article, read as the engine reads it. */
export interface StanceArticle {
  readonly modern: boolean;
  readonly document: TextDocument;
  readonly attributions: readonly Attribution[];
  readonly resolved: Resolved;
  readonly features: readonly (readonly Feature[])[];
  /** Labels of each claim in the order of BLOCKS. */
  readonly labels: readonly (readonly number[])[];
  /** Of each claim with a position: the phrases that it may be about, right or wrong. */
  readonly targets: readonly (readonly { readonly features: readonly Feature[]; readonly right: boolean }[])[];
}

/** The claims of a labelled article in reading order, those that the guidelines know as such. */
export const claimsOf = (gold: GoldArticle): GoldClaim[] =>
  gold.claims.filter((claim) => claim.claim !== false).sort((a, b) => a.content[0]![0] - b.content[0]![0]);

export function readArticle(gold: GoldArticle, tag: Tagger): StanceArticle {
  const claims = claimsOf(gold);
  const attributions = claims.map(({ type, content, source, cue }): Attribution => ({ type, content, source, cue, confidence: 1 }));
  const document = tag(gold.text);
  const resolved = resolveSpeakers(document, attributions);
  const inArticle = targetContext(document, resolved.speakers);
  const byId = new Map(resolved.speakers.map((speaker) => [speaker.id, speaker]));
  return {
    modern: gold.kind === 'pages',
    document,
    attributions,
    resolved,
    features: claimFeatures(document, attributions, resolved),
    labels: claims.map((claim) => [
      ACTS.indexOf(claim.act),
      FUNCTIONS.indexOf(claim.function),
      DIRECTIONS.indexOf(claim.position?.toward ?? 'none'),
    ]),
    targets: claims.flatMap(({ position }, i) => {
      if (!position) return [];
      const attribution = attributions[i]!;
      const candidates = candidatesOf(document, attribution, {
        ...inArticle,
        speaker: byId.get(resolved.speakerOf[i] ?? '') ?? null,
        cueAct: cueAct(document.text, attribution)?.value ?? null,
        toward: position.toward,
      });
      const judged = candidates.map(({ span, features }) => ({
        features,
        right: sameTarget(document.text.slice(...span), position.target),
      }));
      return judged.some(({ right }) => right) ? [judged] : [];
    }),
  };
}

export const readArticles = (file: string, tag: Tagger): StanceArticle[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => readArticle(JSON.parse(line) as GoldArticle, tag));

const LETTERS = [
  {
    s: 'states',
    a: 'accuses',
    n: 'denies',
    w: 'warns',
    p: 'pledges',
    d: 'demands',
    r: 'praises',
    c: 'concedes',
    y: 'plays-down',
    f: 'predicts',
  },
  { p: 'problem', c: 'cause', j: 'judgement', m: 'remedy', b: 'background' },
] as const;

type Label = Pick<GoldClaim, 'act' | 'function' | 'position'>;

function readLabel(letters: string, target: string): Label {
  const [act, purpose] = LETTERS.map((names, i) => (names as Readonly<Record<string, string>>)[letters[i]!]);
  const position = { '0': null, '+': 'for', '-': 'against' }[letters[2]!];
  if (!act || !purpose || position === undefined) throw new Error(`labels.txt: ${letters} is no label`);
  return { act, function: purpose, position: position && { toward: position, target } } as Label;
}

interface Corpus {
  readonly id: string;
  readonly text: string;
  readonly attributions: readonly (Pick<Attribution, 'type' | 'content' | 'source' | 'cue'> & { readonly speech: boolean })[];
}

const readLines = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

/** The articles of a corpus that `labels.txt` labels. Throws on a line that is none. */
export function readLabelled(file: string | URL, corpus: string, tag: Tagger): StanceArticle[] {
  const articles = new Map(readLines<Corpus>(corpus).map((one) => [one.id, one]));
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): StanceArticle => {
      const [id, ...labelled] = line.split(' ') as [string, ...string[]];
      const { text, attributions } = articles.get(id)!;
      const claims = labelled.map((one) => {
        const [start, letters, from, to] = one.split(/[:@-](?=\w)/) as [string, string, string?, string?];
        return {
          ...attributions.find(({ content, speech }) => speech && content[0]?.[0] === Number(start))!,
          ...readLabel(letters, from ? text.slice(Number(from), Number(to)) : ''),
          speaker: null,
        };
      });
      return readArticle({ id, title: null, text, kind: 'polnear', claims, speakers: [], framings: [] }, tag);
    });
}

/** A span of `12-40`, or several with commas between; none of "". */
const readSpans = (spans: string): Span[] =>
  spans === '' ? [] : spans.split(',').map((span) => span.split('-').map(Number) as unknown as [number, number]);

/**
 * The sentences of a corpus (JSON lines with `id` and `text`) whose claims `sentences.txt` tells, as it says at its head. Throws on a line that is none.
 */
export function readLabelledSentences(file: string | URL, corpus: string, tag: Tagger): StanceArticle[] {
  const texts = new Map(
    readLines<{ id: string; text: string }>(corpus).map(({ id, text }) => [hash(id).toString(16).padStart(8, '0'), text]),
  );
  const claims = new Map<string, GoldClaim[]>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [id, type, content, cue, source, letters, target] = line.split('\t') as [string, Attribution['type'], ...string[]];
    const text = texts.get(id);
    if (text === undefined || letters === undefined) throw new Error(`${file}: ${line}`);
    const [at] = readSpans(target ?? '');
    const claim = {
      type,
      content: readSpans(content!),
      cue: readSpans(cue!),
      source: readSpans(source!),
      ...readLabel(letters, at ? text.slice(...at) : ''),
      speaker: null,
    };
    claims.set(id, [...(claims.get(id) ?? []), claim]);
  }
  return Array.from(claims, ([id, list]) => {
    const article = readArticle({ id, title: null, text: texts.get(id)!, kind: 'polnear', claims: list, speakers: [], framings: [] }, tag);
    return { ...article, features: article.features.map((all) => all.filter(({ family }) => !UNKNOWN_OF_SENTENCES.has(family.name))) };
  });
}

/** A sentence tells nothing of where in its article it stands. */
const UNKNOWN_OF_SENTENCES = new Set(['place']);

/** Claims written for the project (`invented.txt`), each a text of its own said by somebody who is not named. Throws on a line that is none. */
export function readInvented(file: string | URL, tag: Tagger): { features: Feature[]; labels: number[] }[] {
  const POSITIONS = '0+-';
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, act, purpose, position, form, words] = /^(\S+) (\S+) ([-0+]) ([di]) (.+)$/.exec(line) ?? [];
      const labels = [ACTS.indexOf(act as never), FUNCTIONS.indexOf(purpose as never), POSITIONS.indexOf(position ?? '?')];
      if (words === undefined || labels.includes(-1)) throw new Error(`invented.txt: ${line}`);
      const content = form === 'd' ? `“${words}”` : words;
      const attribution: Attribution = {
        type: form === 'd' ? 'direct' : 'indirect',
        content: [[0, content.length]],
        source: [[content.length + 1, content.length + 3]],
        cue: [[content.length + 4, content.length + 8]],
        confidence: 1,
      };
      const features = featuresOf(tag(`${content} he said.`), attribution, { speaker: null, place: 0 });
      return { features: features.filter(({ family }) => !UNKNOWN_OF_INVENTED.has(family.name)), labels };
    });
}

/** A made-up claim tells nothing of who speaks, how long claims are and where they stand. */
const UNKNOWN_OF_INVENTED = new Set(['sk', 'sp', 'sw', 'so', 'sr', 'place', 'len', 'source-none', 'x']);

/** What the words of a content alone say: no cue, no source. */
const ALONE = new Set(['1', ...'u k k2 kd e el ea ev eo ph ph2 phd pl pw c fn not'.split(' ')]);

export interface JudgedSentence {
  readonly features: readonly Feature[];
  /** 0 negative, 1 neutral, 2 positive. */
  readonly label: number;
}

/** Sentences of news, each judged toward one target (NewsMTSC, Hamborg and Donnay 2021). */
export function readPolarity(file: string, tag: Tagger): JudgedSentence[] {
  const POLARITIES = ['negative', 'neutral', 'positive'];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const { text, label } = JSON.parse(line) as { text: string; label: string };
      const attribution: Attribution = { type: 'direct', content: [[0, text.length]], source: [], cue: [], confidence: 1 };
      const features = featuresOf(tag(text), attribution, { speaker: null, place: 0 }).filter(({ family }) => ALONE.has(family.name));
      return { features, label: POLARITIES.indexOf(label) };
    });
}
