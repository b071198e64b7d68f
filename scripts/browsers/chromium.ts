import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, chromium, type Page as PlaywrightPage, type Worker } from 'playwright-core';
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

const inExtension = (place: string | undefined): string => {
  const [found] = /chrome-extension:\/\/\S+/.exec(place ?? '') ?? [];
  return found === undefined ? '' : ` (${found})`;
};

/** A world apart in each page of a tab, by the devtools protocol. */
class Apart {
  private static readonly NAME = 'vantage-apart';
  private world: number | null = null;

  private constructor(private readonly session: CDPSession) {}

  static async open(opening: Promise<CDPSession>): Promise<Apart> {
    const session = await opening;
    const apart = new Apart(session);
    const { frameTree } = await session.send('Page.getFrameTree');
    session.on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }) => {
      if (name === Apart.NAME && auxData?.frameId === frameTree.frame.id) apart.world = id;
    });
    await session.send('Page.enable');
    await session.send('Runtime.enable');
    await apart.prepare('');
    return apart;
  }

  async prepare(source: string): Promise<void> {
    await this.session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: Apart.NAME });
  }

  async evaluate<T>(expression: string): Promise<T> {
    if (this.world === null) {
      const { frameTree } = await this.session.send('Page.getFrameTree');
      const made = await this.session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: Apart.NAME });
      this.world = made.executionContextId;
    }
    const { result, exceptionDetails } = await this.session.send('Runtime.evaluate', {
      expression: `(async () => (${expression}))()`,
      contextId: this.world,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  }
}

/** Starts Chromium with the extension, in a profile of its own that is removed again. */
export async function launchChromium({ extension, stranger, headless, port, dark = false }: LaunchOptions): Promise<Browser> {
  const executablePath = findBrowser('chromium');
  if (!executablePath) throw new Error('no Chromium found: install it, or name its program in VANTAGE_CHROMIUM');
  const profile = await mkdtemp(join(tmpdir(), 'vantage-'));
  const errors: string[] = [];
  const loaded = [extension, stranger].filter(Boolean).join(',');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless,
    colorScheme: dark ? 'dark' : 'light',
    viewport: headless ? { width: 1280, height: 900 } : null,
    // Pages come back out of it in every reader's browser.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: [
      ...QUIET,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(loaded === '' ? [] : [`--disable-extensions-except=${loaded}`, `--load-extension=${loaded}`]),
      ...(port === undefined ? [] : [`--host-resolver-rules=MAP *:80 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`]),
    ],
  });
  const worker = extension === undefined ? undefined : (context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker')));
  // One that was stopped comes back as another.
  const hear = (heard: Worker): void =>
    void heard.on('console', (message) => message.type() === 'error' && errors.push(`background: ${message.text()}`));
  if (worker) hear(worker);
  context.on('serviceworker', hear);
  const origin = worker?.url().split('/').slice(0, 3).join('/') ?? 'about:';
  const wrap = (page: PlaywrightPage): Page => {
    // Where the extension's script did it, its place is told too.
    page.on('pageerror', ({ message, stack }) => errors.push(`${page.url()}: ${message}${inExtension(stack)}`));
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        !/Failed to load resource/.test(message.text()) &&
        errors.push(`${page.url()}: ${message.text()}${inExtension(message.location().url)}`),
    );
    let opened: Promise<Apart> | undefined;
    const apart = (): Promise<Apart> => {
      opened ??= Apart.open(context.newCDPSession(page));
      return opened;
    };
    return {
      evaluateApart: async (expression) => (await apart()).evaluate(expression),
      heap: async () => {
        const session = await context.newCDPSession(page);
        await session.send('HeapProfiler.collectGarbage');
        const { usedSize } = await session.send('Runtime.getHeapUsage');
        await session.detach();
        return usedSize;
      },
      prepare: async (script) => (await apart()).prepare(script),
      goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
      evaluate: (expression) => page.evaluate(expression),
      screenshot: async (path) => void (await page.screenshot({ path })),
      print: () => page.pdf({ printBackground: true }),
      size: (width, height) => page.setViewportSize({ width, height }),
      click: (x, y) => page.mouse.click(x, y),
      press: (key) => page.keyboard.press(key),
      type: (text) => page.keyboard.type(text),
      front: () => page.bringToFront(),
      close: () => page.close(),
    };
  };
  const blank = context.pages()[0];
  const id = origin.split('/')[2];
  /** Does something in the browser's own list of extensions. */
  const inList = async (...calls: string[]): Promise<void> => {
    const page = await context.newPage();
    await page.goto('chrome://extensions');
    // Else what is loaded from a folder may not start again.
    for (const call of ['updateProfileConfiguration({ inDeveloperMode: true })', ...calls])
      await page.evaluate(`chrome.developerPrivate.${call}`);
    await page.close();
  };
  const configure = (change: string): Promise<void> => inList(`updateExtensionConfiguration({ extensionId: '${id}', ${change} })`);
  return {
    name: 'chromium',
    newPage: async () => wrap(await context.newPage()),
    extensionPage: async (path) => {
      const page = wrap(await context.newPage());
      await page.goto(`${origin}/${path}`);
      return page;
    },
    setOffline: (offline) => context.setOffline(offline),
    stopWorker: async () => {
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await page.close();
    },
    updateExtension: () => inList(`reload('${id}', { failQuietly: true })`),
    letIntoPrivate: () => configure('incognitoAccess: true'),
    setAccess: (granted) => configure(`hostAccess: '${granted ? 'ON_ALL_SITES' : 'ON_CLICK'}'`),
    heaps: async (page) => {
      const root = await context.browser()!.newBrowserCDPSession();
      const { targetInfos } = await root.send('Target.getTargets');
      const { targetId } = targetInfos.find(({ type }) => type === 'service_worker')!;
      const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: false });
      const ask = (id: number, method: string): Promise<{ result?: { usedSize?: number; backingStorageSize?: number } }> =>
        new Promise((done) => {
          root.on('Target.receivedMessageFromTarget', ({ message }) => {
            const answer = JSON.parse(message) as { id?: number };
            if (answer.id === id) done(answer as never);
          });
          void root.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
        });
      await ask(1, 'HeapProfiler.collectGarbage');
      const { result } = await ask(2, 'Runtime.getHeapUsage');
      await root.detach();
      return { background: (result?.usedSize ?? 0) + (result?.backingStorageSize ?? 0), page: (await page.heap?.()) ?? 0 };
    },
    errors: () => errors.splice(0),
    close: async () => {
      await blank?.close().catch(() => undefined);
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
