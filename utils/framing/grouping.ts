import type { Act } from '../analysis.ts';
import type { Reading, Side } from './relations.ts';
import { overlap } from './relations.ts';

export const TOGETHER_FEATURES = [
  'constant',
  'same speaker',
  'clash',
  'next',
  'near',
  'far',
  'likeness',
  'speakers alike',
  'same act',
  'same function',
  'both remedies',
  'same target',
  'opposite target',
  'same tone',
  'opposite tone',
  'own likeness',
  'own next',
  'own other function',
  'ally',
  'answers',
  'own claims',
  'speakers',
  'others next',
  'foe in common',
  'contrast',
  'others same function',
  'names other',
  'own other tone',
  'own same target',
] as const;

export const TONE: Readonly<Partial<Record<Act, 'bad' | 'good' | 'calm'>>> = {
  accuses: 'bad',
  warns: 'bad',
  praises: 'good',
  'plays-down': 'calm',
  denies: 'calm',
};
const toneOf = ({ claim, toward }: Reading): string | null =>
  TONE[claim.act] ?? (toward === 'against' ? 'bad' : toward === 'for' ? 'good' : null);

/** What speaks for and against two claims' being one view, in the order of TOGETHER_FEATURES. `clash` is the chance that their speakers clash. */
export function compare(x: Reading, y: Reading, a: Side, b: Side, clash: number, claims: number, speakers: number): Float32Array {
  const own = a === b;
  const gap = Math.abs(x.order - y.order);
  const like = x.likeness[y.order]!;
  const target = x.toward && y.toward ? overlap(x.target, y.target) : 0;
  const [tx, ty] = [toneOf(x), toneOf(y)];
  const later = x.order > y.order ? x : y;
  const names = x.named.has(b.speaker.id) || y.named.has(a.speaker.id);
  const sameFunction = x.claim.function === y.claim.function && x.claim.function !== 'background';
  const foes = x.toward === 'against' && y.toward === 'against' && [...x.targeted.keys()].some((id) => y.targeted.has(id));
  return Float32Array.from([
    1,
    own ? 1 : 0,
    own ? 0 : clash,
    gap === 1 ? 1 : 0,
    gap > 1 && gap <= 3 ? 1 : 0,
    gap / Math.max(8, claims),
    like,
    own ? 0 : a.likeness[b.order]!,
    x.claim.act === y.claim.act && x.claim.act !== 'states' ? 1 : 0,
    sameFunction ? 1 : 0,
    x.claim.function === 'remedy' && y.claim.function === 'remedy' ? 1 : 0,
    target > 0.3 && x.toward === y.toward ? target : 0,
    target > 0.3 && x.toward !== y.toward ? target : 0,
    tx !== null && tx === ty ? 1 : 0,
    tx !== null && ty !== null && tx !== ty ? 1 : 0,
    own ? like : 0,
    own && gap === 1 ? 1 : 0,
    own && x.claim.function !== y.claim.function ? 1 : 0,
    !own &&
    ([...a.role].some((word) => b.role.has(word)) ||
      (x.claim.act === 'praises' && x.named.has(b.speaker.id)) ||
      (y.claim.act === 'praises' && y.named.has(a.speaker.id)))
      ? 1
      : 0,
    !own && names && (tx === 'bad' || ty === 'bad') ? 1 : 0,
    own ? Math.log(a.readings.length) : 0,
    Math.log(speakers),
    !own && gap === 1 ? 1 : 0,
    foes ? 1 : 0,
    !own && gap === 1 && later.turn.length > 0 ? 1 : 0,
    !own && sameFunction ? 1 : 0,
    !own && names ? 1 : 0,
    own && tx !== null && ty !== null && tx !== ty ? 1 : 0,
    own && target > 0.3 && x.toward === y.toward ? target : 0,
  ]);
}

/** Joins items by mean of `together` (0..1) for as long as two groups' is over `least`; pairs below 0 never share a group. Average linkage; O(n² log n) at worst for n items. */
export function joinGroups(n: number, together: (i: number, j: number) => number, least: number): number[][] {
  const groups: (number[] | null)[] = Array.from({ length: n }, (_, i) => [i]);
  const value = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? -1 : together(i, j))));
  const best = new Int32Array(n);
  const seek = (i: number): void => {
    let at = -1;
    for (let j = 0; j < n; j++) if (j !== i && groups[j] && (at < 0 || value[i]![j]! > value[i]![at]!)) at = j;
    best[i] = at;
  };
  for (let i = 0; i < n; i++) seek(i);
  for (;;) {
    let a = -1;
    for (let i = 0; i < n; i++) if (groups[i] && best[i]! >= 0 && (a < 0 || value[i]![best[i]!]! > value[a]![best[a]!]!)) a = i;
    if (a < 0 || value[a]![best[a]!]! < least) break;
    const b = best[a]!;
    const [wa, wb] = [groups[a]!.length, groups[b]!.length];
    for (let k = 0; k < n; k++) {
      if (!groups[k] || k === a || k === b) continue;
      const [va, vb] = [value[a]![k]!, value[b]![k]!];
      value[a]![k] = value[k]![a] = va < 0 || vb < 0 ? -1 : (va * wa + vb * wb) / (wa + wb);
    }
    groups[a]!.push(...groups[b]!);
    groups[b] = null;
    for (let k = 0; k < n; k++)
      if (groups[k] && (k === a || best[k] === a || best[k] === b || value[k]![a]! > value[k]![best[k]!]!)) seek(k);
  }
  return groups.filter((group) => group !== null);
}
