import { expect, test } from 'vitest';
import { initial, learn, random } from '../../scripts/train/trainer.ts';
import { quotationState, tokenRows } from '../../utils/claims/model/features.ts';
import { addProduct, floats, mark, release, reserve } from '../../utils/claims/model/memory.ts';
import { sizeOf } from '../../utils/claims/model/parameters.ts';
import { pack, unpack } from '../../utils/claims/model/weights.ts';
import { findQuotations } from '../../utils/claims/quotations.ts';

const SHAPE = { embedding: 8, hidden: 8, pair: 8, pairHidden: 8 };

test('weights come back from their file to a 127th of each row’s largest', () => {
  const values = initial(SHAPE, 3);
  const { weights } = unpack(pack(SHAPE, values));
  const back = weights.labels!;
  const from = unpack(pack(SHAPE, values)).weights.labels!;
  expect(back).toEqual(from);
  const largest = Math.max(...weights.tokens!.subarray(0, 8).map(Math.abs));
  weights.tokens!.subarray(0, 8).forEach((value, i) => {
    expect(Math.abs(value - values[i]!)).toBeLessThanOrEqual(largest / 127);
  });
});

test.each<[name: string, bytes: Uint8Array]>([
  ['nothing', new Uint8Array(0)],
  ['another file', new Uint8Array(100)],
  ['a file cut short', pack(SHAPE, initial(SHAPE, 3)).subarray(0, 5_000)],
])('%s is no weights file, and that is said', (_name, bytes) => {
  expect(() => unpack(bytes)).toThrow(/weights file/);
});

test('the product is the same in WebAssembly and in JavaScript', () => {
  const draw = random(1);
  const filled = (array: Float32Array): Float32Array => array.map(() => draw() - 0.5);
  const [weights, x] = [filled(new Float32Array(6 * 16)), filled(new Float32Array(3 * 16))];
  const plain = new Float32Array(3 * 6);
  addProduct(plain, weights, x, 3, 6, 16);
  expect(reserve(10_000)).toBe(true);
  const before = mark();
  const inRoom = (array: Float32Array): Float32Array => {
    const copy = floats(array.length);
    copy.set(array);
    return copy;
  };
  const fast = floats(3 * 6);
  addProduct(fast, inRoom(weights), inRoom(x), 3, 6, 16);
  fast.forEach((value, i) => {
    expect(value).toBeCloseTo(plain[i]!, 5);
  });
  release(before);
});

test('the gradient is the slope of the loss', () => {
  const words = 'The mayor , Ada Vane , said " it is bad , " and left .'.split(' ');
  let at = 0;
  const tokens = words.map((text) => {
    const token = {
      start: at,
      end: at + text.length,
      text,
      lower: text.toLowerCase(),
      lemma: text,
      pos: 'NOUN',
      sentence: 0,
      paragraph: 0,
    };
    at += text.length + 1;
    return token;
  });
  const quotations = quotationState(tokens, findQuotations(words.join(' '), [[0, at]]));
  const labels = new Uint8Array(words.length);
  labels[6] = 1;
  const roles = new Uint8Array(words.length);
  roles.set([3], 1);
  roles.set([1, 2, 2], 8);
  const example = { tokens, quotations, rows: tokenRows(tokens, quotations), labels, cues: [{ first: 6, last: 6, roles }] };
  const options = { dropout: 0, wordDropout: 0, falseWeight: 0 };
  const values = initial(SHAPE, 2);
  const loss = (): number => learn(SHAPE, values, new Float32Array(sizeOf(SHAPE)), example, options, random(1), new Set());
  const gradients = new Float32Array(sizeOf(SHAPE));
  learn(SHAPE, values, gradients, example, options, random(1), new Set());
  // The last tensor is the second step's own, where no rectifier or bucket bends the loss.
  for (let i = values.length - 200; i < values.length; i += 9) {
    const value = values[i]!;
    values[i] = value + 1e-2;
    const above = loss();
    values[i] = value - 1e-2;
    const slope = (above - loss()) / 2e-2;
    values[i] = value;
    expect(Math.abs(slope - gradients[i]!)).toBeLessThan(0.02 + 0.05 * Math.abs(slope));
  }
});
