import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createEngine } from '../utils/analyse.ts';
import type { Article } from '../utils/analysis.ts';
import { badgeOf } from '../utils/badge.ts';
import { say } from '../utils/i18n.ts';
import { askPage, forgetTab, injectReader, isOwn, keepTab, parseToBackground, type TabState } from '../utils/messaging.ts';
import { changeSettings, isFirstTime, readSettings } from '../utils/settings.ts';

const engine = createEngine(async (name) => new Uint8Array(await (await fetch(browser.runtime.getURL(`/${name}`))).arrayBuffer()));

/** What the engine reads; other languages are said to be not supported yet. */
const LANGUAGES = ['en'];

async function analyse(article: Article, url: string): Promise<TabState> {
  if (article.language !== null && !LANGUAGES.includes(article.language))
    return { state: 'unsupported-language', url, language: article.language };
  try {
    return { state: 'done', url, analysis: await engine(article) };
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
    if (asked.type === 'left') return Promise.all([forgetTab(tab), showBadge(tab, null)]).then(() => undefined);
    // A page of the extension itself (options, welcome) reads its sample and is no tab to summarise.
    if (sender.url?.startsWith(browser.runtime.getURL('/'))) return analyse(asked.article, asked.url);
    return (async () => {
      const reading: TabState = { state: 'reading', url: asked.url, words: asked.article.text.split(/\s+/).length };
      await keepTab(tab, reading);
      await showBadge(tab, reading);
      const state = await analyse(asked.article, asked.url);
      await keepTab(tab, state);
      await showBadge(tab, state);
      return state;
    })();
  });

  browser.tabs.onRemoved.addListener((tab) => void forgetTab(tab));
  browser.tabs.onUpdated.addListener((tab, change) => {
    if (change.status === 'loading' && change.url) void forgetTab(tab).then(() => showBadge(tab, null));
  });

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
        await changeSettings({ marksOn: !(await readSettings()).marksOn });
        return;
      }
      const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
      if (tab?.id !== undefined) await askPage(tab.id, { type: 'step', by: command === 'previous-claim' ? -1 : 1 });
    })();
  });
});
