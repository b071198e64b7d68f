import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { say } from '../utils/i18n.ts';
import { askPage, followPage, injectReader, readTab, type TabState, type ToPage, watchTab } from '../utils/messaging.ts';
import { changeSettings, readSettings, type Settings, watchSettings } from '../utils/settings.ts';
import type { Page } from './view.tsx';

const hostOf = (url: string | undefined): string | null => {
  if (!url || !/^https?:/.test(url)) return null;
  return new URL(url).hostname;
};

/** A tab, and its page's host where the browser tells it. */
interface Tab {
  readonly id: number;
  readonly host: string | null;
}

/** The tab that a page of ours is about; null in a window without a page, or where it has gone. */
async function findTab(): Promise<Tab | null> {
  // A page opened as a tab of its own (paper, tests) names the tab that it is about.
  const named = Number(new URLSearchParams(location.search).get('tab'));
  const found = named
    ? await browser.tabs.get(named).catch(() => undefined)
    : (await browser.tabs.query({ active: true, currentWindow: true }))[0];
  return found?.id === undefined ? null : { id: found.id, host: hostOf(found.url) };
}

/** What there is to know before anything is drawn. */
export interface First {
  readonly settings: Settings;
  readonly tab: Tab | null;
  readonly state: TabState | null;
}

/** Reads it, so that the first thing drawn is the right one, in the reader's colours. */
export async function firstLook(): Promise<First> {
  const [settings, tab] = await Promise.all([readSettings(), findTab()]);
  return { settings, tab, state: tab && ((await readTab(tab.id)) ?? null) };
}

const NO_PAGE: Page = { host: null, state: null, status: null };

/** The tab that the popup was opened on, or that the side panel's window shows; followed where asked. */
export function useTab(follow: boolean, first: Pick<First, 'tab' | 'state'>) {
  const [tab, setTab] = useState(first.tab);
  const [page, setPage] = useState<Page | null>(() => {
    if (!first.tab) return NO_PAGE;
    return first.state && { host: first.tab.host ?? hostOf(first.state.url), state: first.state, status: 'marked' };
  });
  const [message, setMessage] = useState<string | null>(null);
  const [inView, setInView] = useState<string | null>(null);
  useEffect(() => {
    if (!follow) return;
    const again = async (): Promise<void> => {
      const found = await findTab();
      if (found) setTab(found);
      else setPage(NO_PAGE);
    };
    const heard = (): void => void again();
    browser.tabs.onActivated.addListener(heard);
    browser.tabs.onUpdated.addListener(heard);
    // It may have become another between the first look and now.
    heard();
    return () => {
      browser.tabs.onActivated.removeListener(heard);
      browser.tabs.onUpdated.removeListener(heard);
    };
  }, [follow]);
  useEffect(() => {
    if (!tab) return;
    let current = true;
    const { id, host } = tab;
    setMessage(null);
    void (async () => {
      const state = await readTab(id);
      if (current && state) setPage({ host: host ?? hostOf(state.url), state, status: 'marked' });
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

/** The settings, as they were at first and as they become, and the way to change them; what cannot be kept is said. */
export function useSettings(first: Settings) {
  const [settings, setSettings] = useState(first);
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
  // Before anything is painted.
  useLayoutEffect(() => {
    if (settings.theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = settings.theme;
  }, [settings.theme]);
  return { settings, change, problem };
}
