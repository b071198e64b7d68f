import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Page, sleep, until } from '../../scripts/browsers/browser.ts';
import { knownTabs, openPopup, waitForAnalysis } from '../../scripts/browsers/reading.ts';
import {
  articleOf,
  at,
  BRIDGE,
  describeInEach,
  expectNoErrors,
  extraElements,
  MILL,
  markedText,
  newsPage,
  openSetting,
  pageOf,
  paragraphs,
  type Setting,
  untilMarked,
  untilUnmarked,
  WEIR,
} from './setting.ts';

const STORY = at('the-weir-at-tarn-is-shut');
const OTHER = at('the-bridge-at-tarn-is-shut');
const LONG = at('a-story-of-many-words');
const FRONT = at('');
const APP = at('app-with-several-stories');
const MANY = Array.from({ length: 50 }, (_, n) => at(`story-number-${n}-of-a-morning`));

/** What a test has filled the session's storage with. */
const DROP_JUNK = `chrome.storage.session.get(null).then((all) => chrome.storage.session.remove(Object.keys(all).filter((key) => key.startsWith('junk'))))`;

/** Long enough that the background can be stopped in the middle. */
const longTexts = Array.from(
  { length: 3_000 },
  (_, n) => `“The wall of house ${n} has moved again,” said Ada Vane, who has measured it each morning since the winter began at Tarn.`,
);

