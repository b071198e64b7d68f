import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../utils/marks/highlights.css';
import { say } from '../../utils/i18n.ts';
import { meet } from '../../utils/marks/boxes.ts';
import { createMarks } from '../../utils/marks/marks.ts';
import { showNotice } from '../../utils/marks/notice.ts';
import { contrast, parseColour } from '../../utils/marks/palette.ts';
import type { Density, Marks } from '../../utils/marks/types.ts';
import { speak } from '../fake-browser.ts';
import { NEWSPAPER, type Page, type PageOptions, setPage } from '../marks/page.ts';

const DARK = 'body { background: #15171a; color: #ddd } a { color: #8ab8ff }';

let roots: ShadowRoot[] = [];
let ending = new AbortController();
const attach = Element.prototype.attachShadow;

beforeEach(() => {
  roots = [];
  ending = new AbortController();
  // The room is closed to the page; the test keeps a key, and opens the door for axe.
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, { ...options, mode: 'open' });
    roots.push(root);
    return root;
  };
});

afterEach(async () => {
  ending.abort();
  Element.prototype.attachShadow = attach;
  document.body.replaceChildren();
  window.scrollTo(0, 0);
  await page.viewport(800, 900);
});

interface Scene extends Page {
  readonly marks: Marks;
}

async function show(options: PageOptions = {}, width = 1000, density: Density = 'labels'): Promise<Scene> {
  await page.viewport(width, 900);
  const scene = setPage(document, { ...options, css: NEWSPAPER + (options.css ?? '') });
  const marks = createMarks({ analysis: scene.analysis, map: scene.map, settings: { density }, say, signal: ending.signal, document });
  await marks.paint();
  return { ...scene, marks };
}

const drawn = (): HTMLElement[] => [...(roots.at(-1)?.querySelectorAll<HTMLElement>('.label:not([hidden])') ?? [])];
const labels = (): HTMLElement[] => drawn().filter((label) => label.tagName === 'BUTTON');
const card = (): HTMLElement | null => roots.at(-1)?.querySelector<HTMLElement>('.card:popover-open') ?? null;
/** What a label says to those who listen; of what is only seen, what the style sheet draws. */
const saidBy = (label: HTMLElement): string =>
  label.ariaLabel ?? [...label.querySelectorAll<HTMLElement>('[data-words]')].map(({ dataset }) => dataset.words).join(' ');
/** The words that the style sheet draws in an element. */
const drawnIn = (element: Element | null | undefined): string =>
  element == null ? '' : [...element.querySelectorAll<HTMLElement>('[data-words]')].map(({ dataset }) => dataset.words).join('');
const labelOf = (words: string): HTMLElement => labels().find((label) => saidBy(label).includes(words))!;
const rangesOf = (name: string): string[] =>
  [...(CSS.highlights.get(name) ?? [])].map((range) => {
    const live = document.createRange();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    return live.toString();
  });
const ours = (): string[] => [...CSS.highlights.keys()].filter((name) => name.startsWith('vantage-'));
const frames = async (count = 2): Promise<void> => {
  for (let at = 0; at < count; at += 1) await new Promise((done) => requestAnimationFrame(done));
};

function textLines(root: Element): DOMRect[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const live = document.createRange();
  const boxes: DOMRect[] = [];
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement?.tagName === 'STYLE') continue;
    live.selectNodeContents(walker.currentNode);
    boxes.push(...live.getClientRects());
  }
  return boxes;
}

