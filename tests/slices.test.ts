import { describe, expect, test } from 'vitest';
import { createSlices, SLICE, type Steps } from '../utils/slices.ts';

const busy = (ms: number): void => {
  for (const end = performance.now() + ms; performance.now() < end; ) {}
};

/** Work of `count` steps of some milliseconds, noting each. */
function* work(noted: number[], count: number, ms = 1): Steps<void> {
  for (let step = 0; step < count; step++) {
    busy(ms);
    noted.push(step);
    yield;
  }
}

describe('work in slices', () => {
  test('gives the thread back between slices, and tells how long each took', async () => {
    const [noted, told, between]: [number[], number[], number[]] = [[], [], []];
    const slices = createSlices((ms) => told.push(ms));
    const timer = setInterval(() => between.push(noted.length), 0);
    expect(await slices.start(work(noted, 40))).toBe(true);
    clearInterval(timer);
    expect(noted.length).toBe(40);
    expect(told.length).toBeGreaterThan(2);
    expect(told.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(40);
    expect(between.some((count) => count > 0 && count < 40)).toBe(true);
    expect(slices.isBusy).toBe(false);
  });

  test('begins at once, and what is short is done at once', () => {
    const noted: number[] = [];
    const slices = createSlices();
    void slices.start(work(noted, 2, 0));
    expect([noted, slices.isBusy]).toEqual([[0, 1], false]);
  });

  test('gives way to newer work, and cleans up', async () => {
    const [old, young]: [number[], number[]] = [[], []];
    let cleaned = 0;
    const slices = createSlices();
    const first = slices.start(
      (function* (): Steps<void> {
        try {
          yield* work(old, 100);
        } finally {
          cleaned++;
        }
      })(),
    );
    const reached = old.length;
    expect(reached).toBeLessThan(100);
    expect(await Promise.all([first, slices.start(work(young, 3, SLICE))])).toEqual([false, true]);
    expect([old.length, young.length, cleaned]).toEqual([reached, 3, 1]);
  });

  test('can be hurried to a point or to the end, and stopped', async () => {
    const noted: number[] = [];
    const slices = createSlices();
    const done = slices.start(work(noted, 60));
    slices.hurry(() => noted.length >= 30);
    expect([noted.length, slices.isBusy]).toEqual([30, true]);
    slices.hurry();
    expect([noted.length, slices.isBusy, await done]).toEqual([60, false, true]);
    const stopped = slices.start(work(noted, 60));
    slices.stop();
    expect([await stopped, noted.length < 120]).toEqual([false, true]);
  });

  test('rejects with what a step throws, and takes new work after it', async () => {
    const slices = createSlices();
    const broken = (function* (): Steps<void> {
      busy(SLICE);
      yield;
      throw new Error('broken');
    })();
    await expect(slices.start(broken)).rejects.toThrow('broken');
    expect([slices.isBusy, await slices.start(work([], 2))]).toEqual([false, true]);
  });

  test('may be stopped by one of its own steps', async () => {
    const slices = createSlices();
    let after = false;
    const done = slices.start(
      (function* (): Steps<void> {
        yield;
        slices.stop();
        yield;
        after = true;
      })(),
    );
    expect([await done, after]).toEqual([false, false]);
  });
});
