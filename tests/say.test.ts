import { expect, test } from 'vitest';
import { isolated } from '../utils/say.ts';

test.each([
  ['Ada Vane', '\u2068Ada Vane\u2069'],
  ['آدا فين', '\u2068آدا فين\u2069'],
  ['Ada\u2069 \u202eVane\u2066', '\u2068Ada Vane\u2069'],
])('%j is set apart within a sentence, and cannot end that itself', (words, apart) => {
  expect(isolated(words)).toBe(apart);
});
