import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import { JSDOM } from 'jsdom';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Page, sleep, until } from '../../scripts/browsers/browser.ts';
import { knownTabs, openPopup, waitForAnalysis } from '../../scripts/browsers/reading.ts';
import { Page as ReactPage } from './react-page.ts';
import {
  articleOf,
  at,
  BRIDGE,
  describeInEach,
  expectNoErrors,
  extraElements,
  isUnderlined,
  MILL,
  markedText,
  newsPage,
  openSetting,
  pageOf,
  paragraphs,
  type Setting,
  type Story,
  untilMarked,
  untilUnmarked,
  WEIR,
} from './setting.ts';

const js = JSON.stringify;
/** Takes the place of a string's words in a page's script. */
const html = (story: Story): string => js(articleOf(story));

const APP = at('app-with-several-stories');
const FRONT = 'http://tidings.example/';
const ENDLESS = at('first-of-an-endless-row');
const LIVE = at('live-from-the-weir-at-tarn');
const REACT = at('react-page-of-the-weir');
const LAZY = at('paragraphs-that-come-late');
const FOLDED = at('a-story-that-is-folded');
const WRITTEN = at('a-story-written-over');
const FROM = at('a-page-that-is-left');
const TO = at('a-page-that-is-gone-to');
const PLAIN = at('a-plain-story-of-the-weir');
const SHADOW = at('a-story-in-the-shade');
const ELEMENTS = at('paragraphs-each-in-its-shade');
const TEMPLATE = at('a-story-out-of-a-template');
const LONG = at('a-story-of-many-words');
const XHTML = at('a-story-as-xml');
const WESTERN = at('a-story-in-windows-1252');
const MACINTOSH = at('a-story-in-macintosh');
const WIDE = at('a-story-in-utf-16');
const ARABIC = at('a-story-in-arabic');
const TURNED = at('an-english-story-set-from-the-right');

/** Code points of “ ” ‘ ’ — in two old encodings. */
const OLD: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'windows-1252': { '“': 0x93, '”': 0x94, '‘': 0x91, '’': 0x92, é: 0xe9 },
  macintosh: { '“': 0xd2, '”': 0xd3, '‘': 0xd4, '’': 0xd5, é: 0x8e },
};
const encoded = (text: string, encoding: string): Buffer =>
  Buffer.from([...text].map((sign) => OLD[encoding]![sign] ?? sign.charCodeAt(0)));
const inEncoding = (encoding: string, body: Buffer) => ({ body, headers: { 'content-type': `text/html; charset=${encoding}` } });

const CAFE: Story = { ...WEIR, title: 'Café at Tarn is shut', quote: 'Nobody at the café’s counter could have stopped it' };
const cafe = newsPage({
  title: CAFE.title,
  body: `<main>${articleOf({ ...CAFE, texts: CAFE.texts.map((text) => text.replace(WEIR.quote, CAFE.quote)) })}</main>`,
}).replace('<meta charset="utf-8">', '');

/** A hundred thousand words and more, with a claim in each of two hundred paragraphs. */
const longTexts = Array.from({ length: 1_000 }, (_, n) =>
  n % 5 === 0
    ? `“The wall of house ${n} has moved again,” said Ada Vane, who has measured it each morning since the winter.`
    : `House ${n} stands by the water at Tarn, and has stood there for as long as anybody can remember. ${'It is a house of two floors with a garden behind it and a boat before it in the stream. '.repeat(6)}`,
);

const ARABIC_TEXT =
  'قال مجلس المدينة يوم الاثنين إن السد في تارن سيبقى مغلقا حتى الصيف بعد العثور على شقوق في اثنين من جدرانه، وهو ما أثار غضب السكان والتجار في البلدة القديمة على ضفة النهر.';

async function reactBundle(): Promise<string> {
  const entry = fileURLToPath(new URL('./react-page.ts', import.meta.url));
  const made = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'reactPage', fileName: 'page' } },
  });
  const [first] = [made].flat();
  if (!first || !('output' in first)) throw new Error('no bundle');
  return first.output[0].code;
}

