/**
 * npm start [-- PAGE] [-- --firefox] [-- --headless]
 *
 * Builds the extension, serves PAGE (a URL, an .html or .txt file; without it the sample articles) and opens a browser with the extension in it. Without a
 * display it does so headless, prints each popup's summary and saves pictures of the marked page and of the popup.
 */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { toText } from '../utils/export/text.ts';
import type { Browser } from './browsers/browser.ts';
import { launchChromium } from './browsers/chromium.ts';
import { launchFirefox } from './browsers/firefox.ts';
import { openPopup, scrollToMarks, waitForAnalysis } from './browsers/reading.ts';
import { type Served, serve, textPage } from './browsers/serve.ts';
import { buildExtension } from './build.ts';
import { english } from './english.ts';

const SAMPLES = new URL('../tests/fixtures/samples/', import.meta.url);
const PICTURES = fileURLToPath(new URL('../.output/pictures/', import.meta.url));
const HOST = 'sample.example';

const say = (line: string): void => void process.stderr.write(`vantage: ${line}\n`);

/** The sample articles, each under its own file's name. */
async function samples(): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  for (const file of (await readdir(SAMPLES)).filter((name) => name.endsWith('.html')).sort())
    pages.set(`${HOST}/${file}`, await readFile(new URL(file, SAMPLES), 'utf8'));
  return pages;
}

async function pagesOf(page: string): Promise<Map<string, string>> {
  const content = await readFile(resolve(process.env.INIT_CWD ?? process.cwd(), page), 'utf8');
  const name = basename(page).replace(/\.[^.]+$/, '');
  return new Map([[`${HOST}/${name}.html`, /\.txt$/i.test(page) ? textPage(content) : content]]);
}

async function show(browser: Browser, url: string): Promise<void> {
  const own = await browser.extensionPage('options.html');
  const page = await browser.newPage();
  await page.size(1280, 900);
  await page.goto(url);
  const { tab, analysis } = await waitForAnalysis(own, url);
  await mkdir(PICTURES, { recursive: true });
  const name = `${basename(new URL(url).pathname).replace(/\.html?$/, '') || new URL(url).hostname}-${browser.name}`;
  await scrollToMarks(page);
  await page.screenshot(`${PICTURES}${name}-page.png`);
  const popup = await openPopup(browser, tab);
  await popup.screenshot(`${PICTURES}${name}-popup.png`);
  process.stdout.write(`\n${toText(analysis, english)}\n`);
  say(`pictures: .output/pictures/${name}-page.png, .output/pictures/${name}-popup.png`);
  await popup.close();
  await page.close();
  await own.close();
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { firefox: { type: 'boolean', default: false }, headless: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [wanted] = positionals;
  const remote = wanted !== undefined && /^https?:\/\//.test(wanted);
  let pages: Map<string, string>;
  try {
    pages = remote ? new Map() : wanted === undefined ? await samples() : await pagesOf(wanted);
  } catch (error) {
    say(`${wanted}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (error as Error).message}`);
    return 1;
  }
  const name = values.firefox ? 'firefox' : 'chromium';
  say(`building for ${name} ...`);
  const extension = await buildExtension(name);
  const headless = values.headless || (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY);
  const served: Served | null = remote ? null : await serve(pages);
  say(`starting ${name}${headless ? ', as there is no display, without a window' : ''} ...`);
  const launch = values.firefox ? launchFirefox : launchChromium;
  const browser = await launch({ extension, headless, ...(served ? { port: served.port } : {}) });
  const urls = remote ? [wanted] : [...pages.keys()].map((address) => `http://${address}`);
  try {
    if (headless) for (const url of urls) await show(browser, url).catch((error: Error) => say(`${url}: ${error.message}`));
    else {
      for (const url of urls) await (await browser.newPage()).goto(url);
      say('close this with Ctrl+C');
      await new Promise<void>((done) => process.once('SIGINT', done));
    }
  } finally {
    await browser.close();
    await served?.close();
  }
  return 0;
}

process.exit(await main());
