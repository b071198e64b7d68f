import { describe, expect, it } from 'vitest';
import type { Speaker } from '../../utils/analysis.ts';
import { isOrganOf, Namer } from '../../utils/framing/naming.ts';

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

describe('an organ of a state', () => {
  const marrow = speaker('s1', 'Marrow', 'group');
  const ministry = speaker('s2', 'Ministry of Island Affairs', 'group');
  it.each<[string, string[], boolean]>([
    ['Marrow’s Ministry of Island Affairs protested.', [], true],
    ['The Ministry of Island Affairs of Marrow protested.', [], true],
    ['Marrower Ministry of Island Affairs officials protested.', [], true],
    ['The Ministry of Island Affairs protested. Marrow did not answer.', [], false],
    ['The Ministry of Island Affairs protested.', ['Marrow reserves the right to answer the raids'], true],
    ['The Ministry of Island Affairs protested.', ['that Marrow remains committed to the treaty'], true],
    ['The Ministry of Island Affairs protested.', ['Marrow has broken the treaty'], false],
  ])('is told by “%s” %j: %s', (text, said, own) => expect(isOrganOf(text, ministry, marrow, said)).toBe(own));
  it('is no guild', () => expect(isOrganOf('Marrow’s Harbour Guild', speaker('s3', 'Harbour Guild', 'group'), marrow, [])).toBe(false));
});