describeInEach('living pages', (name) => {
  let setting: Setting;
  let own: Page;
  let page: Page;

  beforeAll(async () => {
    const told = { title: WEIR.title, texts: WEIR.texts };
    setting = await openSetting(name, {
      [APP]: newsPage({
        title: WEIR.title,
        body: `<main>${articleOf(WEIR)}</main>`,
        script: `
          const show = (html) => setTimeout(() => { document.querySelector('main').innerHTML = html; }, 1200);
          const pages = { '${new URL(APP).pathname}': ${html(WEIR)}, '/2031/04/03/second-story-of-the-day': ${html(BRIDGE)}, '/': '<h1>Tidings</h1><ul><li><a href="/a">Weir at Tarn</a></li><li><a href="/b">Bridge at Tarn</a></li></ul>' };
          window.go = (path) => { history.pushState({}, '', path); show(pages[path]); };
          addEventListener('popstate', () => show(pages[location.pathname]));`,
      }),
      [FRONT]: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tidings</title><body><main></main><script>
        const pages = { '/': '<h1>Tidings</h1><ul><li><a href="/a">Weir at Tarn</a></li><li><a href="/b">Bridge at Tarn</a></li></ul>', '${new URL(at('a-story-behind-the-front')).pathname}': ${html(WEIR)} };
        const show = (path) => { document.querySelector('main').innerHTML = pages[path]; };
        show('/');
        window.go = (path) => { history.pushState({}, '', path); setTimeout(show, 300, path); };
      </script></body></html>`,
      [ENDLESS]: newsPage({
        title: WEIR.title,
        body: `<main>${articleOf(WEIR)}<div style="height: 1500px"></div></main>`,
        script: `
          const more = [['/2031/04/02/second-of-the-row', ${html(BRIDGE)}], ['/2031/04/02/third-of-the-row', ${html(MILL)}]];
          window.lost = 0;
          let marked = false;
          setInterval(() => {
            const now = [...CSS.highlights].some(([name, marks]) => name.startsWith('vantage-') && marks.size > 0);
            if (marked && !now) window.lost++;
            marked = now;
          }, 20);
          let busy = false;
          addEventListener('scroll', () => {
            if (busy || more.length === 0 || scrollY + innerHeight < document.body.scrollHeight - 200) return;
            busy = true;
            setTimeout(() => {
              const [path, story] = more.shift();
              const box = document.createElement('div');
              box.innerHTML = story + '<div style="height: 1500px"></div>';
              document.querySelector('main').append(...box.childNodes);
              history.replaceState({}, '', path);
              busy = false;
            }, 200);
          });`,
      }),
      [LIVE]: newsPage({
        title: 'Live: the weir at Tarn',
        body: `<main><article><h1>Live: the weir at Tarn</h1><div id="posts"><p>Seconds since we began: <span id="clock">0</span></p>${paragraphs(WEIR.texts)}</div></article></main>`,
        script: `
          let tick = 0;
          setInterval(() => { document.querySelector('#clock').firstChild.data = String(++tick); }, 100);
          const texts = ${js([...BRIDGE.texts, ...MILL.texts])};
          window.begin = () => {
            const timer = setInterval(() => {
              const text = texts.shift();
              if (!text) { clearInterval(timer); return; }
              const post = document.createElement('p');
              post.textContent = text;
              document.querySelector('#posts').prepend(post);
            }, 300);
          };`,
      }),
      [REACT]: `<!doctype html>${renderToString(createElement(ReactPage, told))}`,
      'http://tidings.example/page.js': {
        body: `${await reactBundle()}\nwindow.hydrate = () => reactPage.hydrate(${js(told)});`,
        headers: { 'content-type': 'text/javascript' },
      },
      [LAZY]: newsPage({
        title: WEIR.title,
        body: `<main><article><h1>${WEIR.title}</h1>${paragraphs(WEIR.texts)}<div id="more" style="height: 2000px"></div></article></main>`,
        script: `new IntersectionObserver((seen, observer) => {
          if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
          observer.disconnect();
          setTimeout(() => { document.querySelector('#more').outerHTML = ${js(paragraphs(MILL.texts))}; }, 300);
        }).observe(document.querySelector('#more'));`,
      }),
      [FOLDED]: newsPage({
        title: WEIR.title,
        head: '<style>.rest { display: none } .open .rest { display: block }</style>',
        body: `<main><article id="a"><h1>${WEIR.title}</h1>${paragraphs(WEIR.texts)}<button onclick="document.querySelector('#a').classList.add('open')">Read more</button><div class="rest">${paragraphs(BRIDGE.texts)}</div><details><summary>What the mill says</summary>${paragraphs(MILL.texts)}</details></article></main>`,
      }),
      [WRITTEN]: pageOf(
        WEIR,
        `window.write = () => { document.open(); document.write(${js(pageOf(BRIDGE)).replaceAll('</script', '<\\/script')}); document.close(); };`,
      ),
      [FROM]: pageOf(WEIR, `addEventListener('pageshow', ({ persisted }) => { window.back = persisted; });`),
      [TO]: pageOf(BRIDGE),
      [PLAIN]: pageOf(WEIR),
      [SHADOW]: newsPage({
        title: WEIR.title,
        body: `<news-story><template shadowrootmode="open"><style>p { color: #222 }</style><main>${articleOf(WEIR)}</main></template></news-story>`,
      }),
      [ELEMENTS]: newsPage({
        title: WEIR.title,
        body: `<main><article><h1>${WEIR.title}</h1>${[...WEIR.texts, ...BRIDGE.texts].map((text) => `<news-text><template shadowrootmode="open"><p>${text}</p></template></news-text>`).join('')}</article></main>`,
      }),
      [TEMPLATE]: newsPage({
        title: WEIR.title,
        body: `<main></main><template id="a">${articleOf(WEIR)}</template><template>${articleOf(MILL)}</template>`,
        script: `setTimeout(() => document.querySelector('main').append(document.querySelector('#a').content.cloneNode(true)), 1000);`,
      }),
      [LONG]: newsPage({
        title: 'The houses of Tarn',
        body: `<main><article><h1>The houses of Tarn</h1>${paragraphs(longTexts)}</article></main>`,
      }),
      [XHTML]: {
        body: `<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><head><title>${WEIR.title}</title><meta property="og:type" content="article"/><meta property="article:published_time" content="2031-04-02"/><meta name="author" content="Ida Marsh"/><style>.x { color: red }</style></head><body><div class="nav"><nav><ul><li><a href="/">Front page of this newspaper</a></li></ul></nav></div><main>${articleOf(WEIR)}</main><aside><p>Sign up for our newsletter, and we will send you more of the same each morning, at no cost.</p></aside></body></html>`,
        headers: { 'content-type': 'application/xhtml+xml; charset=utf-8' },
      },
      [WESTERN]: inEncoding('windows-1252', encoded(cafe, 'windows-1252')),
      [MACINTOSH]: inEncoding('macintosh', encoded(cafe, 'macintosh')),
      [WIDE]: inEncoding('utf-16le', Buffer.from(`\ufeff${cafe}`, 'utf16le')),
      [ARABIC]: newsPage({
        title: 'السد في تارن مغلق حتى الصيف',
        root: 'lang="ar" dir="rtl"',
        body: `<main><article><h1>السد في تارن مغلق حتى الصيف</h1>${paragraphs([ARABIC_TEXT, ARABIC_TEXT.replace('الاثنين', 'الثلاثاء'), `«لم يكن أحد يستطيع منعه»، قالت آدا فين. ${ARABIC_TEXT}`])}</article></main>`,
      }),
      [TURNED]: newsPage({ title: WEIR.title, root: 'lang="en" dir="rtl"', body: `<main style="width: 500px">${articleOf(WEIR)}</main>` }),
    });
    own = setting.own;
  });
  afterAll(() => setting?.close());
  beforeEach(async () => {
    await own.evaluate(`chrome.storage.sync.clear()`);
    page = await setting.browser.newPage();
    setting.browser.errors();
    return async () => {
      expectNoErrors(setting.browser);
      await page.close();
    };
  });
  const stateOf = async (url: string): Promise<string | undefined> =>
    (await knownTabs(own)).find((known) => known.url.split('#')[0] === url)?.state;

  test('a page that goes from story to story without loading, and to its front page, and back', async () => {
    await page.goto(APP);
    await untilMarked(page, WEIR.quote);
    await page.evaluate(`go('/2031/04/03/second-story-of-the-day')`);
    await untilMarked(page, BRIDGE.quote);
    expect(await markedText(page)).not.toContain(WEIR.quote);
    await until('its state', async () => (await stateOf('http://tidings.example/2031/04/03/second-story-of-the-day')) === 'done');
    await page.evaluate(`go('/')`);
    await untilUnmarked(page);
    await until('nothing known of the front page', async () => (await knownTabs(own)).every(({ url }) => !url.includes('tidings.example')));
    await page.evaluate(`history.go(-2)`);
    await untilMarked(page, WEIR.quote);
    await until('its state', async () => (await stateOf(APP)) === 'done');
    // A jump within the page is no other page.
    await page.evaluate(`void (location.hash = 'comments')`);
    await sleep(1_200);
    expect(await stateOf(APP)).toBe('done');
    // The page draws the same story anew for it.
    await untilMarked(page, WEIR.quote);
  });

  /** What of the extension's scripts is in a page: the rooms that read and mark leave the way by which they came. */
  const hasRooms = (tab: number): Promise<boolean> =>
    own.evaluate<boolean>(
      `chrome.scripting.executeScript({ target: { tabId: ${tab} }, func: () => 'vantageRooms' in globalThis }).then(([{ result }]) => result)`,
    );

  test('a front page that goes to a story without loading, and back: what reads and marks is brought in for the story', async () => {
    await page.goto(FRONT);
    const tab = await own.evaluate<number>(`chrome.tabs.query({ url: ${js(FRONT)} }).then(([{ id }]) => id)`);
    const status = (): Promise<string> => own.evaluate<string>(`chrome.tabs.sendMessage(${tab}, { type: 'status' }, { frameId: 0 })`);
    await until('looked at', async () => (await status()) === 'not-news');
    await sleep(500);
    expect(await hasRooms(tab)).toBe(false);
    await page.evaluate(`go(${js(new URL(at('a-story-behind-the-front')).pathname)})`);
    await untilMarked(page, WEIR.quote);
    expect(await hasRooms(tab)).toBe(true);
    expect(await isUnderlined(page, `document.querySelectorAll('p')[1]`)).toBe(true);
    await page.evaluate(`go('/')`);
    await untilUnmarked(page);
    await until('left', async () => (await status()) === 'not-news');
    await page.evaluate(`go(${js(new URL(at('a-story-behind-the-front')).pathname)})`);
    await untilMarked(page, WEIR.quote);
  });

  test('scripts that are brought in twice: the page is marked once', async () => {
    await page.goto(PLAIN);
    const { tab } = await waitForAnalysis(own, PLAIN);
    await untilMarked(page, WEIR.quote);
    const before = await markedText(page);
    for (const files of [['rooms.js'], ['content.js'], ['content.js', 'rooms.js'], ['content.js']])
      await own.evaluate(
        `chrome.scripting.executeScript({ target: { tabId: ${tab} }, files: ${js(files.map((file) => `/content-scripts/${file}`))} }).then(() => null)`,
      );
    await until('marked again', async () => (await markedText(page)) === before && (await extraElements(page)) === 1);
    await own.evaluate(`chrome.storage.sync.set({ settings: { marksOn: false } })`);
    await untilUnmarked(page);
  });

  test('an endless row of stories: each is marked as it comes, and no mark goes meanwhile', async () => {
    await page.goto(ENDLESS);
    await waitForAnalysis(own, ENDLESS);
    await untilMarked(page, WEIR.quote);
    await own.evaluate(`void (window.forgotten = 0, chrome.storage.onChanged.addListener((changes, area) => {
      if (area === 'session' && Object.values(changes).some(({ newValue }) => newValue === undefined)) window.forgotten++;
    }))`);
    for (const { quote } of [BRIDGE, MILL]) {
      await page.evaluate(`scrollTo(0, document.body.scrollHeight)`);
      await untilMarked(page, quote);
    }
    expect(await markedText(page)).toContain(WEIR.quote);
    expect(await page.evaluate<number>(`lost`)).toBe(0);
    await until('the state of the last', async () => (await stateOf(at('third-of-the-row'))) === 'done');
    // An address that changes without loading is no other page.
    expect(await own.evaluate<number>(`forgotten`)).toBe(0);
  });

  test('a live blog that never rests: what is put in is marked, what was there stays marked', async () => {
    await page.goto(LIVE);
    await untilMarked(page, WEIR.quote);
    await page.evaluate(`begin()`);
    await untilMarked(page, MILL.quote);
    for (const { quote } of [WEIR, BRIDGE]) expect(await markedText(page)).toContain(quote);
  });

  test('a page of React’s: hydrated under the marks, drawn anew, changed', async () => {
    await page.goto(REACT);
    await untilMarked(page, WEIR.quote);
    await page.evaluate(`hydrate()`);
    await until('React at work', () => page.evaluate<boolean>(`typeof again === 'function'`));
    await sleep(300);
    expect(await extraElements(page)).toBe(1);
    for (let round = 0; round < 3; round++) {
      await page.evaluate(`again()`);
      await until('drawn anew', () => page.evaluate<boolean>(`document.querySelector('article').dataset.round === '${round + 1}'`));
      await untilMarked(page, WEIR.quote);
    }
    await page.evaluate(`tell(${js(BRIDGE.texts)})`);
    await untilMarked(page, BRIDGE.quote);
    expect(await markedText(page)).not.toContain(WEIR.quote);
  });

  test('paragraphs that come when they are scrolled to', async () => {
    await page.goto(LAZY);
    await untilMarked(page, WEIR.quote);
    await page.evaluate(`scrollTo(0, document.body.scrollHeight)`);
    await untilMarked(page, MILL.quote);
  });

  test('a story that is folded: the rest is marked once it is unfolded', async () => {
    await page.goto(FOLDED);
    await untilMarked(page, WEIR.quote);
    for (const { quote } of [BRIDGE, MILL]) expect(await markedText(page)).not.toContain(quote);
    await page.evaluate(`document.querySelector('button').click()`);
    await untilMarked(page, BRIDGE.quote);
    expect(await markedText(page)).not.toContain(MILL.quote);
    await page.evaluate(`document.querySelector('summary').click()`);
    await untilMarked(page, MILL.quote);
  });

  test('a page that writes itself anew', async () => {
    await page.goto(WRITTEN);
    const { tab } = await waitForAnalysis(own, WRITTEN);
    await untilMarked(page, WEIR.quote);
    await page.evaluate(`write()`);
    await untilMarked(page, BRIDGE.quote);
    expect(await markedText(page)).not.toContain(WEIR.quote);
    await until('one host', async () => (await extraElements(page)) === 1);
    await own.evaluate(`chrome.tabs.sendMessage(${tab}, { type: 'go-to', claim: 'c1' }, { frameId: 0 })`);
    const isLit = (): Promise<boolean> => page.evaluate<boolean>(`[...CSS.highlights.keys()].some((name) => name.endsWith('-lit'))`);
    await until('a claim lit', isLit);
    // What listened on the page before it was written anew hears nothing more.
    await page.evaluate(`getSelection().selectAllChildren(document.querySelectorAll('p')[1])`);
    await own.evaluate(`chrome.tabs.sendMessage(${tab}, { type: 'who-says' }, { frameId: 0 })`);
    await page.press('Escape');
    await until('the card closed', async () => !(await isLit()));
  });

  test('a page that comes back out of the browser’s cache', async () => {
    await page.goto(FROM);
    const { tab } = await waitForAnalysis(own, FROM);
    await untilMarked(page, WEIR.quote);
    await page.goto(TO);
    await waitForAnalysis(own, TO);
    await page.evaluate(`history.back()`).catch(() => undefined);
    await untilMarked(page, WEIR.quote);
    expect(await page.evaluate<boolean>(`back`)).toBe(true);
    await until('its state', async () => (await stateOf(FROM)) === 'done');
    expect(await stateOf(TO)).toBeUndefined();
    const popup = await openPopup(setting.browser, tab);
    expect(await popup.evaluate<string>(`document.body.innerText`)).toContain(WEIR.title);
    await popup.close();
  });

  test('a page made larger and smaller', async () => {
    await page.goto(PLAIN);
    const { tab } = await waitForAnalysis(own, PLAIN);
    await untilMarked(page, WEIR.quote);
    for (const zoom of [2, 0.5, 1]) {
      await own.evaluate(`chrome.tabs.setZoom(${tab}, ${zoom})`);
      await sleep(500);
      expect(await markedText(page)).toContain(WEIR.quote);
      expect(await extraElements(page)).toBe(1);
      expect(await page.evaluate<boolean>(`document.documentElement.scrollWidth <= innerWidth + 1`)).toBe(true);
    }
  });

  test('on paper nothing of the marks is seen', async () => {
    const drawn = async (): Promise<string[]> => {
      const pdf = (await page.print()).toString('latin1');
      const streams = [...pdf.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, stream]) => {
        try {
          return inflateSync(Buffer.from(stream!, 'latin1')).toString('latin1');
        } catch {
          return '';
        }
      });
      // Whatever is drawn but text: colours, filled grounds, strokes. Text under a highlight is set in other pieces.
      return [...new Set(streams.join('\n').match(/(?:[\d.]+ ){3}(?:rg|RG)\b|(?<=\s)(?:f|f\*|S|B)(?=\s)/g))].sort();
    };
    await page.goto(PLAIN);
    await untilMarked(page, WEIR.quote);
    const withMarks = await drawn();
    await own.evaluate(`chrome.storage.sync.set({ settings: { marksOn: false } })`);
    await untilUnmarked(page);
    expect(withMarks).toEqual(await drawn());
    expect(withMarks).not.toEqual([]);
  });

  test('reader mode reads the same with the marks', async () => {
    await page.goto(PLAIN);
    await untilMarked(page, WEIR.quote);
    const read = (source: string): string | undefined =>
      new Readability(new JSDOM(source, { url: PLAIN }).window.document).parse()?.textContent?.replace(/\s+/g, ' ').trim();
    expect(read(await page.evaluate<string>(`document.documentElement.outerHTML`))).toBe(read(pageOf(WEIR)));
    if (name !== 'firefox') return;
    // The browser's own.
    await page.goto(`about:reader?url=${encodeURIComponent(PLAIN)}`);
    const text = await until('the reader', async () => {
      const shown = await page.evaluate<string>(`document.body.innerText`);
      return shown.includes(WEIR.quote) ? shown : null;
    });
    for (const paragraph of WEIR.texts) expect(text).toContain(paragraph);
    expect(text).not.toMatch(/Vantage|· says|· states/);
    setting.browser.errors();
  });

  test('a story in a shadow root', async () => {
    await page.goto(SHADOW);
    await untilMarked(page, WEIR.quote);
    // Firefox keeps a page's style for highlights out of shadow roots: there labels alone are drawn.
    if (name === 'chromium')
      expect(await isUnderlined(page, `document.querySelector('news-story').shadowRoot.querySelectorAll('p')[1]`)).toBe(true);
  });

  test('paragraphs each in a shadow root of its own', async () => {
    await page.goto(ELEMENTS);
    for (const { quote } of [WEIR, BRIDGE]) await untilMarked(page, quote);
    // Firefox keeps a page's style for highlights out of shadow roots: there labels alone are drawn.
    if (name === 'chromium')
      expect(await isUnderlined(page, `document.querySelectorAll('news-text')[1].shadowRoot.querySelector('p')`)).toBe(true);
  });

  test('a story out of a template; a template itself is no text', async () => {
    await page.goto(TEMPLATE);
    await untilMarked(page, WEIR.quote);
    expect(await markedText(page)).not.toContain(MILL.quote);
    const { analysis } = await waitForAnalysis(own, TEMPLATE);
    expect(analysis.article.text).not.toContain(MILL.quote);
  });

  test('a hundred thousand words', async () => {
    await page.goto(LONG);
    const { analysis } = await waitForAnalysis(own, LONG, 50_000);
    expect(analysis.article.text.split(/\s+/).length).toBeGreaterThan(90_000);
    await untilMarked(page, 'The wall of house 995 has moved again');
    await page.evaluate(`scrollTo(0, document.body.scrollHeight)`);
    await sleep(500);
    expect(analysis.claims.length).toBeGreaterThanOrEqual(200);
  });

  test('a page of XML', async () => {
    await page.goto(XHTML);
    await untilMarked(page, WEIR.quote);
    const { analysis } = await waitForAnalysis(own, XHTML);
    expect(analysis.article.text.split('\n\n')).toEqual(WEIR.texts);
  });

  test.each([
    ['windows-1252', WESTERN],
    ['macintosh', MACINTOSH],
    ['utf-16', WIDE],
  ])('a page in %s', async (_encoding, url) => {
    await page.goto(url);
    await untilMarked(page, CAFE.quote);
  });

  test('a page in a language that runs from the right: said to be not supported, and left alone', async () => {
    await page.goto(ARABIC);
    await until('its state', async () => (await stateOf(ARABIC)) === 'unsupported-language');
    expect(await markedText(page)).toBe('');
    expect(await extraElements(page)).toBe(0);
  });

  test('an English story on a page that runs from the right', async () => {
    await page.goto(TURNED);
    await untilMarked(page, WEIR.quote);
    expect(await page.evaluate<boolean>(`document.documentElement.scrollWidth <= innerWidth + 1`)).toBe(true);
  });
});
