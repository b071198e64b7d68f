import { browser } from 'wxt/browser';
import type { Analysis, Article } from './analysis.ts';
import { say } from './i18n.ts';

/** What is known of the page in a tab. */
export type TabState =
  /** `words`: how long the article is; `read`: how many of them have been read. */
  | { readonly state: 'reading'; readonly url: string; readonly words?: number; readonly read?: number }
  | { readonly state: 'done'; readonly url: string; readonly analysis: Analysis }
  | { readonly state: 'unsupported-language'; readonly url: string; readonly language: string }
  /** `marked`: it could be read, and its page is marked, but it could not be kept. */
  | { readonly state: 'error'; readonly url: string; readonly message: string; readonly marked?: boolean };

/** What the content script says of a page that has no state: no article, or not asked to read. */
export type PageStatus = 'not-news' | 'waiting' | 'site-off' | 'reading' | 'marked';

/** How long the content script last took for each step, in milliseconds; 0 for what it has not done. Asked by `npm run sweep` and `npm run bench`. */
export interface PageTimes {
  readonly gateMs: number;
  readonly readMs: number;
  readonly analyseMs: number;
  /** Work on the page's thread until the marks were drawn. */
  readonly paintMs: number;
  /** From the text found to the marks drawn, the reckoning elsewhere and the pauses between slices with it. */
  readonly drawnMs: number;
  /** From the page parsed (`DOMContentLoaded`) to its first marks drawn. */
  readonly shownMs: number;
  /** The longest piece of work on the page's thread. */
  readonly longestTaskMs: number;
}

/** What is brought only into a page that is read: the rooms that read and mark it, and the style sheet of the marks. */
export type Brought = 'rooms' | 'styles';

/** From a page to the background. */
export type ToBackground =
  /** Brings something into the page that asks: it is an article, or the reader wants it read. */
  | { readonly type: 'bring'; readonly what: Brought }
  | { readonly type: 'analyse'; readonly article: Article; readonly url: string }
  | { readonly type: 'left' };

/** From the background or an extension page to a tab's content script. */
export type ToPage =
  | { readonly type: 'status' }
  | { readonly type: 'times' }
  | { readonly type: 'read' }
  | { readonly type: 'go-to'; readonly claim: string }
  | { readonly type: 'light'; readonly claim: string | null }
  | { readonly type: 'step'; readonly by: 1 | -1 }
  /** Shows the claim that holds the selection. */
  | { readonly type: 'who-says' };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isArticle(value: unknown): value is Article {
  if (!isRecord(value) || typeof value.text !== 'string') return false;
  return ['title', 'byline', 'publisher', 'published', 'language'].every((key) => value[key] === null || typeof value[key] === 'string');
}

/** A message to the background, or null for anything else. */
export function parseToBackground(message: unknown): ToBackground | null {
  if (!isRecord(message)) return null;
  if (message.type === 'left') return { type: 'left' };
  if (message.type === 'bring' && (message.what === 'rooms' || message.what === 'styles')) return { type: 'bring', what: message.what };
  if (message.type === 'analyse' && isArticle(message.article) && typeof message.url === 'string')
    return { type: 'analyse', article: message.article, url: message.url };
  return null;
}

/** A message to a page, or null for anything else. */
export function parseToPage(message: unknown): ToPage | null {
  if (!isRecord(message)) return null;
  const { type, claim, by } = message;
  if (type === 'status' || type === 'times' || type === 'read' || type === 'who-says') return { type };
  if (type === 'go-to' && typeof claim === 'string') return { type, claim };
  if (type === 'light' && (typeof claim === 'string' || claim === null)) return { type, claim };
  if (type === 'step' && (by === 1 || by === -1)) return { type, by };
  return null;
}

/** Who sent a message. */
export interface Sender {
  readonly id?: string | undefined;
  readonly tab?: { readonly id?: number | undefined } | undefined;
  readonly documentId?: string | undefined;
}

/** Whether a message comes from this extension itself. */
export const isOwn = ({ id }: Sender): boolean => id === browser.runtime.id;

/** Asks the background; rejects where the extension was updated under the page. */
export const askBackground = async (message: Exclude<ToBackground, { type: 'bring' }>): Promise<TabState | undefined> =>
  await browser.runtime.sendMessage(message);

/** Asks the background to bring something: whether it did, undefined where it was stopped in the middle. Rejects where the extension was updated under the page. */
export const askFor = async (what: Brought): Promise<boolean | undefined> => await browser.runtime.sendMessage({ type: 'bring', what });

