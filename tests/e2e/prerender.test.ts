import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { until } from '../../scripts/browsers/browser.ts';
import { serve } from '../../scripts/browsers/serve.ts';
import { buildExtension } from '../../scripts/build.ts';
import { findBrowser } from '../../scripts/setup.mjs';
import { BRIDGE, isMissing, pageOf, WEIR } from './setting.ts';

const HERE = 'http://tidings.example/2031/04/02/the-weir-at-tarn-is-shut';
const AHEAD = 'http://tidings.example/2031/04/02/the-bridge-at-tarn-is-shut';
/** Goes on by itself: what the browser is told to open is no click. */
const WEIR_PAGE = pageOf(WEIR, `addEventListener('hashchange', () => { location.href = ${JSON.stringify(AHEAD)}; });`).replace(
  '</head>',
  `<script type="speculationrules">${JSON.stringify({ prerender: [{ source: 'list', urls: [AHEAD], eagerness: 'immediate' }] })}</script></head>`,
);
/** Tells its server when it runs ahead, and when it is shown. */
const BRIDGE_PAGE = pageOf(
  BRIDGE,
  `if (document.prerendering) {
    document.addEventListener('prerenderingchange', () => fetch('/shown'), { once: true });
    addEventListener('load', () => setTimeout(() => fetch('/ahead'), 1500));
  }`,
);

interface Known {
  readonly url: string;
  readonly state: string;
}

// Tools that look into a tab keep the browser from fetching pages ahead of a click: only a page of the extension's own is looked into here.
test.skipIf(isMissing('chromium'))('a page fetched ahead of a click is read only once it is shown', async () => {
  const served = await serve(
    new Map([
      [HERE.slice(7), WEIR_PAGE],
      [AHEAD.slice(7), BRIDGE_PAGE],
    ]),
  );
  const extension = await buildExtension('chromium');
  const profile = await mkdtemp(join(tmpdir(), 'vantage-'));
  const child = spawn(
    findBrowser('chromium')!,
    [
      ...['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--no-first-run', '--disable-gpu', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-quic'],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--host-resolver-rules=MAP *:80 127.0.0.1:${served.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  try {
    let heard = '';
    child.stderr.on('data', (data) => {
      heard += String(data);
    });
    const address = await until('the browser', async () => /DevTools listening on (ws:\S+)/.exec(heard)?.[1], 30_000);
    const socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 1 << 28 });
    await once(socket, 'open');
    let next = 1;
    const send = (method: string, params: object = {}, sessionId?: string): Promise<Record<string, never>> =>
      new Promise((done, fail) => {
        const id = next++;
        const listen = (data: WebSocket.RawData): void => {
          const answer = JSON.parse(String(data)) as { id?: number; result: Record<string, never>; error?: { message: string } };
          if (answer.id !== id) return;
          socket.off('message', listen);
          if (answer.error) fail(new Error(answer.error.message));
          else done(answer.result);
        };
        socket.on('message', listen);
        socket.send(JSON.stringify({ id, method, params, sessionId }));
      });
    const origin = await until('the extension', async () => {
      const { targetInfos } = (await send('Target.getTargets')) as unknown as { targetInfos: { type: string; url: string }[] };
      return targetInfos
        .find(({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://'))
        ?.url.split('/background')[0];
    });
    const { targetId } = await send('Target.createTarget', { url: `${origin}/options.html` });
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const ask = async <T>(expression: string): Promise<T> => {
      const { result } = (await send(
        'Runtime.evaluate',
        { expression, awaitPromise: true, returnByValue: true },
        sessionId,
      )) as unknown as {
        result: { value: T };
      };
      return result.value;
    };
    const known = (): Promise<Known[]> =>
      ask<Known[]>(
        `chrome.storage.session.get(null).then((all) => Object.entries(all).filter(([key]) => key.startsWith('tab:')).map(([, { url, state }]) => ({ url, state })))`,
      );
    await until('an own page', () => ask<boolean>(`typeof chrome.storage === 'object'`));
    const tab = await ask<number>(`chrome.tabs.create({ url: '${HERE}' }).then(({ id }) => id)`);
    await until('the page that is seen', async () => (await known()).some(({ url, state }) => url === HERE && state === 'done'));
    await until('the page fetched ahead', async () => served.requests.includes('tidings.example/ahead'));
    expect(await known()).toEqual([{ url: HERE, state: 'done' }]);
    await ask(`chrome.tabs.update(${tab}, { url: '${HERE}#on' }).then(() => null)`);
    await until('the click', async () => served.requests.includes('tidings.example/shown'));
    await until('the page that is seen now', async () => (await known()).some(({ url, state }) => url === AHEAD && state === 'done'));
    expect(await known()).toEqual([{ url: AHEAD, state: 'done' }]);
    expect(await ask<string>(`chrome.tabs.sendMessage(${tab}, { type: 'status' }, { frameId: 0 })`)).toBe('marked');
    socket.close();
  } finally {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
    await served.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
