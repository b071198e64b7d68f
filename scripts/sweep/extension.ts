import { rmSync } from 'node:fs';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '../browsers/browser.ts';
import { sleep, until } from '../browsers/browser.ts';
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

/** What `origin.js` tells: what the extension's scripts changed on a page, and whether it would have seen it. */
interface Origin {
  readonly works: boolean;
  readonly changes: number;
  readonly texts: number;
  readonly first: string | null;
  readonly marks: number;
}

/** What the extension's own page is told of a tab: its state, and how long the content script took. */
export interface Told {
  readonly status: string;
  readonly times: Readonly<Record<'gateMs' | 'readMs' | 'analyseMs' | 'paintMs' | 'drawnMs' | 'shownMs' | 'longestTaskMs', number>> | null;
  readonly state: {
    readonly state: string;
    readonly message?: string;
    readonly analysis?: { readonly article: { readonly text: string }; readonly claims: readonly unknown[] };
  } | null;
}

/** Longest wait for the content script, in milliseconds: it reads as soon as the page is loaded. */
const PATIENCE = 40_000;
const SHORT_PATIENCE = 5_000;

const isSamePage = (a: string, b: string): boolean => a.split(/[?#]/)[0] === b.split(/[?#]/)[0];

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

const ASK_ORIGIN = `(async () => {
  for (const { id } of await chrome.tabs.query({})) {
    const told = await chrome.tabs.sendMessage(id, { type: 'sweep-origin' }, { frameId: 0 }).catch(() => null);
    if (told && 'works' in told) return told;
  }
  return null;
})()`;

/** A copy of the extension in which `origin.js` watches from its own world; the extension's scripts are as they were. */
async function withOrigin(extension: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'vantage-sweep-'));
  await cp(extension, copy, { recursive: true });
  await cp(new URL('./origin.js', import.meta.url), join(copy, 'origin.js'));
  const file = join(copy, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { content_scripts: object[] };
  manifest.content_scripts.unshift({ matches: ['http://*/*', 'https://*/*'], js: ['origin.js'], run_at: 'document_start' });
  await writeFile(file, JSON.stringify(manifest));
  process.once('exit', () => void rmSync(copy, { recursive: true, force: true }));
  return copy;
}

/** What a page itself says under a policy that lets no script run, and what is not there. */
const OF_THE_PAGE =
  /Content.Security.Policy|Refused to|Unsafe attempt to load|Not allowed to load|Security Error: Content at|downloadable font|blocked|Failed to load|ERR_|404|violates|deprecated|third-party cookie/i;

/**
 * Visits pages with the built extension, and looks whether it left them as they were. Without scripts a page is compared with what it was before; with them it changes itself, so every
 * change is asked whose it is (in Chromium; in Firefox it is not told).
 */
export function withExtension(folder: string, name: 'chromium' | 'firefox', scripts: boolean): Visit {
  const here = new Map<string, ServedPage>();
  let served: Served;
  let browser: Browser;
  let own: Page;
  let page: Page;
  let watch: string;
  let extension: string;
  const byOrigin = scripts && name === 'chromium';
  return {
    async open() {
      extension ??= byOrigin ? await withOrigin(await buildExtension(name)) : await buildExtension(name);
      watch ??= await readFile(new URL('./watch.js', import.meta.url), 'utf8');
      served = await serve(here);
      browser = await LAUNCH[name]({ extension, headless: true, port: served.port });
      own = await browser.extensionPage('options.html');
      page = await browser.newPage();
      await page.prepare(watch);
    },
    async visit(one: CorpusPage): Promise<Line> {
      browser.errors();
      const address = await openPage(page, here, folder, one, scripts).catch((error) => {
        // A page whose own scripts keep it from ever being loaded is there all the same.
        if (!scripts || !/Timeout/.test(String(error))) throw error;
        return null;
      });
      await page.front();
      const told = await until(
        'the content script',
        async () => {
          const answer = await own.evaluate<Told | null>(ASK);
          return answer?.times && answer.status !== 'reading' && answer;
        },
        PATIENCE,
      ).catch(async (error) => {
        const at = await Promise.race([
          page.evaluateApart<string>('location.href').catch(() => null),
          sleep(SHORT_PATIENCE).then(() => null),
        ]);
        // Where its own scripts have led it there is no network.
        if (scripts && address !== null && at !== null && !isSamePage(at, address)) return at;
        throw error;
      });
      if (typeof told === 'string') return { id: one.id, left: told, errors: [] };
      const watched = scripts ? null : await page.evaluateApart<Watched | null>('globalThis.vantageWatch?.() ?? null');
      const origin = byOrigin ? await own.evaluate<Origin | null>(ASK_ORIGIN) : null;
      const analysis = told.state?.analysis;
      const errors = browser.errors().filter((error) => (scripts ? /extension:\/\//.test(error) : !OF_THE_PAGE.test(error)));
      if (told.state?.state === 'error') errors.push(`analysis: ${told.state.message}`);
      if (byOrigin && !origin?.works) errors.push('sweep: whose the changes are was not seen');
      if (origin?.first) errors.push(`changed: ${origin.first}`);
      return {
        id: one.id,
        isArticle: told.status !== 'not-news',
        text: analysis?.article.text ?? '',
        claims: analysis?.claims.length ?? 0,
        ...told.times,
        marks: watched?.marks ?? origin?.marks ?? 0,
        ...(watched && { domUnchanged: watched.domUnchanged, textUnchanged: watched.textUnchanged }),
        ...(origin?.works && { domUnchanged: origin.changes === 0, textUnchanged: origin.texts === 0 }),
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
