import { describe, expect, test } from 'vitest';
import type { Claim, Speaker } from '../../utils/analysis.ts';
import { say } from '../../utils/i18n.ts';
import { citation, labelLine, labelWords, shortNames } from '../../utils/marks/words.ts';

const speaker = (id: string, name: string, kind: Speaker['kind'] = 'person', aliases: string[] = []): Speaker => ({
  id,
  name,
  kind,
  role: null,
  aliases,
  words: 0,
});
const claim = (parts: Partial<Claim>): Claim => ({
  id: 'c1',
  type: 'direct',
  content: [[0, 4]],
  source: [],
  cue: [],
  confidence: 1,
  speaker: 's1',
  act: 'states',
  position: null,
  function: 'background',
  reasons: {},
  ...parts,
});

describe('a short name', () => {
  test.each<[Speaker[], string[]]>([
    [[speaker('s1', 'Ilse Varnhagen')], ['Varnhagen']],
    [[speaker('s1', 'Tomas al-Rashidi')], ['Al-Rashidi']],
    [[speaker('s1', 'Pieter van der Meulen')], ['Van der Meulen']],
    [[speaker('s1', 'Amos Trent Jr.')], ['Trent']],
    [[speaker('s1', 'Lin Haoran', 'person', ['Lin', 'she'])], ['Lin']],
    [
      [speaker('s1', 'Ana Brill'), speaker('s2', 'Otto Brill')],
      ['Ana Brill', 'Otto Brill'],
    ],
    [[speaker('s1', 'Northern Fisheries Supervision Board', 'group', ['the board', 'NFSB'])], ['NFSB']],
    [[speaker('s1', 'police', 'group')], ['Police']],
    [[speaker('s1', 'a person close to the talks', 'anonymous')], ['A person close to the talks']],
  ])('of %o is %o', (speakers, expected) => {
    expect([...shortNames(speakers, say).values()]).toEqual(expected);
  });
});

describe('a label', () => {
  test.each<[Partial<Claim>, string]>([
    [{}, 'Varnhagen'],
    [{ act: 'plays-down' }, 'Varnhagen · plays down'],
    [{ act: 'accuses', position: { toward: 'against', target: 'the company' } }, 'Varnhagen · accuses: the company'],
    [{ act: 'demands', position: { toward: 'for', target: 'a new pier' } }, 'Varnhagen · demands · for: a new pier'],
    [{ position: { toward: 'against', target: 'the vote' } }, 'Varnhagen · against: the vote'],
    [{ act: 'praises', position: { toward: 'against', target: 'the vote' } }, 'Varnhagen · praises · against: the vote'],
    [{ speaker: null, act: 'warns' }, 'unclear speaker · warns'],
    [{ speaker: 'gone' }, 'unclear speaker'],
  ])('for %o reads %s', (parts, expected) => {
    expect(labelLine(labelWords(claim(parts), shortNames([speaker('s1', 'Ilse Varnhagen')], say), say))).toBe(expected);
  });
});

test('a copied claim says who said what where', () => {
  const text = '“We wait,” she said. “And we hope.”';
  const analysis = {
    article: { title: 'The pier', byline: null, publisher: 'The Courier', published: '2031-02-04T08:00:00Z', language: 'en', text },
    claims: [],
    speakers: [{ ...speaker('s1', 'Ilse Varnhagen'), role: 'Harbour Master' }],
    framings: [],
    clashes: [],
  };
  const copied = citation(
    analysis,
    claim({
      content: [
        [0, 10],
        [21, 35],
      ],
    }),
    'https://news.example/pier',
    say,
  );
  expect(copied).toBe(
    'Ilse Varnhagen, Harbour Master: “We wait,” … “And we hope.”\n(The pier, The Courier, 2031-02-04) https://news.example/pier',
  );
});
