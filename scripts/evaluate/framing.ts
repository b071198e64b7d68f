import { random } from '../train/trainer.ts';
import { type ArticleCounts, type GoldScores, scoreArticles } from './articles.ts';
import { bootstrap } from './measures.ts';
import { type Cell, table } from './tables.ts';

/** "81.4 (76.0–86.2)": a figure with the middle 95 per cent over samples of the articles. */
function withInterval(articles: readonly ArticleCounts[], figure: (scores: GoldScores) => number | null): string {
  const value = figure(scoreArticles(articles));
  if (value === null) return '–';
  const [low, high] = bootstrap(articles, (sample) => figure(scoreArticles(sample)) ?? 0, random(1));
  return `${value.toFixed(1)} (${low.toFixed(1)}–${high.toFixed(1)})`;
}

/**
 * How framings and clashes agree with the labels, on the claims that were found and on the labelled ones, apart; counts an article of each. In parentheses the
 * middle 95 per cent over samples of the articles. Framings are compared over the claims that both place, the baselines over all that the labels place.
 */
export function framingTables(onFound: readonly ArticleCounts[], onGiven: readonly ArticleCounts[]): string[] {
  const both = [
    ['claims found', onFound],
    ['claims given', onGiven],
  ] as const;
  return [
    table(
      ['', 'B-cubed F1', 'claims compared', 'placed by the labels', 'one group', 'a group a speaker', 'by function'],
      both.map(([name, counts]): Cell[] => {
        const { framing } = scoreArticles(counts);
        const inGold = counts.reduce((sum, { inGold }) => sum + inGold, 0);
        return [
          name,
          withInterval(counts, (s) => s.framing.f1),
          `${framing.placed}`,
          `${inGold}`,
          framing.oneGroup,
          framing.bySpeaker,
          framing.byFunction,
        ];
      }),
    ),
    table(
      ['', 'clash precision', 'recall', 'shown', 'labelled', 'articles with a false clash'],
      both.map(([name, counts]): Cell[] => {
        const { clash } = scoreArticles(counts);
        return [
          name,
          withInterval(counts, (s) => s.clash.precision),
          withInterval(counts, (s) => s.clash.recall),
          `${clash.predicted}`,
          `${clash.gold}`,
          withInterval(counts, (s) => s.clash.falseArticles),
        ];
      }),
    ),
  ];
}
