import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadEngine } from '../../scripts/engine.ts';
import type { Engine } from '../../utils/analyse.ts';
import type { Analysis, Article, Span } from '../../utils/analysis.ts';

const articleOf = (text: string): Article => ({ title: null, byline: null, publisher: null, published: null, language: 'en', text });

/** Every span of an analysis, in the order in which each list of spans must stand. */
const spanLists = ({ claims }: Analysis): (readonly Span[])[] =>
  claims.flatMap(({ content, source, cue, reasons }) =>
    [content, source, cue, ...Object.values(reasons)].filter((spans) => spans !== undefined),
  );

/** Pieces of news, and what a hostile page would put between them. */
const piece = fc.oneof(
  fc.constantFrom(
    '“We knew nothing of it,” said Ada Vane, who leads the board. ',
    'Peter Low denied that he had been told. ',
    'The council accused “those people” of lying. ',
    '\n\n',
    '“',
    '”',
    '"',
    "'",
    '‘',
    '« Non », ',
    ' said ',
    ', he added. ',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '\u202eevil\u202c',
    '\u2066\u2069',
    '\u0000',
    '\ud83d',
    '👩‍👩‍👧 ',
    'a'.repeat(300),
    '“'.repeat(40),
    '(((((',
    '…',
    ' — ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);
const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

describe('any text at all', () => {
  let engine: Engine;
  beforeAll(() => {
    engine = loadEngine();
  });

  test('is analysed without an exception, with offsets in bounds and in order, every time the same', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const analysis = await engine(articleOf(text));
        for (const spans of spanLists(analysis)) {
          let at = 0;
          for (const [start, end] of spans) {
            expect(Number.isInteger(start) && Number.isInteger(end)).toBe(true);
            expect(start).toBeGreaterThanOrEqual(at);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            at = end;
          }
        }
        const speakers = new Set(analysis.speakers.map(({ id }) => id));
        for (const { speaker } of analysis.claims) if (speaker !== null) expect(speakers).toContain(speaker);
        const ids = new Set(analysis.claims.map(({ id }) => id));
        expect(ids.size).toBe(analysis.claims.length);
        for (const { claims } of [...analysis.framings, ...analysis.clashes]) for (const id of claims) expect(ids).toContain(id);
        expect(await engine(articleOf(text))).toEqual(analysis);
      }),
      { numRuns: 60 },
    );
  }, 600_000);

  test.each<[name: string, text: string]>([
    ['ten thousand quotation marks', '“'.repeat(10_000)],
    ['ten thousand pairs of them', '“a” '.repeat(10_000)],
    ['a megabyte in one paragraph, without a space', 'a'.repeat(1_000_000)],
    ['a hundred thousand brackets', '('.repeat(100_000)],
    ['a hundred thousand spaces', `He said${' '.repeat(100_000)}nothing.`],
    ['twenty thousand speakers', 'Ada Vane said no, '.repeat(20_000 / 4)],
    ['a hundred thousand blank lines', '\n\n'.repeat(100_000)],
    ['a hundred thousand commas', `She said ${','.repeat(100_000)}.`],
  ])(
    '%s',
    async (_name, text) => {
      const { article } = await engine(articleOf(text));
      expect(article.text).toBe(text);
    },
    600_000,
  );
});
