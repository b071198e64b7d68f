import type { CorpusPage } from './corpus.ts';

/** What is known of one page after the sweep; what was not measured is left out. Times in milliseconds. */
export interface Line {
  readonly id: string;
  readonly isArticle?: boolean;
  readonly text?: string;
  readonly claims?: number;
  readonly marks?: number;
  readonly errors: readonly string[];
  /** Where the page's own scripts led away to, before it could be read. */
  readonly left?: string;
  readonly domUnchanged?: boolean;
  readonly textUnchanged?: boolean;
  readonly gateMs?: number;
  readonly readMs?: number;
  readonly analyseMs?: number;
  readonly paintMs?: number;
  readonly drawnMs?: number;
  readonly shownMs?: number;
  readonly longestTaskMs?: number;
  /** Readability on the same page. */
  readonly readability?: string;
  readonly readabilityMs?: number;
  readonly readerable?: boolean;
}

export interface Visit {
  open(): Promise<void>;
  /** Rejects, or never settles, where the page hangs or the browser stops: then `open` is called again. */
  visit(page: CorpusPage): Promise<Line>;
  close(): Promise<void>;
}

/** Longest time for one page, in milliseconds. */
const PATIENCE = 60_000;

/** Visits every page, or as many as `minutes` last for; gives their lines in order, and each to `note` as soon as it is there. Shows how far it is, where somebody can see it. */
export async function sweep(pages: readonly CorpusPage[], visit: Visit, note: (line: Line) => void, minutes: number): Promise<Line[]> {
  const lines: Line[] = [];
  const begun = Date.now();
  if (pages.length === 0) return lines;
  await visit.open();
  for (const page of pages) {
    if (Date.now() - begun > minutes * 60_000) break;
    try {
      lines.push(await inTime(visit.visit(page)));
    } catch (error) {
      lines.push({ id: page.id, errors: [`sweep: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`] });
      await Promise.race([visit.close().catch(() => undefined), wait(10_000)]);
      await visit.open();
    }
    note(lines.at(-1)!);
    showProgress(lines.length, pages.length, Date.now() - begun);
  }
  await visit.close();
  return lines;
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer in ${PATIENCE / 1000} s`)), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function showProgress(done: number, all: number, ms: number): void {
  const left = Math.round(((ms / done) * (all - done)) / 1000);
  if (process.stderr.isTTY) {
    const full = Math.round((done / all) * 30);
    process.stderr.write(`\r${'█'.repeat(full)}${'░'.repeat(30 - full)} ${done}/${all}, ${left} s left ${done === all ? '\n' : ''}`);
  } else if (done % 20 === 0 || done === all) process.stderr.write(`${done}/${all}, ${left} s left\n`);
}
