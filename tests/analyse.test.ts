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

test('a title has no verb that belongs to another clause of the claim', async () => {
  const text = [
    'The head of Halden’s battery plant has accused the water board of “trial by press release” after lead was found in wells in Ossel, and said that her company would test every pipe on its grounds at its own cost.',
    '“We learned of this from the radio,” Helen Crane told the Post. “Nobody from the board had the courtesy to pick up a telephone. That is shameful.”',
  ].join('\n\n');
  const { framings } = await loadEngine()({ ...article(0), title: 'Plant chief attacks water board', text });
  expect(framings.length).toBeGreaterThan(0);
  for (const { title } of framings) expect(title).not.toMatch(/was found/);
});
