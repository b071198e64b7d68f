import { describe, expect, test } from 'vitest';
import type { Attribution, Span } from '../../utils/analysis.ts';
import { readStance } from '../../utils/stance/read.ts';

/** A claim from "before [cue] {content} after". */
function claim(input: string) {
  let text = '';
  const cue: Span[] = [];
  const content: Span[] = [];
  let open = 0;
  for (const c of input) {
    if (c === '[' || c === '{') open = text.length;
    else if (c === ']') cue.push([open, text.length]);
    else if (c === '}') content.push([open, text.length]);
    else text += c;
  }
  const attribution: Attribution = { type: 'indirect', content, source: [], cue, confidence: 1 };
  const speakers = [{ id: 's1', name: 'Ada Vane', kind: 'person' as const, role: null, aliases: [], words: 1 }];
  const document = { text, tokens: [], sentences: [], paragraphs: [] };
  const [read] = readStance(document, [attribution], { speakers, speakerOf: ['s1'], reasonOf: [[]] });
  return { ...read!, words: (spans: readonly Span[] | undefined) => (spans ?? []).map(([a, b]) => text.slice(a, b)) };
}

describe('act', () => {
  test.each<[input: string, act: string, reason: string[]]>([
    ['Vane [accused] {the board of hiding the tests}.', 'accuses', ['accused']],
    ['Vane [denied] {that the wells were foul}.', 'denies', ['denied']],
    ['Vane [did not deny] {that the wells were foul}.', 'states', []],
    ['Vane [claimed] {the wells were tested in May}.', 'states', []],
    ['Vane [played down] {reports of a leak}.', 'plays-down', ['played down']],
    ['Vane [warned of] {more leaks}.', 'warns', ['warned']],
    ['Vane [called on] {the board to shut the plant}.', 'demands', ['called on']],
    ['Vane [vowed to] {reopen the wells}.', 'pledges', ['vowed']],
    ['Vane [admitted] {the tests came late}.', 'concedes', ['admitted']],
    ['Vane [praised] {the crews}.', 'praises', ['praised']],
    ['Vane [said] {the report was simply not true}.', 'denies', ['was simply not true']],
    ['Vane [said] {“We will never give up the wells.”}', 'pledges', ['We will never']],
    ['Vane [said] {the board must act before winter}.', 'demands', ['must act']],
    ['Vane [said] {there was no reason to panic}.', 'plays-down', ['no reason to panic']],
    ['Vane [said] {she was very concerned about the wells}.', 'warns', ['very concerned']],
    ['Vane [said] {the meeting began at noon}.', 'states', []],
    ['Vane [said] {she was not proud of it}.', 'states', []],
  ])('%s', (input, act, reason) => {
    const read = claim(input);
    expect(read.act).toBe(act);
    expect(read.words(read.reasons.act)).toEqual(reason);
  });
});

describe('position', () => {
  test.each<[input: string, position: { toward: string; target: string } | null]>([
    ['Vane [accused] {the Ossel Water Board of hiding the tests}.', { toward: 'against', target: 'Ossel Water Board' }],
    ['Vane [praised] {the harbour crews for their work}.', { toward: 'for', target: 'harbour crews' }],
    ['Vane [played down] {reports of a leak}.', { toward: 'against', target: 'reports' }],
    ['Vane [said] {the council supports the new pier}.', { toward: 'for', target: 'new pier' }],
    ['Vane [said] {the council does not support the new pier}.', null],
    ['Vane [said] {the meeting began at noon}.', null],
    ['Vane [accused] {them of lying}.', null],
  ])('%s', (input, position) => {
    expect(claim(input).position).toEqual(position);
  });
});

describe('function', () => {
  test.each<[input: string, purpose: string]>([
    ['Vane [warned of] {more leaks}.', 'problem'],
    ['Vane [said] {the leak was caused by a broken seal}.', 'cause'],
    ['Vane [called for] {a ban on drilling}.', 'remedy'],
    ['Vane [praised] {the crews}.', 'judgement'],
    ['Vane [said] {the meeting began at noon}.', 'background'],
  ])('%s', (input, purpose) => {
    expect(claim(input).function).toBe(purpose);
  });
});
