/**
 * npm run evaluate [-- --data DIR --split dev|test --predictions DIR --write --quick]
 *
 * Runs the engine over the labelled articles under DIR (corpora/polnear/SPLIT.jsonl, gold/SPLIT.jsonl, gold/train.jsonl for the learning curves) and prints its
 * figures as tables. With --predictions the analyses are kept, one a line; with --write the tables go into EVALUATION.md; --quick leaves out the learning curve.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { interpret } from '../utils/analyse.ts';
import type { Analysis, Article, Attribution } from '../utils/analysis.ts';
import { guessLanguage } from '../utils/article/metadata.ts';
import { chooseAttributions, findAttributions } from '../utils/claims/attributions.ts';
import { findCandidates } from '../utils/claims/model/decode.ts';
import type { Network } from '../utils/claims/model/network.ts';
import { unpack } from '../utils/claims/model/weights.ts';
import { findQuotations } from '../utils/claims/quotations.ts';
import { toJson } from '../utils/export/json.ts';
import { loadTagger } from '../utils/language/tagger.ts';
import { unpackStance } from '../utils/stance/model.ts';
import { type ArticleCounts, countArticle, type GoldArticle, scoreArticles } from './evaluate/articles.ts';
import { type AttributionScores, AttributionTally, type GoldAttribution, type Predicted } from './evaluate/attributions.ts';
import { framingTables } from './evaluate/framing.ts';
import { reliability } from './evaluate/measures.ts';
import { compromise } from './evaluate/peers.ts';
import { curveTable, stanceTables } from './evaluate/stance.ts';
import { type Cell, replaceBetween, table } from './evaluate/tables.ts';
import { readArticles, readInvented, type StanceArticle } from './train/stance/data.ts';
import { learnStance } from './train/stance/learn.ts';
import { INVENTED, readMore } from './train/stance/step.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared' },
    split: { type: 'string', default: 'dev' },
    predictions: { type: 'string' },
    write: { type: 'boolean', default: false },
    weights: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
if (!/^[a-z]+$/.test(values.split)) {
  console.error(`evaluate: --split ${values.split}: must be a name like dev or test`);
  process.exit(1);
}

const tag = await loadTagger();
const network = unpack(await readFile(values.weights ?? new URL('../public/claims.bin', import.meta.url)));
const stance = unpackStance(await readFile(new URL('../public/stance.bin', import.meta.url)));
if (values.predictions) mkdirSync(values.predictions, { recursive: true });

const readLines = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

/** As `npm run analyze -- --jsonl` sees a document: its text and nothing else. */
const articleOf = (text: string): Article => ({
  title: null,
  byline: null,
  publisher: null,
  published: null,
  language: guessLanguage(text),
  text,
});

const analyse = (text: string): Analysis => {
  const document = tag(text);
  return interpret(articleOf(text), document, findAttributions(document, network), stance);
};

/** The analysis as it would be if every labelled claim had been found, whole and with its own source. */
function analyseGiven(gold: GoldArticle, model = stance): Analysis {
  const attributions = gold.claims
    .filter((claim) => claim.claim !== false)
    .map(({ type, content, source, cue }): Attribution => ({ type, content, source, cue, confidence: 1 }))
    .sort((a, b) => a.content[0]![0] - b.content[0]![0]);
  return interpret(articleOf(gold.text), tag(gold.text), attributions, model);
}

/** All that PolNeAR marks, beliefs and acts too, in its own convention ("that" is part of a content). */
function allAttributions(network: Network, text: string): Predicted[] {
  const document = tag(text);
  const quotations = findQuotations(text, document.paragraphs);
  const candidates = findCandidates(network, document, quotations).map((c) => ({ ...c, probability: c.cueOrBelief }));
  return chooseAttributions(document, quotations, candidates, { asProposed: true });
}

const sections: string[] = [];
const show = (title: string, ...parts: string[]): void => {
  const section = [`### ${title}`, ...parts].join('\n\n');
  sections.push(section);
  console.log(`\n${section}`);
};
const keep = (name: string, lines: readonly string[]): void => {
  if (values.predictions) writeFileSync(join(values.predictions, name), `${lines.join('\n')}\n`);
};

interface Document {
  readonly id: string;
  readonly text: string;
  readonly attributions: readonly GoldAttribution[];
  readonly alt?: Readonly<Record<string, readonly GoldAttribution[]>>;
}

