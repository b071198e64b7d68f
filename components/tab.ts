import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { askPage, readTab, type ToPage, watchTab } from '../utils/messaging.ts';
import { changeSettings, DEFAULTS, readSettings, type Settings, watchSettings } from '../utils/settings.ts';
import type { Page } from './view.tsx';

const hostOf = (url: string | undefined): string | null => {
  if (!url || !/^https?:/.test(url)) return null;
  return new URL(url).hostname;
};

/** The tab that the popup was opened on, or that the side panel's window shows; followed where asked. */
export function useTab(follow: boolean) {
  const [tab, setTab] = useState<{ id: number; host: string | null } | null>(null);
  const [page, setPage] = useState<Page | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  useEffect(() => {
    const find = async (): Promise<void> => {
      // A page opened as a tab of its own (in tests) names the tab that it is about.
      const named = Number(new URLSearchParams(location.search).get('tab'));
      const found = named ? await browser.tabs.get(named) : (await browser.tabs.query({ active: true, currentWindow: true }))[0];
      if (found?.id !== undefined) setTab({ id: found.id, host: hostOf(found.url) });
    };
    void find();
    if (!follow) return;
    const again = (): void => void find();
    browser.tabs.onActivated.addListener(again);
    browser.tabs.onUpdated.addListener(again);
    return () => {
      browser.tabs.onActivated.removeListener(again);
      browser.tabs.onUpdated.removeListener(again);
    };
  }, [follow]);
  useEffect(() => {
    if (!tab) return;
    let current = true;
    const { id, host } = tab;
    void (async () => {
      const state = await readTab(id);
      if (current && state) setPage({ host, state, status: 'marked' });
      const status = await askPage(id, { type: 'status' });
      // Without the tabs permission a page that let Vantage in tells its address by its state alone.
      if (current) setPage({ host: host ?? hostOf(state?.url), state, status });
    })();
    const stop = watchTab(
      id,
      (state) => current && setPage((now) => ({ host: now?.host ?? hostOf(state?.url), state, status: now?.status ?? 'marked' })),
    );
    return () => {
      current = false;
      stop();
    };
  }, [tab]);
  const ask = async (asked: ToPage): Promise<void> => {
    if (!tab) return;
    setMessage(null);
    let status = await askPage(tab.id, asked);
    if (status === null && asked.type === 'read') {
      try {
        await browser.scripting.executeScript({ target: { tabId: tab.id }, files: ['/content-scripts/content.js'] });
        status = await askPage(tab.id, asked);
      } catch {
        setMessage('The browser does not let Vantage read this page.');
        return;
      }
    }
    if (status === null) setMessage('The page does not answer: Vantage was updated, or the page was left. Reload the page.');
    else if (asked.type === 'read' && status === 'not-news') setMessage('There is no running text on this page.');
  };
  return { tab, page, message, ask };
}

/** The settings, and the way to change them; what cannot be kept is said. */
export function useSettings() {
  const [settings, setSettings] = useState<Settings>(DEFAULTS);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void readSettings().then(setSettings);
    return watchSettings(setSettings);
  }, []);
  const change = (part: Partial<Settings>): void => {
    setSettings({ ...settings, ...part });
    changeSettings(part).then(
      (now) => {
        setSettings(now);
        setProblem(null);
      },
      (error: Error) => {
        setProblem(error.message);
        void readSettings().then(setSettings);
      },
    );
  };
  useEffect(() => {
    if (settings.theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = settings.theme;
  }, [settings.theme]);
  return { settings, change, problem };
}
