import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { until } from '../browsers/browser.ts';
import { launchChromium } from '../browsers/chromium.ts';
import { type ServedPage, serve } from '../browsers/serve.ts';
import { buildExtension } from '../build.ts';
import { type Cell, table } from '../evaluate/tables.ts';
import { readIndex } from '../sweep/corpus.ts';
import { ASK, type Told } from '../sweep/extension.ts';
import type { Probe } from '../sweep/probe.ts';
import { openPage, probeScript } from '../sweep/reading.ts';

const ARTICLES = 50;
/** Articles after which memory is looked at first: what is loaded once is loaded. */
const WARM = 10;
const SHOP = 'shop.test/product/kettle';
const SHOP_PAGE = `<!doctype html><html lang="en"><title>Kettle</title><script type="application/ld+json">{"@type":"Product"}</script><h1>Kettle</h1>${'<div class="card"><h2><a href="/k">A kettle</a></h2><p>A kettle of the kind that your grandmother had, with a whistle and a handle made of wood.</p><button>Buy</button></div>'.repeat(200)}`;

const quantile = (numbers: readonly number[], at: number): number | null => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? null;
};
const kilobytes = (bytes: number): number => bytes / 1000;
const megabytes = (bytes: number | undefined): number | null => (bytes === undefined ? null : bytes / 1e6);

/** What the extension costs on pages, in Chromium: on one that is no article, and on fifty of the folder's English news pages one after another, Readability's parse on the same. Null where there are no pages. */
export async function benchPages(folder: string): Promise<string[] | null> {
  if (!existsSync(join(folder, 'index.jsonl'))) return null;
  const pages = readIndex(folder)
    .filter(({ is_news_article, language }) => is_news_article === true && language?.startsWith('en') === true)
    .slice(0, ARTICLES);
  const extension = await buildExtension('chromium');
  const probe = await probeScript();
  const here = new Map<string, ServedPage>();
  const served = await serve(here);
  const browser = await launchChromium({ extension, headless: true, port: served.port });
  try {
    const own = await browser.extensionPage('options.html');
    const page = await browser.newPage();
    await page.front();
    const ask = (): Promise<Told> =>
      until('the content script', async () => {
        const told = await own.evaluate<Told | null>(ASK);
        return told?.times && told.status !== 'reading' && told;
      });
    const gates: number[] = [];
    for (let round = 0; round < 15; round++) {
      here.set(SHOP, { body: SHOP_PAGE, headers: { 'content-type': 'text/html; charset=utf-8' } });
      await page.goto(`http://${SHOP}`);
      gates.push((await ask()).times!.gateMs);
    }
    const all: (NonNullable<Told['times']> & { readability: number })[] = [];
    const heaps: ({ background: number; page: number } | null)[] = [];
    for (const [i, one] of pages.entries()) {
      try {
        await openPage(page, here, folder, one, false);
        const { times, state } = await ask();
        if (times && state?.state === 'done') {
          const { readabilityMs } = await page.evaluateApart<Probe>(
            `(() => { ${probe}; return vantageProbe.probe(${JSON.stringify(one.url)}); })()`,
          );
          all.push({ ...times, readability: readabilityMs });
        }
      } catch {
        // Pages that do not load are the sweep's business.
      }
      if (i + 1 === WARM || i + 1 === pages.length) heaps.push((await browser.heaps?.(page)) ?? null);
    }
    const script = readFileSync(join(extension, 'content-scripts/content.js'));
    const rooms = ['js', 'css'].map((kind) => readFileSync(join(extension, `content-scripts/rooms.${kind}`)));
    const row = (name: string, of: (one: (typeof all)[number]) => number): Cell[] => [
      name,
      ...[0.5, 0.95, 1].map((at) => quantile(all.map(of), at)),
    ];
    return [
      `${all.length} English news pages in one tab, scripts and network off.`,
      table(
        ['milliseconds on a news page', 'median', '95 %', 'most'],
        [
          row('is it news?', ({ gateMs }) => gateMs),
          row('its text found', ({ readMs }) => readMs),
          row('Readability’s parse alone', ({ readability }) => readability),
          row('text found to answer there (off the page’s thread)', ({ analyseMs }) => analyseMs),
          row('marks drawn: work on the page’s thread, in slices', ({ paintMs }) => paintMs),
          row('text found to marks drawn', ({ drawnMs }) => drawnMs),
          row('page parsed to marks drawn', ({ shownMs }) => shownMs),
          row('longest piece of work on the page’s thread', ({ longestTaskMs }) => longestTaskMs),
        ],
      ),
      table(
        ['on a page that is no article', ''],
        [
          ['is it news? median of 15 loads, ms', quantile(gates, 0.5)],
          ['content script, kB', kilobytes(script.length)],
          ['the same, gzipped', kilobytes(gzipSync(script).length)],
          ['what is brought into an article alone: script, kB', kilobytes(rooms[0]!.length)],
          ['its style sheet, kB', kilobytes(rooms[1]!.length)],
        ],
      ),
      table(
        ['memory after garbage collection, MB', `after ${WARM} articles`, `after ${pages.length}`],
        [
          ['background', ...heaps.map((heap) => megabytes(heap?.background))],
          ['page and content script', ...heaps.map((heap) => megabytes(heap?.page))],
        ],
      ),
    ];
  } finally {
    await browser.close();
    await served.close();
  }
}
