import { beforeAll, describe, expect, it } from 'vitest';
import type { Act, Claim, FramingFunction, Span } from '../../utils/analysis.ts';
import { frame } from '../../utils/framing/framings.ts';
import { loadTagger, type Tagger } from '../../utils/language/tagger.ts';

let tag: Tagger;
beforeAll(async () => {
  tag = await loadTagger();
});

interface Told {
  readonly by: string;
  readonly cue: string;
  readonly says: string;
  readonly act?: Act;
  readonly function?: FramingFunction;
}

/** The clashes of a text in which speakers, by name, say what is given, as reasons and the words they rest on. */
function clashesIn(text: string, told: readonly Told[]) {
  const names = [...new Set(told.map(({ by }) => by))];
  const span = (words: string): Span => [text.indexOf(words), text.indexOf(words) + words.length];
  const claims = told.map(
    ({ by, cue, says, act = 'states', function: purpose = 'background' }, i): Claim => ({
      id: `c${i + 1}`,
      type: 'indirect',
      content: [span(says)],
      source: [span(by)],
      cue: [span(cue)],
      confidence: 0.9,
      speaker: `s${names.indexOf(by) + 1}`,
      act,
      position: null,
      function: purpose,
      reasons: {},
    }),
  );
  const speakers = names.map((name, i) => ({ id: `s${i + 1}`, name, kind: 'group' as const, role: null, aliases: [], words: 1 }));
  return frame(tag(text), claims, speakers).clashes.map(({ a, b, reason }) => [
    [a, b].sort().join(' '),
    reason!.kind,
    reason!.words.map(([start, end]) => text.slice(start, end)).join(' '),
  ]);
}

describe('the article sets a claim against another', () => {
  it.each<[string, string, Told[], string]>([
    [
      'by granting the first',
      'While the councils say they have met the villages, wardens claim nothing has been done for the reeds.',
      [
        { by: 'councils', cue: 'say', says: 'they have met the villages', function: 'problem' },
        { by: 'wardens', cue: 'claim', says: 'nothing has been done for the reeds', function: 'problem' },
      ],
      'While',
    ],
    [
      'by a “but” before words that only point at the first',
      'The dye works have offered to pay for the nets. But fishers say this is not enough.',
      [
        { by: 'dye works', cue: 'offered', says: 'to pay for the nets', function: 'remedy' },
        { by: 'fishers', cue: 'say', says: 'this is not enough', function: 'problem' },
      ],
      'But',
    ],
    [
      'by a “while” between praise and alarm',
      'Ferrymen warned of longer queues at the lock, while bakers welcomed the new toll.',
      [
        { by: 'Ferrymen', cue: 'warned', says: 'longer queues at the lock', act: 'warns', function: 'problem' },
        { by: 'bakers', cue: 'welcomed', says: 'the new toll', act: 'praises', function: 'judgement' },
      ],
      'while',
    ],
  ])('%s', (_, text, told, word) => expect(clashesIn(text, told)).toEqual([['s1 s2', 'words', word]]));

  it.each<[string, string, Told[]]>([
    [
      'two facts beside each other',
      'While the coast guard counted nine boats, wardens counted no nets.',
      [
        { by: 'coast guard', cue: 'counted', says: 'nine boats' },
        { by: 'wardens', cue: 'counted', says: 'no nets' },
      ],
    ],
    [
      'a “but” that turns from what the writer said in between',
      'The dye works have offered to pay for the nets. The winter was long and the river high for many weeks in a row. But fishers say it is not cold.',
      [
        { by: 'dye works', cue: 'offered', says: 'to pay for the nets', function: 'remedy' },
        { by: 'fishers', cue: 'say', says: 'it is not cold', function: 'problem' },
      ],
    ],
    [
      'a “but” of another matter',
      'The dye works said the nets are mended. But fishers say snow may fall in the hills.',
      [
        { by: 'dye works', cue: 'said', says: 'the nets are mended', function: 'remedy' },
        { by: 'fishers', cue: 'say', says: 'snow may fall in the hills', function: 'problem' },
      ],
    ],
  ])('but not by %s', (_, text, told) => expect(clashesIn(text, told)).toEqual([]));
});