describe('underlines', () => {
  test('lie under each claim’s words, in its speaker’s colour', async () => {
    await show();
    expect(rangesOf('vantage-light-1')).toEqual([
      'reports that the pier was unsafe',
      '“nobody was in danger at any time”',
      'the closure was a precaution and would last until spring',
      'a temporary landing stage will be ready by then, and the harbour office will pay for a bus',
    ]);
    expect(rangesOf('vantage-light-3')).toEqual(['it had received any warning in writing']);
    expect(rangesOf('vantage-light-unsure-0')).toEqual(['the decision had been taken “under pressure”']);
  });

  test('take the colours for dark pages on a dark page, and for light text over a picture', async () => {
    await show({ css: DARK });
    expect(ours().every((name) => name.startsWith('vantage-dark-'))).toBe(true);
    ending.abort();
    ending = new AbortController();
    await show({ css: 'body { background: #fff url(data:,); color: #eee }' });
    expect(ours().every((name) => name.startsWith('vantage-dark-'))).toBe(true);
  });

  test('change with the page’s own switch of theme', async () => {
    await show({ css: 'html.night body { background: #111; color: #ddd; transition: background 100ms }' });
    document.documentElement.classList.add('night');
    try {
      await vi.waitFor(() => expect(ours().every((name) => name.startsWith('vantage-dark-'))).toBe(true), { timeout: 2000 });
    } finally {
      document.documentElement.removeAttribute('class');
    }
  });

  test('change neither the colour nor the place of the text', async () => {
    const { article, marks } = await show({}, 1000, 'none');
    const before = textLines(article).map(({ left, top, width }) => [left, top, width]);
    await marks.update({ density: 'labels' });
    expect(textLines(article).map(({ left, top, width }) => [left, top, width])).toEqual(before);
    expect(getComputedStyle(article, '::highlight(vantage-light-1)').textDecorationLine).toBe('underline');
    expect(getComputedStyle(article, '::highlight(vantage-light-1)').backgroundColor).toBe('rgba(0, 0, 0, 0)');
  });

  test('keep clear of the line below where lines touch', async () => {
    for (const [css, name, offset] of [
      ['', 'vantage-light-1', '24%'],
      ['article { line-height: 1.5 } a { line-height: 1 }', 'vantage-light-1', '24%'],
      ['article { line-height: 1 }', 'vantage-light-tight-1', '14%'],
      ['article { font-size: 40px; line-height: 42px }', 'vantage-light-tight-1', '14%'],
    ] as const) {
      const { article } = await show({ css });
      expect(rangesOf(name)).toContain('reports that the pier was unsafe');
      expect(getComputedStyle(article.querySelector('p')!, `::highlight(${name})`)).toMatchObject({
        textUnderlineOffset: offset,
        textDecorationLine: 'underline',
      });
      ending.abort();
      ending = new AbortController();
    }
  });

  test('come back when the page clears the registry', async () => {
    await show();
    const before = ours();
    CSS.highlights.clear();
    document.dispatchEvent(new Event('scroll'));
    await frames();
    expect(ours()).toEqual(before);
  });

  test('follow text that the page has replaced, once it is read anew', async () => {
    const { article, marks } = await show();
    const again = setPage(document, { css: NEWSPAPER });
    expect(again.article).not.toBe(article);
    await marks.setAnalysis(again.analysis, again.map);
    expect(rangesOf('vantage-light-3')).toEqual(['it had received any warning in writing']);
    expect(labels().length).toBe(10);
  });
});

