import { readFile } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';
import wabtModule from 'wabt';
import { random } from '../../scripts/train/trainer.ts';
import { addProduct, floats, mark, release, reserve, shorten } from '../../utils/claims/model/memory.ts';

const folder = new URL('../../utils/claims/model/', import.meta.url);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test('the kernel in memory.ts is what kernel.wat assembles to', async () => {
  const wabt = await wabtModule();
  const parsed = wabt.parseWat('kernel.wat', await readFile(new URL('kernel.wat', folder), 'utf8'), { simd: true });
  const bytes = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
  const source = await readFile(new URL('memory.ts', folder), 'utf8');
  expect(/const KERNEL =\s+'([^']*)'/.exec(source)?.[1]).toBe(bytes);
});

test('a product in 16 bits is the plain one to a thousandth of the largest terms', () => {
  const [steps, rows, columns] = [3, 8, 32];
  const draw = random(4);
  reserve(10_000);
  const before = mark();
  const filled = (n: number, range: number): Float32Array => {
    const array = floats(n);
    for (let i = 0; i < n; i++) array[i] = (draw() * 2 - 1) * range;
    return array;
  };
  const [weights, x] = [filled(rows * columns, 0.7), filled(steps * columns, 3)];
  // As they come from a weights file: 8-bit fractions of the row's largest.
  for (let row = 0; row < rows; row++) {
    const own = weights.subarray(row * columns, (row + 1) * columns);
    const largest = Math.max(...own.map(Math.abs));
    own.forEach((w, k) => {
      own[k] = (Math.round((w / largest) * 127) * largest) / 127;
    });
  }
  const [plain, short] = [floats(steps * rows), floats(steps * rows)];
  const matrix = shorten(weights, rows, columns, 16);
  expect('plain' in matrix).toBe(true);
  addProduct(plain, weights, x, steps, rows, columns);
  addProduct(short, matrix, x, steps, rows, columns);
  short.forEach((value, i) => {
    expect(Math.abs(value - plain[i]!)).toBeLessThan(columns * 0.7 * (16 / 32_767));
  });
  release(before);
});

const TEXT = [
  'The council of Ossel will close the old weir in spring, mayor Ada Vane said on Monday. “It is no longer safe,” she told reporters, adding that nobody would lose water.',
  'Farmers were not convinced. “We have heard that before,” said Tom Haddad, who grows plums below the weir. He warned that wells could run dry by August.',
  'According to the regional water board, the weir lost a third of its stones in the flood of 2019. Vane denied that the council had ignored warnings.',
].join('\n\n');

test('without WebAssembly the same attributions are found, as sure to a hundredth', async () => {
  const attributions = async () => {
    vi.resetModules();
    const [{ findAttributions }, { unpack }, { loadTagger }] = await Promise.all([
      import('../../utils/claims/attributions.ts'),
      import('../../utils/claims/model/weights.ts'),
      import('../../utils/language/tagger.ts'),
    ]);
    const network = unpack(await readFile(new URL('../../public/claims.bin', import.meta.url)));
    return findAttributions((await loadTagger())(TEXT), network);
  };
  const fast = await attributions();
  vi.stubGlobal('WebAssembly', undefined);
  const plain = await attributions();
  expect(fast.length).toBeGreaterThan(4);
  expect(plain.map(({ confidence: _, ...parts }) => parts)).toEqual(fast.map(({ confidence: _, ...parts }) => parts));
  plain.forEach(({ confidence }, i) => {
    expect(confidence).toBeCloseTo(fast[i]!.confidence, 2);
  });
});
