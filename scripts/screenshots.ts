/**
 * npm run screenshots [-- --only chromium|firefox]
 *
 * Makes the pictures from the sample articles, light and dark: those of the README (.github/pictures/, from Chromium) and, for both browsers, those of the
 * stores (.output/store/): the marked page with the popup over it at 1280×800, and a tile of 440×280.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from './browsers/browser.ts';
import { launchChromium } from './browsers/chromium.ts';
import { launchFirefox } from './browsers/firefox.ts';
import { openPopup, scrollToMarks, waitForAnalysis } from './browsers/reading.ts';
import { type Served, serve } from './browsers/serve.ts';
import { buildExtension } from './build.ts';
import { english } from './english.ts';

const README = fileURLToPath(new URL('../.github/pictures/', import.meta.url));
const STORE = fileURLToPath(new URL('../.output/store/', import.meta.url));
const ICON = new URL('../public/icon/128.png', import.meta.url);
/** Each picture: the sample article, and whether popup and page are dark. */
const PICTURES = [
  { name: 'light', file: 'wells-the-ossel-courier.html', url: 'http://courier.example/2031/04/02/lead-in-wells.html' },
  { name: 'dark', file: 'wells-the-daily-lantern.html', url: 'http://lantern.example/2031/04/03/mums-fury-at-poison-wells.html' },
] as const;

const PAPER = { light: '#fdfcfa', dark: '#1b1d21' };
const INK = { light: '#1f2328', dark: '#e8e6e1' };
type Theme = keyof typeof PAPER;

const image = async (path: string | URL): Promise<string> => `data:image/png;base64,${(await readFile(path)).toString('base64')}`;
const sheet = (css: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Vantage</title><style>*{margin:0}${css}</style>${body}`;

const scene = async (page: string, popup: string): Promise<string> =>
  sheet(
    'img{position:absolute;display:block}.page{left:0;top:0;width:1280px}.popup{right:28px;top:24px;width:400px;border-radius:8px;box-shadow:0 0 0 1px #8886,0 12px 40px #0007}',
    `<img class="page" src="${await image(page)}" alt=""><img class="popup" src="${await image(popup)}" alt="">`,
  );

const tile = async (page: string, theme: Theme): Promise<string> =>
  sheet(
    `body{width:440px;height:280px;overflow:hidden;position:relative;background:${PAPER[theme]};color:${INK[theme]};font:15px/1.4 system-ui,sans-serif}
    div{position:absolute;left:24px;top:22px;width:392px;display:grid;grid-template-columns:48px 1fr;gap:4px 14px;align-items:center}
    h1{font:600 30px Georgia,serif}p{grid-column:1/-1;margin-top:2px}.icon{width:48px}
    .page{position:absolute;left:24px;top:150px;width:860px;border-radius:6px 0 0 0;box-shadow:0 0 0 1px #8886}`,
    `<div><img class="icon" src="${await image(ICON)}" alt=""><h1>Vantage</h1><p>${english('extension_description')}</p></div><img class="page" src="${await image(page)}" alt="">`,
  );

/** Draws a page of our own and takes its picture. */
async function draw(browser: Browser, html: string, file: string, width: number, height: number): Promise<void> {
  const source = `${STORE}drawn.html`;
  await writeFile(source, html);
  const page = await browser.newPage();
  await page.size(width, height);
  await page.goto(pathToFileURL(source).href);
  await page.screenshot(file);
  await page.close();
}

async function pictures(browser: Browser, { name, url }: (typeof PICTURES)[number]): Promise<void> {
  const own = await browser.extensionPage('options.html');
  await own.evaluate(`chrome.storage.sync.set({ settings: { theme: ${JSON.stringify(name)} } })`);
  const page = await browser.newPage();
  await page.size(1280, 800);
  await page.goto(url);
  const { tab } = await waitForAnalysis(own, url, 60_000);
  await scrollToMarks(page);
  const file = (what: string): string => `${STORE}${browser.name}-${what}-${name}.png`;
  await page.screenshot(file('page'));
  const popup = await openPopup(browser, tab, 700);
  await popup.screenshot(file('popup'));
  await popup.close();
  await page.close();
  await draw(browser, await scene(file('page'), file('popup')), file('1280x800'), 1280, 800);
  await draw(browser, await tile(file('page'), name), file('440x280'), 440, 280);
  if (browser.name === 'chromium')
    for (const what of ['page', 'popup']) await writeFile(`${README}${what}-${name}.png`, await readFile(file(what)));
  process.stderr.write(`vantage: ${browser.name}, ${name}: .output/store/\n`);
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
await mkdir(README, { recursive: true });
await mkdir(STORE, { recursive: true });
const pages = new Map<string, string>();
for (const { file, url } of PICTURES)
  pages.set(url.slice('http://'.length), await readFile(new URL(`../tests/fixtures/samples/${file}`, import.meta.url), 'utf8'));
const served: Served = await serve(pages);
for (const [name, launch] of [
  ['chromium', launchChromium],
  ['firefox', launchFirefox],
] as const) {
  if (values.only !== undefined && values.only !== name) continue;
  const extension = await buildExtension(name);
  for (const picture of PICTURES) {
    const browser = await launch({ extension, headless: true, port: served.port, dark: picture.name === 'dark' });
    try {
      await pictures(browser, picture);
    } finally {
      await browser.close();
    }
  }
}
await served.close();
