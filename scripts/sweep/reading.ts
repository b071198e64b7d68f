import { readHtml } from '../../utils/article/html.ts';
import { type Browser, type Page, sleep } from '../browsers/browser.ts';
import { launchChromium } from '../browsers/chromium.ts';
import { launchFirefox } from '../browsers/firefox.ts';
import { scriptOf } from '../browsers/script.ts';
import { type Served, type ServedPage, serve } from '../browsers/serve.ts';
import { type CorpusPage, readPage } from './corpus.ts';
import type { Probe } from './probe.ts';
import type { Visit } from './visit.ts';

export const LAUNCH = { chromium: launchChromium, firefox: launchFirefox } as const;

/** So long after a failed address its error page stands, in milliseconds. */
const SETTLED = 1_000;

/** The address that a page is served under: its own host name, without TLS. */
const addressOf = (page: CorpusPage): string => page.url.replace(/^https:/, 'http:').replace(/#.*$/, '');

/** Puts one page where the browser finds it, takes the one before away, and gives its address. `host` replaces its own. */
function put(served: Map<string, ServedPage>, folder: string, page: CorpusPage, scripts: boolean, host?: string): string {
  const address = new URL(addressOf(page));
  if (host !== undefined) address.hostname = host;
  served.clear();
  served.set(`${address.hostname}${address.pathname}`, {
    body: readPage(folder, page),
    headers: {
      'cache-control': 'no-store',
      'content-type': page.charset_utf8 === false ? 'text/html' : 'text/html; charset=utf-8',
      ...(scripts ? {} : { 'content-security-policy': "script-src 'none'" }),
    },
  });
  return address.href;
}

/** Opens a page of the corpus under its own host name, and gives the address. */
export async function openPage(
  tab: Page,
  served: Map<string, ServedPage>,
  folder: string,
  page: CorpusPage,
  scripts: boolean,
): Promise<string> {
  const address = put(served, folder, page, scripts);
  try {
    await tab.goto(address);
    return address;
  } catch (error) {
    // Some hosts a browser only asks over TLS, by a list of its own: they stand under another name.
    if (!/ERR_NAME_NOT_RESOLVED|Address rejected/.test(String(error))) throw error;
    const other = put(served, folder, page, scripts, `${new URL(address).hostname}.test`);
    // The browser's own page of the error would come in between.
    await sleep(SETTLED);
    await tab.goto(other);
    return other;
  }
}

/** The reading room and Readability as one script that defines `vantageProbe`. */
export const probeScript = (): Promise<string> => scriptOf(new URL('./probe.ts', import.meta.url), 'vantageProbe');

/** Reads pages in a browser without the extension. */
export function readingAlone(folder: string, name: 'chromium' | 'firefox', scripts: boolean): Visit {
  const here = new Map<string, ServedPage>();
  let served: Served;
  let browser: Browser;
  let page: Page;
  let script: string;
  return {
    async open() {
      script ??= await probeScript();
      served = await serve(here);
      browser = await LAUNCH[name]({ headless: true, port: served.port });
      page = await browser.newPage();
    },
    async visit(one) {
      await openPage(page, here, folder, one, scripts);
      const found = await page.evaluateApart<Probe>(`(() => { ${script}; return vantageProbe.probe(${JSON.stringify(one.url)}); })()`);
      return { id: one.id, ...found, errors: [] };
    },
    async close() {
      // A browser that hangs may end only after the next one was opened.
      const [oldBrowser, oldServed] = [browser, served];
      await oldBrowser.close();
      await oldServed.close();
    },
  };
}

/** Reads pages as `analyze` does. */
export const inNode = (folder: string): Visit => ({
  open: async () => undefined,
  visit: async (one) => {
    const html = readPage(folder, one).toString('utf8');
    const start = performance.now();
    const text = readHtml(html, one.url)?.text ?? '';
    return { id: one.id, text, readMs: performance.now() - start, errors: [] };
  },
  close: async () => undefined,
});
