import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bringRooms, handOver, type Rooms } from '../entrypoints/content/rooms.ts';

const ROOMS = {} as Rooms;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('rooms that nobody waits for are let go', () => {
  expect(() => handOver(ROOMS)).not.toThrow();
});

test('the rooms are there as soon as their script has run, whatever the background is busy with', async () => {
  const brought = bringRooms(
    () => new Promise(() => undefined),
    () => false,
  );
  handOver(ROOMS);
  expect(await brought).toBe(ROOMS);
});

test('a background that was stopped in the middle is asked again', async () => {
  const ask = vi.fn<() => Promise<boolean | undefined>>();
  ask.mockRejectedValueOnce(new Error('stopped')).mockResolvedValueOnce(undefined);
  ask.mockImplementationOnce(async () => {
    handOver(ROOMS);
    return true;
  });
  const brought = bringRooms(ask, () => false);
  await vi.runAllTimersAsync();
  expect(await brought).toBe(ROOMS);
  expect(ask).toHaveBeenCalledTimes(3);
});

test('none where the browser refuses, where nobody answers, or where it is over', async () => {
  const refused = vi.fn(async () => false);
  expect(await bringRooms(refused, () => false)).toBeNull();
  expect(refused).toHaveBeenCalledTimes(1);

  const silent = vi.fn(async () => undefined);
  const brought = bringRooms(silent, () => false);
  await vi.runAllTimersAsync();
  expect(await brought).toBeNull();
  expect(silent.mock.calls.length).toBeGreaterThan(1);

  const waiting = bringRooms(
    () => new Promise(() => undefined),
    () => false,
  );
  await vi.runAllTimersAsync();
  expect(await waiting).toBeNull();

  const never = vi.fn(async () => true);
  expect(await bringRooms(never, () => true)).toBeNull();
  expect(never).not.toHaveBeenCalled();
});