describe('labels', () => {
  const spacings: [string, string][] = [
    ['narrow', 'article { line-height: 1.2 }'],
    ['usual', ''],
    ['wide', 'article { line-height: 1.8 }'],
    ['no paragraph gaps', 'p { margin: 0; text-indent: 1em }'],
  ];
  const widths = [360, 800, 1280];
  test.each(spacings.flatMap(([name, css]) => widths.map((width) => [name, width, css] as const)))(
    'cover no text and no other label: %s, %i px',
    async (_, width, css) => {
      await show({ css, aside: width > 1000, header: true }, width);
      const boxes = drawn().map((label) => label.getBoundingClientRect());
      expect(labels().length).toBe(10);
      const lines = textLines(document.body);
      boxes.forEach((box, index) => {
        expect(lines.filter((line) => meet(line, box))).toEqual([]);
        expect(boxes.slice(index + 1).filter((other) => meet(other, box))).toEqual([]);
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(document.documentElement.clientWidth);
      });
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(document.documentElement.clientWidth);
    },
  );

  test('on a telephone have their words above the paragraph', async () => {
    await show({}, 360);
    const tick = labelOf('claim 2 of')!;
    const legend = drawn().find((label) => saidBy(label) === '2 Varnhagen')!;
    expect(tick.classList).toContain('tick');
    expect(legend.getBoundingClientRect().bottom).toBeLessThanOrEqual(textLines(document.querySelectorAll('p')[1]!)[0]!.top);
    await userEvent.click(legend);
    expect(card()).not.toBeNull();
  });

  test('in a very narrow margin are strokes, whose words begin with the same stroke', async () => {
    await show({ css: 'main { padding: 0 6px }' }, 360);
    const bar = labelOf('claim 2 of')!;
    expect(bar.classList).toContain('bar');
    const legend = drawn().find((label) => saidBy(label) === 'Varnhagen' && label !== bar)!;
    const { borderInlineStartWidth, borderInlineStartColor, color } = getComputedStyle(legend);
    expect([borderInlineStartWidth, borderInlineStartColor]).toEqual(['3px', color]);
    expect(legend.scrollWidth).toBeLessThanOrEqual(legend.clientWidth + 1);
  });

  test('without any margin stand above their paragraph, the same words once', async () => {
    const { analysis, map } = await show({ css: 'main { padding: 0 } article { max-width: none }' }, 360);
    const above = labels().filter(({ classList }) => classList.contains('legend'));
    expect(above.map(saidBy)).toContain('Varnhagen, claim 2 of 10');
    expect(above.map(saidBy)).not.toContain('Varnhagen, claim 3 of 10');
    for (const label of above) {
      const at = Number(/claim (\d+)/.exec(saidBy(label))![1]) - 1;
      const paragraph = map.rangesOf(analysis.claims[at]!.content[0]!)[0]!.startContainer.parentElement!.closest('p')!;
      expect(label.getBoundingClientRect().bottom).toBeLessThanOrEqual(textLines(paragraph)[0]!.top);
      expect(label.scrollWidth).toBeLessThanOrEqual(label.clientWidth + 1);
    }
    await userEvent.click(above[0]!);
    expect(card()).not.toBeNull();
  });

  test('name the speaker, the act and its target', async () => {
    await show();
    expect(labels().map(saidBy)).toEqual([
      'Varnhagen · plays down, claim 1 of 10',
      'Varnhagen, claim 2 of 10',
      'Varnhagen, claim 3 of 10',
      'Al-Rashidi · accuses: the ferry company, claim 4 of 10',
      'Al-Rashidi · accuses: the ferry company, claim 5 of 10',
      'Ellery Crossings · denies, claim 6 of 10',
      'Okonjo · warns, claim 7 of 10',
      'Islanders’ Association for Safe Crossings · praises: the vote, claim 8 of 10',
      'unclear speaker, claim 9 of 10',
      'Varnhagen · pledges, claim 10 of 10',
    ]);
  });

  test('stand level with their claim’s first line or right above it', async () => {
    const { analysis, map } = await show({ aside: true }, 1280);
    labels().forEach((label, index) => {
      const line = map.rangesOf(analysis.claims[index]!.content[0]!)[0]!.getClientRects()[0]!;
      const box = label.getBoundingClientRect();
      expect(box.bottom).toBeGreaterThan(line.top - 2);
      expect(box.top).toBeLessThan(line.bottom + 26);
    });
  });

  test('are legible on a dark page and on a grey one', async () => {
    for (const ground of ['#15171a', '#8a8a8a', '#f4ecd8']) {
      await show({ css: `body { background: ${ground}; color: ${ground === '#15171a' ? '#ddd' : '#111'} }` });
      const paper = parseColour(getComputedStyle(document.body).backgroundColor)!.rgb;
      for (const label of labels()) expect(contrast(parseColour(getComputedStyle(label).color)!.rgb, paper)).toBeGreaterThanOrEqual(4.5);
      ending.abort();
      ending = new AbortController();
    }
  });

  test('follow the text when the window is resized and when something is put above it', async () => {
    const { analysis, map, article } = await show({}, 1280);
    const offset = (): number => {
      const line = map.rangesOf(analysis.claims[6]!.content[0]!)[0]!.getClientRects()[0]!;
      return labels()[6]!.getBoundingClientRect().bottom - line.top;
    };
    const right = offset();
    await page.viewport(700, 900);
    await vi.waitFor(() => expect(offset()).toBeCloseTo(right, 0));
    const banner = document.createElement('div');
    banner.style.height = '137px';
    article.before(banner);
    document.querySelector('main')!.style.display = 'block';
    await vi.waitFor(() => expect(offset()).toBeCloseTo(right, 0));
  });

  test('stay with the text in a box that scrolls by itself, and within it', async () => {
    const { analysis, map } = await show({ css: 'main { height: 300px; overflow: auto; display: block } ' }, 700);
    const main = document.querySelector('main')!;
    main.scrollTop = 150;
    await frames(4);
    const line = map.rangesOf(analysis.claims[0]!.content[0]!)[0]!.getClientRects()[0]!;
    expect(labels()[0]!.getBoundingClientRect().bottom).toBeCloseTo(line.top, 0);
    main.scrollTop = 290;
    await frames(4);
    const box = labels()[0]!.getBoundingClientRect();
    expect(roots.at(-1)!.elementFromPoint(box.left + 4, box.top + 4)).not.toBe(labels()[0]);
  });

  test('do not show over a bar that sticks to the top', async () => {
    const { marks } = await show({ header: true, css: 'main { min-height: 3000px }' }, 700);
    const [first] = labels();
    window.scrollTo(0, first!.getBoundingClientRect().top - 20);
    await frames(4);
    const box = first!.getBoundingClientRect();
    expect(box.top).toBeLessThan(50);
    expect(document.elementFromPoint(box.left + 4, box.top + 4)?.tagName).toBe('HEADER');
    expect(marks.claimInView()).not.toBeNull();
  });

  test('go with the setting', async () => {
    const { marks } = await show();
    await marks.update({ density: 'underlines' });
    expect([labels().length, ours().length > 0]).toEqual([0, true]);
    // Nor does the claim stay lit that was gone to.
    marks.next();
    await marks.update({ density: 'none' });
    expect([labels().length, ours().length]).toEqual([0, 0]);
    await marks.update({ density: 'labels' });
    expect([labels().length, ours().length > 0]).toEqual([10, true]);
  });

  test.each([1000, 360])('speak the reader’s language, Arabic from right to left, and cover no text then either (%i px)', async (width) => {
    speak('ar');
    try {
      await show({}, width);
      expect(saidBy(labels()[0]!)).toContain('Varnhagen · يهوّن من الأمر');
      expect(getComputedStyle(labels()[0]!).direction).toBe('rtl');
      const lines = textLines(document.body);
      for (const label of drawn()) {
        const box = label.getBoundingClientRect();
        expect(lines.filter((line) => meet(line, box))).toEqual([]);
        expect([box.left >= 0, box.right <= document.documentElement.clientWidth]).toEqual([true, true]);
        if (label.matches('.row:not(.legend)')) expect(label.scrollWidth).toBeLessThanOrEqual(label.clientWidth + 1);
      }
      await userEvent.click(labels()[0]!);
      expect(card()!.getBoundingClientRect().right).toBeLessThanOrEqual(width);
    } finally {
      speak('en');
    }
  });

  test('in short form say only what is new in their paragraph', async () => {
    await show({}, 1000, 'compact');
    expect(labels().map(saidBy)).toEqual([
      'Varnhagen · plays down, claim 1 of 10',
      // The second claim says who and nothing else: that is said. So does the third, after a label with an act.
      'Al-Rashidi · accuses: the ferry company, claim 4 of 10',
      'Ellery Crossings · denies, claim 6 of 10',
      'Okonjo · warns, claim 7 of 10',
      'Islanders’ Association for Safe Crossings · praises: the vote, claim 8 of 10',
      'unclear speaker, claim 9 of 10',
      'Varnhagen · pledges, claim 10 of 10',
    ]);
  });

  test('of a very long article are made only near the reader', async () => {
    const { marks } = await show({ times: 200 }, 1000);
    expect(labels().length).toBeGreaterThan(10);
    expect(labels().length).toBeLessThan(150);
    expect(marks.scrollTo('c1500')).toBe(true);
    await vi.waitFor(() => expect(labels().some((label) => saidBy(label).endsWith('claim 1,500 of 2,000'))).toBe(true));
  });
});

