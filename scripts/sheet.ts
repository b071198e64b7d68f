/**
 * npm run sheet -- [--pages DIR] [--firefox] [--count 24] [--only ID,ID] [--width PX] [--height 900] [--dark | --sepia]
 *
 * Opens saved pages with the extension and puts pictures of their marks on contact sheets under .output/sheet/, to be looked at one by one.
 * DIR (default ../shared/pages) holds `index.jsonl` with one {"id", "path", "url", "host", "language", "is_news_article", "n_quotes"} a line; `path` is gzipped HTML.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { Browser } from './browsers/browser.ts';
import { launchChromium } from './browsers/chromium.ts';
import { launchFirefox } from './browsers/firefox.ts';
import { scrollToMarks, waitForAnalysis } from './browsers/reading.ts';
import { serve } from './browsers/serve.ts';
import { buildExtension } from './build.ts';

interface Saved {
  readonly id: string;
  readonly path: string;
  readonly url: string;
  readonly host: string;
  readonly language?: string | null;
  readonly is_news_article?: boolean | null;
  readonly n_quotes?: number;
}

const OUT = fileURLToPath(new URL('../.output/sheet/', import.meta.url));
/** The widths of the pictures take turns: a laptop's, a desktop's, a tablet's, a telephone's. */
const WIDTHS = [1280, 1440, 820, 390];
/** Pictures on one sheet, and in one row of it. */
const ON_SHEET = 6;
const IN_ROW = 3;

/** Longest wait for one page, in milliseconds. */
const PATIENCE = 45_000;

const say = (line: string): void => void process.stderr.write(`vantage: ${line}\n`);

