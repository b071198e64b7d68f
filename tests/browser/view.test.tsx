import '../../components/style.css';
import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { userEvent, page as viewport } from 'vitest/browser';
import { OptionsForm } from '../../components/options.tsx';
import { PaperPage } from '../../components/paper.tsx';
import { SAMPLE } from '../../components/sample.tsx';
import { type Page, View } from '../../components/view.tsx';
import { WelcomePage } from '../../components/welcome.tsx';
import type { Analysis } from '../../utils/analysis.ts';
import { nameDocument } from '../../utils/i18n.ts';
import { DEFAULTS, type Settings, settingsToFile } from '../../utils/settings.ts';
import '../../utils/marks/highlights.css';
import { speak } from '../fake-browser.ts';
import { ANALYSIS } from '../fixtures/analysis.ts';

const URL = 'http://tidings.example/wells';
const done = (analysis: Analysis): Page => ({ host: 'tidings.example', state: { state: 'done', url: URL, analysis }, status: 'marked' });
const withoutState = (host: string | null, status: Page['status']): Page => ({ host, state: null, status });

function draw(page: preact.ComponentChild): void {
  nameDocument(document, 'Vantage');
  document.body.replaceChildren(document.createElement('div'));
  render(page, document.body.firstElementChild!);
}

function show(page: Page, settings: Partial<Settings> = {}, message: string | null = null, inView: string | null = null) {
  const calls = {
    change: vi.fn(),
    read: vi.fn(),
    goTo: vi.fn(),
    light: vi.fn(),
    openOptions: vi.fn(),
    openPrint: vi.fn(),
    openPanel: vi.fn(),
  };
  draw(<View page={page} settings={{ ...DEFAULTS, ...settings }} message={message} inView={inView} {...calls} />);
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
});

const NOTHING = {
  change: () => undefined,
  read: () => undefined,
  goTo: () => undefined,
  light: () => undefined,
  openOptions: () => undefined,
  openPrint: () => undefined,
};

const STATES: [name: string, page: Page, settings: Partial<Settings>, words: string][] = [
  ['an analysis', done(ANALYSIS), {}, '2 FRAMINGS'],
  ['one framing', done({ ...ANALYSIS, framings: ANALYSIS.framings.slice(0, 1), clashes: [] }), {}, 'The speakers do not clash here.'],
  ['no framing', done({ ...ANALYSIS, framings: [], clashes: [] }), {}, 'Nobody in this article takes a view'],
  ['no claims', done({ ...ANALYSIS, claims: [], speakers: [], framings: [], clashes: [] }), {}, 'No claims found'],
  ['reading', { host: 'tidings.example', state: { state: 'reading', url: URL }, status: 'reading' }, {}, 'Reading …'],
  [
    'a language to come',
    { host: 'tidings.example', state: { state: 'unsupported-language', url: URL, language: 'de' }, status: 'marked' },
    {},
    'German is not supported yet',
  ],
  [
    'an error',
    { host: 'tidings.example', state: { state: 'error', url: URL, message: 'out of memory' }, status: 'marked' },
    {},
    'out of memory',
  ],
  ['not an article', withoutState('tidings.example', 'not-news'), {}, 'Not an article'],
  ['not an article, its address unknown (side panel)', withoutState(null, 'not-news'), {}, 'Not an article'],
  ['only on click', withoutState('tidings.example', 'waiting'), { mode: 'click' }, 'Ready when you are'],
  ['not let in', withoutState('tidings.example', null), {}, 'No access to this page yet'],
  ['a page of the browser', withoutState(null, null), {}, 'The browser lets no extension read this page'],
  ['a site turned off', withoutState('tidings.example', 'site-off'), { sites: { 'tidings.example': 'off' } }, 'Off on this site'],
];

/** An analysis of the sample article, as the engine might give it. */
const at = (words: string): [number, number] => [SAMPLE.text.indexOf(words), SAMPLE.text.indexOf(words) + words.length];
const SAID: Analysis = {
  ...ANALYSIS,
  article: SAMPLE,
  claims: [
    { ...ANALYSIS.claims[0]!, content: [at('“The bridge is no longer safe')], reasons: {} },
    { ...ANALYSIS.claims[1]!, content: [at('They saved on paint')], reasons: {} },
  ],
  framings: [],
  clashes: [],
};

