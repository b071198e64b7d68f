import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sleep, until } from '../../scripts/browsers/browser.ts';
import { waitForAnalysis } from '../../scripts/browsers/reading.ts';
import { at, describeInEach, litWords, markedText, openSetting, type Setting } from './setting.ts';

const ARTICLE = at('lead-in-wells.html');
const SAMPLE = new URL('../fixtures/samples/wells-the-ossel-courier.html', import.meta.url);

/** The keys of commands go to the browser, not to a page: no driver can press them, but a screen of our own with a keyboard can. */
const hasScreen = ['Xvfb', 'xdotool'].every((program) => spawnSync('which', [program]).status === 0);

/** A screen that nobody sees; browsers started now show themselves on it. */
async function openScreen(): Promise<ChildProcess> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x950x24'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = (await once(screen.stdio[3]!, 'data')) as [Buffer];
  process.env.DISPLAY = `:${String(number).trim()}`;
  return screen;
}

const xdotool = (...words: string[]): string => execFileSync('xdotool', words, { encoding: 'utf8' });

interface Command {
  readonly name: string;
  readonly shortcut: string;
}

/** What the reader sees of the popup: how large it is, where its framings end and whether it has to be moved sideways. */
const POPUP = `(() => {
  const [popup] = chrome.extension.getViews({ type: 'popup' });
  const framings = [...(popup?.document.querySelectorAll('.framing') ?? [])];
  if (framings.length === 0) return null;
  const { scrollWidth, clientWidth } = popup.document.documentElement;
  return {
    size: [popup.innerWidth, popup.innerHeight],
    ends: Math.max(...framings.map((framing) => framing.getBoundingClientRect().bottom)),
    framings: framings.length,
    sideways: scrollWidth > clientWidth,
  };
})()`;

describeInEach('keys', (name) => {
  test('every command has a key that the browser gives it', async () => {
    const { own, close } = await openSetting(name, {});
    const commands = await own.evaluate<Command[]>(`chrome.commands.getAll()`);
    await close();
    expect(commands.map((command) => command.name).sort()).toEqual(['_execute_action', 'next-claim', 'previous-claim', 'toggle-marks']);
    // Chrome leaves those empty that are its own.
    for (const { shortcut } of commands) expect(shortcut).toMatch(/^Alt\+Shift\+[A-Z]$/);
    // In Firefox Alt and these open its menus, with Shift too.
    for (const { shortcut } of commands) expect(shortcut).not.toMatch(/[FEVSBTH]$/);
  });

  test.skipIf(!hasScreen)(
    'pressed on a keyboard they lead from claim to claim, turn the marks off and on, and open the popup',
    async () => {
      const screen = await openScreen();
      let setting: Setting | undefined;
      try {
        setting = await openSetting(name, { [ARTICLE]: await readFile(SAMPLE, 'utf8') }, { headless: false });
        const { browser, own } = setting;
        const commands = await own.evaluate<Command[]>(`chrome.commands.getAll()`);
        const press = (command: string): string =>
          xdotool('key', '--clearmodifiers', commands.find((known) => known.name === command)!.shortcut.toLowerCase());
        const page = await browser.newPage();
        await page.goto(ARTICLE);
        const { analysis } = await waitForAnalysis(own, ARTICLE);
        await until('the marks', async () => (await markedText(page)) !== '');
        await page.front();
        xdotool('search', '--sync', '--onlyvisible', '--class', name, 'windowfocus');
        xdotool('mousemove', '400', '600', 'click', '1');
        await sleep(500);

        const wordsOf = (claim: number): string => {
          const [start, end] = analysis.claims[claim]!.content[0]!;
          return analysis.article.text.slice(start, end);
        };
        const isLit = (claim: number): Promise<boolean> =>
          until(`claim ${claim} lit`, async () => (await litWords(page)).includes(wordsOf(claim)));
        press('next-claim');
        await isLit(0);
        press('next-claim');
        await isLit(1);
        press('previous-claim');
        await isLit(0);
        press('toggle-marks');
        await until('no marks', async () => (await markedText(page)) === '');
        press('toggle-marks');
        await until('the marks again', async () => (await markedText(page)) !== '');

        press('_execute_action');
        type Popup = { size: [number, number]; ends: number; framings: number; sideways: boolean };
        const popup = await until('the popup', () => own.evaluate<Popup | null>(POPUP));
        expect(popup).toMatchObject({ framings: analysis.framings.length, sideways: false });
        expect(popup.ends).toBeLessThanOrEqual(500);
        // More than that no browser shows.
        expect([popup.size[0] <= 800, popup.size[1] <= 600]).toEqual([true, true]);
      } finally {
        await setting?.close();
        screen.kill();
        delete process.env.DISPLAY;
      }
    },
  );
});
