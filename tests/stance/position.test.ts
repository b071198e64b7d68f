import { expect, test } from 'vitest';
import { agreeOnTargets, type PositionRead, resolveDemonstratives } from '../../utils/stance/position.ts';

const position = (toward: 'for' | 'against', target: string, chance = 0.8): PositionRead => ({ toward, target, chance, reason: [] });

test('a speaker’s likelier position on a thing stands, the opposite goes', () => {
  const agreed = agreeOnTargets([position('for', 'the pier', 0.6), position('against', 'the pier', 0.9), null], ['s1', 's1', 's1']);
  expect(agreed.map((one) => one?.toward ?? null)).toEqual([null, 'against', null]);
});

test('of two that are about as likely neither stands', () => {
  expect(agreeOnTargets([position('for', 'the pier', 0.8), position('against', 'the pier', 0.75)], ['s1', 's1'])).toEqual([null, null]);
});

test('two speakers may differ, and nobody’s claims are not held together', () => {
  expect(agreeOnTargets([position('for', 'the pier'), position('against', 'the pier')], ['s1', 's2'])).not.toContain(null);
  expect(agreeOnTargets([position('for', 'the pier'), position('against', 'the pier')], [null, null])).not.toContain(null);
});

test('what names the same thing is named alike', () => {
  const targets = (...list: string[]) =>
    agreeOnTargets(
      list.map((target) => position('for', target)),
      list.map((_, i) => `s${i}`),
    ).map((one) => one!.target);
  expect(targets('Orla Penn', 'Penn')).toEqual(['Orla Penn', 'Orla Penn']);
  expect(targets('the new pier', 'new pier')).toEqual(['the new pier', 'the new pier']);
  expect(targets('Orla Penn', 'Bram Penn', 'Penn')).toEqual(['Orla Penn', 'Bram Penn', 'Penn']);
  expect(targets('the council', 'the town council')).toEqual(['the council', 'the town council']);
});

test('“this information” is what the speaker was against before', () => {
  const targets = (...list: (PositionRead | null)[]) => resolveDemonstratives(list, ['s1', 's1']).map((one) => one?.target);
  expect(targets(position('against', 'reports of a leak'), position('against', 'this information'))).toEqual([
    'reports of a leak',
    'reports of a leak',
  ]);
  expect(targets(position('for', 'reports of a leak'), position('against', 'this information'))[1]).toBe('this information');
  expect(
    resolveDemonstratives([position('against', 'reports of a leak'), position('against', 'this claim')], ['s2', 's1'])[1]!.target,
  ).toBe('this claim');
});
