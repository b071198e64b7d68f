import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { lightModel } from '../../scripts/light-model.ts';

const require = createRequire(import.meta.url);
const dist = dirname(require.resolve('wink-eng-lite-web-model'));
const load = lightModel().load as (id: string) => string | null;

test('the lexicon that is shipped is read as the one that the package has', () => {
  const file = join(dist, 'languages/cur/models/eng-core-web-model.json');
  const shipped = JSON.parse(load(file)!) as { lexicon: string };
  const original = (JSON.parse(readFileSync(file, 'utf8')) as { lexicon: string }).lexicon;
  expect(shipped.lexicon).not.toBe(original);
  const module = { exports: (): { lexicon: Uint32Array } => ({ lexicon: new Uint32Array() }) };
  new Function('module', 'require', load(join(dist, 'read-core-model.js'))!)(module, () => shipped);
  const bytes = Buffer.from(original, 'base64');
  expect(Buffer.compare(Buffer.from(module.exports().lexicon.buffer), bytes)).toBe(0);
});

test('other files stay as they are', () => {
  expect(load(join(dist, 'languages/cur/models/eng-pos-model.json'))).toBeNull();
  expect(load(join(dist, '../../other/read-core-model.js'))).toBeNull();
});
