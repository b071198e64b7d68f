export type Key = 'Tab' | 'Enter' | 'Escape' | 'Space' | 'ArrowDown';

/** One open page. Expressions are JavaScript whose value, or promise's value, is plain data. */
export interface Page {
  goto(url: string): Promise<void>;
  evaluate<T>(expression: string): Promise<T>;
  /** As `evaluate`, in a world of its own that shares only the DOM with the page; works where the page lets no script run. */
  evaluateApart<T>(expression: string): Promise<T>;
  /** Bytes that its scripts hold after a garbage collection; only where that can be asked for. */
  readonly heap?: () => Promise<number>;
  /** Runs a script in that world before any page loaded from now on begins. */
  prepare(script: string): Promise<void>;
  /** Saves a picture of the viewport, as PNG. */
  screenshot(path: string): Promise<void>;
  /** The page on paper, as a PDF. */
  print(): Promise<Buffer>;
  size(width: number, height: number): Promise<void>;
  /** A real press of the pointer at a place of the viewport, in CSS px. */
  click(x: number, y: number): Promise<void>;
  press(key: Key): Promise<void>;
  /** Types text where the focus is. */
  type(text: string): Promise<void>;
  /** Shows this page's tab. */
  front(): Promise<void>;
  close(): Promise<void>;
}

/** A browser with the extension in it. */
export interface Browser {
  readonly name: 'chromium' | 'firefox';
  newPage(): Promise<Page>;
  /** A page of the extension's own, as a tab: "popup.html?tab=1". */
  extensionPage(path: string): Promise<Page>;
  /** Cuts the network, or gives it back. */
  setOffline(offline: boolean): Promise<void>;
  /** Kills the background, as the browser does when it is idle. */
  stopWorker(): Promise<void>;
  /** Takes the extension away and puts it back, as an update does: pages of its own are closed. */
  updateExtension(): Promise<void>;
  /** As the reader does in the browser's list of extensions: lets the extension into private windows. It starts anew. */
  letIntoPrivate(): Promise<void>;
  /** As the reader does there: lets the extension read pages by itself, or takes that away. */
  setAccess(granted: boolean): Promise<void>;
  /** Bytes that the background and a page hold after a garbage collection; only where that can be asked for. */
  readonly heaps?: (page: Page) => Promise<{ background: number; page: number }>;
  /** Errors that pages and the extension printed since the last call. */
  errors(): string[];
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Folder of the built extension; without it the browser has none. */
  readonly extension?: string;
  /** Folder of a stranger's extension beside it. */
  readonly stranger?: string;
  readonly headless: boolean;
  /** Port of this machine that stands for every host name's port 80; without it the real network is used. */
  readonly port?: number;
  /** Pages are told that the reader prefers dark colours. */
  readonly dark?: boolean;
}

export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Waits until `ask` gives something, and gives it; an error with `what` after `limit` milliseconds. */
export async function until<T>(what: string, ask: () => Promise<T | null | undefined | false>, limit = 15_000): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const value = await ask().catch(() => null);
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${limit} ms in vain: ${what}`);
    await sleep(100);
  }
}