/** Asks a tab's content script; null where there is none. */
export async function askPage(tab: number, message: ToPage): Promise<PageStatus | null> {
  try {
    return ((await browser.tabs.sendMessage(tab, message, { frameId: 0 })) as PageStatus | undefined) ?? null;
  } catch {
    return null;
  }
}

/** Brings the content script into a page that was not let in by itself; needs the reader's own gesture. Rejects where the browser refuses. */
export async function injectReader(tab: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId: tab }, files: ['/content-scripts/content.js'] });
}

/** Brings something into the document that asked for it, and no other. False where the browser refuses. */
export async function bring(what: Brought, { tab, documentId }: Sender): Promise<boolean> {
  if (tab?.id === undefined) return false;
  // Where the browser gives documents no names, whatever is in the tab by then: without a script that waits for them the rooms do nothing.
  const target = { tabId: tab.id, ...(documentId === undefined ? { frameIds: [0] } : { documentIds: [documentId] }) };
  const { scripting } = browser;
  try {
    if (what === 'styles') await scripting.insertCSS({ target, files: ['/content-scripts/rooms.css'] });
    else await scripting.executeScript({ target, files: ['/content-scripts/rooms.js'], injectImmediately: true });
    return true;
  } catch {
    return false;
  }
}

const FOLLOWING = 'vantage-follow';

/** Follows the reader through a tab's page: calls back with the claim in view, null for none; gives the way to stop. Never throws. */
export function followPage(tab: number, inView: (claim: string | null) => void): () => void {
  const port = browser.tabs.connect(tab, { name: FOLLOWING, frameId: 0 });
  port.onMessage.addListener((claim: unknown) => {
    if (typeof claim === 'string' || claim === null) inView(claim);
  });
  // Read, or else the browser complains where there is no content script.
  port.onDisconnect.addListener(() => void browser.runtime.lastError);
  return () => port.disconnect();
}

/** In a page: calls `begin` when somebody begins to follow it; what that gives is called when they stop. */
export function onFollowed(begin: (tell: (claim: string | null) => void) => () => void): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== FOLLOWING || !isOwn(port.sender ?? {})) return;
    const tell = (claim: string | null): void => {
      // A page that the browser keeps for its way back has lost its port before it hears of it.
      try {
        port.postMessage(claim);
      } catch {}
    };
    port.onDisconnect.addListener(begin(tell));
  });
}

const keyOf = (tab: number): string => `tab:${tab}`;

/** What storage holds of a tab, where it has the shape of it; null for anything else. */
function validTab(stored: unknown): TabState | null {
  if (!isRecord(stored) || typeof stored.url !== 'string') return null;
  const { state, analysis } = stored;
  const isWhole =
    (state === 'reading' && [stored.words, stored.read].every((count) => count === undefined || typeof count === 'number')) ||
    (state === 'unsupported-language' && typeof stored.language === 'string') ||
    (state === 'error' && typeof stored.message === 'string') ||
    (state === 'done' &&
      isRecord(analysis) &&
      isArticle(analysis.article) &&
      ['claims', 'speakers', 'framings', 'clashes'].every((key) => Array.isArray(analysis[key])));
  return isWhole ? (stored as TabState) : null;
}

/** What is known of a tab; null for nothing, or what is broken. Never rejects. */
export async function readTab(tab: number): Promise<TabState | null> {
  try {
    const key = keyOf(tab);
    return validTab((await browser.storage.session.get(key))[key]);
  } catch {
    return null;
  }
}

/** Keeps what is known of a tab. Where the session's storage is full, other tabs' analyses make room: their pages give them again when asked. Never rejects. */
export async function keepTab(tab: number, state: TabState): Promise<void> {
  const { session } = browser.storage;
  const item = { [keyOf(tab)]: state };
  try {
    await session.set(item);
  } catch {
    try {
      const all = Object.keys(await session.get(null)).filter((key) => key.startsWith('tab:'));
      await session.remove(all);
      await session.set(item);
    } catch {
      // Longer than all that the browser lets us keep.
      await session
        .set({ [keyOf(tab)]: { state: 'error', url: state.url, message: say('not_kept_tab'), marked: true } })
        .catch(() => undefined);
    }
  }
}

export const forgetTab = (tab: number): Promise<void> => browser.storage.session.remove(keyOf(tab)).catch(() => undefined);

/** Calls back whenever what is known of a tab changes; gives the way to stop. */
export function watchTab(tab: number, changed: (state: TabState | null) => void): () => void {
  const listener = (changes: Record<string, { newValue?: unknown }>, area: string): void => {
    const change = changes[keyOf(tab)];
    if (area === 'session' && change) changed(validTab(change.newValue));
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
