import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../utils/analysis.ts';
import { csvHeader, toCsv } from '../../utils/export/csv.ts';
import { toContract } from '../../utils/export/json.ts';
import { escapeMarkdown, toMarkdown } from '../../utils/export/markdown.ts';
import { toText } from '../../utils/export/text.ts';
import { ANALYSIS } from '../fixtures/analysis.ts';

const named = (name: string): Analysis => ({
  ...ANALYSIS,
  speakers: ANALYSIS.speakers.map((speaker) => ({ ...speaker, name: speaker.id === 's3' ? name : speaker.name })),
});

test('JSON holds the contract and nothing else', () => {
  const contract = toContract('a', { ...ANALYSIS, secret: 1 } as unknown as Analysis);
  expect(Object.keys(contract)).toEqual(['id', 'article', 'claims', 'speakers', 'framings', 'clashes']);
  expect(contract.claims[2]).toMatchObject({
    id: 'c3',
    speaker: 's3',
    act: 'denies',
    position: { toward: 'against', target: 'the water board' },
    function: 'cause',
  });
  expect(contract.clashes).toEqual([{ a: 's3', b: 's1', over: 'the wells', claims: ['c3', 'c1'] }]);
});

describe('CSV', () => {
  test('one line a claim, as many cells as the header', () => {
    const rows = toCsv('a.html', ANALYSIS).split('\r\n');
    expect(rows).toHaveLength(ANALYSIS.claims.length);
    expect(rows[1]).toBe('a.html,c2,direct,Jonas Pell,person,hydrologist,warns,,,problem,0.90,,"“Do not drink from them,”"');
    expect(csvHeader().split(',')).toHaveLength(13);
  });

  test.each<[name: string, cell: string]>([
    ['=HYPERLINK("http://evil.example")', `"'=HYPERLINK(""http://evil.example"")"`],
    ['+1', "'+1"],
    ['@cmd', "'@cmd"],
    ['a "b", c', '"a ""b"", c"'],
    ['two\nlines', '"two\nlines"'],
  ])('%j is quoted, and runs in no spreadsheet', (name, cell) => {
    expect(toCsv('a', named(name)).split('\r\n')[3]).toContain(`,${cell},`);
  });
});

describe('Markdown', () => {
  test('framings, clashes, questions, voices and claims', () => {
    const markdown = toMarkdown(ANALYSIS);
    for (const piece of [
      '# Wells foul',
      '### There is no evidence',
      '- Helen Crane ↔ Water Board: the wells',
      '## How bad is it?',
      '- **Jonas Pell** (warns): “Do not drink from them,”',
    ])
      expect(markdown).toContain(piece);
  });

  test.each<[text: string, escaped: string]>([
    ['[click](http://evil.example)', '\\[click\\](http\\://evil.example)'],
    ['<script>', '\\<script\\>'],
    ['# no heading', '\\# no heading'],
    ['1. no list', '1\\. no list'],
    ['a\nb', 'a b'],
  ])('%j of a page stays text', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});

test('the terminal gets lines that fit, and no control characters of a page', () => {
  const text = toText(named('Evil \u001b[31m\u202ename '.repeat(20)));
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\u202e');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  expect(text).toContain('2 FRAMINGS');
});
