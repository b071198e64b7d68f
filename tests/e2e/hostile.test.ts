import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Page, sleep, until } from '../../scripts/browsers/browser.ts';
import { knownTabs, openPopup, waitForAnalysis } from '../../scripts/browsers/reading.ts';
import { buildExtension } from '../../scripts/build.ts';
import {
  articleOf,
  at,
  describeInEach,
  expectNoErrors,
  extraElements,
  markedText,
  newsPage,
  openSetting,
  pageOf,
  paragraphs,
  type Setting,
  untilMarked,
  WEIR,
} from './setting.ts';

/** Pages that mean harm, with the whole extension in a real browser. */

const TRAPS = at('a-page-that-sets-traps');
const FAKES = at('a-page-that-fakes-messages');
const CLEARS = at('a-page-that-takes-the-marks');
const FIGHTS = at('a-page-that-throws-the-host-out');
const MOVES = at('a-page-that-moves-the-host');
const HIDES = at('a-page-that-hides-the-host');
const NAMED = at('a-page-of-misleading-names');
const NAMED_ONCE = at('a-page-of-names-that-mislead-once');
const EDITED = at('a-page-that-is-edited');
const EDITED_WHOLE = at('a-page-that-is-edited-as-a-whole');
const NAMED_FORMS = at('a-page-of-misleading-forms');
const MARKUP = at('a-page-whose-claims-are-markup');
const LARGE = at('a-page-far-too-large');

/** Every way of asking what a page is made of, and of working with it, made to throw in the page's own world. */
const SET_TRAPS = `(() => {
  const trap = () => { throw new Error('sprung'); };
  const own = [Node, CharacterData, Element, HTMLElement, Document, ShadowRoot, Range, StaticRange, TreeWalker, EventTarget, CSSStyleDeclaration,
    HighlightRegistry, Highlight, Array, String, RegExp, Map, Set, Promise, MutationObserver, ResizeObserver, AbortController].map((of) => of.prototype);
  const { getOwnPropertyNames, getOwnPropertyDescriptor, defineProperty } = Object;
  for (const prototype of own) {
    for (const name of getOwnPropertyNames(prototype)) {
      if (name === 'constructor' || name === 'length' || !getOwnPropertyDescriptor(prototype, name).configurable) continue;
      defineProperty(prototype, name, { configurable: true, get: trap, set: trap });
    }
  }
  for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback', 'getComputedStyle', 'Highlight', 'MutationObserver', 'JSON', 'Object', 'Symbol'])
    defineProperty(window, name, { configurable: true, get: trap });
})()`;

/** Names by which an element of a page hides what a document, or a form, has of its own. */
const DOCUMENT_NAMES =
  'body documentElement head title links fonts contentType designMode defaultView hidden createElementNS createElement createRange createTreeWalker querySelector querySelectorAll getElementsByTagName getSelection addEventListener caretPositionFromPoint nodeType textContent'.split(
    ' ',
  );
const FORM_NAMES =
  'nodeType nodeName localName tagName parentNode parentElement firstChild nextSibling nextElementSibling firstElementChild childNodes children textContent shadowRoot getAttribute hasAttribute closest contains querySelector getElementsByTagName getRootNode checkVisibility getBoundingClientRect isConnected style'.split(
    ' ',
  );
const named = (names: readonly string[], element: (name: string) => string): string => names.map(element).join('');
const inForm = (name: string): string => `<form><input name="${name}"><input name="${name}"><p>Write to us about ${name}.</p></form>`;

/** Without quotation marks: they would end the claim that holds it. */
const HARM = '<img src=x onerror=window.hit=1><script>window.hit=1</script>';
const escaped = HARM.replaceAll('<', '&lt;');

/** Every message that the extension's own parts send each other. */
const SHAPES = `[
  { type: 'analyse', url: location.href, article: { title: null, byline: null, publisher: null, published: null, language: 'en', text: 'Forged.' } },
  { type: 'left' }, { type: 'bring', what: 'rooms' }, { type: 'bring', what: 'styles' }, { type: 'read' }, { type: 'status' }, { type: 'times' }, { type: 'who-says' },
  { type: 'go-to', claim: 'c1' }, { type: 'light', claim: 'c1' }, { type: 'step', by: 1 }]`;

