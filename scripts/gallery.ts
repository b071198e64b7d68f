/**
 * npm run gallery [-- --only chromium|firefox] [--locale en,ar] [--theme light,dark] [--width 200,320,400,600] [--place popup,options] [--state WORDS]
 *
 * Pictures of everything that popup, side panel, options, welcome page and paper can show (tests/fixtures/states.tsx), at every width, in English and Arabic, light and dark,
 * on sheets to be looked at one by one: .output/gallery/. A popup of 400 pixels at 200 % zoom is one of 200. Says what is wider than its window, and ends with 1 then.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import type { Browser, Page } from './browsers/browser.ts';
import { launchChromium } from './browsers/chromium.ts';
import { launchFirefox } from './browsers/firefox.ts';

const TOP = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(TOP, '.output/gallery/');
const HEIGHT = { least: 300, most: 2600 };
/** As high as the states on one sheet may be together, in px. */
const SHEET = 2400;
const CAPTION = 34;

const say = (line: string): void => void process.stderr.write(`vantage: ${line}\n`);

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'chromium,firefox' },
    locale: { type: 'string', default: 'en,ar' },
    theme: { type: 'string', default: 'light,dark' },
    width: { type: 'string', default: '200,320,400,600' },
    place: { type: 'string', default: 'popup,sidepanel,options,welcome,paper' },
    state: { type: 'string', default: '' },
  },
});
const list = (value: string): string[] => value.split(',').filter(Boolean);
const widths = list(values.width).map(Number);

/** The components, in a page of their own that any browser can open. */
async function makePage(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { alias: { '@': TOP, 'wxt/browser': join(TOP, 'tests/fake-browser.ts') } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { write: false, minify: false, lib: { entry: join(TOP, 'scripts/gallery/page.tsx'), formats: ['iife'], name: 'gallery' } },
  });
  const [made] = [built].flat();
  if (!made || !('output' in made)) throw new Error('the components could not be built');
  const css = made.output.flatMap((file) => (file.type === 'asset' && file.fileName.endsWith('.css') ? [String(file.source)] : []));
  const [script] = made.output;
  const path = join(OUT, 'page.html');
  await writeFile(join(OUT, 'page.css'), css.join('\n'));
  await writeFile(join(OUT, 'page.js'), script.code);
  await writeFile(
    path,
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Vantage</title><link rel="stylesheet" href="page.css"><body><div></div><script src="page.js"></script></body></html>',
  );
  return pathToFileURL(path).href;
}

interface Picture {
  readonly file: string;
  readonly width: number;
  readonly height: number;
}

interface Row {
  readonly name: string;
  readonly pictures: readonly Picture[];
}

const sheetOf = (rows: readonly Row[]): string =>
  `<!doctype html><meta charset="utf-8"><title>Gallery</title><style>body{margin:0;background:#888;font:14px/${CAPTION}px system-ui}p{margin:0;padding-left:8px}div{display:flex;gap:10px;align-items:start;padding:0 8px}img{display:block;outline:1px solid #000}</style>${rows
    .map(
      ({ name, pictures }) =>
        `<p>${name}</p><div>${pictures.map(({ file, width }) => `<img src="${encodeURIComponent(file)}" width="${width}" alt="">`).join('')}</div>`,
    )
    .join('')}`;

/** Sheets no higher than SHEET, of rows in their order. */
async function sheets(browser: Browser, name: string, rows: readonly Row[]): Promise<void> {
  const heightOf = (row: Row): number => CAPTION + Math.max(...row.pictures.map(({ height }) => height));
  const groups: Row[][] = [];
  let height = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (height + heightOf(row) > SHEET) {
      groups.push([]);
      height = 0;
    }
    groups.at(-1)!.push(row);
    height += heightOf(row);
  }
  const page = await browser.newPage();
  for (const [nth, group] of groups.entries()) {
    const source = join(OUT, 'sheet.html');
    await writeFile(source, sheetOf(group));
    await page.size(
      widths.reduce((sum, width) => sum + width + 10, 16),
      group.reduce((sum, row) => sum + heightOf(row), 10),
    );
    await page.goto(pathToFileURL(source).href);
    await page.screenshot(join(OUT, `sheet-${name}-${nth + 1}.png`));
  }
  await page.close();
}

async function take(page: Page, name: string, width: number, wrong: (what: string) => void): Promise<Picture> {
  const height = await page.evaluate<number>(`Math.ceil(document.documentElement.scrollHeight)`);
  const shown = Math.max(HEIGHT.least, Math.min(height, HEIGHT.most));
  await page.size(width, shown);
  const wide = await page.evaluate<number>(`document.documentElement.scrollWidth`);
  if (wide > width) wrong(`${name}: ${wide} px wide in ${width}`);
  const file = `${name}.png`;
  await page.screenshot(join(OUT, file));
  return { file, width, height: shown };
}

await mkdir(OUT, { recursive: true });
const url = await makePage();
let faults = 0;
for (const [browserName, launch] of [
  ['chromium', launchChromium],
  ['firefox', launchFirefox],
] as const) {
  if (!list(values.only).includes(browserName)) continue;
  const browser = await launch({ headless: true });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const all = await page.evaluate<{ name: string; place: string }[]>(`gallery.all`);
    for (const place of list(values.place))
      for (const locale of list(values.locale))
        for (const theme of list(values.theme)) {
          const rows: Row[] = [];
          for (const [number, state] of all.entries()) {
            if (state.place !== place || !state.name.includes(values.state)) continue;
            const pictures: Picture[] = [];
            for (const width of widths) {
              await page.size(width, HEIGHT.least);
              await page.evaluate(`gallery.draw(${number}, ${JSON.stringify(locale)}, ${JSON.stringify(theme)})`);
              const name = `${browserName}-${place}-${state.name.replace(/\W+/g, '-')}-${locale}-${theme}-${width}`;
              pictures.push(
                await take(page, name, width, (what) => {
                  faults += 1;
                  say(what);
                }),
              );
            }
            rows.push({ name: `${state.name} · ${place} · ${locale} · ${theme} · ${browserName}`, pictures });
          }
          if (rows.length > 0) await sheets(browser, `${browserName}-${place}-${locale}-${theme}`, rows);
          say(`${browserName}, ${place}, ${locale}, ${theme}: ${rows.length} states`);
        }
    for (const error of browser.errors()) say(`${browserName}: ${error}`);
  } finally {
    await browser.close();
  }
}
say(`.output/gallery/${faults > 0 ? `, ${faults} too wide` : ''}`);
process.exit(faults > 0 ? 1 : 0);
