/**
 * npm run screenshots
 *
 * Makes the README's pictures from the sample articles: the marked page and the popup, light and dark.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './browsers/chromium.ts';
import { openPopup, scrollToMarks, waitForAnalysis } from './browsers/reading.ts';
import { serve } from './browsers/serve.ts';
import { buildExtension } from './build.ts';

const OUT = fileURLToPath(new URL('../.github/pictures/', import.meta.url));
/** Each picture: the sample article, and whether popup and page are dark. */
const PICTURES = [
  { name: 'light', file: 'wells-the-ossel-courier.html', url: 'http://courier.example/2031/04/02/lead-in-wells.html' },
  { name: 'dark', file: 'wells-the-daily-lantern.html', url: 'http://lantern.example/2031/04/03/mums-fury-at-poison-wells.html' },
] as const;

await mkdir(OUT, { recursive: true });
const pages = new Map<string, string>();
for (const { file, url } of PICTURES)
  pages.set(url.slice('http://'.length), await readFile(new URL(`../tests/fixtures/samples/${file}`, import.meta.url), 'utf8'));
const served = await serve(pages);
const browser = await launchChromium({ extension: await buildExtension('chromium'), headless: true, port: served.port });
const own = await browser.extensionPage('options.html');
for (const { name, url } of PICTURES) {
  await own.evaluate(`chrome.storage.sync.set({ settings: { theme: ${JSON.stringify(name)} } })`);
  const page = await browser.newPage();
  await page.size(1280, 800);
  await page.goto(url);
  const { tab } = await waitForAnalysis(own, url);
  await scrollToMarks(page);
  await page.screenshot(`${OUT}page-${name}.png`);
  const popup = await openPopup(browser, tab, 800);
  await popup.screenshot(`${OUT}popup-${name}.png`);
  await popup.close();
  await page.close();
  process.stderr.write(`vantage: .github/pictures/page-${name}.png, popup-${name}.png\n`);
}
await browser.close();
await served.close();
