import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const top = fileURLToPath(new URL('../..', import.meta.url));

function analyze(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(top, 'scripts/analyze.ts'), ...args], {
    cwd: top,
    encoding: 'utf8',
    input,
  });
  return { status, stdout, errors: stderr.split('\n').filter(Boolean) };
}
const lines = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const folder = mkdtempSync(join(tmpdir(), 'vantage-'));

const TEXT =
  'The wells are foul, the Ossel Water Board said on Monday.\n\n“We have nothing to hide,” said Helen Crane, who runs the plant.';

test('documents are answered in order, and a broken one does not stop the others', () => {
  const input = [
    JSON.stringify({ id: 'a', text: TEXT }),
    'no json',
    JSON.stringify({ id: 'b' }),
    JSON.stringify({
      id: 'c',
      html: `<article><p>${TEXT.replace('\n\n', '</p><p>')}</p><p>${'The plant stands above the road. '.repeat(6)}</p></article>`,
    }),
  ].join('\n');
  for (const jobs of ['1', '2']) {
    const { status, stdout, errors } = analyze(['--jsonl', '--jobs', jobs], input);
    expect(status).toBe(1);
    expect(errors).toEqual([expect.stringContaining('line 2'), expect.stringContaining('line 3 (b)')]);
    const answers = lines(stdout);
    expect(answers.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(answers[0].article.text).toBe(TEXT);
    for (const { article, claims, speakers } of answers) {
      expect(
        claims.map(({ content }: { content: [number, number][] }) =>
          content.map(([start, end]) => article.text.slice(start, end)).join(' '),
        ),
      ).toEqual(['The wells are foul', '“We have nothing to hide,”']);
      expect(speakers.map(({ name }: { name: string }) => name)).toEqual(['Ossel Water Board', 'Helen Crane']);
    }
  }
}, 60_000);

test('an analysis has the keys of the contract, in its order', () => {
  const { status, stdout } = analyze(['--jsonl'], JSON.stringify({ id: 'a', text: TEXT }));
  expect(status).toBe(0);
  const [answer] = lines(stdout);
  expect(Object.keys(answer)).toEqual(['id', 'article', 'claims', 'speakers', 'framings', 'clashes']);
  expect(Object.keys(answer.article)).toEqual(['title', 'byline', 'publisher', 'published', 'language', 'text']);
  expect(Object.keys(answer.claims[0])).toEqual([
    'id',
    'type',
    'content',
    'source',
    'cue',
    'speaker',
    'confidence',
    'act',
    'position',
    'function',
    'reasons',
  ]);
  expect(Object.keys(answer.speakers[0])).toEqual(['id', 'name', 'kind', 'role', 'aliases', 'words']);
}, 60_000);

test('files are read by their kind, in every format; what cannot be read is named', () => {
  const file = join(folder, 'wells.txt');
  writeFileSync(file, TEXT);
  writeFileSync(join(folder, 'wells.pdf'), TEXT);
  const csv = analyze(['--format', 'csv', file]);
  expect(csv.status).toBe(0);
  expect(csv.stdout.split('\r\n')[0]).toMatch(/^document,claim,type,speaker/);
  expect(csv.stdout).toContain('Helen Crane');
  const { status, stdout, errors } = analyze(['--format', 'markdown', join(folder, 'none.html'), join(folder, 'wells.pdf'), file]);
  expect(status).toBe(1);
  expect(errors).toEqual([
    expect.stringMatching(/none\.html: no such file/),
    expect.stringMatching(/wells\.pdf: neither \.html nor \.txt/),
  ]);
  expect(stdout).toContain('## Claims');
}, 60_000);

test.each<[args: string[]]>([[[]], [['--format', 'xml', 'a.txt']], [['--jobs', '0', '--jsonl']], [['--what']]])(
  '%j is refused in one line',
  (args) => {
    const { status, stdout, errors } = analyze(args);
    expect([status, stdout, errors.length]).toEqual([1, '', 1]);
  },
  60_000,
);
