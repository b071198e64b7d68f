import { describe, expect, test } from 'vitest';
import { candidatesOf, sameTarget, type TargetContext, targetContext } from '../../utils/stance/targets.ts';
import { claimOf } from './claim.ts';

const candidates = (input: string, more: Partial<TargetContext> = {}) => {
  const { document, attribution } = claimOf(input);
  const context: TargetContext = { ...targetContext(document, []), speaker: null, cueAct: null, toward: 'against', ...more };
  return candidatesOf(document, attribution, context).map(({ span, isVictim }) => ({ phrase: document.text.slice(...span), isVictim }));
};
const phrases = (input: string, more: Partial<TargetContext> = {}): string[] => candidates(input, more).map(({ phrase }) => phrase);

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
  test('no noun that only points at what follows', () => {
    expect(phrases('Vane [voiced] {concerns and the need to mend the harbour wall}.')).toEqual(['the harbour wall']);
  });
  test('no “that” that begins a statement', () => {
    expect(phrases('Vane [said] {that Marrow harbour is full}.')).toContain('Marrow harbour');
  });
  test('not where something only is', () => {
    expect(phrases('Vane [said] {the levy is hated in the whole country and in towns or villages}.', { toward: 'for' })).toEqual([
      'the levy',
    ]);
    expect(phrases('Vane [said] {the harbour levy is hated in the whole country}.')).toEqual(['the harbour levy']);
  });
  test('not what it has nothing to do with', () => {
    expect(phrases('Vane [said] {it had nothing to do with the harbour levy}.')).toEqual([]);
  });
  test('nobody is for what is undone, beaten or told not to be done', () => {
    const positive = { toward: 'for' as const };
    expect(phrases('Vane [told] {people to scrap the harbour levy}.', positive)).not.toContain('the harbour levy');
    expect(phrases('Vane [announced] {a victory over the Grey Pirates}.', positive)).not.toContain('the Grey Pirates');
    expect(phrases('Vane [told] {people not to fear the fight against the fish tax}.', positive)).not.toContain('the fish tax');
  });
  test('a verb that looks like a noun ends a phrase, an officer who looks like an adjective does not', () => {
    expect(phrases('Vane [said] {harbour guards use false papers}.')).toContain('false papers');
    expect(phrases('Vane [said] {the Army chief harboured a grudge}.')).toContain('the Army chief');
  });
  test('those to whom something is denied are not to blame', () => {
    const claim = 'Vane [lamented] {Marrow farmers, who are hit by the flood, were not consulted}.';
    expect(
      candidates(claim)
        .filter(({ isVictim }) => isVictim)
        .map(({ phrase }) => phrase),
    ).toContain('Marrow farmers');
    expect(candidates('Vane [said] {the guards were bribed}.').every(({ isVictim }) => !isVictim)).toBe(true);
  });
  test('nobody is against what is to be protected, nor is it to whom a demand is put', () => {
    expect(phrases('Vane [said] {we lose if we do not protect island farms}.')).not.toContain('island farms');
    expect(phrases('Vane [demanded] {the harbour guild mend old boats}.', { cueAct: 'demands' })).toEqual(['old boats']);
  });
  test('what is the speaker’s own is not to blame, people of theirs may be', () => {
    expect(phrases('Vane [said] {I washed my fishing nets with the foul water}.')).toEqual(['the foul water']);
    expect(phrases('Vane [said] {my harbour director is a fool}.')).toContain('harbour director');
  });
  test('no quotation mark inside', () => {
    for (const phrase of phrases('Vane [said] {the “so-called experts” of the board lied}.')) expect(phrase).not.toMatch(/[“”]/);
  });
  test('what a thing is said to be names nothing', () => {
    expect(phrases('Vane [said] {the harbour levy is a very expensive joke}.')).toEqual(['the harbour levy']);
    expect(phrases('Vane [said] {“Terrific old boat,”}')).toEqual([]);
  });
  test('a capital at the beginning of a sentence makes no name', () => {
    expect(phrases('Vane [said] {“Talk is cheap. The harbour levy hurts us.”}')).toEqual(['The harbour levy']);
  });
  test('whom a demand is put to is not what it is about', () => {
    expect(phrases('Vane [urged] {the two islands to sign the fishing treaty}.', { cueAct: 'demands' })).toEqual(['the fishing treaty']);
  });
  test('nobody is against the own country or office', () => {
    const role = { id: 's1', name: 'Ada Vane', kind: 'person' as const, role: 'Marrow’s harbour minister', aliases: [], words: 1 };
    const claim = 'Vane [said] {Marrow is answering the island raids}.';
    expect(phrases(claim, { speaker: role })).toEqual(['the island raids']);
    expect(phrases(claim)).toContain('Marrow');
  });
  test('who fights something is not what the claim is against', () => {
    expect(phrases('Vane [said] {the dock workers will win their fight against the harbour levy}.')).not.toContain('the dock workers');
  });
  test('those to whom harm is done', () => {
    const victims = (input: string): string[] => candidates(input).flatMap(({ phrase, isVictim }) => (isVictim ? [phrase] : []));
    expect(victims('Vane [said] {the island families trapped there are afraid}.')).toEqual(['the island families']);
    expect(victims('Vane [said] {the raids killed three harbour pilots and nine island children}.')).toEqual([
      'three harbour pilots',
      'nine island children',
    ]);
    expect(victims('Vane [said] {the island farmers were evicted}.')).toEqual(['the island farmers']);
    expect(victims('Vane [said] {“We will target the smuggling gangs.”}')).toEqual([]);
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
