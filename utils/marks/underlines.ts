import { type Ground, PALETTE } from './palette.ts';

/** What decides how a range is underlined. */
export interface Stroke {
  readonly ground: Ground;
  readonly slot: number;
  readonly sure: boolean;
  /** Whether lines touch, so that the stroke has to be nearer to its own. */
  readonly tight: boolean;
}

const nameOf = ({ ground, slot, sure, tight }: Stroke): string =>
  `vantage-${ground}-${tight ? 'tight-' : ''}${sure ? '' : 'unsure-'}${slot}`;

/** Takes every highlight of ours out of the page's registry, whoever put it there. By name: Firefox lets no content script go through the registry. */
export function clearUnderlines(): void {
  if (typeof CSS === 'undefined' || !('highlights' in CSS)) return;
  for (const ground of ['light', 'dark'] as const) {
    CSS.highlights.delete(`vantage-${ground}-lit`);
    for (const slot of PALETTE[ground].keys())
      for (const sure of [true, false]) for (const tight of [true, false]) CSS.highlights.delete(nameOf({ ground, slot, sure, tight }));
  }
}

export interface Underlines {
  /** Replaces everything that is painted. */
  set(strokes: readonly { stroke: Stroke; ranges: readonly AbstractRange[] }[]): void;
  /** Gives one claim's ranges a soft ground, or none. */
  light(ground: Ground, ranges: readonly AbstractRange[]): void;
  /** Puts back what the page has taken out of the registry, which it shares with us. */
  keep(): void;
  clear(): void;
}

/**
 * Paint by the CSS Custom Highlight API; the rules are in highlights.css. Does nothing where the browser has no such API.
 * Names are taken anew from the registry each time: the page may clear it, and has the same right to it as we.
 */
export function createUnderlines(): Underlines {
  const registry = typeof CSS !== 'undefined' && 'highlights' in CSS ? CSS.highlights : null;
  const own = new Map<string, { highlight: Highlight; ranges: readonly AbstractRange[] }>();
  const drop = (name: string): void => {
    if (registry?.get(name) === own.get(name)?.highlight) registry?.delete(name);
    own.delete(name);
  };
  const put = (name: string, ranges: readonly AbstractRange[], priority: number): void => {
    const highlight = new Highlight();
    for (const range of ranges) highlight.add(range);
    highlight.priority = priority;
    own.set(name, { highlight, ranges });
    registry?.set(name, highlight);
  };
  const lit = (name: string): boolean => name.endsWith('-lit');
  return {
    set(strokes) {
      if (registry === null) return;
      const byName = new Map<string, AbstractRange[]>();
      for (const { stroke, ranges } of strokes) {
        const name = nameOf(stroke);
        const list = byName.get(name);
        if (list === undefined) byName.set(name, [...ranges]);
        else list.push(...ranges);
      }
      for (const name of [...own.keys()]) if (!lit(name) && !byName.has(name)) drop(name);
      for (const [name, ranges] of byName) put(name, ranges, 0);
    },
    light(ground, ranges) {
      if (registry === null) return;
      for (const name of [...own.keys()]) if (lit(name)) drop(name);
      if (ranges.length > 0) put(`vantage-${ground}-lit`, ranges, 1);
    },
    keep() {
      for (const [name, { highlight, ranges }] of own) {
        // What is in it the page can change too.
        if (highlight.size !== ranges.length) {
          highlight.clear();
          for (const range of ranges) highlight.add(range);
        }
        if (registry?.get(name) !== highlight) registry?.set(name, highlight);
      }
    },
    clear() {
      for (const name of [...own.keys()]) drop(name);
    },
  };
}
