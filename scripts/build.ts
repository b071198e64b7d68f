import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));

/** Set by `npm test`, which has built both before. */
export const BUILT = 'VANTAGE_BUILT';

/** Builds the extension for a browser, unless that was just done, and gives its folder. Throws with what the build printed. */
export async function buildExtension(browser: 'chromium' | 'firefox'): Promise<string> {
  const folder = `${top}.output/${browser === 'firefox' ? 'firefox' : 'chrome'}-mv3`;
  if (process.env[BUILT] === '1') return folder;
  const target = browser === 'firefox' ? ['-b', 'firefox', '--mv3'] : [];
  const { status, stdout, stderr } = spawnSync('npx', ['wxt', 'build', ...target], {
    cwd: top,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
  return folder;
}
