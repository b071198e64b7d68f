import { expect, test } from 'vitest';
import { loadEngine } from '../scripts/engine.ts';
import type { Article } from '../utils/analysis.ts';

const article = (paragraphs: number): Article => ({
  title: 'The walls of Tarn',
  byline: null,
  publisher: null,
  published: null,
  language: 'en',
  text: Array.from(
    { length: paragraphs },
    (_, n) => `“The wall of house ${n} has moved again,” said Ada Vane, who has measured it each morning since the winter began at Tarn.`,
  ).join('\n\n'),
});

test('how far a long article is read is told, others get their turn meanwhile, and the analysis is the same', async () => {
  const engine = loadEngine();
  const short = article(3);
  const shares: number[] = [];
  let turns = 0;
  const long = engine(article(2_000), async (share) => {
    shares.push(share);
    // Another tab's article is read in between.
    expect((await engine(short)).claims).toHaveLength(3);
    turns++;
  });
  const { claims } = await long;
  expect(turns).toBeGreaterThan(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares[0]).toBeGreaterThan(0);
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
  expect(claims).toEqual((await engine(article(2_000))).claims);
}, 60_000);

test('of a short article nothing is told', async () => {
  const engine = loadEngine();
  await engine(article(1));
  const shares: number[] = [];
  await engine(article(3), async (share) => void shares.push(share));
  expect(shares).toEqual([]);
});