const reliabilityTable = (judged: readonly { confidence: number; right: boolean }[]): string => {
  const { bins, error } = reliability(judged);
  const rows = bins.map((bin): Cell[] => [`${bin.count}`, bin.confidence, bin.right]);
  return `${table(['claims', 'mean confidence', 'right'], rows)}\n\nMean distance of confidence from truth: ${error.toFixed(1)} points.`;
};

function polnear(file: string): void {
  const documents = readLines<Document>(file);
  // How far people agree is taken from every article that several annotated, as they are few.
  const annotatedTwice = readdirSync(dirname(file))
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readLines<Document>(join(dirname(file), name)))
    .filter(({ alt }) => alt);
  const tallies = { ours: new AttributionTally(true), compromise: new AttributionTally(true), people: new AttributionTally(true) };
  const all = { ours: new AttributionTally(false), compromise: new AttributionTally(false), people: new AttributionTally(false) };
  const lines: string[] = [];
  for (const { id, text, attributions } of documents) {
    const analysis = analyse(text);
    lines.push(toJson(id, analysis));
    tallies.ours.document(text, attributions, analysis.claims);
    all.ours.document(text, attributions, allAttributions(network, text));
    const quotations = compromise(text);
    tallies.compromise.document(text, attributions, quotations);
    all.compromise.document(text, attributions, quotations);
  }
  for (const { text, attributions, alt } of annotatedTwice) {
    const annotators = [attributions, ...Object.values(alt ?? {})].map((list) => list.map((a) => ({ ...a, confidence: 1 })));
    for (const a of annotators)
      for (const b of annotators)
        if (a !== b) {
          tallies.people.document(text, a, b);
          all.people.document(text, a, b);
        }
  }
  keep('polnear.jsonl', lines);
  const scores = Object.fromEntries(Object.entries(tallies).map(([name, tally]) => [name, tally.scores()])) as Record<
    keyof typeof tallies,
    AttributionScores
  >;
  const names = { ours: 'Vantage', compromise: 'compromise 14.17 `quotations()`, nearest person', people: 'two people' } as const;
  const keys = ['ours', 'compromise', 'people'] as const;
  show(
    `PolNeAR ${values.split}: reported claims`,
    `${documents.length} articles, ${scores.ours.gold} attributions by a word of speaking (those by a word of believing, wanting or acting count neither way).`,
    table(
      ['', 'detection P', 'R', 'F1', 'end to end P', 'R', 'F1', 'source accuracy', 'recall direct', 'mixed', 'indirect'],
      keys.map((key): Cell[] => {
        const s = scores[key];
        const { detection: d, endToEnd: e } = s;
        return [
          names[key],
          d.precision,
          d.recall,
          d.f1,
          e.precision,
          e.recall,
          e.f1,
          s.sourceAccuracy,
          s.recall.direct,
          s.recall.mixed,
          s.recall.indirect,
        ];
      }),
    ),
  );
  show(`PolNeAR ${values.split}: confidence`, reliabilityTable(scores.ours.judged));
  const exact = (label: string, s: AttributionScores['exact']): Cell[] => [label, s.source.f1, s.cue.f1, s.content.f1];
  show(
    `PolNeAR ${values.split}: all attributions, exact spans (F1)`,
    'Beliefs, wants and acts too, every word of a span equal. The published figures are on the test split (CofeNet, EMNLP 2022, tables 6 and 7).',
    table(
      ['', 'source', 'cue', 'content'],
      [
        exact('Vantage', all.ours.scores().exact),
        exact('compromise', all.compromise.scores().exact),
        exact('two people', all.people.scores().exact),
        ['rules (published)', 10.7, 22.8, 5.6],
        ['CoreNLP (published)', 13.9, null, 17.5],
        ['CRF (published)', 50.6, 53.4, 28.6],
        ['CNN + CRF (published)', 61.0, 62.6, 42.0],
        ['BiLSTM + CRF (published)', 69.6, 66.7, 59.0],
        ['BiLSTM, label context (published)', 73.3, 66.2, 63.6],
        ['BERT + CRF (published)', 82.2, 74.9, 71.0],
        ['BERT, label context (published)', 83.2, 75.3, 72.9],
      ],
    ),
  );
}

