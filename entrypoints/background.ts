import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createEngine } from '../utils/analyse.ts';
import type { Article } from '../utils/analysis.ts';
import { askPage, forgetTab, isOwn, keepTab, parseToBackground, type TabState } from '../utils/messaging.ts';
import { changeSettings, readSettings } from '../utils/settings.ts';

const engine = createEngine(async () => new Uint8Array(await (await fetch(browser.runtime.getURL('/claims.bin'))).arrayBuffer()));

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

/** The number of claims on the toolbar, and the same in words for the pointer and the screen reader. */
async function showBadge(tabId: number, state: TabState | null): Promise<void> {
  const claims = state?.state === 'done' ? state.analysis.claims.length : 0;
  const clashes = state?.state === 'done' ? state.analysis.clashes.length : 0;
  const title =
    state?.state !== 'done'
      ? 'Vantage'
      : `Vantage: ${claims} ${claims === 1 ? 'claim' : 'claims'}, ${clashes === 0 ? 'no clash found' : `${clashes} ${clashes === 1 ? 'clash' : 'clashes'}`}`;
  try {
    await browser.action.setBadgeText({ tabId, text: claims > 0 ? String(claims) : '' });
    await browser.action.setBadgeBackgroundColor({ tabId, color: '#3b4a63' });
    await browser.action.setTitle({ tabId, title });
  } catch {
    // The tab was closed meanwhile.
  }
}

export default defineBackground(() => {
  browser.runtime.onMessage.addListener((message: unknown, sender) => {
    const tab = sender.tab?.id;
    const asked = parseToBackground(message);
    if (!isOwn(sender) || !asked || tab === undefined) return undefined;
    if (asked.type === 'left') return Promise.all([forgetTab(tab), showBadge(tab, null)]).then(() => undefined);
    return (async () => {
      await keepTab(tab, { state: 'reading', url: asked.url });
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
