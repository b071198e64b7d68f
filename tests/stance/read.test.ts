import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Span } from '../../utils/analysis.ts';
import { type StanceModel, unpackStance } from '../../utils/stance/model.ts';
import { cueAct, readStance } from '../../utils/stance/read.ts';
import { claimOf } from './claim.ts';

let model: StanceModel;
beforeAll(async () => {
  model = unpackStance(await readFile(new URL('../../public/stance.bin', import.meta.url)));
});

function read(input: string) {
  const { document, attribution } = claimOf(input);
  const speakers = [{ id: 's1', name: 'Ada Vane', kind: 'person' as const, role: null, aliases: [], words: 1 }];
  const [claim] = readStance(document, [attribution], { speakers, speakerOf: ['s1'], reasonOf: [[]] }, model);
  return { ...claim!, words: (spans: readonly Span[] | undefined) => (spans ?? []).map(([a, b]) => document.text.slice(a, b)) };
}

describe('act', () => {
  test.each<[input: string, act: string, reason: string[]]>([
    ['Vane [accused] {the board of hiding the tests}.', 'accuses', ['accused']],
    ['Vane [denied] {that the wells were foul}.', 'denies', ['denied']],
    ['Vane [did not deny] {that the wells were foul}.', 'states', []],
    ['Vane [played down] {reports of a leak}.', 'plays-down', ['played down']],
    ['Vane [warned of] {more leaks}.', 'warns', ['warned']],
    ['Vane [called on] {the board to shut the plant}.', 'demands', ['called on']],
    ['Vane [vowed to] {reopen the wells}.', 'pledges', ['vowed']],
    ['Vane [admitted] {the tests came late}.', 'concedes', ['admitted']],
    ['Vane [praised] {the crews}.', 'praises', ['praised']],
    ['Vane [pressed] {the mayor to close the wells}.', 'demands', ['pressed']],
    ['Vane [described] {herself as a fighter against the shameful levy}.', 'states', []],
    ['Vane [questioned] {the mayor, who leads the board, about the wells}.', 'states', []],
    ['Vane [pushed back against] {calls for a ban}.', 'denies', ['pushed back against']],
  ])('a cue names it: %s', (input, act, reason) => {
    const claim = read(input);
    expect(claim.act).toBe(act);
    expect(claim.words(claim.reasons.act)).toEqual(reason);
  });

  test('nobody denies an own order: somebody else does', () => {
    const { document, attribution } = claimOf(
      'Mayor Vane lashed out after the court struck again, [rejecting] {the mayor’s order on the wells}.',
    );
    const mayor = { id: 's1', name: 'Ada Vane', kind: 'person' as const, role: 'Mayor', aliases: [], words: 1 };
    const judge = { ...mayor, name: 'Orla Penn', role: 'judge' };
    const readBy = (speaker: typeof mayor) =>
      readStance(document, [attribution], { speakers: [speaker], speakerOf: ['s1'], reasonOf: [[]] }, model)[0]!;
    expect([readBy(mayor).act, readBy(mayor).position]).toEqual(['states', null]);
    expect([readBy(judge).act, readBy(judge).position?.target]).toEqual(['denies', 'the mayor’s order on the wells']);
  });

  test.each(['Vane, [is accused] {of hiding the tests}.', 'Vane, [accused of] {hiding the tests}, left.'])(
    'who is accused does not accuse: %s',
    (input) => {
      const { document, attribution } = claimOf(input);
      const by = { ...attribution, source: [[0, 4]] as const };
      expect(cueAct(document.text, by)?.value).toBe('states');
    },
  );

  test('“claimed” is the reporter’s distance, not an act', () => {
    expect(read('Vane [claimed] {the wells were tested in May}.').act).toBe('states');
  });

  test.each<[input: string, act: string]>([
    ['Vane [said] {the meeting began at noon on Tuesday}.', 'states'],
    ['Vane [said] {she has worked at the harbour since 2011}.', 'states'],
    ['Vane [said] {“We are so proud of this team, they did an amazing job.”}', 'praises'],
    ['Vane [said] {the council must act now and should ban the trucks}.', 'demands'],
    ['Vane [said] {“They lied to us. It is a disgrace and a shameful betrayal of the people of Ossel.”}', 'accuses'],
  ])('the words tell it: %s', (input, act) => {
    const claim = read(input);
    expect(claim.act).toBe(act);
    // A badge never stands without the words that it rests on.
    if (act !== 'states') expect(claim.words(claim.reasons.act).join('')).not.toBe('');
  });
});

