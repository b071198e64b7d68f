import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import '../../utils/marks/highlights.css';
import { say } from '../../utils/i18n.ts';
import { createMarks } from '../../utils/marks/marks.ts';
import type { Marks } from '../../utils/marks/types.ts';
import { NEWSPAPER, type Page, setPage } from '../marks/page.ts';

/** What a reader, and the browser on their behalf, must not notice of the marks. */

let ending = new AbortController();
let roots: ShadowRoot[] = [];
const attach = Element.prototype.attachShadow;

beforeEach(async () => {
  ending = new AbortController();
  roots = [];
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    roots.push(root);
    return root;
  };
  await page.viewport(1000, 900);
});
afterEach(async () => {
  ending.abort();
  Element.prototype.attachShadow = attach;
  getSelection()?.removeAllRanges();
  document.body.replaceChildren();
  await prefer('no-preference');
});

interface Session {
  send(method: string, params: object): Promise<unknown>;
}
const prefer = (value: 'reduce' | 'no-preference'): Promise<unknown> =>
  (cdp() as unknown as Session).send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value }] });

async function draw(css = ''): Promise<Page & { marks: Marks }> {
  const scene = setPage(document, { css: NEWSPAPER + css, aside: true });
  const marks = createMarks({ ...scene, settings: { density: 'labels' }, say, signal: ending.signal, document });
  await marks.paint();
  return { ...scene, marks };
}
const labels = (): HTMLElement[] => [...(roots.at(-1)?.querySelectorAll<HTMLElement>('button.label:not([hidden])') ?? [])];
const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));

test('nothing moves by itself for a reader who wants no motion', async () => {
  const moving = (): number => roots.at(-1)!.getAnimations().length;
  await draw();
  labels()[0]!.click();
  // The card fades in for everybody else: what is looked at below is there.
  expect(moving()).toBe(1);
  ending.abort();
  ending = new AbortController();
  await prefer('reduce');
  const { marks } = await draw('main { padding-bottom: 3000px } article p:last-child { margin-top: 900px }');
  labels()[0]!.click();
  for (let at = 0; at < 10; at += 1) {
    expect(moving()).toBe(0);
    await frame();
  }
  const before = scrollY;
  marks.scrollTo('c10');
  expect(scrollY).toBeGreaterThan(before + 300);
  const arrived = scrollY;
  await new Promise((done) => setTimeout(done, 300));
  expect(scrollY).toBe(arrived);
});

test('the marks appear once, all together, and stay where they are', async () => {
  const added: Node[] = [];
  const removed: Node[] = [];
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      added.push(...record.addedNodes);
      removed.push(...record.removedNodes);
    }
  });
  observer.observe(document.documentElement, { childList: true });
  await draw();
  const places = (): string =>
    labels()
      .map((label) => {
        const { left, top, width, height } = label.getBoundingClientRect();
        return [label.ariaLabel, left, top, width, height, getComputedStyle(label).opacity].join(' ');
      })
      .join('\n');
  const painted = (): string => [...CSS.highlights].map(([name, ranges]) => `${name} ${ranges.size}`).join('\n');
  const first = [places(), painted()];
  expect(labels()).toHaveLength(10);
  const end = performance.now() + 1200;
  while (performance.now() < end) {
    await frame();
    expect([places(), painted()]).toEqual(first);
  }
  observer.disconnect();
  expect([added.length, removed.length]).toEqual([1, 0]);
});

test.each(['', ', with a card open'])('find-in-page finds the page’s words and none of ours%s', async (open) => {
  const { article, marks } = await draw();
  if (open) expect(marks.show('c4')).toBe(true);
  const find = (words: string): number => {
    getSelection()!.removeAllRanges();
    const { find: next } = window as unknown as { find(...args: unknown[]): boolean };
    let count = 0;
    while (count < 50 && next.call(window, words, false, false, false)) count += 1;
    return count;
  };
  for (const word of [
    'Varnhagen',
    'Okonjo',
    'plays down',
    'unclear speaker',
    'pledges',
    'Claims marked by',
    'Rashidi',
    'Councillor',
    'rests on',
    'Clashes',
    'Copy',
    '✕',
  ])
    expect([word, find(word)]).toEqual([word, article.innerText.toLowerCase().split(word.toLowerCase()).length - 1]);
});

test('what the card shows is there for those who listen', async () => {
  const { marks } = await draw();
  marks.show('c4');
  const session = cdp() as unknown as Session;
  type Frames = { frameTree: { childFrames: { frame: { id: string } }[] } };
  // Tests run in a frame.
  const { frameTree } = (await session.send('Page.getFrameTree', {})) as Frames;
  type Heard = { role?: { value: string }; name?: { value: string } };
  const { nodes } = (await session.send('Accessibility.getFullAXTree', { frameId: frameTree.childFrames[0]!.frame.id })) as {
    nodes: Heard[];
  };
  const said = nodes.filter(({ role }) => role?.value === 'StaticText').map(({ name }) => name?.value.trim());
  for (const words of ['Tomas al-Rashidi', 'Councillor', 'accuses', '“accused”', 'Ellery Crossings']) expect(said).toContain(words);
  expect(nodes.find(({ role }) => role?.value === 'dialog')?.name?.value).toBe('Tomas al-Rashidi');
});

test('a selection of everything, and what is copied of it, is the page’s', async () => {
  const { article } = await draw();
  const title = document.querySelector('style')!;
  title.remove();
  getSelection()!.selectAllChildren(document.documentElement);
  const said = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const words = said(document.body.innerText);
  expect(words).toContain(said(article.querySelector('p')!.textContent));
  expect(said(String(getSelection()))).toBe(words);
  const copied = vi.fn();
  document.addEventListener('copy', () => copied(said(String(getSelection()))), { signal: ending.signal });
  await userEvent.copy();
  expect(copied).toHaveBeenCalledWith(words);
});
