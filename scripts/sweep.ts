/**
 * npm run sweep -- [--pages DIR] [--browser chromium|firefox|none] [--reading] [--scripts] [--limit N] [--only REGEX] [--out FILE] [--resume] [--minutes N] [--write]
 *
 * Opens the pages of DIR's index.jsonl (default ../shared/pages) one after another, under their own host names, with the built extension in a real browser, and writes one JSON
 * line a page; then summary tables. --reading leaves the extension out and only reads, with Readability beside it; with --browser none it reads as `analyze` does, without a browser.
 * Scripts are off unless --scripts; the network always is. A page that hangs or stops the browser is noted, and the sweep goes on. --resume keeps the lines that FILE has and visits
 * only the pages that it lacks; --minutes stops between two pages after that time. --write puts the tables into EVALUATION.md.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { replaceBetween } from './evaluate/tables.ts';
import { readIndex, readTruth } from './sweep/corpus.ts';
import { withExtension } from './sweep/extension.ts';
import { inNode, readingAlone } from './sweep/reading.ts';
import { loadScorer } from './sweep/score.ts';
import { summary } from './sweep/summary.ts';
import { type Line, sweep, type Visit } from './sweep/visit.ts';

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: fileURLToPath(new URL('../../shared/pages', import.meta.url)) },
    browser: { type: 'string', default: 'chromium' },
    reading: { type: 'boolean', default: false },
    scripts: { type: 'boolean', default: false },
    limit: { type: 'string' },
    only: { type: 'string' },
    resume: { type: 'boolean', default: false },
    minutes: { type: 'string' },
    write: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});

const browser = values.browser;
if (browser !== 'chromium' && browser !== 'firefox' && browser !== 'none') {
  console.error(`sweep: --browser ${browser}: must be chromium, firefox or none`);
  process.exit(2);
}
const only = values.only === undefined ? null : new RegExp(values.only);
const pages = readIndex(values.pages)
  .filter((page) => !only || only.test(`${page.corpus}/${page.id} ${page.is_news_article ? 'news' : 'other'} ${page.truth ? 'truth' : ''}`))
  .slice(0, values.limit === undefined ? undefined : Number(values.limit));
const truth = readTruth(values.pages, pages);

const visit: Visit =
  browser === 'none'
    ? inNode(values.pages)
    : values.reading
      ? readingAlone(values.pages, browser, values.scripts)
      : withExtension(values.pages, browser, values.scripts);
// A file for each way to sweep, so that one does not go on with another's lines.
const out =
  values.out ??
  fileURLToPath(
    new URL(
      `../.output/sweep-${[values.browser, values.reading && 'reading', values.scripts && 'scripts'].filter(Boolean).join('-')}.jsonl`,
      import.meta.url,
    ),
  );
mkdirSync(dirname(out), { recursive: true });
const known =
  values.resume && existsSync(out)
    ? readFileSync(out, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Line)
        .filter(({ id }) => pages.some((page) => page.id === id))
    : [];
writeFileSync(out, known.map((line) => `${JSON.stringify(line)}\n`).join(''));
const left = pages.filter(({ id }) => !known.some((line) => line.id === id));
const found = await sweep(
  left,
  visit,
  (line) => appendFileSync(out, `${JSON.stringify(line)}\n`),
  values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes),
);
const tables = summary(pages, [...known, ...found], truth, await loadScorer(values.pages));
console.log(tables);
if (found.length < left.length) console.log(`\n${left.length - found.length} pages are left: go on with --resume`);
else if (values.write) {
  const target = new URL('../EVALUATION.md', import.meta.url);
  const place = [values.reading ? 'reading' : 'sweep', browser, ...(values.scripts ? ['scripts'] : [])].join(' ');
  writeFileSync(target, replaceBetween(readFileSync(target, 'utf8'), place, tables));
}
process.exit(0);
