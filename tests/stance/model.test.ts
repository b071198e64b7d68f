import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import {
  family,
  featureOf,
  hash,
  keyOf,
  packStance,
  type StanceModel,
  scoresOf,
  type Table,
  tableOf,
  unpackStance,
} from '../../utils/stance/model.ts';

const table = (columns: number, names: readonly string[]): Table =>
  tableOf(
    columns,
    Uint32Array.from(names, (name) => keyOf(hash(name))).sort(),
    new Float32Array(columns).fill(0.5),
    Int8Array.from({ length: names.length * columns }, (_, i) => (i % 255) - 127),
  );
const model: StanceModel = {
  claims: table(18, ['a', 'b', 'c']),
  context: table(18, ['x']),
  polarity: table(3, ['y', 'z']),
  targets: table(2, []),
  least: { acts: [0.5, 0.75, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25], position: 0.25, target: 0.125 },
};

describe('the stance file', () => {
  test('what was packed is unpacked, the same', () => {
    expect(unpackStance(packStance(model))).toEqual(model);
  });
  test('what is cut short or something else is refused', () => {
    const bytes = packStance(model);
    expect(() => unpackStance(bytes.slice(0, -1))).toThrow(/cut short/);
    expect(() => unpackStance(new Uint8Array(40))).toThrow(/not a stance file/);
    expect(() => unpackStance(new Uint8Array(0))).toThrow(/not a stance file/);
  });
  test('the one that ships is small', async () => {
    const bytes = await readFile(new URL('../../public/stance.bin', import.meta.url));
    expect(bytes.length).toBeLessThan(300_000);
    expect(unpackStance(bytes).claims.columns).toBe(18);
  });
});

test('a feature that is not known counts nothing', () => {
  expect([...scoresOf(table(2, ['a']), [featureOf(family('unheard', ''), ' of', 1)])]).toEqual([0, 0]);
  expect([...scoresOf(table(2, ['a']), [featureOf(family('a', ''), '', 2)])]).toEqual([-127, -126]);
});
