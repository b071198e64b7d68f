import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  changeSettings,
  DEFAULTS,
  hostIn,
  isFirstTime,
  isSiteOff,
  modeFor,
  readSettings,
  ruleFor,
  settingsFromFile,
  settingsToFile,
  validSettings,
  watchSettings,
  withRule,
} from '../utils/settings.ts';

beforeEach(() => {
  fakeBrowser.reset();
  vi.restoreAllMocks();
});

test.each<[name: string, stored: unknown]>([
  ['nothing', undefined],
  ['a string', 'broken'],
  ['an array', [1, 2]],
  ['values of other kinds', { marksOn: 'yes', mode: 7, density: null, theme: {}, sites: 'tidings.example' }],
])('%s gives the defaults', (_name, stored) => {
  expect(validSettings(stored)).toEqual(DEFAULTS);
});

test('what is sound is kept, what is broken beside it is not', () => {
  expect(
    validSettings({
      marksOn: false,
      density: 'huge',
      sites: { 'a.example': 'off', 'b.example': 'sometimes', 'not a host': 'off', __proto__: 'off' },
    }),
  ).toEqual({
    ...DEFAULTS,
    marksOn: false,
    sites: { 'a.example': 'off' },
  });
});

test('sites turned off by an older version stay off', () => {
  expect(validSettings({ sitesOff: ['a.example', 3, 'a.example', ''] }).sites).toEqual({ 'a.example': 'off' });
});

test('a change sticks, and is heard', async () => {
  const heard = vi.fn();
  const stop = watchSettings(heard);
  await changeSettings({ mode: 'click' });
  await changeSettings({ sites: { 'tidings.example': 'off' } });
  expect(await readSettings()).toEqual({ ...DEFAULTS, mode: 'click', sites: { 'tidings.example': 'off' } });
  await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith({ ...DEFAULTS, mode: 'click', sites: { 'tidings.example': 'off' } }));
  stop();
});

test('a rule holds for its host and those below it, the nearest first', () => {
  const settings = validSettings({ mode: 'click', sites: { 'post.example': 'off', 'live.post.example': 'automatic' } });
  expect(
    ['post.example', 'www.post.example', 'live.post.example', 'a.live.post.example', 'outpost.example'].map((host) =>
      ruleFor(settings, host),
    ),
  ).toEqual(['off', 'off', 'automatic', 'automatic', null]);
  expect([isSiteOff(settings, 'www.post.example'), isSiteOff(settings, 'live.post.example')]).toEqual([true, false]);
  expect([modeFor(settings, 'live.post.example'), modeFor(settings, 'other.example')]).toEqual(['automatic', 'click']);
});

test('a site turned on again is on, whichever rule had turned it off', () => {
  const settings = validSettings({ sites: { 'post.example': 'off', 'www.post.example': 'off', 'other.example': 'click' } });
  expect(withRule(settings, 'www.post.example', null)).toEqual({ 'other.example': 'click' });
});

test.each<[typed: string, host: string | null]>([
  ['post.example', 'post.example'],
  [' https://www.Post.example:8080/news?x=1 ', 'www.post.example'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
  ['two words', null],
  ['', null],
])('%j names the host %s', (typed, host) => {
  expect(hostIn(typed)).toBe(host);
});

test('settings come back from their file, and from no other', () => {
  const settings = validSettings({ theme: 'dark', sites: { 'a.example': 'click' } });
  expect(settingsFromFile(settingsToFile(settings))).toEqual(settings);
  for (const other of ['', '[]', '{"marksOn":false}', '{"kind":"vantage-settings","settings":[]}'])
    expect(settingsFromFile(other)).toBeNull();
});

test('a reader is welcomed once', async () => {
  expect([await isFirstTime(), await isFirstTime()]).toEqual([true, false]);
});

test('where the synced storage fails, this machine keeps the settings', async () => {
  vi.spyOn(fakeBrowser.storage.sync, 'set').mockRejectedValue(new Error('QUOTA_BYTES'));
  await changeSettings({ theme: 'dark' });
  expect((await readSettings()).theme).toBe('dark');
});

test('where nothing can be stored, the reader is told', async () => {
  vi.spyOn(fakeBrowser.storage.sync, 'set').mockRejectedValue(new Error('QUOTA_BYTES'));
  vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('QUOTA_BYTES'));
  await expect(changeSettings({ theme: 'dark' })).rejects.toThrow();
  expect(await readSettings()).toEqual(DEFAULTS);
});