/** Rejects where `act` takes longer than `limit` milliseconds. */
async function within<T>(limit: number, act: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not done after ${limit / 1000} s`)), limit);
  });
  return Promise.race([act(), late]).finally(() => clearTimeout(timer));
}

/** Pages look like themselves only where their style is in the file: the more, the better; one a host. */
async function choose(pages: string, count: number, only: readonly string[]): Promise<{ saved: Saved; html: Buffer }[]> {
  const lines = (await readFile(join(pages, 'index.jsonl'), 'utf8')).split('\n').filter(Boolean);
  const all = lines.map((line) => JSON.parse(line) as Saved);
  const read = async (saved: Saved): Promise<{ saved: Saved; html: Buffer }> => ({
    saved,
    html: gunzipSync(await readFile(join(pages, saved.path))),
  });
  if (only.length > 0) return Promise.all(all.filter(({ id }) => only.includes(id)).map(read));
  const news = all.filter(
    ({ language, is_news_article, n_quotes, host }) =>
      language?.startsWith('en') && is_news_article !== false && (n_quotes ?? 0) >= 6 && !UNFIT.has(host),
  );
  const styled: { saved: Saved; html: Buffer; style: number }[] = [];
  for (const saved of news) {
    const { html } = await read(saved);
    const style = [...html.toString('utf8').matchAll(/<style[^>]*>([^<]*)/gi)].reduce((sum, [, css]) => sum + css!.length, 0);
    styled.push({ saved, html, style });
  }
  styled.sort((a, b) => b.style - a.style);
  const hosts = new Set<string>();
  return styled.filter(({ saved: { host } }) => !hosts.has(host) && hosts.add(host)).slice(0, count);
}

/** Few saved pages have dark colours of their own: as a reader's dark mode would draw them. */
const NIGHT =
  '<style>html,body,body *{background-color:#15171a!important;color:#d8d8d6!important;border-color:#44484e!important}body :is(img,svg,video){opacity:.6}</style>';
const SEPIA =
  '<style>html,body,body *{background-color:#f4ecd8!important;color:#433422!important}body :is(img,svg,video){mix-blend-mode:multiply}</style>';
const darkened = (html: Buffer): Buffer =>
  /prefers-color-scheme:\s*dark/.test(html.toString('latin1')) ? html : Buffer.concat([html, Buffer.from(NIGHT)]);

/** Pages that go elsewhere by a script of their own, that hide their text without it, or that Chromium asks for by https alone: nothing of ours can be seen on them. */
const UNFIT = new Set(['mirror.co.uk', 'www.mirror.co.uk', 'medium.com', 'mexiconewsdaily.com', 'buzzfeed.com', 'addyo.substack.com']);

const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

const sheetPage = (pictures: readonly { file: string; words: string }[]): string =>
  `<!doctype html><meta charset="utf-8"><title>Contact sheet</title><style>body{margin:12px;font:13px system-ui;display:grid;grid-template-columns:repeat(${IN_ROW},1fr);gap:12px;background:#888}figure{margin:0;background:#fff}img{width:100%;height:600px;object-fit:contain;object-position:top}figcaption{padding:4px 8px}</style>${pictures
    .map(
      ({ file, words }) => `<figure><img src="${encodeURIComponent(file)}" alt=""><figcaption>${escapeHtml(words)}</figcaption></figure>`,
    )
    .join('')}`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      pages: { type: 'string', default: '../shared/pages' },
      firefox: { type: 'boolean', default: false },
      dark: { type: 'boolean', default: false },
      sepia: { type: 'boolean', default: false },
      count: { type: 'string', default: '24' },
      only: { type: 'string', default: '' },
      width: { type: 'string' },
      height: { type: 'string', default: '900' },
    },
  });
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), values.pages);
  let chosen: { saved: Saved; html: Buffer }[];
  try {
    chosen = await choose(folder, Number(values.count), values.only.split(',').filter(Boolean));
  } catch (error) {
    say(`${folder}: ${(error as Error).message}`);
    return 1;
  }
  const name = values.firefox ? 'firefox' : 'chromium';
  const paper = values.dark ? '-dark' : values.sepia ? '-sepia' : '';
  const onPaper = (html: Buffer): Buffer =>
    values.dark ? darkened(html) : values.sepia ? Buffer.concat([html, Buffer.from(SEPIA)]) : html;
  await mkdir(OUT, { recursive: true });
  const address = ({ id, host }: Saved): string => `${host}/2031/04/02/saved-${id.replace(/[^a-z0-9-]/gi, '-')}.html`;
  // Without their scripts, which look for servers that are not there, pages keep the look they were saved with.
  const served = await serve(new Map(chosen.map(({ saved, html }) => [address(saved), onPaper(html)])), {
    'content-security-policy': "script-src 'none'; frame-src 'none'",
  });
  const browser: Browser = await (values.firefox ? launchFirefox : launchChromium)({
    extension: await buildExtension(name),
    headless: true,
    port: served.port,
    ...(values.dark ? { dark: true } : {}),
  });
  const pictures: { file: string; words: string }[] = [];
  try {
    const own = await browser.extensionPage('options.html');
    for (const [at, { saved }] of chosen.entries()) {
      const width = Number(values.width) || WIDTHS[at % WIDTHS.length]!;
      const url = `http://${address(saved)}`;
      const page = await browser.newPage();
      try {
        await within(PATIENCE, async () => {
          await page.size(width, Number(values.height));
          await page.goto(url);
          const { analysis } = await waitForAnalysis(own, url, 15_000);
          const seen = await scrollToMarks(page);
          const file = `${saved.id.replace(/[^a-z0-9-]/gi, '-')}-${width}-${name}${paper}.png`;
          await page.screenshot(join(OUT, file));
          pictures.push({ file, words: `${saved.id} · ${saved.host} · ${width} px · ${analysis.claims.length} claims` });
          say(`${at + 1}/${chosen.length} ${file}${seen ? '' : ': no mark in view'}`);
        });
      } catch (error) {
        say(`${at + 1}/${chosen.length} ${saved.id} ${saved.host}: ${(error as Error).message.split('\n')[0]}`);
      }
      await page.close();
    }
    await own.close();
    for (let from = 0; from < pictures.length; from += ON_SHEET) {
      const file = `sheet-${name}${paper}-${from / ON_SHEET + 1}`;
      await writeFile(join(OUT, `${file}.html`), sheetPage(pictures.slice(from, from + ON_SHEET)));
      const sheet = await browser.newPage();
      await sheet.size(1500, 1320);
      await sheet.goto(pathToFileURL(join(OUT, `${file}.html`)).href);
      await sheet.screenshot(join(OUT, `${file}.png`));
      await sheet.close();
    }
  } finally {
    await browser.close();
    await served.close();
  }
  say(`${pictures.length} of ${chosen.length} pages pictured: .output/sheet/`);
  return pictures.length > 0 ? 0 : 1;
}

process.exit(await main());
