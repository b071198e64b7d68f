import { type Cell, table } from '../evaluate/tables.ts';
import { type CorpusPage, halfOf } from './corpus.ts';
import { countQuotations, type Scorer } from './score.ts';
import type { Line } from './visit.ts';

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
const quantile = (numbers: readonly number[], at: number): number | null => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))]!;
};

const ALL = 'all of them';

/** The tables of a sweep, in Markdown, of what its lines tell. */
export function summary(
  pages: readonly CorpusPage[],
  lines: readonly Line[],
  truth: ReadonlyMap<string, string>,
  scorer: Scorer | null,
): string {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const both = pages.flatMap((page) => (byId.get(page.id) ? [{ page, line: byId.get(page.id)! }] : []));
  const parts: string[] = [];

  if (scorer && lines.some(({ readability }) => readability !== undefined)) {
    const rows: Cell[][] = [];
    for (const corpus of [...new Set(pages.map((page) => page.corpus)), ALL])
      for (const half of ['all', 'tune', 'check'] as const) {
        const scored = both.filter(
          ({ page }) =>
            (corpus === ALL || page.corpus === corpus) &&
            page.is_news_article &&
            truth.has(page.id) &&
            (half === 'all' || halfOf(page.id) === half),
        );
        if (scored.length === 0) continue;
        const of = (text: (line: Line) => string): { f1: number; precision: number; recall: number } =>
          scorer.aggregate(scored.map(({ page, line }) => scorer.scoreItem(truth.get(page.id)!, text(line))));
        const own = of((line) => line.text ?? '');
        const peer = of((line) => line.readability ?? '');
        const quotations = scored.map(({ page, line }) => countQuotations(truth.get(page.id)!, line.text ?? ''));
        const sum = (key: 'all' | 'found'): number => quotations.reduce((total, counts) => total + counts[key], 0);
        rows.push([
          `${corpus}${half === 'all' ? '' : `, ${half}`}`,
          String(scored.length),
          ...[own.f1, own.precision, own.recall, peer.f1].map((number) => number.toFixed(3)),
          percent(sum('found'), sum('all')),
        ]);
      }
    if (rows.length > 0)
      parts.push(table(['article text of news pages', 'pages', 'F1', 'precision', 'recall', 'Readability F1', 'quotations found'], rows));
  }

  const labelled = both.filter(({ page, line }) => typeof page.is_news_article === 'boolean' && line.isArticle !== undefined);
  if (labelled.length > 0) {
    const rows: Cell[][] = [];
    const withPeer = labelled.some(({ line }) => line.readerable !== undefined);
    for (const half of ['all', 'tune', 'check'] as const) {
      const of = (news: boolean) =>
        labelled.filter(({ page }) => page.is_news_article === news && (half === 'all' || halfOf(page.id) === half));
      const share = (list: typeof labelled, yes: (line: Line) => boolean | undefined): string =>
        percent(list.filter(({ line }) => yes(line)).length, list.length);
      const [news, rest] = [of(true), of(false)];
      const peer = (list: typeof labelled): string[] => (withPeer ? [share(list, ({ readerable }) => readerable)] : []);
      rows.push([
        half,
        `${news.length} / ${rest.length}`,
        share(news, ({ isArticle }) => isArticle),
        share(rest, ({ isArticle }) => isArticle),
        ...peer(news),
        ...peer(rest),
      ]);
    }
    parts.push(table(['the gate', 'pages', 'news', 'rest', ...(withPeer ? ['isProbablyReaderable: news', 'rest'] : [])], rows));
  }

  const rows = (['gateMs', 'readMs', 'analyseMs', 'paintMs', 'drawnMs', 'shownMs', 'longestTaskMs', 'readabilityMs'] as const).flatMap(
    (key): Cell[][] => {
      // A step that was not taken is 0.
      const numbers = lines
        .map((line) => line[key])
        .filter((number) => number !== undefined && (key === 'gateMs' || number > 0)) as number[];
      return numbers.length === 0
        ? []
        : [[key, String(numbers.length), quantile(numbers, 0.5), quantile(numbers, 0.95), quantile(numbers, 1)]];
    },
  );
  if (rows.length > 0) parts.push(table(['milliseconds', 'pages', 'median', '95 %', 'most'], rows));

  const count = (yes: (line: Line) => boolean): string => String(lines.filter(yes).length);
  parts.push(
    table(
      ['pages', 'number'],
      [
        ['visited', String(lines.length)],
        ['with an error', count(({ errors }) => errors.length > 0)],
        ...(lines.some(({ left }) => left !== undefined)
          ? [['led away by their own scripts', count(({ left }) => left !== undefined)]]
          : []),
        ...(lines.some(({ domUnchanged }) => domUnchanged !== undefined)
          ? [
              ['DOM changed', count(({ domUnchanged }) => domUnchanged === false)],
              ['text changed', count(({ textUnchanged }) => textUnchanged === false)],
            ]
          : []),
        ...(lines.some(({ marks }) => marks !== undefined) ? [['with marks', count(({ marks }) => (marks ?? 0) > 0)]] : []),
      ],
    ),
  );
  const wrong = lines.filter(({ errors }) => errors.length > 0).map(({ id, errors }) => `${id}: ${errors[0]}`);
  if (wrong.length > 0) parts.push(wrong.slice(0, 40).join('\n'));
  return parts.join('\n\n');
}
