import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page as PlaywrightPage } from 'playwright-core';
import { findBrowser } from '../setup.mjs';
import type { Browser, LaunchOptions, Page } from './browser.ts';

const QUIET = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
];

/** Starts Chromium with the extension, in a profile of its own that is removed again. */
export async function launchChromium({ extension, headless, port, dark = false }: LaunchOptions): Promise<Browser> {
  const executablePath = findBrowser('chromium');
  if (!executablePath) throw new Error('no Chromium found: install it, or name its program in VANTAGE_CHROMIUM');
  const profile = await mkdtemp(join(tmpdir(), 'vantage-'));
  const errors: string[] = [];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless,
    colorScheme: dark ? 'dark' : 'light',
    viewport: headless ? { width: 1280, height: 900 } : null,
    args: [
      ...QUIET,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      ...(port === undefined ? [] : [`--host-resolver-rules=MAP *:80 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`]),
    ],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  worker.on('console', (message) => message.type() === 'error' && errors.push(`background: ${message.text()}`));
  const origin = worker.url().split('/').slice(0, 3).join('/');
  const wrap = (page: PlaywrightPage): Page => {
    page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
    page.on(
      'console',
      (message) =>
        message.type() === 'error' && !/Failed to load resource/.test(message.text()) && errors.push(`${page.url()}: ${message.text()}`),
    );
    return {
      goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
      evaluate: (expression) => page.evaluate(expression),
      screenshot: async (path) => void (await page.screenshot({ path })),
      size: (width, height) => page.setViewportSize({ width, height }),
      click: (x, y) => page.mouse.click(x, y),
      press: (key) => page.keyboard.press(key),
      type: (text) => page.keyboard.type(text),
      front: () => page.bringToFront(),
      close: () => page.close(),
    };
  };
  const blank = context.pages()[0];
  return {
    name: 'chromium',
    newPage: async () => wrap(await context.newPage()),
    extensionPage: async (path) => {
      const page = wrap(await context.newPage());
      await page.goto(`${origin}/${path}`);
      return page;
    },
    stopWorker: async () => {
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await page.close();
    },
    errors: () => errors.splice(0),
    close: async () => {
      await blank?.close().catch(() => undefined);
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
