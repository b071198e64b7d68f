/**
 * npm test
 *
 * Types, lint, both builds, web-ext lint, and all tests: in Node, in a real browser page, and end to end in Chromium and Firefox. Ends with "N passed, N failed".
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILT, buildExtension } from './build.ts';
import { findBrowser } from './setup.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
let passed = 0;
let failed = 0;
let skipped = 0;

const say = (line: string): void => void process.stdout.write(`vantage: ${line}\n`);

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): { ok: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: top,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...env },
  });
  return { ok: status === 0, output: `${stdout}${stderr}` };
}

async function check(name: string, body: () => Promise<string | null> | string | null): Promise<void> {
  const problem = await Promise.resolve(body()).catch((error: Error) => error.message);
  if (problem === null) {
    passed++;
    say(`ok: ${name}`);
  } else {
    failed++;
    say(`FAILED: ${name}\n${problem}`);
  }
}

const command = (program: string, ...args: string[]): string | null => {
  const { ok, output } = run('npx', [program, ...args]);
  return ok ? null : output;
};

interface Finding {
  readonly code: string;
  readonly file?: string;
  readonly message: string;
}

/** What `web-ext lint` finds that is not on the reviewed list; null for nothing. */
function lintExtension(folder: string): string | null {
  const { output } = run('npx', ['web-ext', 'lint', '--source-dir', folder, '--output', 'json', '--boring']);
  const report = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)) as { errors: Finding[]; warnings: Finding[] };
  const { allow } = JSON.parse(readFileSync(new URL('./web-ext-allow.json', import.meta.url), 'utf8')) as {
    allow: { code: string; file: string }[];
  };
  const reviewed = (found: Finding): boolean =>
    allow.some(({ code, file }) => code === found.code && new RegExp(file).test(found.file ?? ''));
  const left = [...report.errors, ...report.warnings.filter((found) => !reviewed(found))];
  return left.length === 0 ? null : left.map(({ code, file, message }) => `${code} ${file ?? ''}: ${message}`).join('\n');
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTotalTestSuites: number;
  readonly success: boolean;
}

/** Runs a vitest project, shows what it prints, and counts its tests. */
function tests(project: string): void {
  say(`tests: ${project} ...`);
  const file = join(mkdtempSync(join(tmpdir(), 'vantage-')), 'report.json');
  const { status } = spawnSync(
    'npx',
    ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    {
      cwd: top,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, VANTAGE_CHROMIUM: findBrowser('chromium') ?? '', [BUILT]: '1' },
    },
  );
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    passed += report.numPassedTests;
    failed += report.numFailedTests;
    skipped += report.numPendingTests;
    // A file that could not even be loaded counts no test.
    if ((status !== 0 || !report.success) && report.numFailedTests === 0) failed++;
  } catch {
    failed++;
  }
}

await check('types', () => command('tsc', '--noEmit'));
await check('lint', () => command('biome', 'ci', '.'));
await check('regular expressions end in linear time', () => {
  const { ok, output } = run(process.execPath, ['--import', 'tsx', 'scripts/patterns.ts']);
  return ok ? null : output;
});
for (const name of ['chromium', 'firefox'] as const)
  await check(`build for ${name}`, async () => {
    await buildExtension(name);
    return null;
  });
await check('web-ext lint', () => lintExtension(join(top, '.output/firefox-mv3')));
for (const name of ['chromium', 'firefox'] as const)
  await check(`${name} is there to test in`, () => (findBrowser(name) ? null : 'see above'));
for (const project of ['unit', 'browser', 'e2e']) tests(project);
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exit(failed === 0 ? 0 : 1);