function gold(file: string): void {
  const articles = readLines<GoldArticle>(file);
  const found = articles.map((article) => ({ article, analysis: analyse(article.text) }));
  keep(
    'gold.jsonl',
    found.map(({ article, analysis }) => toJson(article.id, analysis)),
  );
  const given = articles.map((article) => ({ article, analysis: analyseGiven(article) }));
  const countsOf = (list: typeof found): ArticleCounts[] => list.map(({ article, analysis }) => countArticle(article, analysis));
  const counts = { found: countsOf(found), given: countsOf(given) };
  const [onFound, onGiven] = [scoreArticles(counts.found), scoreArticles(counts.given)];
  show(
    `Labelled articles, ${values.split}: claims and speakers`,
    `${onFound.articles} articles, ${onFound.gold} claims.`,
    table(
      ['', 'precision', 'recall', 'F1'],
      [
        ['found', onFound.found.precision, onFound.found.recall, onFound.found.f1],
        ['with the right speaker', onFound.right.precision, onFound.right.recall, onFound.right.f1],
      ],
    ),
    `The speaker is right on ${onFound.speakerAccuracy.toFixed(1)} % of the claims found, on ${onGiven.speakerAccuracy.toFixed(1)} % where the claims are given. By how the claim names its speaker:`,
    table(
      ['mention', 'claims', 'right, claims found', 'right, claims given'],
      onGiven.mentions.map(({ mention, count, accuracy }, k): Cell[] => [
        mention,
        `${count}`,
        onFound.mentions[k]!.count > 0 ? onFound.mentions[k]!.accuracy : null,
        count > 0 ? accuracy : null,
      ]),
    ),
  );
  show(
    `Labelled articles, ${values.split}: framings and clashes`,
    'B-cubed F1 over the claims that engine and labels both place, 95 % intervals by article; clashes as pairs of quoted speakers.',
    ...framingTables(counts.found, counts.given),
  );
  show(
    `Labelled articles, ${values.split}: confidence`,
    reliabilityTable(onFound.judged),
    'Where the claims are given, the confidence is how sure a pronoun’s owner is, and nothing else:',
    reliabilityTable(onGiven.judged.filter(({ confidence }) => confidence < 1)),
  );
  stanceOf(articles, counts);
}

/** Act, position and function, and how they grow with the articles learned from. */
function stanceOf(articles: readonly GoldArticle[], counts: { found: ArticleCounts[]; given: ArticleCounts[] }): void {
  const { figures, acts } = stanceTables(counts);
  show(`Labelled articles, ${values.split}: act, position and function`, figures, acts);
  const file = join(values.data, 'gold/train.jsonl');
  if (values.quick || !existsSync(file)) return;
  const training = readArticles(file, tag);
  const invented = readInvented(INVENTED, tag);
  const labelled = readMore(values.data, tag);
  const lines = [4, 2, 1].map((every) => {
    const [part, some] = [training, labelled].map((list) => list.filter((_, i) => i % every === 0)) as [StanceArticle[], StanceArticle[]];
    const { model } = learnStance(part, invented, stance.polarity, some);
    return {
      share: every === 1 ? 'all' : `1 in ${every} articles`,
      claims: [...part, ...some].reduce((sum, { attributions }) => sum + attributions.length, 0),
      counts: articles.map((article) => countArticle(article, analyseGiven(article, model))),
    };
  });
  show(`Labelled articles, ${values.split}: learning curve of act, position and function, claims given`, curveTable(lines));
}

const corpora: [file: string, run: (file: string) => void][] = [
  [join(values.data, 'corpora/polnear', `${values.split}.jsonl`), polnear],
  [join(values.data, 'gold', `${values.split}.jsonl`), gold],
];
const here = corpora.filter(([file]) => existsSync(file));
if (here.length === 0) {
  console.error(
    `evaluate: nothing to measure on in ${values.data}: neither corpora/polnear/${values.split}.jsonl nor gold/${values.split}.jsonl`,
  );
  process.exit(1);
}
for (const [file, run] of here) run(file);
if (values.write) {
  const target = new URL('../EVALUATION.md', import.meta.url);
  writeFileSync(target, replaceBetween(readFileSync(target, 'utf8'), 'figures', sections.join('\n\n')));
}
