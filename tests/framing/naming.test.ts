import { describe, expect, it } from 'vitest';
import type { Speaker } from '../../utils/analysis.ts';
import { Namer } from '../../utils/framing/naming.ts';

const speaker = (id: string, name: string, kind: Speaker['kind'] = 'person', role: string | null = null): Speaker => ({
  id,
  name,
  kind,
  role,
  aliases: [],
  words: 1,
});

describe('a namer', () => {
  const namer = new Namer([
    speaker('s1', 'Ada Vane', 'person', 'mayor of Hollin'),
    speaker('s2', 'Odalby Water Board', 'group'),
    speaker('s3', 'Rufus Dane', 'person', 'chief of the Harbour Guild'),
    speaker('s4', 'a neighbour', 'anonymous'),
    speaker('s5', 'Institute of State Ferries', 'group'),
  ]);

  it.each<[string, Record<string, string>]>([
    ['Vane has failed', { s1: 'name' }],
    ['Vane’s plan', { s1: 'name' }],
    ['Ada Vane and the Odalby Water Board', { s1: 'name', s2: 'name' }],
    ['Nell Vane has failed', {}],
    ['a weather vane', {}],
    ['the mayor has failed', { s1: 'office' }],
    ['a mayor has failed', {}],
    ['the board hid the tests', { s2: 'office' }],
    ['the state hid the tests', {}],
    ['the institute hid the tests', { s5: 'office' }],
    ['OWB hid the tests', { s2: 'name' }],
    ['the Guild is greedy', { s3: 'side' }],
    ['a neighbour complained', {}],
  ])('finds whom “%s” names', (phrase, named) => expect(Object.fromEntries(namer.inPhrase(phrase, null))).toEqual(named));

  it('does not find the speaker in the speaker’s own words', () => expect(namer.inPhrase('Vane has failed', 's1').size).toBe(0));
});
