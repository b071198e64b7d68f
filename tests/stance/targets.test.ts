import { describe, expect, test } from 'vitest';
import { candidatesOf, sameTarget, targetContext } from '../../utils/stance/targets.ts';
import { claimOf } from './claim.ts';

const phrases = (input: string): string[] => {
  const { document, attribution } = claimOf(input);
  const context = { ...targetContext(document, []), speaker: null, cueAct: null, toward: 'against' as const };
  return candidatesOf(document, attribution, context).map(({ span }) => document.text.slice(...span));
};

describe('what a position may be about', () => {
  test('a phrase is whole: what follows “of” belongs to it', () => {
    expect(phrases('Vane [played down] {reports of the resurgence of the fever}.')).toContain('reports of the resurgence of the fever');
  });
  test('articles that say nothing are left out', () => {
    expect(phrases('Vane [said] {a new pier is a waste}.')[0]).toBe('new pier');
  });
  test('no verb, no pronoun, no time', () => {
    expect(phrases('Vane [said] {they tried to conceal it on Tuesday}.')).toEqual([]);
  });
  test('no quotation mark inside', () => {
    for (const phrase of phrases('Vane [said] {the “so-called experts” of the board lied}.')) expect(phrase).not.toMatch(/[“”]/);
  });
});

test.each([
  ['the Ossel Water Board', 'Water Board', true],
  ['Orla Penn', 'Mrs. Penn', true],
  ['the ban on trucks', 'the pier', false],
  ['the', 'pier', false],
])('%s and %s', (a, b, same) => {
  expect(sameTarget(a, b)).toBe(same);
});
