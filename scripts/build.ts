import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));

/** Builds the extension for a browser and gives its folder. Throws with what the build printed. */
export async function buildExtension(browser: 'chromium' | 'firefox'): Promise<string> {
  const target = browser === 'firefox' ? ['-b', 'firefox', '--mv3'] : [];
  const { status, stdout, stderr } = spawnSync('npx', ['wxt', 'build', ...target], {
    cwd: top,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
  return `${top}.output/${browser === 'firefox' ? 'firefox' : 'chrome'}-mv3`;
}
