import { describe, expect, test } from 'vitest';
import { clausesIn } from '../../utils/stance/clauses.ts';
import { claimOf } from './claim.ts';

const first = (words: string, reported = false, own: string[] = []) => {
  const { document } = claimOf(words);
  const { subject, mood, passive, negative } = clausesIn(document.tokens, reported, new Set(own))[0]!;
  return `${negative ? 'not ' : ''}${subject} ${mood}${passive ? ' passive' : ''}`;
};

describe('clauses', () => {
  test.each<[words: string, expected: string]>([
    ['We will rebuild the pier.', 'self future'],
    ['The board must resign.', 'people must'],
    ['Mayor Orla Penn failed the town.', 'name past'],
    ['They did not tell the truth.', 'not they past'],
    ['The pier was closed by the board.', 'thing past passive'],
    ['There was never any danger.', 'not there past'],
    ['You should stay at home.', 'you must'],
  ])('%s', (words, expected) => {
    expect(first(words)).toBe(expected);
  });

  test('in reported speech “it” and the speaker’s own name are the speaker', () => {
    expect(first('it would invest in the port', true)).toBe('self future');
    expect(first('Ossel would send aid', true, ['ossel'])).toBe('self future');
    expect(first('It would be wrong.')).toBe('it future');
  });
});
