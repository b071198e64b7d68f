import type { Analysis, Span } from '../analysis.ts';
import type { Say } from '../say.ts';

/**
 * How much is painted: underlines and a label for each claim; underlines and short labels, only where speaker, act or target are new; underlines alone; or
 * nothing but what is asked for (a lit claim, an opened card).
 */
export type Density = 'labels' | 'compact' | 'underlines' | 'none';

/** What the marks are drawn for: the page behind the text as measured (`auto`), or always a light or a dark page. */
export type MarksTheme = 'auto' | 'light' | 'dark';

export interface MarksSettings {
  readonly density: Density;
  /** Default `auto`. */
  readonly theme?: MarksTheme;
}

/** What marks need of `utils/article/offset-map.ts`'s OffsetMap. */
export interface MarksMap {
  /** DOM ranges of a span of `Article.text`, in reading order; empty where its nodes are gone. */
  rangesOf(span: Span): Range[];
  /** True once the page's text no longer is the article's. */
  isStale(): boolean;
  /** The nodes that hold the article's text. */
  readonly roots: readonly Node[];
}

export interface MarksOptions {
  readonly analysis: Analysis;
  readonly map: MarksMap;
  readonly settings: MarksSettings;
  readonly say: Say;
  /** Aborting it does what `destroy` does. */
  readonly signal: AbortSignal;
  readonly document: Document;
  /** Told how long each piece of work on the page's thread took, in milliseconds. */
  readonly worked?: (ms: number) => void;
}

/** The marks of one article on its page. Every method is safe to call after `destroy`, and then does nothing. */
export interface Marks {
  /**
   * Draws underlines and labels; again after the page's text has changed under the map. In slices, as `update` and `setAnalysis` do: resolves when all is drawn, or other drawing has
   * taken its place; rejects with what a page throws that is so made that it cannot be drawn on.
   */
  paint(): Promise<void>;
  update(settings: Partial<MarksSettings>): Promise<void>;
  /** Takes a new reading of the same page. Paints it. */
  setAnalysis(analysis: Analysis, map: MarksMap): Promise<void>;
  /** Brings the claim's first line into view and lights it; false if its text is not on the page. */
  scrollTo(claimId: string): boolean;
  /** Lights one claim, or none; also where nothing is painted. */
  light(claimId: string | null): void;
  /** Goes to the claim after (before) the lit one or, with none lit, the one in view; wraps. Gives its id, null if there is none. */
  next(): string | null;
  previous(): string | null;
  /** The claim whose text is at a point of the viewport (CSS px). */
  claimAt(x: number, y: number): string | null;
  /** The first claim that starts at or below the top of the viewport. */
  claimInView(): string | null;
  /** The claim whose text a range of the page has most of; null for none. */
  claimIn(range: Range): string | null;
  /** Opens a claim's card and takes the focus there; false if its text is not on the page. */
  show(claimId: string): boolean;
  /** Takes everything away: highlights, host, observers, timers, listeners. */
  destroy(): void;
}
