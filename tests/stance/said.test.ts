import { describe, expect, test } from 'vitest';
import { actSaidBy } from '../../utils/stance/said.ts';
import { claimOf } from './claim.ts';

const said = (input: string): string | null => {
  const { document, attribution } = claimOf(input);
  const found = actSaidBy(document.text, attribution);
  return found && `${found.act}: ${document.text.slice(...found.span)}`;
};

describe('what words do by being said', () => {
  test.each<[input: string, found: string]>([
    ['Vane [said] {“We apologise for the late tests.”}', 'concedes: “We apologise'],
    ['Vane [said] {“I deeply and sincerely”} . Penn [said] {“We strongly condemn the raid.”}', 'accuses: We strongly condemn'],
    ['Vane [said] {“I would like to thank the crews.”}', 'praises: I would like to thank'],
    ['Vane [said] {“We urge the council to wait.”}', 'demands: We urge'],
    ['Vane [said] {“I deny it.”}', 'denies: I deny'],
    ['Vane [said] {she rejected the charge}.', 'denies: she rejected'],
    ['Vane [said] {the claims were completely untrue}.', 'denies: claims were completely untrue'],
    ['Vane [said] {“This is complete nonsense.”}', 'denies: complete nonsense'],
    ['Vane [called] {the claim absurd}.', 'denies: the claim absurd'],
    ['Vane [said] {it had nothing to do with the leak}.', 'denies: it had nothing to do with'],
    ['Vane [said] {“There is no need to panic.”}', 'plays-down: no need to panic'],
    ['Vane [said] {it would publish the tests}.', 'pledges: it would publish'],
    ['Vane [stressed] {the harbour’s readiness to take more ships}.', 'pledges: the harbour’s readiness to'],
    ['Vane [said] {“I am deeply concerned about the wells.”}', 'warns: I am deeply concerned'],
  ])('%s', (input, found) => {
    expect(said(input)).toBe(found);
  });

  test.each([
    'Vane [said] {“I apologise to nobody for that.”}',
    'Vane [said] {“I do not condemn the raid.”}',
    'Vane [said] {“They thank us every year.”}',
    'Vane [said] {the meeting began at noon}.',
    'Vane [said] {“He said he was sorry.”}',
    'Vane [said] {“The levy has nothing to do with the harbour.”}',
  ])('nothing is made of it: %s', (input) => {
    expect(said(input)).toBeNull();
  });
});
