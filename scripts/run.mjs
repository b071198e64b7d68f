// npm start, npm test, npm run analyze, ...: sets up what is missing, then runs scripts/NAME.ts.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setUp } from './setup.mjs';

const [name, ...rest] = process.argv.slice(2);
if (!/^[a-z]+$/.test(name ?? '')) {
  console.error('usage: node scripts/run.mjs NAME [arguments]');
  process.exit(2);
}
setUp({ browsers: ['start', 'test', 'screenshots', 'sheet', 'gallery'].includes(name) });
const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
const { status, signal } = spawnSync(process.execPath, ['--import', 'tsx', script, ...rest], { stdio: 'inherit' });
process.exit(status ?? (signal === 'SIGPIPE' ? 0 : 1));