describe('position', () => {
  test.each<[input: string, toward: string, target: RegExp]>([
    ['Vane [accused] {the Ossel Water Board of hiding the tests}.', 'against', /^(?:the )?Ossel Water Board$/],
    ['Vane [condemned] {the mayor for his shameful silence}.', 'against', /^(?:the )?mayor$/],
  ])('%s', (input, toward, target) => {
    const { position } = read(input);
    expect(position?.toward).toBe(toward);
    expect(position?.target).toMatch(target);
  });

  test.each(['Vane [said] {the meeting began at noon}.', 'Vane [accused] {them of lying}.'])('none is shown: %s', (input) => {
    expect(read(input).position).toBeNull();
  });

  test('“them” are whom the same speaker spoke of just before', () => {
    const two = claimOf('Vane [condemned] {the water board for its lies}, [blasted] {them as cowards}.');
    const pieces = two.attribution.content.map((piece, i) => ({ ...two.attribution, content: [piece], cue: [two.attribution.cue[i]!] }));
    const speakers = ['s1', 's2'].map((id) => ({ id, name: 'Ada Vane', kind: 'person' as const, role: null, aliases: [], words: 1 }));
    const targets = (speakerOf: string[]) =>
      readStance(two.document, pieces, { speakers, speakerOf, reasonOf: [[], []] }, model).map(({ position }) => position?.target ?? null);
    expect(targets(['s1', 's1'])).toEqual(['the water board', 'the water board']);
    expect(targets(['s1', 's2'])).toEqual(['the water board', null]);
  });

  test('a speaker is not for and against the same thing: the likelier stands', () => {
    const one = claimOf('Vane [condemned] {the Ossel Water Board for its shameful lies}. Vane [praised] {the Ossel Water Board}.');
    const pieces = one.attribution.content.map((piece, i) => ({ ...one.attribution, content: [piece], cue: [one.attribution.cue[i]!] }));
    const speakers = [{ id: 's1', name: 'Ada Vane', kind: 'person' as const, role: null, aliases: [], words: 1 }];
    const claims = readStance(one.document, pieces, { speakers, speakerOf: ['s1', 's1'], reasonOf: [[], []] }, model);
    const sides = new Set(claims.flatMap(({ position }) => (position ? [`${position.toward} ${position.target}`] : [])));
    expect(sides.size).toBeLessThanOrEqual(1);
  });
});

describe('function', () => {
  test.each<[input: string, purpose: string]>([
    ['Vane [called for] {a ban on drilling}.', 'remedy'],
    ['Vane [praised] {the crews for their brilliant work}.', 'judgement'],
    ['Vane [said] {the meeting began at noon on Tuesday}.', 'background'],
    ['Vane [warned] {that thousands of people were at risk and could die}.', 'problem'],
  ])('%s', (input, purpose) => {
    expect(read(input).function).toBe(purpose);
  });
});

test('a megabyte in one claim is read in no time that matters', () => {
  const { document, attribution } = claimOf(`Vane [said] {${'the wells are foul and they lied '.repeat(3_000)}}`);
  const [claim] = readStance(document, [attribution], { speakers: [], speakerOf: [null], reasonOf: [[]] }, model);
  expect(claim!.content).toEqual(attribution.content);
});
