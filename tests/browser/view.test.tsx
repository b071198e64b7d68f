import '../../components/style.css';
import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page as viewport } from 'vitest/browser';
import { OptionsForm } from '../../components/options.tsx';
import { type Page, View } from '../../components/view.tsx';
import type { Analysis } from '../../utils/analysis.ts';
import { DEFAULTS, type Settings } from '../../utils/settings.ts';
import { ANALYSIS } from '../fixtures/analysis.ts';

const URL = 'http://tidings.example/wells';
const done = (analysis: Analysis): Page => ({ host: 'tidings.example', state: { state: 'done', url: URL, analysis }, status: 'marked' });
const withoutState = (host: string | null, status: Page['status']): Page => ({ host, state: null, status });

function show(page: Page, settings: Partial<Settings> = {}, message: string | null = null) {
  const calls = {
    change: vi.fn(),
    read: vi.fn(),
    goTo: vi.fn(),
    light: vi.fn(),
    openOptions: vi.fn(),
    openPrint: vi.fn(),
    openPanel: vi.fn(),
  };
  document.documentElement.lang = 'en';
  document.title = 'Vantage';
  document.body.replaceChildren(document.createElement('div'));
  render(<View page={page} settings={{ ...DEFAULTS, ...settings }} message={message} {...calls} />, document.body.firstElementChild!);
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
  delete document.documentElement.dataset.theme;
});

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

describe.each(['light', 'dark'])('%s', (theme) => {
  test.each(STATES)('%s is said plainly, and reachable by all', async (_name, page, settings, words) => {
    await viewport.viewport(400, 600);
    document.documentElement.dataset.theme = theme;
    show(page, settings);
    expect(text()).toContain(words);
    await accessible();
  });

  test('the options', async () => {
    document.documentElement.dataset.theme = theme;
    document.body.replaceChildren(document.createElement('div'));
    render(
      <OptionsForm
        settings={{ ...DEFAULTS, sites: { 'tidings.example': 'off' } }}
        change={() => undefined}
        problem="The browser’s storage is full."
        analysis={null}
        openWelcome={() => undefined}
      />,
      document.body.firstElementChild!,
    );
    expect(text()).toContain('tidings.example');
    await accessible();
  });
});

test('framings come with speakers and their own words, clashes with both sides, questions with answers', () => {
  show(done(ANALYSIS));
  expect(text()).toMatch(/The wells are foul[\s\S]*Water Board[\s\S]*Jonas Pell[\s\S]*“Do not drink from them,”/);
  expect(text()).toMatch(/Helen Crane\s*↔\s*(?:and)?\s*Water Board\s*over the wells/);
  expect(text()).toMatch(/How bad is it\?[\s\S]*Who or what is to blame\?/);
  expect(text()).not.toContain('What should be done?');
  expect(text()).toMatch(/nameless source: 1; with an unclear speaker: 1/);
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

test('nothing is wider than the popup, down to 320 pixels', async () => {
  await viewport.viewport(320, 600);
  show(
    done({
      ...ANALYSIS,
      article: { ...ANALYSIS.article, title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft' },
    }),
  );
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});
