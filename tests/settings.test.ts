import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { changeSettings, DEFAULTS, readSettings, validSettings, watchSettings } from '../utils/settings.ts';

beforeEach(() => {
  fakeBrowser.reset();
  vi.restoreAllMocks();
});

test.each<[name: string, stored: unknown]>([
  ['nothing', undefined],
  ['a string', 'broken'],
  ['an array', [1, 2]],
  ['values of other kinds', { marksOn: 'yes', mode: 7, density: null, theme: {}, sitesOff: 'tidings.example' }],
])('%s gives the defaults', (_name, stored) => {
  expect(validSettings(stored)).toEqual(DEFAULTS);
});

test('what is sound is kept, what is broken beside it is not', () => {
  expect(validSettings({ marksOn: false, density: 'huge', sitesOff: ['a.example', 3, 'a.example', ''] })).toEqual({
    ...DEFAULTS,
    marksOn: false,
    sitesOff: ['a.example'],
  });
});

test('a change sticks, and is heard', async () => {
  const heard = vi.fn();
  const stop = watchSettings(heard);
  await changeSettings({ mode: 'click' });
  await changeSettings({ sitesOff: ['tidings.example'] });
  expect(await readSettings()).toEqual({ ...DEFAULTS, mode: 'click', sitesOff: ['tidings.example'] });
  await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith({ ...DEFAULTS, mode: 'click', sitesOff: ['tidings.example'] }));
  stop();
});

test('where the synced storage fails, this machine keeps the settings', async () => {
  vi.spyOn(fakeBrowser.storage.sync, 'set').mockRejectedValue(new Error('QUOTA_BYTES'));
  await changeSettings({ theme: 'dark' });
  expect((await readSettings()).theme).toBe('dark');
});

test('where nothing can be stored, the reader is told', async () => {
  vi.spyOn(fakeBrowser.storage.sync, 'set').mockRejectedValue(new Error('QUOTA_BYTES'));
  vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('QUOTA_BYTES'));
  await expect(changeSettings({ theme: 'dark' })).rejects.toThrow('could not be kept');
  expect(await readSettings()).toEqual(DEFAULTS);
});
