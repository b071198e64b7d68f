import { describe, expect, it, test } from 'vitest';
import { ACTS, type Analysis, type Reason } from '../../utils/analysis.ts';
import { csvHeader, toCsv } from '../../utils/export/csv.ts';
import { toFile, toJson } from '../../utils/export/json.ts';
import { escapeMarkdown, toMarkdown } from '../../utils/export/markdown.ts';
import { toText } from '../../utils/export/text.ts';
import { toWebAnnotations } from '../../utils/export/web-annotation.ts';
import { quoted } from '../../utils/export/words.ts';
import { say } from '../../utils/i18n.ts';
import { sayReason } from '../../utils/say.ts';
import { invent } from '../framing/invented.ts';

const invented = invent(
  { s1: { name: 'Ilse Marrow', role: 'mayor of Odalby' }, s2: { name: 'Odalby Water Board', kind: 'group' } },
  [
    {
      by: 's1',
      says: '“The wells are foul, and the board knew”',
      cue: 'warned',
      act: 'warns',
      function: 'problem',
      position: { toward: 'against', target: 'the board' },
    },
    { by: 's2', says: 'the talk of solvent is exaggerated', act: 'plays-down', function: 'problem' },
    { by: null, says: 'tests were made in May' },
  ],
  { title: 'Foul wells in Odalby', publisher: 'The Odalby Post', byline: 'A. Reporter', published: '2031-05-02' },
);
const ANALYSIS: Analysis = {
  ...invented,
  framings: [
    { id: 'f1', title: 'The wells are foul', claims: ['c1'], speakers: ['s1'], quote: 'c1' },
    { id: 'f2', title: 'The talk of solvent is exaggerated', claims: ['c2'], speakers: ['s2'], quote: 'c2' },
  ],
  clashes: [
    { a: 's1', b: 's2', over: 'solvent', claims: ['c1', 'c2'] },
    { a: 's1', b: null, over: 'Perrin Stroud', claims: ['c1'] },
  ],
};
const withTitle = (title: string): Analysis => ({ ...ANALYSIS, article: { ...ANALYSIS.article, title } });

describe('JSON', () => {
  const contract = JSON.parse(toJson('a1', ANALYSIS));

  it('has the keys of the contract, in its order', () => {
    expect(Object.keys(contract)).toEqual(['id', 'article', 'claims', 'speakers', 'framings', 'clashes']);
    expect(Object.keys(contract.article)).toEqual(['title', 'byline', 'publisher', 'published', 'language', 'text']);
    expect(Object.keys(contract.claims[0])).toEqual(
      'id type content source cue speaker confidence act position function reasons'.split(' '),
    );
    expect(Object.keys(contract.speakers[0])).toEqual(['id', 'name', 'kind', 'role', 'aliases', 'words']);
    expect(Object.keys(contract.framings[0])).toEqual(['id', 'title', 'claims', 'speakers', 'quote']);
    expect(Object.keys(contract.clashes[0])).toEqual(['a', 'b', 'over', 'claims']);
  });

  it('is the same analysis, on one line', () => {
    expect(toJson('a1', ANALYSIS)).not.toContain('\n');
    expect(contract).toEqual({ id: 'a1', ...ANALYSIS });
  });
});

describe('CSV', () => {
  /** Reads RFC 4180. */
  const read = (csv: string): string[][] => {
    const rows: string[][] = [[]];
    for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
      rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
      if (end === '\r\n') rows.push([]);
      if (end === '') break;
    }
    return rows;
  };

  it('has a line a claim, each with as many cells as the header', () => {
    const rows = read(`${csvHeader()}\r\n${toCsv('a1', ANALYSIS)}`);
    expect(rows.map((row) => row.length)).toEqual([16, 16, 16, 16]);
    expect(rows[1]).toEqual([
      'a1',
      'c1',
      'direct',
      'Ilse Marrow',
      'person',
      'mayor of Odalby',
      'warns',
      'against',
      'the board',
      'problem',
      '0.90',
      'warned',
      '“The wells are foul, and the board knew”',
      'The wells are foul',
      'Odalby Water Board: solvent | Perrin Stroud',
      '',
    ]);
    expect(rows[3]!.slice(3, 6)).toEqual(['', '', '']);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://x.invalid","a")', '\t=1', '\r=1'])(
    'never lets %j run as a formula',
    (says) => {
      const [row] = read(toCsv('a1', invent({ s1: { name: says } }, [{ by: 's1', says }])));
      expect([row![3], row![12]]).toEqual([`'${says}`, `'${says}`]);
    },
  );

  it('keeps quotation marks, commas and line breaks', () => {
    const says = 'he said "no", then\nleft; twice';
    expect(read(toCsv('a1', invent({ s1: { name: 'Ilse Marrow' } }, [{ by: 's1', says }])))[0]![12]).toBe(says);
  });
});

