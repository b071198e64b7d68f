import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Evidence } from '../../utils/article/gate.ts';
import { launchChromium } from '../browsers/chromium.ts';
import { scriptOf } from '../browsers/script.ts';
import { type ServedPage, serve } from '../browsers/serve.ts';
import { type CorpusPage, halfOf, readIndex, readPage } from '../sweep/corpus.ts';
import { fitLogistic } from './acceptance.ts';

interface Labelled {
  readonly page: CorpusPage;
  /** What each look of the gate saw, in their order; all of it one after another makes the features. */
  readonly looks: readonly Partial<Evidence>[];
  readonly features: Float32Array;
  readonly right: boolean;
  readonly weight: number;
}

const OUT = fileURLToPath(new URL('../../utils/article/gate-weights.json', import.meta.url));
const FOLDS = 10;
const RIDGE = 8;
/** Share of the articles that may be missed. */
const MOST_MISSED = 0.012;
const AT_ONCE = 40;

/** The evidence that a browser finds on the labelled pages of a folder; parsed only, not loaded. */
async function gather(folder: string): Promise<{ page: CorpusPage; looks: Partial<Evidence>[] }[]> {
  const pages = readIndex(folder).filter((page) => typeof page.is_news_article === 'boolean');
  const script = await scriptOf(new URL('../../utils/article/gate.ts', import.meta.url), 'vantageGate');
  const host = 'pages.test';
  const served = await serve(
    new Map<string, string | Buffer | ServedPage>([
      [`${host}/`, { body: '<p>Pages.', headers: { 'content-type': 'text/html' } }],
      ...pages.map(
        (page, i) => [`${host}/${i}`, { body: readPage(folder, page), headers: { 'content-type': 'text/plain; charset=utf-8' } }] as const,
      ),
    ]),
  );
  const browser = await launchChromium({ headless: true, port: served.port });
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://${host}/`);
    const found: { page: CorpusPage; looks: Partial<Evidence>[] }[] = [];
    for (let from = 0; from < pages.length; from += AT_ONCE) {
      const part = pages.slice(from, from + AT_ONCE);
      const seen = await tab.evaluate<Partial<Evidence>[][]>(`(async () => {
        ${script};
        const parser = new DOMParser();
        const all = [];
        for (const [i, url] of ${JSON.stringify(part.map(({ url }, i) => [from + i, url]))})
          all.push(vantageGate.gatherEvidence(parser.parseFromString(await (await fetch('/' + i)).text(), 'text/html'), url));
        return all;
      })()`);
      found.push(...part.map((page, i) => ({ page, looks: seen[i]! })));
    }
    return found;
  } finally {
    await browser.close();
    await served.close();
  }
}

const scoreOf = (weights: Float32Array, { features }: Labelled): number => features.reduce((sum, x, i) => sum + x * weights[i]!, 0);

/** The score that all but `missed` of the articles reach. */
function threshold(weights: Float32Array, list: readonly Labelled[], missed: number): number {
  const scores = list
    .filter(({ right }) => right)
    .map((one) => scoreOf(weights, one))
    .sort((a, b) => a - b);
  return scores[Math.floor(scores.length * missed)] ?? 0;
}

/** Shares of articles and of other pages that reach 0 by weights that have the threshold in them. */
function shares(judged: readonly { right: boolean; score: number }[]): string {
  const share = (news: boolean): string => {
    const list = judged.filter(({ right }) => right === news);
    return `${((100 * list.filter(({ score }) => score >= 0).length) / list.length).toFixed(1)} %`;
  };
  return `${share(true)} of articles, ${share(false)} of the rest`;
}

/** Weights whose constant holds the threshold, so that 0 decides. */
function learn(list: readonly Labelled[]): Float32Array {
  const weights = fitLogistic(list, RIDGE);
  weights[0]! -= threshold(weights, list, MOST_MISSED) - 1e-4;
  return weights;
}

const sumOf = (looks: readonly Partial<Evidence>[], weights: Readonly<Record<string, number>>): number =>
  looks.reduce((sum, look) => sum + Object.entries(look).reduce((part, [key, x]) => part + weights[key]! * x, 0), 0);

/** The least and the most that the looks after each one have changed the sum of any page by; the first is the constant's and has none. */
function leftAfter(list: readonly Labelled[], weights: Readonly<Record<string, number>>): [number, number][] {
  return list[0]!.looks.slice(1).map((_, look) => {
    const rest = list.map(({ looks }) => sumOf(looks.slice(look + 2), weights));
    return [Math.floor(Math.min(...rest) * 100) / 100, Math.ceil(Math.max(...rest) * 100) / 100];
  });
}

/** How many pages need another look after each one. */
const undecided = (list: readonly Labelled[], weights: Readonly<Record<string, number>>, left: readonly [number, number][]): number[] =>
  left.map(
    ([least, most], look) =>
      list.filter(({ looks }) => {
        const sum = sumOf(looks.slice(0, look + 2), weights);
        return sum + least < 0 && sum + most >= 0;
      }).length,
  );

/** Learns what the evidence of `utils/article/gate.ts` weighs, writes the weights, and tells how they do on pages they were learned from and on others. */
export async function learnGate(folder: string): Promise<void> {
  const gathered = await gather(folder);
  const keys = gathered[0]!.looks.flatMap((look) => Object.keys(look)) as (keyof Evidence)[];
  const list: Labelled[] = gathered
    .filter(({ page, looks }) => !(page.is_news_article === true && looks.some(({ frontPage }) => frontPage === 1)))
    .map(({ page, looks }) => ({
      page,
      looks,
      features: Float32Array.from(looks.flatMap((look) => Object.values(look))),
      right: page.is_news_article === true,
      weight: 1,
    }));
  const crossed = Array.from({ length: FOLDS }, (_, fold) => {
    const weights = learn(list.filter((_, i) => i % FOLDS !== fold));
    return list.filter((_, i) => i % FOLDS === fold).map((one) => ({ ...one, score: scoreOf(weights, one) }));
  }).flat();
  const halves = (['tune', 'check'] as const).flatMap((half) => {
    const weights = learn(list.filter(({ page }) => halfOf(page.id) !== half));
    return list.filter(({ page }) => halfOf(page.id) === half).map((one) => ({ ...one, score: scoreOf(weights, one) }));
  });
  const weights = learn(list).map((weight) => Math.round(weight * 100) / 100);
  // Rounding has moved the sums a little.
  weights[0]! -= Math.floor(threshold(weights, list, MOST_MISSED) * 100) / 100;
  const judged = list.map((one) => ({ ...one, score: scoreOf(weights, one) }));
  console.log(`gate: ${gathered.length - list.length} articles whose address has lost its path are left out`);
  console.log(`gate: ${list.length} pages; learned from all of them: ${shares(judged)}`);
  console.log(`gate: ${FOLDS}-fold cross-validation: ${shares(crossed)}; each half by the other: ${shares(halves)}`);
  for (const { page, score, right } of judged.filter(({ right, score }) => right !== score >= 0))
    console.log(`gate: ${right ? 'missed' : 'taken'} ${score.toFixed(1)} ${page.kind ?? ''} ${page.url.slice(0, 120)}`);
  const byKey = Object.fromEntries(keys.map((key, i) => [key, Math.round(weights[i]! * 100) / 100]));
  const left = leftAfter(list, byKey);
  console.log(`gate: pages still undecided after each look: ${undecided(list, byKey, left).join(', ')} of ${list.length}`);
  writeFileSync(OUT, `${JSON.stringify({ weights: byKey, left }, null, 2)}\n`);
}