describe('drawing in slices', () => {
  /** A long page, whose drawing takes many slices. */
  async function begin(told: number[] = []) {
    await page.viewport(1000, 900);
    const scene = setPage(document, { css: NEWSPAPER, times: 100 });
    const marks = createMarks({
      ...scene,
      settings: { density: 'labels' },
      say,
      signal: ending.signal,
      document,
      worked: (ms) => told.push(ms),
    });
    return { ...scene, marks };
  }

  test('marks the screen before the rest, and all of a screen at once', async () => {
    const { marks } = await begin();
    const seen: number[] = [];
    const looking = new MutationObserver(() => seen.push(labels().length));
    looking.observe(roots.at(-1)!.querySelector('.plane')!, { childList: true, subtree: true, attributes: true });
    await marks.paint();
    looking.disconnect();
    const all = labels().length;
    const onScreen = labels().filter((label) => label.getBoundingClientRect().top < window.innerHeight).length;
    const stages = [...new Set(seen)].filter((count) => count > 0);
    expect(stages.length).toBe(2);
    expect(stages[0]).toBeGreaterThanOrEqual(onScreen);
    expect(stages).toEqual([stages[0], all]);
    expect(all).toBeGreaterThan(onScreen);
  });

  test('stands right where the reader has scrolled meanwhile', async () => {
    const { marks, analysis, map } = await begin();
    const done = marks.paint();
    window.scrollTo(0, 333);
    await done;
    const line = map.rangesOf(analysis.claims[3]!.content[0]!)[0]!.getClientRects()[0]!;
    const box = labelOf('claim 4 of').getBoundingClientRect();
    expect(box.bottom).toBeGreaterThan(line.top - 2);
    expect(box.top).toBeLessThan(line.bottom + 26);
  });

  test('gives way to a newer analysis, whose marks alone are drawn', async () => {
    const { marks, analysis, map } = await begin();
    const one = { ...analysis, claims: analysis.claims.slice(0, 1) };
    await Promise.all([marks.paint(), marks.setAnalysis(one, map)]);
    expect(labels().map(saidBy)).toEqual(['Varnhagen · plays down, claim 1 of 1']);
    expect(ours()).toEqual(['vantage-light-1']);
  });

  test('stops with its signal, and leaves nothing', async () => {
    const told: number[] = [];
    const { marks } = await begin(told);
    const done = marks.paint();
    ending.abort();
    await done;
    const before = told.length;
    await frames(4);
    expect([told.length, ours(), roots.at(-1)!.host.isConnected]).toEqual([before, [], false]);
  });

  test('is done at once where a claim is asked for', async () => {
    const { marks } = await begin();
    void marks.paint();
    expect(marks.show('c900')).toBe(true);
    expect(drawnIn(card()?.querySelector('h2'))).not.toBe('');
  });
});

