import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

/** More of a text than the most claims that are compared with one another, in code units. */
const ENOUGH = 40_000;
/** Twice the text may take so many times the work: sorting, and what happens but once a text. */
const MOST_GROWTH = 2.5;
/** Blocks of code entered once a text, whatever is in it. */
const ONCE = 2_000;

describe('work grows with the length of the text, and no faster', () => {
  const session = new Session();
  let engine: Engine;
  beforeAll(async () => {
    // Else code is thrown away or optimised meanwhile, and its counts with it.
    for (const flag of ['--no-flush-bytecode', '--no-opt', '--no-maglev', '--no-sparkplug']) setFlagsFromString(flag);
    engine = loadEngine();
    await engine(articleOf('“We knew nothing of it,” said Ada Vane.'));
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  });
  afterAll(() => session.disconnect());

  /** How many blocks of code are entered: the same on every machine, whatever else it does. What one built-in function does is not in it; of expressions `npm run patterns` tells. */
  const workOf = async (text: string): Promise<number> => {
    await session.post('Profiler.takePreciseCoverage');
    await engine(articleOf(text));
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return result
      .filter(({ url }) => /\/utils\/|wink/.test(url))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
      .reduce((sum, { count }) => sum + count, 0);
  };
  const expectLinear = async (make: (size: number) => string): Promise<void> => {
    const [once, twice] = [await workOf(make(1)), await workOf(make(2))];
    expect(twice).toBeLessThan(MOST_GROWTH * once + ONCE);
  };

  test('work is counted', async () => {
    expect(await workOf('“We knew nothing of it,” said Ada Vane. '.repeat(10))).toBeGreaterThan(10_000);
  });

  test('of any text, said over and over', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const unit = `${text} `;
        await expectLinear((size) => unit.repeat(Math.ceil((size * ENOUGH) / unit.length)));
      }),
      { numRuns: 6 },
    );
  }, 600_000);

  const many = (count: number, make: (n: number) => string) => (size: number) =>
    Array.from({ length: size * count }, (_, n) => make(n)).join('');
  /** A surname that no other has. */
  const surname = (n: number): string =>
    `V${[...n.toString(26)].map((digit) => 'abcdefghijklmnopqrstuvwxyz'[Number.parseInt(digit, 26)]).join('')}n`;
  test.each<[name: string, make: (size: number) => string]>([
    ['speakers, each another', many(400, (n) => `“We knew nothing of case ${n},” said Ada ${surname(n)}, who leads the board. `)],
    ['paragraphs, each with another', many(400, (n) => `Peter ${surname(n)} denied that he had seen house ${n}.\n\n`)],
    ['people who accuse the next', many(400, (n) => `Ada ${surname(n)} accused Ada ${surname(n + 1)} of lying. `)],
    ['opening marks', many(10_000, () => '“')],
    ['pairs of marks', many(5_000, () => '“a” ')],
    ['commas', many(20_000, () => ',')],
    ['brackets', many(20_000, () => '(')],
    ['words without a stop', many(4_000, (n) => `word${n} `)],
    ['capitals', many(3_000, (n) => `${surname(n)} `)],
  ])('%s', (_name, make) => expectLinear(make), 600_000);
});
