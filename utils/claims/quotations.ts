import type { Span } from '../analysis.ts';

/** A stretch between quotation marks, within one paragraph. */
export interface Quotation {
  /** With its marks; UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly paragraph: number;
  /** Whether the closing mark is there. An open quotation ends with its paragraph. */
  readonly closed: boolean;
  /** Whether it goes on with the open quotation that ended the paragraph before. */
  readonly continues: boolean;
}

/** Which marks may close each opening mark. German „ closes with “, and » with «. */
const CLOSERS: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '‘': "’'",
  '‚': '‘’',
  "'": "'’",
};
const SINGLE = new Set(["'", '‘', '‚']);

/** Single marks further apart than this, in code units, are apostrophes; keeps the search for the closing one linear. */
const LONGEST_SINGLE = 4_000;

const isWord = (c: string | undefined): boolean => c !== undefined && /[\p{L}\p{N}]/u.test(c);
const isSpace = (c: string | undefined): boolean => c === undefined || /\s/.test(c);
/** What may stand before an opening mark without a space. */
const BEFORE = new Set('([{—–-/:“„«"‘\'…>'.split(''));

const mayOpen = (text: string, at: number, start: number, length = 1): boolean => {
  const before = at > start ? text[at - 1] : undefined;
  return (isSpace(before) || BEFORE.has(before!)) && !isSpace(text[at + length]);
};

/** An apostrophe that leaves something out at the beginning of a word: 'tis, '90s, 'em. */
const ELISION = /^['’‘](?:\d0s|\d\d\b|tis\b|twas\b|em\b|cause\b|til\b|till\b|n['’])/i;

/**
 * Where single marks close, of those in `candidates` (positions after `open`): the first with a stop before it or a stop or paragraph end after it, as the
 * possessive of a plural ("the workers' pay") has neither; else the last.
 */
function closingSingle(text: string, candidates: readonly number[], end: number): number | undefined {
  return candidates.find((at) => /[.,!?…;:]/.test(text[at - 1]!) || at + 1 >= end || /[.,!?;:)\]—–]/.test(text[at + 1]!)) ?? candidates[0];
}

/**
 * The quotations of a text, in reading order, without those nested in others. Straight, curly, guillemets either way round, German low-high marks, and British
 * single marks told from apostrophes. `paragraphs` part the text. Linear in its length.
 */
export function findQuotations(text: string, paragraphs: readonly Span[]): Quotation[] {
  const quotations: Quotation[] = [];
  let carried = '';
  paragraphs.forEach(([start, end], paragraph) => {
    // British style is settled by the paragraph's first mark: a double mark inside single ones is nested.
    let at = start;
    // Where a closing single mark was looked for in vain already: ten thousand that open must not each look for their own.
    let barren = { mark: '', to: start };
    while (at < end) {
      const mark = text[at]!;
      if ((mark === "'" || mark === '`') && text[at + 1] === mark && mayOpen(text, at, start, 2)) {
        const close = closeTyped(text, at, end);
        if (close !== undefined) {
          quotations.push({ start: at, end: close + 2, paragraph, closed: true, continues: false });
          carried = '';
          at = close + 2;
          continue;
        }
      }
      if (!(mark in CLOSERS)) {
        at++;
        continue;
      }
      const continues = carried !== '' && at === start && (mark === carried || CLOSERS[carried]!.includes(mark));
      const opens =
        mark === '«' || mark === '„' || mark === '“' || mark === '‚'
          ? !isSpace(text[at + 1]) || mark === '«'
          : mayOpen(text, at, start) &&
            !(SINGLE.has(mark) && (ELISION.test(text.slice(at, at + 7)) || !/[\p{L}\p{N}“"£$€[(…]/u.test(text[at + 1] ?? '')));
      if (!opens) {
        at++;
        continue;
      }
      let close: number | undefined;
      if (!SINGLE.has(mark)) close = closeDouble(text, at, end, CLOSERS[mark]!, mark);
      else {
        const from = mark === barren.mark && at < barren.to ? barren.to : at + 2;
        close = closeSingle(text, from, Math.min(end, at + LONGEST_SINGLE), end, CLOSERS[mark]!);
        if (close === undefined) barren = { mark, to: Math.min(end, at + LONGEST_SINGLE) };
      }
      if (close === undefined && (SINGLE.has(mark) || mark === '»')) {
        // A lone single mark is an apostrophe more often than an open quotation, unless the next paragraph opens again.
        const next = paragraphs[paragraph + 1];
        if (!(SINGLE.has(mark) && next && text[next[0]] === mark && isWord(text[next[0] + 1]))) {
          at++;
          continue;
        }
      }
      const to = close === undefined ? end : close + 1;
      quotations.push({ start: at, end: to, paragraph, closed: close !== undefined, continues });
      carried = close === undefined ? mark : '';
      at = to;
    }
    if (quotations.at(-1)?.paragraph !== paragraph) carried = '';
  });
  return quotations;
}

function closeSingle(text: string, from: number, to: number, end: number, closers: string): number | undefined {
  const candidates: number[] = [];
  for (let at = from; at < to && candidates.length < 40; at++) {
    const mark = text[at]!;
    if (closers.includes(mark) && !isWord(text[at + 1]) && !isSpace(text[at - 1])) candidates.push(at);
  }
  return closingSingle(text, candidates, end);
}

/** Where a double mark typed as two single ones (or two backticks) closes: at the next two single ones that do not open. Looks no further than the next that do. */
function closeTyped(text: string, open: number, end: number): number | undefined {
  for (let at = open + 2; at + 1 < end; at++) {
    if (text[at] !== "'" || text[at + 1] !== "'") continue;
    if (isSpace(text[at - 1])) return undefined;
    if (!isWord(text[at + 2])) return at;
  }
  return undefined;
}

function closeDouble(text: string, open: number, end: number, closers: string, mark: string): number | undefined {
  for (let at = open + 1; at < end; at++) {
    const c = text[at]!;
    if (closers.includes(c) && (c !== '"' || !opensAgain(text, at, open))) return at;
    // The same curly mark again before any closing one: the first was left open.
    if (c === mark && mark !== '"' && mark !== '»' && mark !== '«' && at > open + 1 && isSpace(text[at - 1])) return undefined;
  }
  return undefined;
}

/** A straight mark that clearly opens although one is open already: space before it, a word after it. */
const opensAgain = (text: string, at: number, open: number): boolean => at > open + 1 && isSpace(text[at - 1]) && isWord(text[at + 1]);

/** Index of the first quotation that ends after `at`. */
export function firstAt(quotations: readonly Quotation[], at: number): number {
  let low = 0;
  let high = quotations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (quotations[middle]!.end <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of a span's code units lie within quotations, by binary search over `quotations` in reading order. */
export function quotedLength(quotations: readonly Quotation[], [start, end]: Span): number {
  let length = 0;
  for (let i = firstAt(quotations, start); i < quotations.length && quotations[i]!.start < end; i++)
    length += Math.max(0, Math.min(end, quotations[i]!.end) - Math.max(start, quotations[i]!.start));
  return length;
}
