import { describe, expect, it } from 'vitest';
import { joinGroups } from '../../utils/framing/grouping.ts';

const sorted = (groups: number[][]): number[][] => groups.map((group) => group.sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!);

describe('groups', () => {
  it('join what belongs together on average', () => {
    const side = [0, 0, 1, 1, 0];
    expect(sorted(joinGroups(5, (i, j) => (side[i] === side[j] ? 0.8 : 0.2), 0.45))).toEqual([
      [0, 1, 4],
      [2, 3],
    ]);
  });

  it('never hold two that must stay apart, however near both are to a third', () => {
    const groups = joinGroups(3, (i, j) => (i + j === 1 ? -1 : 0.9), 0.45);
    expect(groups.some((group) => group.includes(0) && group.includes(1))).toBe(false);
    expect(groups.flat().sort()).toEqual([0, 1, 2]);
  });

  it('of nothing are none', () => expect(joinGroups(0, () => 1, 0.5)).toEqual([]));
});
