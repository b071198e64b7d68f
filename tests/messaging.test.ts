import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { forgetTab, isOwn, keepTab, parseToBackground, parseToPage, readTab, watchTab } from '../utils/messaging.ts';
import { ANALYSIS } from './fixtures/analysis.ts';

beforeEach(() => {
  fakeBrowser.reset();
  vi.restoreAllMocks();
});

test.each<[message: unknown]>([
  [null],
  ['analyse'],
  [{ type: 'analyse' }],
  [{ type: 'analyse', article: { text: 7 }, url: 'http://a.example/' }],
  [{ type: 'analyse', article: { ...ANALYSIS.article, title: {} }, url: 'http://a.example/' }],
  [{ type: 'go-to', claim: 'c1' }],
  [{ type: 'bring' }],
  [{ type: 'bring', what: '/popup.html' }],
])('%j is no message to the background', (message) => {
  expect(parseToBackground(message)).toBeNull();
});

test.each<[message: unknown]>([
  [undefined],
  [{ type: 'go-to' }],
  [{ type: 'go-to', claim: 3 }],
  [{ type: 'step', by: 100 }],
  [{ type: 'light', claim: {} }],
  [{ type: 'analyse' }],
])('%j is no message to a page', (message) => {
  expect(parseToPage(message)).toBeNull();
});

test('sound messages pass, without what else they carry', () => {
  expect(parseToPage({ type: 'who-says', evil: true })).toEqual({ type: 'who-says' });
  expect(parseToPage({ type: 'go-to', claim: 'c1', evil: true })).toEqual({ type: 'go-to', claim: 'c1' });
  expect(parseToBackground({ type: 'bring', what: 'rooms', evil: true })).toEqual({ type: 'bring', what: 'rooms' });
  expect(parseToBackground({ type: 'analyse', article: ANALYSIS.article, url: 'http://a.example/' })).toEqual({
    type: 'analyse',
    article: ANALYSIS.article,
    url: 'http://a.example/',
  });
});

test('only this extension is listened to', () => {
  expect(isOwn({ id: fakeBrowser.runtime.id })).toBe(true);
  expect(isOwn({ id: 'another' })).toBe(false);
  expect(isOwn({})).toBe(false);
});

test('what is known of a tab is kept until it is forgotten, and changes are heard', async () => {
  const heard = vi.fn();
  const stop = watchTab(7, heard);
  await keepTab(7, { state: 'reading', url: 'http://a.example/' });
  await keepTab(8, { state: 'reading', url: 'http://b.example/' });
  expect(await readTab(7)).toEqual({ state: 'reading', url: 'http://a.example/' });
  expect(heard).toHaveBeenCalledExactlyOnceWith({ state: 'reading', url: 'http://a.example/' });
  await forgetTab(7);
  expect(await readTab(7)).toBeNull();
  stop();
});

test('a full storage makes room by forgetting other tabs', async () => {
  await keepTab(1, { state: 'reading', url: 'http://a.example/' });
  vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValueOnce(new Error('QUOTA_BYTES'));
  await keepTab(2, { state: 'done', url: 'http://b.example/', analysis: ANALYSIS });
  expect(await readTab(2)).toMatchObject({ state: 'done' });
  expect(await readTab(1)).toBeNull();
});