describeInEach('faults', (name) => {
  let setting: Setting;
  let own: Page;
  let page: Page;

  beforeAll(async () => {
    setting = await openSetting(name, {
      [STORY]: pageOf(WEIR),
      [OTHER]: pageOf(BRIDGE),
      [LONG]: newsPage({
        title: 'The houses of Tarn',
        body: `<main><article><h1>The houses of Tarn</h1>${paragraphs(longTexts)}</article></main>`,
      }),
      [FRONT]: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tidings</title><body><main><h1>Tidings</h1></main><script>
        window.go = () => { history.pushState({}, '', '/2031/04/03/second-story-of-the-day'); document.querySelector('main').innerHTML = ${JSON.stringify(articleOf(BRIDGE))}; };
      </script></body></html>`,
      [APP]: pageOf(
        WEIR,
        `window.go = () => { history.pushState({}, '', '/2031/04/03/second-story-of-the-day'); document.querySelector('main').innerHTML = ${JSON.stringify(articleOf(BRIDGE))}; };`,
      ),
      ...Object.fromEntries(
        MANY.map((url, n) => [url, pageOf({ ...MILL, texts: MILL.texts.map((text) => text.replace('mill', `mill number ${n}`)) })]),
      ),
    });
    own = setting.own;
  });
  afterAll(() => setting?.close());
  beforeEach(async () => {
    await own.evaluate(`Promise.all([chrome.storage.sync.clear(), chrome.storage.local.clear()])`);
    await own.evaluate(DROP_JUNK);
    page = await setting.browser.newPage();
    setting.browser.errors();
    return async () => {
      expectNoErrors(setting.browser);
      await page.close();
    };
  });
  const textOf = (popup: Page): Promise<string> => popup.evaluate<string>(`document.body.innerText`);

  const readOn = async (): Promise<void> => {
    const before = setting.served.requests.length;
    await page.evaluate(`go()`);
    await untilMarked(page, BRIDGE.quote);
    const { tab } = await waitForAnalysis(own, 'http://tidings.example/2031/04/03/second-story-of-the-day');
    const popup = await openPopup(setting.browser, tab);
    expect(await textOf(popup)).toContain('Peter Low');
    await popup.close();
    expect(setting.served.requests.slice(before).filter((address) => !/favicon/.test(address))).toEqual([]);
  };

  test('the background killed in the middle of an article: it is asked again', async () => {
    await page.goto(LONG);
    // In Firefox the background and the page that is asked share a thread: no answer is one too.
    await until('it is at work', () =>
      Promise.race([
        knownTabs(own).then((tabs) => tabs.some(({ url, state }) => url === LONG && state === 'reading')),
        sleep(500).then(() => true),
      ]),
    );
    await setting.browser.stopWorker();
    const { analysis } = await waitForAnalysis(own, LONG, 40_000);
    expect(analysis.claims.length).toBeGreaterThan(1_000);
    await untilMarked(page, 'The wall of house 2999 has moved again');
  });

  test('the session’s storage full: the page is marked, and the popup has its analysis again when asked', async () => {
    await page.goto(STORY);
    const { tab } = await waitForAnalysis(own, STORY);
    await untilMarked(page, WEIR.quote);
    // Fills what is left, and makes the next tab's analysis push this one out.
    const filled = await own.evaluate<number>(`(async () => {
      let size = 4_000_000, kept = 0;
      while (size > 500) {
        try { await chrome.storage.session.set({ ['junk' + kept]: 'x'.repeat(size) }); kept++; } catch { size = Math.floor(size / 2); }
        if (kept > 40) break;
      }
      return kept;
    })()`);
    expect(filled).toBeGreaterThan(2);
    const other = await setting.browser.newPage();
    await other.goto(OTHER);
    await untilMarked(other, BRIDGE.quote);
    await waitForAnalysis(own, OTHER);
    expect((await knownTabs(own)).map(({ url }) => url)).not.toContain(STORY);
    await own.evaluate(DROP_JUNK);
    const popup = await openPopup(setting.browser, tab);
    await until('the analysis again', async () => (await textOf(popup)).includes(WEIR.title));
    await popup.close();
    await other.close();
  });

  // Firefox's quota is not reached so.
  test.runIf(name === 'chromium')('a setting that cannot be kept is said, and the others stay', async () => {
    await own.evaluate(`chrome.storage.sync.set({ settings: { theme: 'dark' } })`);
    await until('the theme', () => own.evaluate<boolean>(`document.documentElement.dataset.theme === 'dark'`));
    await own.evaluate(`(async () => {
      let size = 4_000_000;
      for (let kept = 0; size > 0 && kept < 60; ) {
        try { await chrome.storage.local.set({ ['junk' + kept]: 'x'.repeat(size) }); kept++; } catch { size = Math.floor(size / 2); }
      }
      size = 8_000;
      for (let kept = 0; size > 0 && kept < 400; ) {
        try { await chrome.storage.sync.set({ ['junk' + kept]: 'x'.repeat(size) }); kept++; } catch { size = Math.floor(size / 2); }
      }
    })()`);
    const isFull = await own.evaluate<boolean>(
      `Promise.all([chrome.storage.sync.set({ probe: 'x'.repeat(500) }), chrome.storage.local.set({ probe: 'x'.repeat(500) })]).then(() => false, () => true)`,
    );
    expect(isFull).toBe(true);
    await own.evaluate(`document.querySelector('input[type=checkbox]').click()`);
    await sleep(500);
    const said = await own.evaluate<string>(`document.querySelector('[role=alert]')?.textContent ?? ''`);
    const kept = await own.evaluate<{ theme?: string; marksOn?: boolean }>(
      `chrome.storage.sync.get('settings').then(({ settings }) => settings ?? {})`,
    );
    // Changed in place it may have found room all the same; else it is said.
    expect(said !== '' || kept.marksOn === false).toBe(true);
    expect(kept.theme).toBe('dark');
  });

  test('storage that holds nonsense: the defaults hold, popup and page stay whole', async () => {
    await own.evaluate(
      `Promise.all([chrome.storage.sync.set({ settings: ['x', 7], settings$: 'y' }), chrome.storage.local.set({ settings: 'nonsense' })])`,
    );
    await page.goto(STORY);
    const { tab } = await waitForAnalysis(own, STORY);
    await untilMarked(page, WEIR.quote);
    for (const broken of [`'x'`, `{ state: 'done', url: 'http://a.example/', analysis: 5 }`, `{ state: 'reading' }`]) {
      await own.evaluate(`chrome.storage.session.set({ 'tab:${tab}': ${broken} })`);
      const popup = await openPopup(setting.browser, tab);
      await until('the analysis again', async () => (await textOf(popup)).includes(WEIR.title));
      await popup.close();
    }
  });

  test('no network: what is open is read on', async () => {
    await page.goto(APP);
    await untilMarked(page, WEIR.quote);
    await setting.browser.setOffline(true);
    try {
      await readOn();
    } finally {
      await setting.browser.setOffline(false);
    }
  });

  test('two windows: a setting holds in both, and one that is closed takes only its own along', async () => {
    await page.goto(STORY);
    await waitForAnalysis(own, STORY);
    const window = await own.evaluate<number>(`chrome.windows.create({ url: ${JSON.stringify(OTHER)} }).then(({ id }) => id)`);
    const { tab } = await waitForAnalysis(own, OTHER);
    const status = (): Promise<string> => own.evaluate<string>(`chrome.tabs.sendMessage(${tab}, { type: 'status' }, { frameId: 0 })`);
    await until('marked', async () => (await status()) === 'marked');
    await own.evaluate(`chrome.storage.sync.set({ settings: { sites: { 'tidings.example': 'off' } } })`);
    await until('off in both', async () => (await status()) === 'site-off' && (await markedText(page)) === '');
    await own.evaluate(`chrome.storage.sync.clear()`);
    await until('back in both', async () => (await status()) === 'marked');
    await untilMarked(page, WEIR.quote);
    await own.evaluate(`chrome.windows.remove(${window})`);
    await until('only the closed one forgotten', async () => {
      const known = (await knownTabs(own)).map(({ url }) => url);
      return known.includes(STORY) && !known.includes(OTHER);
    });
  });

  test('fifty tabs at once', async () => {
    const tabs = await own.evaluate<number[]>(
      `Promise.all(${JSON.stringify(MANY)}.map((url) => chrome.tabs.create({ url, active: false }))).then((tabs) => tabs.map(({ id }) => id))`,
    );
    await until(
      'fifty analyses',
      async () =>
        new Set((await knownTabs(own)).filter(({ url, state }) => MANY.includes(url) && state === 'done').map(({ url }) => url)).size ===
        50,
      50_000,
    );
    const known = await knownTabs(own);
    for (const [n, url] of MANY.entries())
      expect(known.find((tab) => tab.url === url)?.analysis?.article.text).toContain(`mill number ${n} `);
    await own.evaluate(`chrome.tabs.remove(${JSON.stringify(tabs)})`);
    await until('none left', async () => (await knownTabs(own)).every(({ url }) => !MANY.includes(url)));
  });

  // Firefox loads a tab behind others only when it likes.
  test.runIf(name === 'chromium')('a tab closed in the middle leaves nothing behind', async () => {
    const tab = await own.evaluate<number>(`chrome.tabs.create({ url: ${JSON.stringify(LONG)}, active: false }).then(({ id }) => id)`);
    await until('it is at work', async () => (await knownTabs(own)).some(({ url }) => url === LONG));
    await own.evaluate(`chrome.tabs.remove(${tab})`);
    await sleep(4_000);
    expect((await knownTabs(own)).filter(({ url }) => url === LONG)).toEqual([]);
  });

  test('leave to read pages: refused at first, given, withdrawn under an open page, and given again', async () => {
    const { browser } = setting;
    const tabOf = (): Promise<number> =>
      own.evaluate<number>(`chrome.tabs.query({}).then((tabs) => tabs.map(({ id }) => id).sort((a, b) => b - a)[0])`);
    try {
      await browser.setAccess(false);
      await page.goto(STORY);
      await sleep(1_200);
      expect(await page.evaluate<number>(`CSS.highlights.size`)).toBe(0);
      const popup = await openPopup(browser, await tabOf());
      expect(await textOf(popup)).toMatch(/No access to this page/);
      await popup.close();

      await browser.setAccess(true);
      await page.goto(STORY);
      await untilMarked(page, WEIR.quote);
      // What is read stays; a page that is loaded from now on is not.
      await browser.setAccess(false);
      expect(await markedText(page)).toContain(WEIR.quote);
      await page.goto(OTHER);
      await until('nothing known', async () => (await knownTabs(own)).every(({ url }) => !url.includes('tidings.example')));
      expect(await page.evaluate<number>(`CSS.highlights.size`)).toBe(0);
    } finally {
      await browser.setAccess(true);
    }
    await page.goto(OTHER);
    await untilMarked(page, BRIDGE.quote);
  });

  test('leave to read pages withdrawn under a page that turns into a story: it is left alone, and read once there is leave', async () => {
    const { browser } = setting;
    try {
      await page.goto(FRONT);
      const tab = await own.evaluate<number>(`chrome.tabs.query({ url: ${JSON.stringify(FRONT)} }).then(([{ id }]) => id)`);
      const ask = (type: string): Promise<string | null> =>
        own.evaluate<string | null>(`chrome.tabs.sendMessage(${tab}, { type: '${type}' }, { frameId: 0 })`);
      await until('looked at', async () => (await ask('status')) === 'not-news');
      await browser.setAccess(false);
      await page.evaluate(`go()`);
      await until('barred', async () => (await ask('status')) === null);
      expect(await markedText(page)).toBe('');
      const popup = await openPopup(browser, tab);
      expect(await textOf(popup)).toMatch(/No access to this page/);
      await popup.close();
      await browser.setAccess(true);
      expect(await ask('read')).toBe('marked');
      await untilMarked(page, BRIDGE.quote);
    } finally {
      await browser.setAccess(true);
    }
  });

  /** Opens an own page once the extension has started anew. */
  const startedAnew = async (): Promise<void> => {
    own = await until('the extension again', async () => {
      const opened = await setting.browser.extensionPage('options.html');
      if (await opened.evaluate<boolean>(`typeof chrome.storage === 'object'`).catch(() => false)) return opened;
      await opened.close();
      return null;
    });
  };

  test('the extension updated under an open page: what it left goes, and the page is marked again', async () => {
    await page.goto(STORY);
    await untilMarked(page, WEIR.quote);
    await setting.browser.updateExtension();
    await startedAnew();
    // Chromium leaves the old script there with nothing behind it, Firefox stops it at once and starts the new one.
    if (name === 'chromium') {
      await untilUnmarked(page);
      await page.goto(STORY);
    }
    await waitForAnalysis(own, STORY);
    await untilMarked(page, WEIR.quote);
    await sleep(2_500);
    expect(await extraElements(page)).toBe(1);
    expect(await markedText(page)).toContain(WEIR.quote);
  });

  test('a private window: marked where the reader lets it in, and nothing of it is left behind', async () => {
    await setting.browser.letIntoPrivate();
    await startedAnew();
    const window = await own.evaluate<number>(
      `chrome.windows.create({ incognito: true, url: ${JSON.stringify(OTHER)} }).then(({ id }) => id)`,
    );
    const { tab } = await waitForAnalysis(own, OTHER);
    await until('marked', () =>
      own.evaluate<boolean>(`chrome.tabs.sendMessage(${tab}, { type: 'status' }, { frameId: 0 }).then((status) => status === 'marked')`),
    );
    await own.evaluate(`chrome.windows.remove(${window})`);
    await until('forgotten', async () => (await knownTabs(own)).every(({ url }) => url !== OTHER));
    const kept = await own.evaluate<string>(
      `Promise.all(['session', 'local', 'sync'].map((area) => chrome.storage[area].get(null))).then((all) => JSON.stringify(all))`,
    );
    expect(kept).not.toContain('tidings.example');
  });
});