describe('Markdown', () => {
  it('tells framings, clashes, questions, voices and claims', () => {
    const lines = toMarkdown(ANALYSIS, say).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        '# Foul wells in Odalby',
        'The Odalby Post · A. Reporter · 2031-05-02',
        '### The wells are foul',
        '> “The wells are foul, and the board knew”',
        '> — Ilse Marrow',
        '- Ilse Marrow ↔ Odalby Water Board: solvent',
        '- Ilse Marrow against Perrin Stroud',
        '## How bad is it?',
        '- Odalby Water Board: the talk of solvent is exaggerated',
        '- **Ilse Marrow** (warns, against the board): “The wells are foul, and the board knew”',
        '- **unclear speaker**: tests were made in May',
      ]),
    );
  });

  it.each<[string, string]>([
    ['# not a heading', '\\# not a heading'],
    ['[a](javascript:alert(1))', '\\[a\\](javascript:alert(1))'],
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
    ['![x](y)', '\\!\\[x\\](y)'],
    ['*bold* _it_ `code` ~~no~~', '\\*bold\\* \\_it\\_ \\`code\\` \\~\\~no\\~\\~'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['&lt;b&gt;', '\\&lt;b\\&gt;'],
    ['https://x.invalid www.x.invalid a@x.invalid', 'https\\://x.invalid www\\.x.invalid a\\@x.invalid'],
    ['two\n\n# lines', 'two \\# lines'],
    ['a \\ b', 'a \\\\ b'],
  ])('shows %j as it stands', (text, expected) => expect(escapeMarkdown(text)).toBe(expected));

  it('says so where there is nothing', () => {
    const empty = toMarkdown(invent({}, []), say);
    expect(empty).toContain('Nobody in this article takes a view on the matter.');
    expect(empty).toContain('No clash');
  });
});

test.each([
  ['We are against being lied to.”', '“We are against being lied to.”'],
  ['the work “should not be put …', 'the work “should not be put …”'],
  ['“No,” she said', '“No,” she said'],
  ['no mark\nat all', 'no mark at all'],
])('the piece %j of a quotation keeps its marks', (piece, shown) => expect(quoted(piece)).toBe(shown));