describe('the page', () => {
  test('keeps every node and attribute, and gets one host beside the body', async () => {
    const scene = setPage(document, { css: NEWSPAPER });
    const before = document.body.outerHTML;
    const children = [...document.documentElement.children];
    const attributes = document.documentElement.getAttributeNames();
    const marks = createMarks({ ...scene, settings: { density: 'labels' }, say, signal: ending.signal, document });
    await marks.paint();
    marks.scrollTo('c4');
    expect(document.body.outerHTML).toBe(before);
    expect(document.documentElement.getAttributeNames()).toEqual(attributes);
    expect([...document.documentElement.children].filter((child) => !children.includes(child)).length).toBe(1);
  });

  test('shows a hostile name as plain text', async () => {
    const name = '<img src=x onerror="document.title=`hacked`">';
    await show({ name });
    await userEvent.click(labels()[1]!);
    expect(drawnIn(card()?.querySelector('h2'))).toBe(name);
    expect(roots.at(-1)!.querySelector('img')).toBeNull();
    expect(document.title).not.toBe('hacked');
  });

  test('cannot move or hide the host by its own rules', async () => {
    await show({
      css: 'html > * { position: static !important; display: none !important; transform: rotate(9deg) !important } html > body { display: block !important; transform: none !important }',
    });
    expect(labels()[0]!.getBoundingClientRect().width).toBeGreaterThan(20);
  });

  test('does not hear the keys and clicks that are meant for the card', async () => {
    await show();
    const heard = vi.fn();
    for (const type of ['click', 'keydown', 'pointerdown']) document.addEventListener(type, heard, { signal: ending.signal });
    await userEvent.click(labels()[0]!);
    expect(card()).not.toBeNull();
    expect(heard).not.toHaveBeenCalled();
  });

  test('is as before after destroy, and after its signal is aborted', async () => {
    for (const end of [(marks: Marks) => marks.destroy(), () => ending.abort()]) {
      ending = new AbortController();
      const children = document.documentElement.childElementCount;
      const { marks } = await show();
      await userEvent.click(labels()[0]!);
      end(marks);
      expect(ours()).toEqual([]);
      expect(document.documentElement.childElementCount).toBe(children);
      CSS.highlights.clear();
      document.dispatchEvent(new Event('scroll'));
      window.dispatchEvent(new Event('resize'));
      await marks.paint();
      marks.light('c1');
      await frames(4);
      expect(ours()).toEqual([]);
      expect([marks.next(), marks.scrollTo('c1'), marks.claimInView()]).toEqual([null, false, null]);
    }
  });
});

