import '../../components/style.css';
import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { userEvent, page as viewport } from 'vitest/browser';
import { type Page, View } from '../../components/view.tsx';
import { nameDocument } from '../../utils/i18n.ts';
import { DEFAULTS, type Settings, settingsToFile } from '../../utils/settings.ts';
import '../../utils/marks/highlights.css';
import { speak } from '../fake-browser.ts';
import { ANALYSIS } from '../fixtures/analysis.ts';
import { done, FIVE, options, PLACES, type Place, STATES, withoutState, withState } from '../fixtures/states.tsx';

function draw(page: preact.ComponentChild): void {
  nameDocument(document, 'Vantage');
  document.body.replaceChildren(document.createElement('div'));
  render(page, document.body.firstElementChild!);
}

/** Draws the page in place of the one before. */
const show = (page: Page, settings: Partial<Settings> = {}, message: string | null = null, inView: string | null = null) => {
  draw(null);
  return again(page, settings, message, inView);
};

/** Draws what has become of the page. */
function again(page: Page, settings: Partial<Settings> = {}, message: string | null = null, inView: string | null = null) {
  const calls = {
    change: vi.fn(),
    read: vi.fn(),
    goTo: vi.fn(),
    light: vi.fn(),
    openOptions: vi.fn(),
    openPrint: vi.fn(),
    openPanel: vi.fn(),
  };
  render(
    <View page={page} settings={{ ...DEFAULTS, ...settings }} message={message} inView={inView} {...calls} />,
    document.body.firstElementChild!,
  );
  return calls;
}
const text = (): string => document.body.innerText;
const button = (words: string | RegExp): HTMLButtonElement => {
  const found = [...document.querySelectorAll('button')].find((b) =>
    typeof words === 'string' ? b.innerText.includes(words) : words.test(b.innerText),
  );
  if (!found) throw new Error(`no button: ${words}`);
  return found;
};