function options(
  settings: Partial<Settings> = {},
  change: (change: Partial<Settings>) => void = () => undefined,
  problem: string | null = null,
) {
  return (
    <OptionsForm
      key="options"
      settings={{ ...DEFAULTS, ...settings }}
      change={change}
      problem={problem}
      analysis={SAID}
      openWelcome={() => undefined}
    />
  );
}

describe.each(['light', 'dark'])('%s', (theme) => {
  test.each(STATES)('%s is said plainly, and reachable by all', async (_name, page, settings, words) => {
    await viewport.viewport(400, 600);
    document.documentElement.dataset.theme = theme;
    show(page, settings);
    expect(text()).toContain(words);
    await accessible();
  });

  test.each<[name: string, page: preact.ComponentChild, words: string]>([
    ['the options', options({ sites: { 'tidings.example': 'off' } }), 'tidings.example'],
    ['the welcome page', <WelcomePage key="welcome" analysis={SAID} />, 'It judges nobody'],
    ['the summary on paper', <PaperPage key="paper" page={done(ANALYSIS)} goTo={() => undefined} />, 'Wells foul'],
    ['paper without a summary', <PaperPage key="gone" page={withoutState(null, null)} goTo={() => undefined} />, 'no summary of that page'],
  ])('%s', async (_name, page, words) => {
    document.documentElement.dataset.theme = theme;
    await viewport.viewport(900, 900);
    draw(page);
    await vi.waitFor(() => expect(text()).toContain(words));
    await accessible();
  });
});

describe.each(['ar', 'de', 'es', 'fr'] as const)('in %s', (locale) => {
  test.each<[name: string, page: preact.ComponentChild]>([
    ['the popup', <View key="view" page={done(ANALYSIS)} settings={DEFAULTS} message={null} {...NOTHING} />],
    ['a state', <View key="state" page={withoutState('tidings.example', null)} settings={DEFAULTS} message={null} {...NOTHING} />],
    ['the options', options()],
    ['the welcome page', <WelcomePage key="welcome" analysis={null} />],
  ])('%s is whole, within 320 pixels, and reachable by all', async (_name, page) => {
    await viewport.viewport(320, 700);
    speak(locale);
    draw(page);
    expect(document.documentElement.lang).toBe(locale);
    expect(getComputedStyle(document.querySelector('h1')!).direction).toBe(locale === 'ar' ? 'rtl' : 'ltr');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    expect(text()).not.toMatch(/\$\d|undefined/);
    await accessible();
  });
});

test('framings come with speakers and their own words, clashes with both sides, questions with answers', () => {
  show(done(ANALYSIS));
  expect(text()).toMatch(/The wells are foul[\s\S]*Water Board[\s\S]*Jonas Pell[\s\S]*“Do not drink from them,”/);
  expect(text()).toMatch(/Helen Crane\s*↔\s*(?:and)?\s*Water Board\s*over the wells[\s\S]*Helen Crane the plant was to blame/);
  expect(text()).toMatch(/How bad is it\?[\s\S]*Who or what is to blame\?/);
  expect(text()).not.toContain('What should be done?');
  expect(text()).toMatch(/nameless source: 1; with an unclear speaker: 1/);
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

test('the framings are on the first 500 pixels, four of them too', async () => {
  await viewport.viewport(400, 600);
  const two = ANALYSIS.framings;
  show(done({ ...ANALYSIS, framings: [...two, ...two.map((framing) => ({ ...framing, id: `${framing.id}b` }))] }));
  const cards = [...document.querySelectorAll('.framing')];
  expect(cards).toHaveLength(4);
  for (const card of cards) expect(card.getBoundingClientRect().bottom).toBeLessThanOrEqual(500);
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
    draw(options({ density: 'none' }));
    await vi.waitFor(() => expect(painted()).toBe(0));
  });

  test('take a site’s rule, and say what is no site', async () => {
    const change = vi.fn();
    draw(options({ sites: { 'a.example': 'off' } }, change));
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
    draw(options({ theme: 'dark' }, change));
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
    draw(options({ theme: 'dark' }, change));
    button('Reset').click();
    expect(change).toHaveBeenLastCalledWith(DEFAULTS);
    await vi.waitFor(() => button('Undo').click());
    expect(change).toHaveBeenLastCalledWith({ ...DEFAULTS, theme: 'dark' });
  });
});
