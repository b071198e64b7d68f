import { readFile } from 'node:fs/promises';
import type { Browser, Page } from '../browsers/browser.ts';
import { until } from '../browsers/browser.ts';
import { type Served, type ServedPage, serve } from '../browsers/serve.ts';
import { buildExtension } from '../build.ts';
import type { CorpusPage } from './corpus.ts';
import { LAUNCH, openPage } from './reading.ts';
import type { Line, Visit } from './visit.ts';

/** What `watch.js` tells of a page. */
interface Watched {
  readonly domUnchanged: boolean;
  readonly textUnchanged: boolean;
  readonly marks: number;
}

/** What the extension's own page is told of a tab: its state, and how long the content script took. */
export interface Told {
  readonly status: string;
  readonly times: Readonly<Record<'gateMs' | 'readMs' | 'analyseMs' | 'paintMs' | 'longestTaskMs', number>> | null;
  readonly state: {
    readonly state: string;
    readonly message?: string;
    readonly analysis?: { readonly article: { readonly text: string }; readonly claims: readonly unknown[] };
  } | null;
}

/** Longest wait for the content script, in milliseconds: it reads as soon as the page is loaded. */
const PATIENCE = 40_000;

/** Asks every tab: the extension may not know their addresses, and only one of them holds a page. */
export const ASK = `(async () => {
  for (const { id } of await chrome.tabs.query({})) {
    const times = await chrome.tabs.sendMessage(id, { type: 'times' }, { frameId: 0 }).catch(() => null);
    if (!times || !('gateMs' in times)) continue;
    const status = await chrome.tabs.sendMessage(id, { type: 'status' }, { frameId: 0 });
    const key = 'tab:' + id;
    return { status, times, state: (await chrome.storage.session.get(key))[key] ?? null };
  }
  return null;
})()`;

/** What a page itself says under a policy that lets no script run, and what is not there. */
const OF_THE_PAGE =
  /Content.Security.Policy|Refused to|Unsafe attempt to load|Not allowed to load|Security Error: Content at|downloadable font|blocked|Failed to load|ERR_|404|violates|deprecated|third-party cookie/i;

/** Visits pages with the built extension, and looks whether it left them as they were. */
export function withExtension(folder: string, name: 'chromium' | 'firefox', scripts: boolean): Visit {
  const here = new Map<string, ServedPage>();
  let served: Served;
  let browser: Browser;
  let own: Page;
  let page: Page;
  let watch: string;
  let extension: string;
  return {
    async open() {
      extension ??= await buildExtension(name);
      watch ??= await readFile(new URL('./watch.js', import.meta.url), 'utf8');
      served = await serve(here);
      browser = await LAUNCH[name]({ extension, headless: true, port: served.port });
      own = await browser.extensionPage('options.html');
      page = await browser.newPage();
      await page.prepare(watch);
    },
    async visit(one: CorpusPage): Promise<Line> {
      browser.errors();
      await openPage(page, here, folder, one, scripts);
      await page.front();
      const told = await until(
        'the content script',
        async () => {
          const answer = await own.evaluate<Told | null>(ASK);
          return answer?.times && answer.status !== 'reading' && answer;
        },
        PATIENCE,
      );
      const watched = await page.evaluateApart<Watched | null>('globalThis.vantageWatch?.() ?? null');
      const analysis = told.state?.analysis;
      const errors = browser.errors().filter((error) => (scripts ? /extension:\/\//.test(error) : !OF_THE_PAGE.test(error)));
      if (told.state?.state === 'error') errors.push(`analysis: ${told.state.message}`);
      return {
        id: one.id,
        isArticle: told.status !== 'not-news',
        text: analysis?.article.text ?? '',
        claims: analysis?.claims.length ?? 0,
        ...told.times,
        marks: watched?.marks ?? 0,
        // A page with scripts changes itself.
        ...(scripts || !watched ? {} : { domUnchanged: watched.domUnchanged, textUnchanged: watched.textUnchanged }),
        errors,
      };
    },
    async close() {
      // A browser that hangs may end only after the next one was opened.
      const [oldBrowser, oldServed] = [browser, served];
      await oldBrowser.close();
      await oldServed.close();
    },
  };
}
