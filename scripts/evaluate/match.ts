import type { Span } from '../../utils/analysis.ts';

const WORD = /[\p{L}\p{N}_]+(?:[’'-][\p{L}\p{N}_]+)*/gu;

/** Word tokens of a text as spans of UTF-16 code units: all that is counted; punctuation and quotation marks are not. */
export const wordsOf = (text: string): Span[] => Array.from(text.matchAll(WORD), (m): Span => [m.index, m.index + m[0].length]);

/** Indexes of the words that the spans cover by more than half. */
export function covered(words: readonly Span[], spans: readonly Span[]): Set<number> {
  const set = new Set<number>();
  for (const [start, end] of spans) {
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle]![1] <= start) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < words.length && words[i]![0] < end; i++) {
      const [a, b] = words[i]!;
      if ((Math.min(b, end) - Math.max(a, start)) * 2 > b - a) set.add(i);
    }
  }
  return set;
}

export function common(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let n = 0;
  for (const x of a) if (b.has(x)) n++;
  return n;
}

/** Pairs [gold, predicted, Jaccard] of contents whose words agree by half or more, one to one, the closest first. */
export function match(gold: readonly ReadonlySet<number>[], predicted: readonly ReadonlySet<number>[]): [number, number, number][] {
  const pairs: [number, number, number][] = [];
  gold.forEach((g, i) => {
    predicted.forEach((p, j) => {
      const both = common(g, p);
      const jaccard = both / (g.size + p.size - both);
      if (both > 0 && jaccard >= 0.5) pairs.push([i, j, jaccard]);
    });
  });
  pairs.sort((a, b) => b[2] - a[2] || Math.abs(a[0] - a[1]) - Math.abs(b[0] - b[1]));
  const usedGold = new Set<number>();
  const usedPredicted = new Set<number>();
  return pairs.filter(([i, j]) => {
    if (usedGold.has(i) || usedPredicted.has(j)) return false;
    usedGold.add(i);
    usedPredicted.add(j);
    return true;
  });
}
