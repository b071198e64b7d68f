import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One line of `index.jsonl`. */
export interface CorpusPage {
  readonly id: string;
  readonly corpus: string;
  /** Gzipped HTML, relative to the folder of the index. */
  readonly path: string;
  readonly url: string;
  readonly language?: string;
  readonly is_news_article?: boolean | null;
  readonly kind?: string;
  readonly charset_utf8?: boolean;
  /** Whether `<corpus>/ground-truth.json` has its text. */
  readonly truth?: boolean;
}

/** The pages of a folder, in the order of its index. Throws where there is no index. */
export function readIndex(folder: string): CorpusPage[] {
  const file = join(folder, 'index.jsonl');
  if (!existsSync(file)) throw new Error(`${file} is not there`);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as CorpusPage);
}

export const readPage = (folder: string, page: CorpusPage): Buffer => gunzipSync(readFileSync(join(folder, page.path)));

/** The true text of every page that has one. */
export function readTruth(folder: string, pages: readonly CorpusPage[]): Map<string, string> {
  const truth = new Map<string, string>();
  for (const corpus of new Set(pages.map((page) => page.corpus))) {
    const file = join(folder, corpus, 'ground-truth.json');
    if (!existsSync(file)) continue;
    const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { articleBody?: string }>;
    for (const page of pages) {
      const text = page.corpus === corpus && page.truth ? texts[page.id]?.articleBody : undefined;
      if (text !== undefined) truth.set(page.id, text);
    }
  }
  return truth;
}

/** Half of the pages is for tuning, the other shows whether a rule holds elsewhere. */
export const halfOf = (id: string): 'tune' | 'check' => (createHash('sha1').update(id).digest()[0]! & 1 ? 'tune' : 'check');
