import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { say } from '../utils/i18n.ts';
import { askPage, followPage, injectReader, readTab, type ToPage, watchTab } from '../utils/messaging.ts';
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
  const [inView, setInView] = useState<string | null>(null);
  useEffect(() => {
    const find = async (): Promise<void> => {
      // A page opened as a tab of its own (paper, tests) names the tab that it is about.
      const named = Number(new URLSearchParams(location.search).get('tab'));
      const found = named
        ? await browser.tabs.get(named).catch(() => undefined)
        : (await browser.tabs.query({ active: true, currentWindow: true }))[0];
      if (found?.id !== undefined) setTab({ id: found.id, host: hostOf(found.url) });
      // A window without a page, or one that has gone.
      else setPage({ host: null, state: null, status: null });
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
    setMessage(null);
    void (async () => {
      const state = await readTab(id);
      if (current && state) setPage({ host, state, status: 'marked' });
      const status = await askPage(id, { type: 'status' });
      // What is kept may be of the page that was in this tab before: only a page itself tells that it was left.
      const held = status === 'marked' || status === 'reading' ? state : null;
      // Without the tabs permission a page that let Vantage in tells its address by its state alone.
      if (current) setPage({ host: host ?? hostOf(held?.url), state: held, status });
      // What was kept of the tab had to make room: its page still has it.
      if (current && !held && status === 'marked') void askPage(id, { type: 'read' });
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
  const read = page?.state?.state === 'done' ? tab?.id : undefined;
  useEffect(() => {
    setInView(null);
    if (follow && read !== undefined) return followPage(read, setInView);
  }, [follow, read, page?.state]);
  const ask = async (asked: ToPage): Promise<void> => {
    if (!tab) return;
    setMessage(null);
    let status = await askPage(tab.id, asked);
    if (status === null && asked.type === 'read') {
      try {
        await injectReader(tab.id);
        status = await askPage(tab.id, asked);
      } catch {
        setMessage(say('not_let_in'));
        return;
      }
    }
    if (status === null) setMessage(say('no_answer'));
    else if (asked.type === 'read' && status === 'not-news') setMessage(say('no_text'));
  };
  return { tab, page, message, ask, inView };
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
    setSettings((now) => ({ ...now, ...part }));
    changeSettings(part).then(
      (now) => {
        setSettings(now);
        setProblem(null);
      },
      () => {
        setProblem(say('not_kept'));
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
