import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { findBrowser } from '../setup.mjs';
import { type Browser, type LaunchOptions, type Page, until } from './browser.ts';

/** Address of the extension's pages, fixed by a preference. */
const UUID = '5f0c7f2e-6c1d-4e0b-9b57-0d8a6b1f2c3d';
const EXTENSION_ID = 'vantage@vantage-reader.org';
/** Name of the world beside the page's. */
const APART = 'vantage-apart';
const KEYS = { Tab: '\uE004', Enter: '\uE007', Escape: '\uE00C', Space: ' ', ArrowDown: '\uE015' } as const;

type Json = Record<string, unknown>;

/** A WebDriver BiDi connection: commands by number, events by name. */
class Bidi {
  private next = 1;
  private readonly waiting = new Map<number, { done: (result: Json) => void; fail: (error: Error) => void }>();

  private constructor(
    private readonly socket: WebSocket,
    heard: (method: string, params: Json) => void,
  ) {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Json & { id?: number; type?: string };
      if (message.type === 'event') heard(String(message.method), message.params as Json);
      const waiting = this.waiting.get(message.id ?? -1);
      if (!waiting) return;
      this.waiting.delete(message.id!);
      if (message.type === 'error') waiting.fail(new Error(`${message.error}: ${message.message}`));
      else waiting.done(message.result as Json);
    });
    socket.on('close', () => {
      for (const { fail } of this.waiting.values()) fail(new Error('Firefox has gone'));
    });
  }

  static async connect(url: string, heard: (method: string, params: Json) => void): Promise<Bidi> {
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 1 << 28 });
    await once(socket, 'open');
    return new Bidi(socket, heard);
  }

  send(method: string, params: Json): Promise<Json> {
    const id = this.next++;
    return new Promise((done, fail) => {
      this.waiting.set(id, { done, fail });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }
}

const preferences = (port: number | undefined, dark: boolean): string =>
  [
    ['extensions.webextensions.uuids', JSON.stringify({ [EXTENSION_ID]: UUID })],
    ['browser.shell.checkDefaultBrowser', false],
    ['browser.startup.page', 0],
    ['browser.aboutwelcome.enabled', false],
    ['datareporting.policy.dataSubmissionEnabled', false],
    ['app.update.enabled', false],
    ['browser.safebrowsing.malware.enabled', false],
    ['browser.safebrowsing.phishing.enabled', false],
    ['dom.security.https_first', false],
    ['dom.security.https_only_mode', false],
    ['layout.css.prefers-color-scheme.content-override', dark ? 0 : 1],
    ['network.stricttransportsecurity.preloadlist', false],
    // Every host is this machine: a proxy, as Firefox cannot map ports.
    ...(port === undefined
      ? []
      : [
          ['network.proxy.type', 1],
          ['network.proxy.http', '127.0.0.1'],
          ['network.proxy.http_port', port],
          ['network.proxy.no_proxies_on', ''],
          ['network.captive-portal-service.enabled', false],
          ['network.connectivity-service.enabled', false],
          ['services.settings.server', 'data:,'],
        ]),
  ]
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`)
    .join('\n');

/** Starts Firefox with the extension, in a profile of its own that is removed again; driven by WebDriver BiDi. */
export async function launchFirefox({ extension, stranger, headless, port, dark = false }: LaunchOptions): Promise<Browser> {
  const program = findBrowser('firefox');
  if (!program) throw new Error('no Firefox found: install it, or name its program in VANTAGE_FIREFOX');
  const profile = await mkdtemp(join(tmpdir(), 'vantage-'));
  await writeFile(join(profile, 'user.js'), preferences(port, dark));
  const child = spawn(
    program,
    [...(headless ? ['--headless'] : []), '--no-remote', '--profile', profile, '--remote-debugging-port=0', '--remote-allow-system-access'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const address = await new Promise<string>((done, fail) => {
    let heard = '';
    const timer = setTimeout(() => fail(new Error(`Firefox did not start: ${heard.slice(-500)}`)), 60_000);
    child.stderr.on('data', (data) => {
      heard = (heard + String(data)).slice(-20_000);
      const match = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(heard);
      if (match) {
        clearTimeout(timer);
        done(match[1]!);
      }
    });
    child.on('exit', () => fail(new Error(`Firefox stopped: ${heard.slice(-500)}`)));
  });
  const errors: string[] = [];
  const bidi = await Bidi.connect(`${address}/session`, (method, params) => {
    if (method !== 'log.entryAdded' || params.level !== 'error') return;
    const { callFrames = [] } = (params.stackTrace ?? {}) as { callFrames?: { url: string }[] };
    // Where the extension's script did it, its place is told too.
    const own = callFrames.find(({ url }) => url.startsWith('moz-extension:'));
    errors.push(`${params.text}${own ? ` (${own.url})` : ''}`);
  });
  await bidi.send('session.new', { capabilities: {} });
  await bidi.send('session.subscribe', { events: ['log.entryAdded'] });
  for (const path of [stranger, extension])
    if (path !== undefined) await bidi.send('webExtension.install', { extensionData: { type: 'path', path } });
  /** Runs an expression with the rights of the browser itself. `extension` is ours there. */
  const asBrowser = async (expression: string): Promise<void> => {
    const { contexts } = await bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const answer = await bidi.send('script.evaluate', {
      expression: `(async () => {
        const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
        const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
        const { extension } = WebExtensionPolicy.getByID('${EXTENSION_ID}') ?? {};
        await (${expression});
      })()`,
      target: { context: (contexts as Json[])[0]!.context },
      awaitPromise: true,
    });
    if (answer.type === 'exception') throw new Error(String((answer.exceptionDetails as Json).text));
  };

  const newPage = async (): Promise<Page> => {
    const { context } = await bidi.send('browsingContext.create', { type: 'tab' });
    const act = (actions: Json[]): Promise<Json> => bidi.send('input.performActions', { context, actions });
    const strike = async (keys: readonly string[]): Promise<void> => {
      const actions = keys.flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await act([{ type: 'key', id: 'keys', actions }]);
    };
    const evaluate = async <T>(expression: string, world: { sandbox?: string } = {}): Promise<T> => {
      const answer = await bidi.send('script.evaluate', {
        expression: `(async () => JSON.stringify((await (${expression})) ?? null))()`,
        target: { context, ...world },
        awaitPromise: true,
        userActivation: true,
      });
      if (answer.type === 'exception') throw new Error(String((answer.exceptionDetails as Json).text));
      return JSON.parse(String((answer.result as Json).value)) as T;
    };
    /** Whether the tab shows the page of an address, once it is loaded. */
    const arrived = async (url: string): Promise<boolean> => {
      const is = `document.documentURI.split('#')[0] === ${JSON.stringify(url.split('#')[0])}`;
      if (!(await evaluate<boolean>(is, { sandbox: APART }).catch(() => false))) return false;
      await until(url, () => evaluate<boolean>(`document.readyState === 'complete'`, { sandbox: APART }));
      return true;
    };
    return {
      goto: async (url) => {
        try {
          await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
        } catch (error) {
          // Firefox takes the error page of a frame for the page's own: what counts is where the page itself is.
          if (!String(error).includes('Address rejected') || !(await arrived(url))) throw error;
        }
      },
      evaluate: (expression) => evaluate(expression),
      evaluateApart: (expression) => evaluate(expression, { sandbox: APART }),
      prepare: async (script) =>
        void (await bidi.send('script.addPreloadScript', {
          functionDeclaration: `() => {${script}}`,
          contexts: [context],
          sandbox: APART,
        })),
      print: async () => Buffer.from(String((await bidi.send('browsingContext.print', { context, background: true })).data), 'base64'),
      screenshot: async (path) => {
        const { data } = await bidi.send('browsingContext.captureScreenshot', { context });
        await writeFile(path, Buffer.from(String(data), 'base64'));
      },
      size: async (width, height) => void (await bidi.send('browsingContext.setViewport', { context, viewport: { width, height } })),
      click: async (x, y) => {
        await act([
          {
            type: 'pointer',
            id: 'mouse',
            actions: [
              { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
              { type: 'pointerDown', button: 0 },
              { type: 'pointerUp', button: 0 },
            ],
          },
        ]);
      },
      press: (key) => strike([KEYS[key]]),
      type: (text) => strike([...text]),
      front: async () => void (await bidi.send('browsingContext.activate', { context })),
      close: async () => void (await bidi.send('browsingContext.close', { context })),
    };
  };
  return {
    name: 'firefox',
    newPage,
    extensionPage: async (path) => {
      const page = await newPage();
      await page.goto(`moz-extension://${UUID}/${path}`);
      return page;
    },
    setOffline: (offline) => asBrowser(`Services.io.offline = ${offline}`),
    stopWorker: () => asBrowser(`extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })`),
    updateExtension: () => asBrowser(`AddonManager.getAddonByID(extension.id).then((addon) => addon.reload())`),
    letIntoPrivate: () =>
      asBrowser(`ExtensionPermissions.add(extension.id, { permissions: ['internal:privateBrowsingAllowed'], origins: [] }, extension)
        .then(() => AddonManager.getAddonByID(extension.id)).then((addon) => addon.reload())`),
    setAccess: (granted) =>
      asBrowser(
        `ExtensionPermissions.${granted ? 'add' : 'remove'}(extension.id, { permissions: [], origins: ['http://*/*', 'https://*/*'] }, extension)`,
      ),
    errors: () => errors.splice(0),
    close: async () => {
      await bidi.send('browser.close', {}).catch(() => undefined);
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      if (child.exitCode === null) await once(child, 'exit');
      clearTimeout(timer);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
