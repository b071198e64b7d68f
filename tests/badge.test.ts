import { expect, test } from 'vitest';
import { badgeOf } from '../utils/badge.ts';
import { ANALYSIS } from './fixtures/analysis.ts';

const done = (analysis = ANALYSIS) => badgeOf({ state: 'done', url: 'http://a.example/', analysis });

test('counts the claims, and says it in words', () => {
  expect(done()).toMatchObject({ text: '6', title: 'Vantage: 6 claims, 1 clash' });
  expect(done({ ...ANALYSIS, claims: ANALYSIS.claims.slice(0, 1), clashes: [] }).title).toBe('Vantage: 1 claim, no clash found');
});

test('turns neutral, and says so, where most claims are unsure', () => {
  const unsure = done({ ...ANALYSIS, claims: ANALYSIS.claims.map((claim, i) => (i < 4 ? { ...claim, confidence: 0.3 } : claim)) });
  expect(unsure.title).toBe('Vantage: 6 claims, unsure about most of them, 1 clash');
  expect(unsure.colour).not.toBe(done().colour);
});

test('counts nothing where there is nothing to count', () => {
  expect(badgeOf(null)).toMatchObject({ text: '', title: 'Vantage' });
  expect(done({ ...ANALYSIS, claims: [], clashes: [] })).toMatchObject({ text: '', title: 'Vantage: no claims found' });
  expect(badgeOf({ state: 'unsupported-language', url: '', language: 'de' }).title).toContain('not supported');
});