/** An extension of somebody else's, whose script runs on the same pages. It asks the one that it is told of, and tells what it was answered. */
async function stranger(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vantage-'));
  const manifest = {
    manifest_version: 3,
    name: 'Stranger',
    version: '1.0',
    content_scripts: [{ matches: ['http://*/*'], js: ['ask.js'] }],
    browser_specific_settings: { gecko: { id: 'stranger@vantage-reader.org' } },
  };
  const script = `addEventListener('message', async ({ data }) => {
    if (typeof data?.ask !== 'string') return;
    const ask = (message) => chrome.runtime.sendMessage(data.ask, message).then((answer) => answer ?? 'nothing', () => 'refused');
    const answers = await Promise.all(${SHAPES}.map(ask));
    const port = await new Promise((done) => {
      try {
        const port = chrome.runtime.connect(data.ask, { name: 'vantage-follow' });
        port.onMessage.addListener((message) => done('told ' + message));
        port.onDisconnect.addListener(() => { void chrome.runtime.lastError; done('refused'); });
      } catch { done('refused'); }
      setTimeout(done, 1000, 'held');
    });
    document.documentElement.setAttribute('data-answers', JSON.stringify([...answers, port]));
  });`;
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'ask.js'), script);
  return folder;
}

describeInEach('hostile pages', (name) => {
  let setting: Setting;
  let own: Page;
  let page: Page;
  let folder: string;
  /** As pages would name the extension, and where its files lie. */
  let id: string;
  let root: string;

  beforeAll(async () => {
    folder = await stranger();
    setting = await openSetting(
      name,
      {
        [TRAPS]: newsPage({ title: WEIR.title, head: `<script>${SET_TRAPS}</script>`, body: `<main>${articleOf(WEIR)}</main>` }),
        [FAKES]: pageOf(
          WEIR,
          `window.heard = [];
          window.tried = [];
          addEventListener('message', ({ data }) => { if (!data?.fake && !data?.ask) heard.push(JSON.stringify(data)); });
          window.fake = (id) => {
            for (const message of [...${SHAPES}, { type: 'wxt:content-script-started', contentScriptName: 'content', messageId: 'x' }]) {
              postMessage({ ...message, fake: true }, '*');
              for (const target of [window, document]) {
                target.dispatchEvent(new MessageEvent('message', { data: { ...message, fake: true }, source: window }));
                for (const name of [message.type, id, id + ':content:' + message.type])
                  target.dispatchEvent(new CustomEvent(name, { detail: message }));
              }
              for (const api of [window.chrome, window.browser])
                try { tried.push(typeof api.runtime.sendMessage(id, message)); } catch { tried.push('none'); }
            }
          };`,
        ),
        [CLEARS]: pageOf(
          WEIR,
          `const all = () => { const range = new Range(); range.selectNodeContents(document.body); return range; };
          const ours = () => [...CSS.highlights.keys()].filter((name) => name.startsWith('vantage-'));
          const attacks = {
            clear: () => CSS.highlights.clear(),
            empty: () => { for (const name of ours()) CSS.highlights.get(name).clear(); },
            fill: () => { for (const name of ours()) CSS.highlights.get(name).add(all()); },
            replace: () => { for (const name of ours()) CSS.highlights.set(name, new Highlight(all())); },
            flood: () => { for (let n = 0; n < 2_000; n++) CSS.highlights.set('flood-' + n, new Highlight(all())); },
          };
          window.attack = (name) => attacks[name]();
          window.insist = () => { const timer = setInterval(attacks.clear, 5); return () => clearInterval(timer); };`,
        ),
        [FIGHTS]: pageOf(
          WEIR,
          `window.thrown = 0;
          new MutationObserver((records) => {
            for (const { addedNodes } of records) for (const node of addedNodes) if (node !== document.body && node !== document.head) { thrown++; node.remove(); }
          }).observe(document.documentElement, { childList: true });`,
        ),
        [MOVES]: pageOf(
          WEIR,
          `window.moved = 0;
          new MutationObserver(() => {
            const host = document.body.nextElementSibling;
            if (host) { moved++; document.querySelector('main').prepend(host); }
          }).observe(document.documentElement, { childList: true });`,
        ),
        [HIDES]: newsPage({
          title: WEIR.title,
          head: `<style>@layer a { div { display: none !important } } html * { animation: x 1s infinite !important } html > div { display: none !important; opacity: 0 !important; visibility: hidden !important; transform: scale(0) !important; position: fixed !important } @keyframes x { from, to { opacity: 0; visibility: hidden } } p { animation: none !important }</style>`,
          body: `<main>${articleOf(WEIR)}</main>`,
        }),
        [NAMED]: newsPage({
          title: WEIR.title,
          body: `<main>${articleOf(WEIR)}</main>${named(DOCUMENT_NAMES, (one) => `<img name="${one}" alt=""><form name="${one}"></form>`)}`,
        }),
        [NAMED_ONCE]: newsPage({
          title: WEIR.title,
          body: `<main>${articleOf(WEIR)}</main>${named(DOCUMENT_NAMES, (one) => `<img name="${one}" alt="">`)}`,
        }),
        [EDITED]: newsPage({
          title: WEIR.title,
          body: `<main>${articleOf(WEIR)}</main>`,
          script: `document.body.contentEditable = 'true';`,
        }),
        [EDITED_WHOLE]: newsPage({ title: WEIR.title, body: `<main>${articleOf(WEIR)}</main>`, script: `document.designMode = 'on';` }),
        [NAMED_FORMS]: newsPage({
          title: WEIR.title,
          body: `${named(FORM_NAMES, inForm)}<main>${articleOf(WEIR)}${named(FORM_NAMES, inForm)}</main>`,
        }),
        [MARKUP]: newsPage({
          title: WEIR.title,
          body: `<main><article><h1>${escaped} &#x202e;${WEIR.title}</h1>${paragraphs([
            // In every claim, so that whatever the popup shows has one.
            ...WEIR.texts.map((text) => text.replace(/ (could|warned|walls|Vane|shopkeepers)/g, ' &#x202e;$1')),
            `“${escaped} is all that we know of it &#x202e;&#x2066;and no more,” said Peter Low, a &#x202e;fisherman of Tarn.`,
            `Ruth &#x2067;Abiola accused ${escaped} of lying.`,
            `Peter Low accused the &#x202e;board of lying about the cracks, and said that the board’s &#x202e;closing of the weir was a disgrace.`,
            `Ada Vane denied that the &#x202e;board had lied about the cracks, and defended the board’s &#x202e;closing of the weir.`,
            `“Peter Low is wrong, and the &#x202e;closing of the weir is right,” said Ada Vane. “The &#x202e;board has lied,” answered Peter Low.`,
          ])}</article></main>`,
        }),
        [LARGE]: newsPage({
          title: WEIR.title,
          body: `<main>${articleOf(WEIR)}</main>`,
          script: `const article = document.querySelector('article');
          const add = (text) => article.append(Object.assign(document.createElement('p'), { textContent: text }));
          add('“'.repeat(10_000));
          add('a'.repeat(1_000_000));
          for (let n = 0; n < 50_000; n++) article.append(document.createElement('i'));
          let deep = document.createElement('div');
          deep.hidden = true;
          article.append(deep);
          for (let n = 0; n < 3_000; n++) deep = deep.appendChild(document.createElement('div'));
          deep.append(article.textContent.slice(0, 500));`,
        }),
      },
      { stranger: folder },
    );
    own = setting.own;
    root = await own.evaluate<string>(`location.origin`);
    id = await own.evaluate<string>(`chrome.runtime.id`);
  });
  afterAll(async () => {
    await setting?.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await own.evaluate(`chrome.storage.sync.clear()`);
    page = await setting.browser.newPage();
    setting.browser.errors();
    return async () => {
      expectNoErrors(setting.browser);
      await page.close();
    };
  });
  const stateOf = async (url: string): Promise<string | undefined> => (await knownTabs(own)).find((known) => known.url === url)?.state;
  const ask = (tab: number, message: object): Promise<unknown> =>
    own.evaluate(`chrome.tabs.sendMessage(${tab}, ${JSON.stringify(message)}, { frameId: 0 }).catch(() => null)`);
  /** Elements beside head and body, asked from a world that the page cannot touch. */
  const hosts = (): Promise<number> => page.evaluateApart<number>(`document.documentElement.children.length - 2`);

  test('getters and methods of the page’s own that throw are never called', async () => {
    await page.goto(TRAPS);
    const { tab, analysis } = await waitForAnalysis(own, TRAPS);
    expect(analysis.article.text.split('\n\n')).toEqual(WEIR.texts);
    await until('marked', async () => (await hosts()) === 1);
    expect(await ask(tab, { type: 'go-to', claim: 'c1' })).toBe('marked');
  });

  test('messages and events that the page fakes change nothing, and it hears none', async () => {
    await page.goto(FAKES);
    const { tab } = await waitForAnalysis(own, FAKES);
    await untilMarked(page, WEIR.quote);
    const before = await markedText(page);
    await page.evaluate(`fake(${JSON.stringify(id)})`);
    await sleep(800);
    expect(await page.evaluate<string[]>(`tried.filter((answer) => answer !== 'none')`)).toEqual([]);
    expect(await page.evaluate<string[]>(`heard`)).toEqual([]);
    expect(await markedText(page)).toBe(before);
    expect(await extraElements(page)).toBe(1);
    const { analysis } = await waitForAnalysis(own, FAKES);
    expect(analysis.article.text.split('\n\n')).toEqual(WEIR.texts);
    // Still there, and still listening to its own.
    expect(await ask(tab, { type: 'status' })).toBe('marked');
  });

  test('another extension is answered nothing', async () => {
    await page.goto(FAKES);
    await waitForAnalysis(own, FAKES);
    await untilMarked(page, WEIR.quote);
    const before = await markedText(page);
    await page.evaluate(`postMessage({ ask: ${JSON.stringify(id)} }, '*')`);
    const answers = await until('the stranger’s answers', () =>
      page.evaluate<string | null>(`document.documentElement.dataset.answers ?? null`),
    );
    expect((JSON.parse(answers) as string[]).filter((answer) => answer !== 'refused' && answer !== 'nothing')).toEqual([]);
    expect(await markedText(page)).toBe(before);
    expect((await waitForAnalysis(own, FAKES)).analysis.article.text.split('\n\n')).toEqual(WEIR.texts);
  });

  test('no file of the extension can be had by a page', async () => {
    await page.goto(FAKES);
    for (const file of [
      'manifest.json',
      'popup.html',
      'icon/16.png',
      'content-scripts/content.js',
      'content-scripts/rooms.js',
      'content-scripts/rooms.css',
      'claims.bin',
    ]) {
      expect(await own.evaluate<number>(`fetch('/${file}').then(({ status }) => status)`), file).toBe(200);
      const had = await page.evaluate<string[]>(`Promise.all([
        fetch('${root}/${file}').then(() => 'fetched', () => 'no'),
        new Promise((done) => {
          const image = Object.assign(new Image(), { onload: () => done('shown'), onerror: () => done('no') });
          image.src = '${root}/${file}';
        }),
      ])`);
      expect(had, file).toEqual(['no', 'no']);
    }
    const manifest = JSON.parse(await readFile(join(await buildExtension(name), 'manifest.json'), 'utf8')) as object;
    expect(Object.keys(manifest).filter((key) => /^(?:web_accessible_resources|externally_connectable)$/.test(key))).toEqual([]);
    // Refusals are said on the console.
    setting.browser.errors();
  });

  test('marks that the page clears, empties, fills, replaces or floods come back as they were', async () => {
    await page.goto(CLEARS);
    await untilMarked(page, WEIR.quote);
    const before = await markedText(page);
    for (const attack of ['clear', 'empty', 'fill', 'replace', 'flood']) {
      await page.evaluate(`attack('${attack}')`);
      await until(`the marks after ${attack}`, async () => (await markedText(page)) === before, 5_000);
    }
    // One that insists has its way, and is left to it.
    await page.evaluate(`void (window.stop = insist())`);
    await sleep(2_500);
    await page.evaluate(`stop()`);
    await until('the marks at last', async () => (await markedText(page)) === before, 5_000);
  });

  test('a page that throws the host out: no fight, and the marks stay', async () => {
    await page.goto(FIGHTS);
    const { tab } = await waitForAnalysis(own, FIGHTS);
    await untilMarked(page, WEIR.quote);
    await ask(tab, { type: 'go-to', claim: 'c1' });
    await page.evaluate(`scrollTo(0, 100)`);
    await sleep(3_000);
    const thrown = await page.evaluate<number>(`thrown`);
    expect(thrown).toBeGreaterThan(0);
    expect(thrown).toBeLessThan(6);
    expect(await markedText(page)).toContain(WEIR.quote);
    expect(await page.evaluate<boolean>(`[...CSS.highlights.keys()].some((name) => name.endsWith('-lit'))`)).toBe(true);
  });

  test('a page that moves the host into itself: no fight, and it goes with the marks', async () => {
    await page.goto(MOVES);
    await untilMarked(page, WEIR.quote);
    await sleep(1_500);
    expect(await page.evaluate<number>(`moved`)).toBeLessThan(6);
    await own.evaluate(`chrome.storage.sync.set({ settings: { marksOn: false } })`);
    await until('no marks', async () => (await markedText(page)) === '');
    expect(await page.evaluate<number>(`document.querySelector('main').children.length`)).toBe(1);
  });

  test('a page whose style hides the host', async () => {
    await page.goto(HIDES);
    await untilMarked(page, WEIR.quote);
    const shown = await page.evaluate<string[]>(
      `(({ display, opacity, visibility, transform, position, animationName }) => [display, opacity, visibility, transform, position, animationName])(getComputedStyle(document.body.nextElementSibling))`,
    );
    expect(shown).toEqual(['block', '1', 'visible', 'none', 'absolute', 'none']);
  });

  test.each([
    ['two of each', NAMED],
    ['one of each', NAMED_ONCE],
  ])('elements whose names hide what a document has of its own, %s: hidden from the page’s scripts alone', async (_, url) => {
    await page.goto(url);
    const { tab, analysis } = await waitForAnalysis(own, url);
    expect(analysis.article.text.split('\n\n')).toEqual(WEIR.texts);
    expect(await page.evaluate<boolean>(`document.createRange instanceof Function`)).toBe(false);
    await until('marked', async () => (await hosts()) === 1 && (await page.evaluateApart<number>(`CSS.highlights.size`)) > 0);
    expect(await ask(tab, { type: 'go-to', claim: 'c1' })).toBe('marked');
  });

  test.each([
    ['a page whose body is edited', EDITED],
    ['a page that is edited as a whole', EDITED_WHOLE],
  ])('%s is left alone', async (_, url) => {
    await page.goto(url);
    await sleep(1_500);
    expect(await page.evaluate<number>(`CSS.highlights.size`)).toBe(0);
    expect(await extraElements(page)).toBe(0);
    expect(await stateOf(url)).toBeUndefined();
  });

  test('forms whose fields hide what a form has of its own: the story beside them is read', async () => {
    await page.goto(NAMED_FORMS);
    const { analysis } = await waitForAnalysis(own, NAMED_FORMS);
    expect(analysis.article.text.split('\n\n')).toEqual(WEIR.texts);
    await untilMarked(page, WEIR.quote);
  });

  test('markup, script and bidi controls in claims and names are shown, in a box of their own, and never run', async () => {
    await page.goto(MARKUP);
    const { tab, analysis } = await waitForAnalysis(own, MARKUP);
    expect(
      analysis.claims.flatMap(({ content }) => content.map(([start, end]) => analysis.article.text.slice(start, end))).join(' '),
    ).toContain(HARM);
    const popup = await openPopup(setting.browser, tab);
    const { text, images, hit, astray } = await popup.evaluate<{ text: string; images: number; hit: boolean; astray: string[] }>(`(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const astray = [];
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        // What we set apart ourselves within a sentence of ours is whole, and has none within.
        const rest = data.replace(/\\u2068[^\\u202a-\\u202e\\u2066-\\u2069]*\\u2069/g, '');
        if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(rest)) continue;
        const { unicodeBidi, display } = getComputedStyle(parentElement);
        if (!/isolate|plaintext/.test(unicodeBidi) && (!/block|list-item/.test(display) || parentElement.childNodes.length > 1)) astray.push(data);
      }
      return { text: document.body.textContent, images: document.querySelectorAll('main img, main script').length, hit: 'hit' in window, astray };
    })()`);
    expect(text).toContain(HARM);
    expect(
      await popup.evaluate<string>(`[...document.querySelectorAll('.entry .claim')].map(({ textContent }) => textContent).join(' ')`),
    ).toContain(HARM);
    expect(
      await popup.evaluate<boolean[]>(
        `['.framing .quote', '.proofs .quote', '.question', '.entry .claim'].map((part) => document.querySelector(part) !== null)`,
      ),
    ).toEqual([true, true, true, true]);
    expect({ images, hit, astray }).toEqual({ images: 0, hit: false, astray: [] });
    expect(await page.evaluate<boolean>(`'hit' in window`)).toBe(false);
    await popup.close();
  });

  test('ten thousand quotation marks, a megabyte without a space and fifty thousand elements: read, and the page answers', async () => {
    await page.goto(LARGE);
    const { analysis } = await waitForAnalysis(own, LARGE, 40_000);
    expect(analysis.article.text).toContain(WEIR.quote);
    await untilMarked(page, WEIR.quote);
    expect(await page.evaluate<boolean>(`new Promise((done) => requestAnimationFrame(() => done(true)))`)).toBe(true);
  });
});
