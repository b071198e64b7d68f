import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createEngine, type Progress } from '../utils/analyse.ts';
import type { Article } from '../utils/analysis.ts';
import { badgeOf } from '../utils/badge.ts';
import { say } from '../utils/i18n.ts';
import { askPage, bring, forgetTab, injectReader, isOwn, keepTab, parseToBackground, readTab, type TabState } from '../utils/messaging.ts';
import { changeSettings, isFirstTime, readSettings } from '../utils/settings.ts';

const engine = createEngine(async (name) => new Uint8Array(await (await fetch(browser.runtime.getURL(`/${name}`))).arrayBuffer()));

/** What the engine reads; other languages are said to be not supported yet. */
const LANGUAGES = ['en'];

async function analyse(article: Article, url: string, progress?: Progress): Promise<TabState> {
  if (article.language !== null && !LANGUAGES.includes(article.language))
    return { state: 'unsupported-language', url, language: article.language };
  try {
    return { state: 'done', url, analysis: await engine(article, progress) };
  } catch (error) {
    return { state: 'error', url, message: error instanceof Error ? error.message : String(error) };
  }
}

async function showBadge(tabId: number, state: TabState | null): Promise<void> {
  const { text, colour, title } = badgeOf(state);
  try {
    await browser.action.setBadgeText({ tabId, text });
    await browser.action.setBadgeBackgroundColor({ tabId, color: colour });
    await browser.action.setTitle({ tabId, title });
  } catch {
    // The tab was closed meanwhile.
  }
}

/** The last reading of each tab: an older one that ends later, or after the page was left, is not kept. */
const current = new Map<number, symbol>();

async function forget(tab: number): Promise<void> {
  current.delete(tab);
  await forgetTab(tab);
  await showBadge(tab, null);
}

/** Analyses what a tab's page has read, and keeps it as the tab's state. */
async function analyseTab(tab: number, article: Article, url: string): Promise<TabState> {
  const turn = Symbol(url);
  current.set(tab, turn);
  const words = article.text.split(/\s+/).length;
  const reading: TabState = { state: 'reading', url, words };
  await keepTab(tab, reading);
  await showBadge(tab, reading);
  const state = await analyse(article, url, async (share) => {
    if (current.get(tab) === turn) await keepTab(tab, { ...reading, read: Math.round(share * words) });
  });
  if (current.get(tab) !== turn) return state;
  await keepTab(tab, state);
  await showBadge(tab, state);
  return state;
}

const withoutHash = (url: string): string => url.split('#')[0]!;

/** A tab's page changes: what was known of another page goes. Where the browser does not tell the address, the page itself is asked. */
async function follow(tab: number, status: string | undefined, url: string | undefined): Promise<void> {
  const known = await readTab(tab);
  if (!known) return;
  // A page out of the browser's cache may have asked before its tab is said to load.
  const asked = current.get(tab)?.description ?? known.url;
  const isOther = status === 'loading' && url !== undefined && withoutHash(url) !== withoutHash(asked);
  // Loaded: the same address again, which may have another page, or none that we may read.
  if (!isOther && status !== 'complete') return;
  // A page that changes its address without loading looks the same, and follows itself.
  if (!/^(?:reading|marked)$/.test((await askPage(tab, { type: 'status' })) ?? '')) await forget(tab);
}

const MENU = 'who-says';

/** "Who says this?" on selected text. */
async function whoSays(tab: number): Promise<void> {
  if ((await askPage(tab, { type: 'who-says' })) !== null) return;
  // Not let in here by itself: the choice of the menu is the reader's leave.
  await injectReader(tab).catch(() => undefined);
  await askPage(tab, { type: 'who-says' });
}

/** A person's own install: not one from a folder, as developers and tests have it. */
async function isOwnInstall(): Promise<boolean> {
  const { installType } = await browser.management.getSelf();
  return installType !== 'development';
}

export default defineBackground(() => {
  browser.runtime.onMessage.addListener((message: unknown, sender) => {
    const tab = sender.tab?.id;
    const asked = parseToBackground(message);
    if (!isOwn(sender) || !asked || tab === undefined) return undefined;
    if (asked.type === 'left') return forget(tab);
    if (asked.type === 'bring') {
      const brought = bring(asked.what, sender);
      // Its page is about to be read.
      if (asked.what === 'rooms') engine.load();
      return brought;
    }
    // A page of the extension itself (options, welcome) reads its sample and is no tab to summarise.
    if (sender.url?.startsWith(browser.runtime.getURL('/'))) return analyse(asked.article, asked.url);
    return analyseTab(tab, asked.article, asked.url);
  });

  browser.tabs.onRemoved.addListener((tab) => void forget(tab));
  browser.tabs.onUpdated.addListener((tab, { status, url }) => void follow(tab, status, url));

  browser.runtime.onInstalled.addListener(({ reason }) => {
    void browser.contextMenus
      .removeAll()
      .then(() => browser.contextMenus.create({ id: MENU, title: say('menu_who'), contexts: ['selection'] }));
    if (reason !== 'install') return;
    void (async () => {
      if ((await isOwnInstall()) && (await isFirstTime())) await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
    })();
  });
  browser.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
    if (menuItemId === MENU && tab?.id !== undefined) void whoSays(tab.id);
  });

  browser.commands.onCommand.addListener((command) => {
    void (async () => {
      if (command === 'toggle-marks') {
        // Where it cannot be kept the switch stays as it was; popup and options say so.
        await changeSettings({ marksOn: !(await readSettings()).marksOn }).catch(() => undefined);
        return;
      }
      const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
      if (tab?.id !== undefined) await askPage(tab.id, { type: 'step', by: command === 'previous-claim' ? -1 : 1 });
    })();
  });
});
