/**
 * The words of the domain as types, and the way from an article to its analysis.
 * All offsets are UTF-16 code units of `Article.text`.
 */

/** Half-open range of `Article.text`: `[start, end)`. */
export type Span = readonly [start: number, end: number];

/** The news text of a page. Paragraphs of `text` are separated by a blank line ("\n\n") or, in plain text input, by whatever it has. */
export interface Article {
  readonly title: string | null;
  readonly byline: string | null;
  readonly publisher: string | null;
  /** ISO 8601, as precise as the page says. */
  readonly published: string | null;
  /** BCP 47 primary language ("en"), or null where unknown. */
  readonly language: string | null;
  readonly text: string;
}

export type ClaimType = 'direct' | 'indirect' | 'mixed';

/** A reported statement: content, source and cue, in the terms of the PARC and PolNeAR corpora. */
export interface Attribution {
  readonly type: ClaimType;
  /** What is claimed; several pieces where the attribution or a paragraph break splits it. Never empty; in order; no overlap. */
  readonly content: readonly Span[];
  /** The words that name who says it; empty where the context alone tells. */
  readonly source: readonly Span[];
  /** The reporting word or phrase; empty where there is none. */
  readonly cue: readonly Span[];
  /** 0..1: how sure the engine is that this is a reported claim with these parts. */
  readonly confidence: number;
}

export type SpeakerKind = 'person' | 'group' | 'anonymous';

export interface Speaker {
  /** "s1", "s2", ... in the order of first claim. */
  readonly id: string;
  /** Fullest name in the article, without titles. */
  readonly name: string;
  readonly kind: SpeakerKind;
  /** Office or description the article gives ("Iraqi Minister of Defense"), or null. */
  readonly role: string | null;
  /** Other verbatim mentions used as a source. */
  readonly aliases: readonly string[];
  /** Words of content over all of the speaker's claims. */
  readonly words: number;
}

export const ACTS = [
  'accuses',
  'denies',
  'warns',
  'pledges',
  'demands',
  'praises',
  'concedes',
  'plays-down',
  'predicts',
  'states',
] as const;
export type Act = (typeof ACTS)[number];

export const FUNCTIONS = ['problem', 'cause', 'judgement', 'remedy', 'background'] as const;
/** Entman's framing functions (R. M. Entman, "Framing", Journal of Communication 43(4), 1993). */
export type FramingFunction = (typeof FUNCTIONS)[number];

export interface Position {
  readonly toward: 'for' | 'against';
  /** A phrase of the article's own words. */
  readonly target: string;
}

/** The words of the article that each label rests on. */
export interface Reasons {
  readonly speaker?: readonly Span[];
  readonly act?: readonly Span[];
  readonly position?: readonly Span[];
  readonly function?: readonly Span[];
}

/** An attribution with its speaker and stance. */
export interface Claim extends Attribution {
  /** "c1", "c2", ... in reading order. */
  readonly id: string;
  /** A speaker's id, or null where the text leaves it open. */
  readonly speaker: string | null;
  readonly act: Act;
  readonly position: Position | null;
  readonly function: FramingFunction;
  readonly reasons: Reasons;
}

/** A view of the article's matter that one or more speakers share. */
export interface Framing {
  /** "f1", ... in the order shown. */
  readonly id: string;
  /** Up to ten words, made of the article's own. */
  readonly title: string;
  /** Claim ids, in reading order. */
  readonly claims: readonly string[];
  /** Speaker ids. */
  readonly speakers: readonly string[];
  /** Id of the most central claim to quote. */
  readonly quote: string;
}

/** Why two speakers clash or agree, and the words of the article that show it. */
export interface Reason {
  /**
   * What one does toward the other (`act`), a position toward the other (`against`, `for`), opposite or equal positions on one target (`opposite`, `same`), or
   * only the words themselves ("responded", "echoed").
   */
  readonly kind: 'act' | 'against' | 'for' | 'opposite' | 'same' | 'words';
  /** Of `act`. */
  readonly act?: Act;
  /** What the position, or the positions, are toward, in the article's words. */
  readonly target?: string;
  /** Of `same`: toward which the two are equal. */
  readonly toward?: 'for' | 'against';
  readonly words: readonly Span[];
}

/** Two speakers who disagree, or one (`b` null) who attacks somebody that is not quoted. */
export interface Clash {
  readonly a: string;
  readonly b: string | null;
  /** What it is about, in the article's words. */
  readonly over: string;
  /** Claim ids that show it. */
  readonly claims: readonly string[];
  readonly reason?: Reason;
}

export interface Analysis {
  readonly article: Article;
  readonly claims: readonly Claim[];
  readonly speakers: readonly Speaker[];
  readonly framings: readonly Framing[];
  readonly clashes: readonly Clash[];
}
