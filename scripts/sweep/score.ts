import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What `evaluation/score-article.mjs` gives for one page. */
export interface PageScore {
  readonly precision: number;
  readonly recall: number;
  readonly hasPred: boolean;
  readonly hasTruth: boolean;
}

export interface Scorer {
  scoreItem(truth: string, text: string): PageScore;
  aggregate(scores: readonly PageScore[]): { f1: number; precision: number; recall: number };
}

/** The scorer that lies beside the pages, or null where there is none. */
export async function loadScorer(pages: string): Promise<Scorer | null> {
  const file = join(pages, '../evaluation/score-article.mjs');
  return existsSync(file) ? ((await import(pathToFileURL(file).href)) as Scorer) : null;
}

/** One kind of space and of quotation marks: some truths have straightened what the page has curved. */
const flat = (text: string): string =>
  text
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚`´]/g, "'")
    .replace(/\s+/g, ' ');
const QUOTATION = /“[^“”\n]{12,1500}”|"[^"\n]{12,1500}"|«[^«»\n]{12,1500}»|„[^„“”\n]{12,1500}[“”]/g;

/** How many quotations the truth has, of three words and more, and how many of them stand in the text, letter by letter but for the shape of quotation marks. */
export function countQuotations(truth: string, text: string): { all: number; found: number } {
  const where = flat(text);
  const all = (truth.match(QUOTATION) ?? []).map(flat).filter((quotation) => quotation.split(' ').length >= 3);
  return { all: all.length, found: all.filter((quotation) => where.includes(quotation)).length };
}
