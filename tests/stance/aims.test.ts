import { describe, expect, test } from 'vitest';
import { AimReader } from '../../utils/stance/aims.ts';
import { claimOf } from './claim.ts';

const vane = { id: 's1', name: 'Ada Vane', kind: 'person' as const, role: null, aliases: [], words: 1 };
const read = (input: string, how: 'read' | 'demanded' | 'accused' = 'read'): string | null => {
  const { document, attribution } = claimOf(input);
  const aim = new AimReader(document, attribution, vane)[how]();
  return aim && `${aim.toward} ${document.text.slice(...aim.target)}`;
};

describe('whom or what a claim is for or against, by its grammar', () => {
  test.each<[input: string, aim: string]>([
    ['Vane [accused] {the water board of hiding the tests}.', 'against the water board'],
    ['Vane [condemned] {the mayor’s handling of the strike}.', 'against the mayor’s handling of the strike'],
    ['Vane [blamed] {the hunger on the siege}.', 'against the siege'],
    ['Vane [played down] {reports of the resurgence of the fever}.', 'against reports of the resurgence of the fever'],
    ['Vane [praised] {the crews}.', 'for the crews'],
    ['Vane [called for] {a new harbour levy}.', 'for new harbour levy'],
    ['Vane [called for] {an end to the siege}.', 'against the siege'],
    ['Vane [urged] {the council to reject the levy}.', 'against the levy'],
    ['Vane [urged] {people to vote no on the measure}.', 'against the measure'],
    ['Vane [called on] {the council to pass a law to end the levy}.', 'against the levy'],
    ['Vane [urged] {the public to remain vigilant against rumours}.', 'against rumours'],
    ['Vane [called] {the levy a disgrace}.', 'against the levy'],
    ['Vane [said] {“We do not support the levy.”}', 'against the levy'],
    ['Vane [said] {she was ashamed of the judges}.', 'against the judges'],
    ['Vane [said] {the levy is a disgrace}.', 'against the levy'],
    ['Vane [said] {the pipe would destroy the park}.', 'against the pipe'],
    ['Vane [blamed] {the rusty tanks and old pipes of the dairy}.', 'against the rusty tanks and old pipes of the dairy'],
    ['Vane [expressed] {similar concern over the harbour levy}.', 'against the harbour levy'],
    ['Vane [stressed] {the importance of talks before the strike}.', 'for talks'],
    ['Vane [pledged] {“lasting support” for the island farmers}.', 'for the island farmers'],
    ['Vane [accused] {the military of hiding the tests}.', 'against the military'],
    ['Vane [vowed] {to scrap the harbour levy}.', 'against the harbour levy'],
    ['Vane [announced] {plans to ban the old trawlers}.', 'against the old trawlers'],
    ['Vane [promised] {to protect the island farmers}.', 'for the island farmers'],
    ['Vane [stressed] {the need for a new pier}.', 'for new pier'],
    ['Vane [stressed] {the need to keep clear of the river}.', 'for keep clear of the river'],
    ['Vane [emphasised] {the need to end the strike}.', 'against the strike'],
    ['Vane [urged] {respect for the fishing treaty}.', 'for the fishing treaty'],
    ['Vane [urged] {adherence to the fishing treaty}.', 'for the fishing treaty'],
    ['Vane [recommended] {avoiding the cheap nets}.', 'against the cheap nets'],
    ['Vane [touted] {the new ferry}.', 'for the new ferry'],
    ['Tomas Quill left early. Vane [called] {him a liar}.', 'against Tomas Quill'],
  ])('%s', (input, aim) => {
    expect(read(input)).toBe(aim);
  });

  test.each([
    'Vane [demanded] {the harbour guild mend the boats}.',
    'Vane [accused] {them of lying}.',
    'Vane [said] {“No long and unwieldy amendment is necessary!”}',
    'Vane [urged] {people not to panic}.',
    'Vane [said] {the levy is not a disgrace}.',
    'Vane [expressed] {no concern over the harbour levy}.',
    'Vane [said] {the meeting began at noon}.',
  ])('nothing: %s', (input) => {
    expect(read(input)).toBeNull();
  });

  test('what a speaker says not to be against', () => {
    const disclaims = (input: string): boolean => {
      const { document, attribution } = claimOf(input);
      return new AimReader(document, attribution, vane).disclaims();
    };
    expect(disclaims('Vane [said] {“We are not against the jobs.”}')).toBe(true);
    expect(disclaims('Vane [said] {she was not opposed to the pier}.')).toBe(true);
    expect(disclaims('Vane [said] {“We are against the levy, not the pier.”}')).toBe(false);
  });

  test('what is fought, in a claim that is against something', () => {
    const fought = (input: string): string | null => {
      const { document, attribution } = claimOf(input);
      const span = new AimReader(document, attribution, vane).fought();
      return span && document.text.slice(...span);
    };
    expect(fought('Vane [said] {the dock workers will win their fight against the harbour levy}.')).toBe('the harbour levy');
    expect(fought('Vane [said] {the dock workers voted against the harbour levy}.')).toBeNull();
  });

  test('a demand, by what must be done', () => {
    expect(read('Vane [said] {the council must end the levy}.', 'demanded')).toBe('against the levy');
    expect(read('Vane [said] {the trucks should be banned}.', 'demanded')).toBe('against the trucks');
    expect(read('Vane [said] {the park must be protected}.', 'demanded')).toBe('for the park');
  });

  test('an accusation, by who did it', () => {
    expect(read('Vane [said] {the fire was started by the guild}.', 'accused')).toBe('against the guild');
    expect(read('Vane [attributed] {the fire to the guild}.', 'accused')).toBe('against the guild');
    expect(read('Vane [wrote] {“The Guild today takes a step back into darkness.”}', 'accused')).toBe('against The Guild');
    expect(read('Vane [said] {Vane had lost everything}.', 'accused')).toBeNull();
  });
});
