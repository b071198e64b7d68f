import type { Analysis } from '../../utils/analysis.ts';
import { type Browser, type Page, sleep, until } from './browser.ts';

interface Known {
  readonly tab: number;
  readonly state: string;
  readonly url: string;
  readonly analysis?: Analysis;
  readonly message?: string;
  readonly words?: number;
  readonly read?: number;
}

/** What the extension keeps of each tab, asked from one of its own pages. */
export const knownTabs = (own: Page): Promise<Known[]> =>
  own.evaluate<Known[]>(
    `chrome.storage.session.get(null).then((all) => Object.entries(all).filter(([key]) => key.startsWith('tab:')).map(([key, value]) => ({ tab: Number(key.slice(4)), ...value })))`,
  );

/** Waits until the extension has read the page at `url`. Rejects with its own message where it could not, or after `limit` milliseconds. */
export async function waitForAnalysis(own: Page, url: string, limit = 20_000): Promise<{ tab: number; analysis: Analysis }> {
  const known = await until(
    `an analysis of ${url}`,
    async () => (await knownTabs(own)).find((tab) => sameAddress(tab.url, url) && tab.state !== 'reading'),
    limit,
  );
  if (known.state !== 'done' || !known.analysis) throw new Error(`${url}: ${known.state}${known.message ? `: ${known.message}` : ''}`);
  return { tab: known.tab, analysis: known.analysis };
}

const sameAddress = (a: string, b: string): boolean => a.split('#')[0] === b.split('#')[0];

/** The first underlined words that are shown on a page: their box, in px of the viewport; null for none yet. */
const FIRST_MARK = `(() => {
  const boxes = [...CSS.highlights]
    .filter(([name]) => name.startsWith('vantage-'))
    .flatMap(([, highlight]) => [...highlight])
    .map((range) => {
      const live = document.createRange();
      live.setStart(range.startContainer, range.startOffset);
      live.setEnd(range.endContainer, range.endOffset);
      return { live, box: live.getBoundingClientRect() };
    })
    .filter(({ box }) => box.width > 20 && box.height > 0)
    .sort((a, b) => a.box.top - b.box.top);
  return boxes[0] ?? null;
})()`;

/** Brings the first underlined words into view and gives the marks time to settle; whether they are in view then. */
export async function scrollToMarks(page: Page): Promise<boolean> {
  await until('marks', () => page.evaluate<boolean>(`${FIRST_MARK} !== null`), 8_000).catch(() => false);
  // Twice: pages grow while they are scrolled.
  for (let time = 0; time < 2; time++) {
    await page.evaluate(`(() => {
      const first = ${FIRST_MARK};
      if (!first) return;
      const start = first.live.startContainer;
      (start.nodeType === 1 ? start : start.parentElement).scrollIntoView({ block: 'center', behavior: 'instant' });
      scrollBy({ top: (${FIRST_MARK})?.box.top - 220, behavior: 'instant' });
    })()`);
    await sleep(500);
  }
  return page.evaluate<boolean>(
    `(() => { const first = ${FIRST_MARK}; return first !== null && first.box.bottom > 0 && first.box.top < innerHeight; })()`,
  );
}

/** The popup for a tab, as a page of its own, as wide as the real one. */
export async function openPopup(browser: Browser, tab: number, height = 900): Promise<Page> {
  const popup = await browser.extensionPage(`popup.html?tab=${tab}`);
  await popup.size(400, height);
  await until('the popup', () => popup.evaluate<boolean>(`document.querySelector('main h2') !== null`));
  return popup;
}