describe('the card', () => {
  test('opens when the pointer rests on a claim’s words, and closes when it leaves', async () => {
    const { article, analysis, map } = await show();
    const line = map.rangesOf(analysis.claims[3]!.content[0]!)[0]!.getClientRects()[0]!;
    const box = article.getBoundingClientRect();
    await userEvent.hover(article, { position: { x: line.left + 10 - box.left, y: line.top + 8 - box.top } });
    await vi.waitFor(() => expect(drawnIn(card()?.querySelector('h2'))).toBe('Tomas al-Rashidi'));
    expect(drawnIn(card())).toContain('rests on: “accused”');
    expect(drawnIn(card())).toContain('the pier was unsafe and the company knew');
    expect(rangesOf('vantage-light-lit').join('')).toBe('the ferry company of ignoring three written warnings');
    await userEvent.hover(article, { position: { x: 5, y: 5 } });
    await vi.waitFor(() => expect(card()).toBeNull());
    expect(ours()).not.toContain('vantage-light-lit');
  });

  test('opens with the focus, takes it on a press, and gives it back on Escape', async () => {
    await show();
    const label = labels()[0]!;
    label.focus({ focusVisible: true } as FocusOptions);
    await vi.waitFor(() => expect(card()).not.toBeNull());
    expect(label.getAttribute('aria-expanded')).toBe('true');
    await userEvent.keyboard('{Enter}');
    expect(roots.at(-1)!.activeElement).toBe(card());
    await userEvent.keyboard('{Escape}');
    expect(card()).toBeNull();
    expect(roots.at(-1)!.activeElement).toBe(label);
    expect(label.getAttribute('aria-expanded')).toBe('false');
  });

  test('opens by a tap on the words, and closes by a tap elsewhere; a link keeps its own tap', async () => {
    const { analysis, map, article } = await show();
    const tap = (target: Element, x: number, y: number): void =>
      void target.dispatchEvent(
        new PointerEvent('click', { pointerType: 'touch', clientX: x, clientY: y, bubbles: true, cancelable: true, composed: true }),
      );
    const line = map.rangesOf(analysis.claims[6]!.content[0]!)[0]!.getClientRects()[0]!;
    tap(article.querySelectorAll('p')[3] ?? article, line.left + 10, line.top + 8);
    expect(drawnIn(card()?.querySelector('h2'))).toMatch(/Okonjo/);
    tap(article, 3, 3);
    expect(card()).toBeNull();
    const link = document.querySelector('a')!;
    link.addEventListener('click', (event) => event.preventDefault(), { signal: ending.signal });
    const box = link.getBoundingClientRect();
    tap(link, box.left + 5, box.top + 5);
    expect(card()).toBeNull();
  });

  test('stays open after a press until a click elsewhere, and pinned after that too', async () => {
    const { article } = await show();
    await userEvent.click(labels()[0]!);
    await userEvent.hover(article, { position: { x: 5, y: 5 } });
    await new Promise((done) => setTimeout(done, 500));
    expect(card()).not.toBeNull();
    await userEvent.click(article, { position: { x: 5, y: 5 } });
    expect(card()).toBeNull();
    await userEvent.click(labels()[0]!);
    await userEvent.click([...card()!.querySelectorAll('button')].find((button) => drawnIn(button) === 'Pin')!);
    await userEvent.click(article, { position: { x: 5, y: 5 } });
    expect(card()).not.toBeNull();
  });

  test('stays inside the viewport wherever its claim is', async () => {
    await show({ css: 'main { padding-top: 500px; padding-bottom: 600px }' }, 360);
    for (const label of labels()) {
      label.scrollIntoView({ block: 'end' });
      label.click();
      const box = card()!.getBoundingClientRect();
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.top).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(360);
      expect(box.bottom).toBeLessThanOrEqual(900);
    }
  });

  test('leads to the speaker’s opponent', async () => {
    const { marks } = await show();
    await userEvent.click(labelOf('claim 4 of'));
    const link = [...card()!.querySelectorAll('button')].find((button) => drawnIn(button) === 'Ellery Crossings')!;
    await userEvent.click(link);
    await vi.waitFor(() => expect(rangesOf('vantage-light-lit')).toEqual(['it had received any warning in writing']));
    expect(marks.next()).toBe('c7');
    expect(marks.previous()).toBe('c6');
  });

  test('says who has put what on the clipboard', async () => {
    await show();
    await userEvent.click(labels()[5]!);
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await userEvent.click([...card()!.querySelectorAll('button')].find((button) => drawnIn(button) === 'Copy')!);
    expect(written.mock.calls[0]![0]).toContain(
      'Ellery Crossings: it had received any warning in writing\n(Port Ellery closes its ferry pier, The Ellery Courier, 2031-02-04)',
    );
    await vi.waitFor(() => expect(card()!.querySelector('[role=status]')!.textContent).toBe('Copied'));
  });

  test.each(['', DARK])('and the labels have no accessibility violation (%s)', async (css) => {
    await show({ css });
    await userEvent.click(labels()[3]!);
    const { violations } = await axe.run({ include: [roots.at(-1)!.host as HTMLElement] }, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
  });
});

