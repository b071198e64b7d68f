import { describe, expect, test } from 'vitest';
import { type Browser, type LaunchOptions, type Page, until } from '../../scripts/browsers/browser.ts';
import { launchChromium } from '../../scripts/browsers/chromium.ts';
import { launchFirefox } from '../../scripts/browsers/firefox.ts';
import { type Served, type ServedPage, serve } from '../../scripts/browsers/serve.ts';
import { buildExtension } from '../../scripts/build.ts';
import { findBrowser } from '../../scripts/setup.mjs';

export type Name = Browser['name'];

const NAMES: readonly Name[] = ['chromium', 'firefox'];

/** Without the browser its tests are skipped; `npm test` says that it is missing. */
export const isMissing = (name: Name): boolean => findBrowser(name) === null;

/** Tests in each browser: `body` registers them; one skipped test where the browser is missing. */
export const describeInEach = (what: string, body: (name: Name) => void): void =>
  describe.each(NAMES)(`${what} in %s`, (name) => {
    if (isMissing(name)) test.skip('no such browser');
    else body(name);
  });

/** An address of the invented press. */
export const at = (path: string): string => `http://tidings.example/2031/04/02/${path}`;

/** A browser with the extension, pages of ours served under their own host names, and a page of the extension's own to look from. */
export interface Setting {
  readonly browser: Browser;
  readonly served: Served;
  readonly own: Page;
  close(): Promise<void>;
}

/** `pages` by their address with "http://". `also` changes what the browser is started with. */
export async function openSetting(
  name: Name,
  pages: Readonly<Record<string, string | Buffer | ServedPage>>,
  also: Partial<LaunchOptions> = {},
): Promise<Setting> {
  const served = await serve(new Map(Object.entries(pages).map(([url, page]) => [url.slice('http://'.length), page])));
  const launch = name === 'chromium' ? launchChromium : launchFirefox;
  const browser = await launch({ extension: await buildExtension(name), headless: true, port: served.port, ...also });
  const own = await browser.extensionPage('options.html');
  return {
    browser,
    served,
    own,
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
}

/** Errors on any console since they were last asked for. */
export const expectNoErrors = (browser: Browser): void => expect(browser.errors().filter((error) => !/favicon/.test(error))).toEqual([]);

const TEXTS = `[...CSS.highlights].filter(([name]) => name.startsWith('vantage-')).flatMap(([, highlight]) => [...highlight]).filter(({ startContainer, endContainer }) => startContainer.isConnected && endContainer.isConnected).map((range) => {
  const live = document.createRange();
  live.setStart(range.startContainer, range.startOffset);
  live.setEnd(range.endContainer, range.endOffset);
  return String(live);
})`;

/** The marked words of the page, joined; a mark on what the page has taken away is none. */
export const markedText = async (page: Page): Promise<string> => (await page.evaluate<string[]>(TEXTS)).join(' … ').replace(/\s+/g, ' ');

export const untilMarked = (page: Page, words: string, limit?: number): Promise<true> =>
  until(`“${words}” marked`, async () => (await markedText(page)).includes(words), limit) as Promise<true>;

/** Elements of the page beside its head and body. */
export const extraElements = (page: Page): Promise<number> => page.evaluate<number>(`document.documentElement.children.length - 2`);

export const untilUnmarked = (page: Page): Promise<true> =>
  until('no marks', async () => (await markedText(page)) === '' && (await extraElements(page)) === 0) as Promise<true>;

/** Whether an element shows the style that underlines a mark: the style sheet reaches it. */
export const isUnderlined = (page: Page, element: string): Promise<boolean> =>
  page.evaluate<boolean>(`(() => {
    const names = [...CSS.highlights.keys()].filter((name) => name.startsWith('vantage-') && !name.endsWith('-lit'));
    return names.some((name) => getComputedStyle(${element}, '::highlight(' + name + ')').textDecorationLine.includes('underline'));
  })()`);

interface NewsPage {
  readonly title: string;
  readonly body: string;
  readonly script?: string;
  readonly head?: string;
  /** Attributes of the root element. */
  readonly root?: string;
}

/** A page as the press makes them: it says of itself that it is an article. */
export const newsPage = ({ title, body, script = '', head = '', root = 'lang="en"' }: NewsPage): string => `<!doctype html>
<html ${root}><head><meta charset="utf-8"><title>${title}</title><meta property="og:type" content="article"><meta property="article:published_time" content="2031-04-02"><meta name="author" content="Ida Marsh"><script type="application/ld+json">{"@type":"NewsArticle","headline":${JSON.stringify(title)}}</script>${head}</head><body>${body}${script && `<script>${script}</script>`}</body></html>`;

export const paragraphs = (texts: readonly string[]): string => texts.map((text) => `<p>${text}</p>`).join('\n');

/** An invented story: paragraphs, of which the second begins with a quotation that no other story has. */
export interface Story {
  readonly title: string;
  readonly quote: string;
  readonly texts: readonly string[];
}

const story = (title: string, place: string, quote: string, name: string): Story => ({
  title,
  quote,
  texts: [
    `The ${place} at Tarn will stay shut until the summer, the council said on Monday, after cracks were found in two of its walls.`,
    `“${quote},” said ${name}, who leads the board, at a meeting in the school at Tarn that lasted until long after midnight.`,
    `The shopkeepers beside the ${place} said that they had warned of it for years, and that nobody on the board would listen to them.`,
  ],
});

export const WEIR = story('Weir at Tarn is shut until summer', 'weir', 'Nobody could have stopped it', 'Ada Vane');
export const BRIDGE = story('Bridge at Tarn is shut after cracks', 'bridge', 'It will not open before the autumn', 'Peter Low');
export const MILL = story('Mill at Tarn closes its doors', 'mill', 'We have run out of money and of time', 'Ruth Abiola');

export const articleOf = ({ title, texts }: Story): string => `<article><h1>${title}</h1>${paragraphs(texts)}</article>`;
export const pageOf = (told: Story, script?: string): string =>
  newsPage({ title: told.title, body: `<main>${articleOf(told)}</main>`, ...(script !== undefined && { script }) });

/** The words of the claim that is lit on a page; pieces with dots between. */
export const litWords = (page: Page): Promise<string> =>
  page.evaluate<string>(`[...CSS.highlights].filter(([name]) => name.endsWith('-lit')).flatMap(([, highlight]) => [...highlight]).map((range) => {
    const live = document.createRange();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    return String(live);
  }).join(' … ')`);