async function accessible(): Promise<void> {
  const { violations } = await axe.run(document.documentElement, { rules: { 'page-has-heading-one': { enabled: true } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

afterEach(() => {
  speak('en');
  document.documentElement.dir = 'ltr';
  delete document.documentElement.dataset.theme;
  document.documentElement.className = '';
});

/** As the place's own page begins. */
function drawState({ place, draw: content, act }: (typeof STATES)[number]): void {
  document.documentElement.className = place;
  draw(content());
  act?.(document.body);
}

const WIDTHS: Record<Place, readonly number[]> = {
  popup: [400, 200],
  sidepanel: [320],
  options: [900, 320],
  welcome: [900, 320],
  paper: [900],
};

describe.each(PLACES)('%s', (place) => {
  const states = STATES.filter((state) => state.place === place);
  const ways = (['en light', 'en dark', 'ar light'] as const).flatMap((way) => WIDTHS[place].map((width) => [way, width] as const));

  // A popup of 400 pixels at 200 % zoom is one of 200.
  describe.each(ways)('%s, %i px', (way, width) => {
    test.each(states.map((state) => [state.name, state] as const))('%s', async (_, state) => {
      const [locale, theme] = way.split(' ') as ['en' | 'ar', string];
      await viewport.viewport(width, 600);
      document.documentElement.dataset.theme = theme;
      speak(locale);
      drawState(state);
      if (locale === 'en') await vi.waitFor(() => expect(text()).toContain(state.words));
      else expect(getComputedStyle(document.querySelector('h1')!).direction).toBe('rtl');
      expect(text()).not.toMatch(/\$\d|undefined|NaN/);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      await accessible();
    });
  });
});

describe.each(['de', 'es', 'fr'] as const)('in %s', (locale) => {
  test.each(PLACES)('%s is whole, within 320 pixels, and reachable by all', async (place) => {
    await viewport.viewport(320, 700);
    speak(locale);
    drawState(STATES.find((state) => state.place === place)!);
    expect(document.documentElement.lang).toBe(locale);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    expect(text()).not.toMatch(/\$\d|undefined|NaN/);
    await accessible();
  });
});

test('a long reading shows how far it is, and tells it a few times only', async () => {
  const heard: string[] = [];
  const reading = (read?: number) => withState({ state: 'reading', url: 'http://tidings.example/wells', words: 10_000, read }, 'reading');
  const told = (): string => document.querySelector('main > [role=status]')!.textContent;
  show(reading());
  expect(document.querySelector('progress')!.position).toBe(-1);
  for (let read = 0; read < 10_000; read += 500) {
    again(reading(read));
    expect(document.querySelector('progress')!.position).toBeCloseTo(read / 10_000);
    if (heard.at(-1) !== told()) heard.push(told());
    await new Promise((done) => setTimeout(done));
  }
  again(done(ANALYSIS));
  heard.push(told());
  expect(heard).toEqual(['', 'Finding claims: 25%', 'Finding claims: 50%', 'Finding claims: 75%', '6 claims']);
  show(reading());
  again(done(ANALYSIS));
  expect(told()).toBe('');
});

test('framings come with speakers and their own words, clashes with both sides, questions with answers', () => {
  show(done(ANALYSIS));
  expect(text()).toMatch(/The wells are foul[\s\S]*Water Board[\s\S]*Jonas Pell[\s\S]*“Do not drink from them,”/);
  expect(text()).toMatch(/Helen Crane\s*↔\s*(?:and)?\s*Water Board\s*over the wells[\s\S]*Helen Crane the plant was to blame/);
  expect(text()).toMatch(/How bad is it\?[\s\S]*Who or what is to blame\?/);
  expect(text()).not.toContain('What should be done?');
  expect(text()).toContain('Claims with a nameless source: 1. Claims with an unclear speaker: 1.');
  // Nothing is said of what is none.
  show(done({ ...ANALYSIS, claims: ANALYSIS.claims.filter(({ speaker }) => speaker !== null) }));
  expect(text()).toContain('Claims with a nameless source: 1.');
  expect(text()).not.toContain('unclear speaker');
});

test('a clash and an agreement say why, and lead to the claims that show it', () => {
  const words = ANALYSIS.article.text.indexOf('denied');
  const both = { position: { toward: 'against' as const, target: 'foul wells' }, reasons: {} };
  const { goTo } = show(
    done({
      ...ANALYSIS,
      claims: ANALYSIS.claims.map((claim) => (claim.id === 'c1' || claim.id === 'c2' ? { ...claim, ...both } : claim)),
      clashes: [{ ...ANALYSIS.clashes[0]!, reason: { kind: 'act', act: 'denies', words: [[words, words + 6]] } }],
    }),
  );
  const plain = text().replace(/[\u2068\u2069]/g, '');
  expect(plain).toContain('Denial by Helen Crane, against Water Board · rests on: “denied”');
  expect(plain).toMatch(/WHERE THEY AGREE[\s\S]*Water Board[\s\S]*Jonas Pell[\s\S]*Both against: foul wells/);
  document.querySelector<HTMLElement>('section[aria-labelledby=agreements] button[data-claim=c2]')!.click();
  expect(goTo).toHaveBeenCalledWith('c2');
});

test('a press goes to the claim, and pointing at it lights it', () => {
  const { goTo, light } = show(done(ANALYSIS));
  const quote = button('Do not drink');
  quote.click();
  expect(goTo).toHaveBeenCalledWith('c2');
  quote.dispatchEvent(new MouseEvent('mouseenter'));
  expect(light).toHaveBeenLastCalledWith('c2');
  quote.focus();
  quote.blur();
  expect(light).toHaveBeenLastCalledWith(null);
});

test('the switches change the settings, for this site too', () => {
  const { change } = show(done(ANALYSIS));
  const [marks, site] = document.querySelectorAll('input');
  marks!.click();
  expect(change).toHaveBeenCalledWith({ marksOn: false });
  site!.click();
  expect(change).toHaveBeenCalledWith({ sites: { 'tidings.example': 'off' } });
});

test('a page that looks like no article can be read all the same', () => {
  const { read } = show(withoutState('tidings.example', 'not-news'));
  button('Analyse anyway').click();
  expect(read).toHaveBeenCalledOnce();
});

test('what a page says is shown, never run', () => {
  const hostile = '<img src=x onerror="window.hit = true"> \u202Eevil';
  show(done({ ...ANALYSIS, article: { ...ANALYSIS.article, title: hostile }, framings: [{ ...ANALYSIS.framings[0]!, title: hostile }] }));
  expect(document.querySelector('main img')).toBeNull();
  expect(text()).toContain('<img src=x');
});

test('bidi controls in names, roles, titles and claims reach no words but their own', () => {
  const foul = 'Ada\u2069\u202e\u2067Vane';
  const { article } = ANALYSIS;
  show(
    done({
      ...ANALYSIS,
      article: { ...article, title: foul, text: article.text.replaceAll(' the ', ' \u202ee ') },
      speakers: ANALYSIS.speakers.map((speaker) => ({ ...speaker, name: foul, role: foul })),
      framings: ANALYSIS.framings.map((framing) => ({ ...framing, title: foul })),
      clashes: ANALYSIS.clashes.map((clash) => ({ ...clash, over: foul })),
    }),
  );
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const astray: string[] = [];
  let seen = 0;
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode as Text;
    if (!/[\u202a-\u202e\u2066\u2067]/.test(data)) continue;
    seen++;
    const { unicodeBidi, display } = getComputedStyle(parentElement!);
    // Alone in a box of its own, or set apart from what stands beside it.
    const isAlone = display !== 'inline' && parentElement!.childNodes.length === 1;
    if (!/isolate|plaintext/.test(unicodeBidi) && !isAlone && parentElement!.localName !== 'option') astray.push(parentElement!.outerHTML);
  }
  expect(seen).toBeGreaterThan(5);
  expect(astray).toEqual([]);
});

test.each([600, 400, 320, 200])('nothing is wider than the popup at %i pixels (200 of them is 400 at 200 %% zoom)', async (width) => {
  await viewport.viewport(width, 600);
  show(
    done({
      ...ANALYSIS,
      article: { ...ANALYSIS.article, title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft' },
    }),
  );
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});

test('from right to left the article’s own words run as in English, and stand at the right', () => {
  speak('ar');
  document.documentElement.className = 'sidepanel';
  show(done(FIVE));
  for (const words of ['.title', '.publisher', '.framing h3', '.names', '.framing .words']) {
    const { direction, textAlign } = getComputedStyle(document.querySelector(words)!);
    expect([words, direction, textAlign]).toEqual([words, 'ltr', 'right']);
  }
});

const entries = (): string[] => [...document.querySelectorAll<HTMLElement>('.entry button.claim')].map(({ innerText }) => innerText);
const type = async (words: string): Promise<void> => {
  const field = document.querySelector<HTMLInputElement>('input[type=search]')!;
  await userEvent.fill(field, words);
};
const pick = (label: string, value: string): void => {
  const select = document.querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`)!;
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};

test('claims are found by speaker, act, framing and words, and all come back', async () => {
  show(done(ANALYSIS));
  expect(entries()).toHaveLength(6);
  pick('Speaker', 's3');
  await vi.waitFor(() => expect(entries()).toHaveLength(2));
  pick('Act', 'warns');
  await vi.waitFor(() => expect(text()).toContain('No claim fits.'));
  pick('Speaker', '');
  await vi.waitFor(() => expect(entries()).toHaveLength(1));
  button('Show all').click();
  pick('Framing', 'f2');
  await vi.waitFor(() => expect(entries()).toHaveLength(2));
  button('Show all').click();
  await type('HYDROLOGIST drink');
  await vi.waitFor(() => expect(entries()).toEqual([expect.stringContaining('Do not drink')]));
  expect(text()).toContain('1 claim');
});

test('the list of claims is one stop of the Tab key, and arrows move in it', async () => {
  show(done(ANALYSIS));
  const all = [...document.querySelectorAll<HTMLElement>('.entry button.claim')];
  expect(all.filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  all[0]!.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect(document.activeElement).toBe(all[2]);
  await userEvent.keyboard('{End}');
  expect(document.activeElement).toBe(all.at(-1));
  await userEvent.keyboard('{ArrowDown}{Home}{ArrowUp}');
  expect(document.activeElement).toBe(all[0]);
});

test('the claim that the reader has before them is lit in the list', () => {
  show(done(ANALYSIS), {}, null, 'c4');
  expect(document.querySelector('[aria-current]')?.textContent).toContain('There is no evidence');
});

// At 200 % zoom a browser shows a popup of 400 by 300 pixels, or one of 200 in width.
test.each([
  [600, 600, 500],
  [400, 600, 500],
  [320, 600, 500],
  [200, 600, 500],
  [400, 300, 280],
])('five framings and who holds them are at the top of a popup of %i × %i pixels', async (width, height, end) => {
  await viewport.viewport(width, height);
  document.documentElement.className = 'popup';
  show(done(FIVE));
  const cards = [...document.querySelectorAll('.framing')];
  expect(cards).toHaveLength(5);
  for (const card of cards) {
    const box = card.getBoundingClientRect();
    expect(box.bottom).toBeLessThanOrEqual(end);
    for (const part of ['h3', '.who', '.quote'])
      expect(card.querySelector(part)!.getBoundingClientRect().top).toBeLessThan(box.bottom - 10);
  }
  // The first of each is there to be read.
  for (const who of document.querySelectorAll('.names')) {
    const [box, name] = [who, who.querySelector('.who')!].map((element) => element.getBoundingClientRect());
    expect(Math.min(box!.right, name!.right) - box!.left).toBeGreaterThan(40);
  }
});

test.each([
  [300, 300],
  [400, 400],
  [600, 600],
])('the popup fills %i pixels', async (width, filled) => {
  await viewport.viewport(width, 600);
  document.documentElement.className = 'popup';
  show(done(FIVE));
  expect(document.body.getBoundingClientRect().width).toBe(filled);
});

test('the summary is copied as Markdown', async () => {
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  show(done(ANALYSIS));
  button('Copy summary').click();
  expect(written.mock.calls[0]![0]).toMatch(/^# Wells foul[\s\S]*http:\/\/tidings\.example\/wells[\s\S]*### The wells are foul/);
  await vi.waitFor(() => expect(text()).toContain('Copied'));
});

describe('the options', () => {
  test('have a preview that shows the marks chosen', async () => {
    draw(options());
    const painted = (): number => [...CSS.highlights.keys()].filter((name) => name.startsWith('vantage-')).length;
    await vi.waitFor(() => expect(painted()).toBeGreaterThan(0));
    draw(options({ settings: { density: 'none' } }));
    await vi.waitFor(() => expect(painted()).toBe(0));
  });

  test('take a site’s rule, and say what is no site', async () => {
    const change = vi.fn();
    draw(options({ settings: { sites: { 'a.example': 'off' } }, change }));
    const field = document.querySelector<HTMLInputElement>('.add-site input')!;
    await userEvent.fill(field, 'not a site');
    button('Add').click();
    await vi.waitFor(() => expect(text()).toContain('no site’s name'));
    expect(change).not.toHaveBeenCalled();
    await userEvent.fill(field, 'https://www.post.example/news');
    button('Add').click();
    expect(change).toHaveBeenLastCalledWith({ sites: { 'www.post.example': 'off', 'a.example': 'off' } });
    pick('Rule for a.example', 'click');
    expect(change).toHaveBeenLastCalledWith({ sites: { 'a.example': 'click' } });
    button('Remove').click();
    expect(change).toHaveBeenLastCalledWith({ sites: {} });
  });

  test('come from a file, and can be undone; another file changes nothing', async () => {
    const change = vi.fn();
    draw(options({ settings: { theme: 'dark' }, change }));
    const field = document.querySelector<HTMLInputElement>('input[type=file]')!;
    const give = (content: string): void => {
      const files = new DataTransfer();
      files.items.add(new File([content], 'settings.json'));
      field.files = files.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    give('{"theme":"light"}');
    await vi.waitFor(() => expect(text()).toContain('holds no Vantage options'));
    expect(change).not.toHaveBeenCalled();
    give(settingsToFile({ ...DEFAULTS, mode: 'click' }));
    await vi.waitFor(() => expect(change).toHaveBeenLastCalledWith({ ...DEFAULTS, mode: 'click' }));
    await vi.waitFor(() => button('Undo').click());
    expect(change).toHaveBeenLastCalledWith({ ...DEFAULTS, theme: 'dark' });
  });

  test('are reset, and the reset undone', async () => {
    const change = vi.fn();
    draw(options({ settings: { theme: 'dark' }, change }));
    button('Reset').click();
    expect(change).toHaveBeenLastCalledWith(DEFAULTS);
    await vi.waitFor(() => button('Undo').click());
    expect(change).toHaveBeenLastCalledWith({ ...DEFAULTS, theme: 'dark' });
  });
});
