import { ACTS } from '../../utils/analysis.ts';
import { type ArticleCounts, type GoldScores, scoreArticles } from './articles.ts';
import { bootstrap } from './measures.ts';
import { type Cell, table } from './tables.ts';

const SEED = 17;

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function drawsOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const FIGURES: readonly (readonly [name: string, figure: (scores: GoldScores) => number])[] = [
  ['act: accuracy', (s) => s.act.accuracy],
  ['act: macro F1', (s) => s.act.macroF1],
  ['act shown: precision', (s) => s.act.badgePrecision],
  ['act shown: share of claims', (s) => s.act.badgeCoverage],
  ['function: accuracy', (s) => s.function.accuracy],
  ['position: accuracy', (s) => s.position.accuracy],
  ['position: macro F1', (s) => s.position.macroF1],
  ['position shown: precision', (s) => s.position.precision],
  ['position: labelled ones found', (s) => s.position.coverage],
  ['position: the other way', (s) => s.position.opposite],
  ['target of a right position: the labelled one', (s) => s.position.target],
];

export interface StanceCounts {
  readonly given: readonly ArticleCounts[];
  readonly found: readonly ArticleCounts[];
}

/** Tables of act, position and function, on given and on found claims, with the middle 95 per cent over articles drawn again. */
export function stanceTables({ given, found }: StanceCounts): { readonly figures: string; readonly acts: string } {
  const [onGiven, onFound] = [scoreArticles(given), scoreArticles(found)];
  const interval = (articles: readonly ArticleCounts[], figure: (scores: GoldScores) => number): string =>
    bootstrap(articles, (sample) => figure(scoreArticles(sample)), drawsOf(SEED))
      .map((edge) => edge.toFixed(1))
      .join(' – ');
  const figures = table(
    ['', 'claims given', '95 %', 'claims found', '95 %'],
    FIGURES.map(([name, figure]): Cell[] => [name, figure(onGiven), interval(given, figure), figure(onFound), interval(found, figure)]),
  );
  const of = (scores: GoldScores, act: string) => scores.act.each.find(({ label }) => label === act);
  const acts = table(
    ['act', 'claims', 'precision, given', 'coverage', 'F1', 'precision, found', 'coverage', 'F1'],
    ACTS.map((act): Cell[] => {
      const [g, f] = [of(onGiven, act), of(onFound, act)];
      return [
        act,
        `${g?.count ?? 0}`,
        g?.precision ?? null,
        g?.recall ?? null,
        g?.f1 ?? null,
        f?.precision ?? null,
        f?.recall ?? null,
        f?.f1 ?? null,
      ];
    }),
  );
  return { figures, acts };
}

/** One line a share of the training articles: whether more labels would help. */
export function curveTable(
  lines: readonly { readonly share: string; readonly claims: number; readonly counts: readonly ArticleCounts[] }[],
): string {
  return table(
    ['learned from', 'claims', 'act: accuracy', 'macro F1', 'function: accuracy', 'position: macro F1', 'precision', 'found'],
    lines.map(({ share, claims, counts }): Cell[] => {
      const { act, function: purpose, position } = scoreArticles(counts);
      return [share, `${claims}`, act.accuracy, act.macroF1, purpose.accuracy, position.macroF1, position.precision, position.coverage];
    }),
  );
}