describe('a selection', () => {
  const select = (page: Page, words: string): Range => {
    const start = page.analysis.article.text.indexOf(words);
    return page.map.rangesOf([start, start + words.length])[0]!;
  };

  test('leads to the claim that holds most of it, and to none outside', async () => {
    const scene = await show();
    expect(scene.marks.claimIn(select(scene, 'was unsafe, telling reporters that “nobody was in danger'))).toBe('c2');
    expect(scene.marks.claimIn(select(scene, 'three written'))).toBe('c4');
    expect(scene.marks.claimIn(select(scene, 'Residents were divided'))).toBeNull();
  });

  test('opens the card of its claim, with the focus in it, where nothing else is painted too', async () => {
    const { marks } = await show({}, 1000, 'none');
    expect(roots.at(-1)!.host.isConnected).toBe(false);
    expect(marks.show('c4')).toBe(true);
    expect(drawnIn(card()?.querySelector('h2'))).toBe('Tomas al-Rashidi');
    expect(roots.at(-1)!.activeElement).toBe(card());
    await userEvent.keyboard('{Escape}');
    expect(card()).toBeNull();
    expect([ours(), roots.at(-1)!.host.isConnected]).toEqual([[], false]);
    expect(marks.show('no such claim')).toBe(false);
  });

  test('that nobody says is answered by a notice', async () => {
    await show();
    const children = document.documentElement.childElementCount;
    showNotice(document, say, 'Nobody says this.');
    const notice = roots.at(-1)!.querySelector<HTMLElement>('[role=status].notice')!;
    expect(notice.matches(':popover-open')).toBe(true);
    const box = notice.getBoundingClientRect();
    expect([box.left >= 0, box.bottom <= window.innerHeight, notice.textContent]).toEqual([true, true, 'Nobody says this.']);
    await vi.waitFor(() => expect(document.documentElement.childElementCount).toBe(children), { timeout: 8000 });
  });
});

describe('finding one’s way', () => {
  test('claimAt tells the claim under a point, and none between the words', async () => {
    const { analysis, map, marks, article } = await show();
    for (const { id, content } of analysis.claims) {
      const line = map.rangesOf(content[0]!)[0]!.getClientRects()[0]!;
      expect(marks.claimAt(line.left + 3, line.top + 8)).toBe(id);
    }
    const box = article.querySelector('p')!.getBoundingClientRect();
    expect(marks.claimAt(box.left + 5, box.top + 8)).toBeNull();
    expect(marks.claimAt(2, 300)).toBeNull();
  });

  test('next and previous go round', async () => {
    const { marks } = await show();
    expect([marks.next(), marks.next(), marks.previous(), marks.previous()]).toEqual(['c1', 'c2', 'c1', 'c10']);
    expect(marks.scrollTo('no such claim')).toBe(false);
  });
});