describe('why they clash and agree', () => {
  const spanOf = (words: string): [number, number] => {
    const start = ANALYSIS.article.text.indexOf(words);
    expect(start).toBeGreaterThanOrEqual(0);
    return [start, start + words.length];
  };
  const WITH_REASONS: Analysis = {
    ...ANALYSIS,
    clashes: [
      { ...ANALYSIS.clashes[0]!, reason: { kind: 'against', target: 'the *board*', words: [spanOf('the board')] } },
      { ...ANALYSIS.clashes[1]!, reason: { kind: 'act', act: 'accuses', words: [spanOf('warned'), spanOf('warned')] } },
    ],
  };
  const { clashes: _, ...rest } = ANALYSIS;
  const AGREED: Analysis = {
    ...rest,
    clashes: [],
    claims: ANALYSIS.claims.map((claim) =>
      claim.speaker === null
        ? claim
        : { ...claim, position: { toward: 'against', target: 'foul wells' }, reasons: { position: [spanOf('The wells are foul')] } },
    ),
  };

  it('is told in Markdown, with the claims that show it, and nothing of a page is markup', () => {
    const lines = toMarkdown(WITH_REASONS, say).split('\n');
    const at = lines.indexOf('- Ilse Marrow ↔ Odalby Water Board: solvent · Ilse Marrow: against the \\*board\\* · rests on: “the board”');
    expect(lines.slice(at + 1, at + 3)).toEqual([
      '  - Ilse Marrow: “The wells are foul, and the board knew”',
      '  - Odalby Water Board: the talk of solvent is exaggerated',
    ]);
    expect(lines).toContain('- Ilse Marrow against Perrin Stroud · Accusation by Ilse Marrow against Perrin Stroud · rests on: “warned”');
    expect(toMarkdown(WITH_REASONS, say)).not.toContain('Where they agree');
  });

  it('is told in Markdown, text and JSON of those who agree', () => {
    const markdown = toMarkdown(AGREED, say);
    expect(markdown).toContain(
      '## Where they agree\n\n- Ilse Marrow + Odalby Water Board · Both against: foul wells · rests on: “The wells are foul”\n  - Ilse Marrow: ',
    );
    expect(toText(AGREED, say)).toMatch(/WHERE THEY AGREE\n {2}Ilse Marrow \+ Odalby Water Board\n {4}Both against: foul wells/);
    expect(toFile('a1', AGREED).agreements).toEqual([
      expect.objectContaining({
        a: 's1',
        b: 's2',
        claims: ['c1', 'c2'],
        reason: expect.objectContaining({ kind: 'same', toward: 'against' }),
      }),
    ]);
  });

  it('is told in CSV, at the claims that show it', () => {
    expect(toCsv('a1', WITH_REASONS)).toContain(
      'Odalby Water Board: solvent (against: the *board* · “the board”) | Perrin Stroud (accuses · “warned”)',
    );
    const agreed = toCsv('a1', AGREED).split('\r\n');
    expect(agreed[0]).toMatch(/,,"?Odalby Water Board \(same, against: foul wells · “The wells are foul”\)"?$/);
    expect(agreed[2]).toMatch(/,,,$/);
  });

  it('is told in Web Annotations that link those of the claims', () => {
    const url = 'https://post.example/wells';
    const links = (analysis: Analysis) =>
      toWebAnnotations(analysis, url, say).first.items.filter(({ motivation }) => motivation === 'linking');
    expect(links(WITH_REASONS).map(({ id, target }) => [id, target])).toEqual([
      [
        `${url}#vantage-clash-1`,
        [
          { id: `${url}#vantage-c1`, type: 'Annotation' },
          { id: `${url}#vantage-c2`, type: 'Annotation' },
        ],
      ],
      [`${url}#vantage-clash-2`, [{ id: `${url}#vantage-c1`, type: 'Annotation' }]],
    ]);
    const said = (analysis: Analysis): string[] => links(analysis)[0]!.body.map(({ purpose, value }) => `${purpose}: ${value}`);
    expect(said(WITH_REASONS)).toEqual([
      'identifying: Ilse Marrow',
      'identifying: Odalby Water Board',
      'tagging: clash',
      'describing: solvent',
      'commenting: Ilse Marrow: against the *board* · rests on: “the board”',
    ]);
    expect(said(AGREED)).toContain('tagging: agreement');
    expect(said(AGREED)).toContain('commenting: Both against: foul wells · rests on: “The wells are foul”');
  });

  it.each(ACTS)('never leaves a reason without words: %s', (act) => {
    const reason: Reason = { kind: 'act', act, words: [] };
    for (const how of ['apart', 'together'] as const) expect(sayReason(say, reason, 'A', 'B', how)).not.toBe('');
  });
});

describe('text', () => {
  it('tells the same in a terminal, acts and targets named', () => {
    const text = toText(ANALYSIS, say);
    for (const line of [
      '2 FRAMINGS',
      '  The wells are foul',
      '  Ilse Marrow ↔ Odalby Water Board: solvent',
      '  Ilse Marrow against Perrin Stroud',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toContain('Ilse Marrow · warns, against the board: “The wells are foul');
    expect(text).toContain('Odalby Water Board · plays down: the talk');
  });

  it('wraps at 100 columns', () => {
    const long = toText({ ...withTitle('wells '.repeat(60)), framings: [], clashes: [] }, say);
    expect(Math.max(...long.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('lets no control character of a page reach the terminal', () => {
    const text = toText(withTitle('Foul\u001b[2J wells\u0007 \u202eodd'), say);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('sums speakers who say little', () => {
    const cast = Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`s${i}`, { name: `Person ${i}` }]));
    const lines = Object.keys(cast).map((by) => ({ by, says: 'one two' }));
    expect(toText(invent(cast, lines), say)).toContain('3 more, with 23% together.');
  });
});

describe('Web Annotations', () => {
  const collection = toWebAnnotations(ANALYSIS, 'https://post.example/wells', say);
  const claims = collection.first.items.slice(0, ANALYSIS.claims.length);

  it('are one a claim, pointing into the page by its own words', () => {
    expect(collection).toMatchObject({
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      type: 'AnnotationCollection',
      total: ANALYSIS.claims.length + ANALYSIS.clashes.length,
    });
    expect(new Set(collection.first.items.map(({ id }) => id)).size).toBe(ANALYSIS.claims.length + ANALYSIS.clashes.length);
    const { text } = ANALYSIS.article;
    for (const { target } of claims)
      for (const part of target) {
        if (!('selector' in part)) throw new Error('a claim points into the page');
        const { source, selector } = part;
        expect(source).toBe('https://post.example/wells');
        expect(text).toContain(selector.prefix + selector.exact + selector.suffix);
      }
  });

  it('say who, and in tags what they do and for or against what', () => {
    const [first] = collection.first.items;
    expect(first!.body.map(({ purpose, value }) => `${purpose}: ${value}`)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^identifying: Ilse Marrow/), 'tagging: warns', 'tagging: against: the board']),
    );
  });
});
