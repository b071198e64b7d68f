// What a fresh clone lacks: packages, generated types, browsers. Says one line for each long step, on standard error.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));
const NODE = [20, 19];

const PLACES = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  firefox: [
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/snap/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
};

const say = (line) => process.stderr.write(`vantage: ${line}\n`);
const fail = (line) => {
  say(line);
  process.exit(1);
};

/** Runs quietly; what it printed is shown only if it fails. */
function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: top,
    encoding: 'utf8',
    shell: platform() === 'win32',
    maxBuffer: 1 << 28,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status === 0) return true;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`);
  return false;
}

function packages() {
  const lock = `${top}package-lock.json`;
  const stamp = `${top}node_modules/.vantage-lock.json`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(lock, 'utf8')) return;
  if (!existsSync(stamp) && existsSync(`${top}node_modules/.package-lock.json`) && existsSync(`${top}node_modules/tsx`)) {
    copyFileSync(lock, stamp);
    return;
  }
  say('installing packages (npm ci) ...');
  if (!run('npm', ['ci', '--no-audit', '--no-fund'])) fail('the packages could not be installed: see above');
  copyFileSync(lock, stamp);
}

/** The browser's program, from VANTAGE_CHROMIUM or VANTAGE_FIREFOX or the usual places; null where there is none. */
export function findBrowser(name) {
  const named = process.env[`VANTAGE_${name.toUpperCase()}`];
  if (named) return existsSync(named) ? named : null;
  return PLACES[name].find((path) => existsSync(path)) ?? playwrightBrowser(name);
}

function playwrightBrowser(name) {
  if (name !== 'chromium') return null;
  try {
    const path = execFileSync(process.execPath, ['-e', "import('playwright-core').then((p) => console.log(p.chromium.executablePath()))"], {
      cwd: top,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

function browsers(wanted) {
  const missing = wanted.filter((name) => !findBrowser(name));
  if (missing.length === 0) return;
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (debian) {
    const names = missing.map((name) => (name === 'firefox' ? 'firefox-esr' : name));
    say(`installing ${names.join(' and ')} (apt-get) ...`);
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', ...names]);
  } else if (missing.includes('chromium')) {
    say('installing Chromium (Playwright) ...');
    run('npx', ['playwright', 'install', 'chromium']);
  }
  for (const name of wanted)
    if (!findBrowser(name)) say(`no ${name} found: install it, or name its program in VANTAGE_${name.toUpperCase()}`);
}

/** Makes the clone ready. `browsers`: whether Chromium and Firefox are wanted too. */
export function setUp({ browsers: wantBrowsers = false } = {}) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NODE[0] || (major === NODE[0] && minor < NODE[1]))
    fail(`Node ${NODE.join('.')} or newer is needed; this is ${process.versions.node}`);
  packages();
  if (!existsSync(`${top}.wxt/tsconfig.json`)) {
    if (!run('npx', ['wxt', 'prepare'])) fail('the types could not be generated: see above');
  }
  if (wantBrowsers) browsers(['chromium', 'firefox']);
}
