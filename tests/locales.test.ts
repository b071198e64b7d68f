import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { say } from '../utils/i18n.ts';
import { speak } from './fake-browser.ts';

const top = fileURLToPath(new URL('..', import.meta.url));
type Messages = Record<string, { message: string }>;
const read = (locale: string): Messages =>
  JSON.parse(readFileSync(join(top, 'public/_locales', locale, 'messages.json'), 'utf8')) as Messages;

const LOCALES = ['ar', 'de', 'en', 'es', 'fr'] as const;
const english = read('en');
const COUNTED = Object.keys(english).flatMap((key) => (key.endsWith('_other') ? [key.slice(0, -'_other'.length)] : []));
const stemOf = (key: string): string =>
  COUNTED.find((stem) => /^_(?:zero|one|two|few|many|other)$/.test(key.slice(stem.length)) && key.startsWith(stem)) ?? key;
const blanks = (message: string): string[] => [...new Set(message.match(/\$\d/g) ?? [])].sort();

afterEach(() => speak('en'));

test('the languages are these five', () => {
  expect(readdirSync(join(top, 'public/_locales')).sort()).toEqual([...LOCALES]);
});

describe.each(LOCALES)('%s', (locale) => {
  const messages = read(locale);

  test('has every message, and none that English has not', () => {
    expect(new Set(Object.keys(messages).map(stemOf))).toEqual(new Set(Object.keys(english).map(stemOf)));
    for (const [key, { message }] of Object.entries(messages)) expect(message.trim(), key).not.toBe('');
  });

  test('fills in what English fills in', () => {
    for (const [key, { message }] of Object.entries(messages)) {
      // "One framing" and an Arabic dual need no number.
      const counted = stemOf(key) !== key && !key.endsWith('_other');
      const wanted = blanks(english[key]?.message ?? english[`${stemOf(key)}_other`]!.message);
      const given = blanks(message);
      expect(counted ? given.filter((blank) => !wanted.includes(blank) && blank !== '$1') : given, key).toEqual(counted ? [] : wanted);
    }
  });

  test('has every plural form of its language', () => {
    // Of French and Spanish "many" is for whole millions, where the form for others will do.
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.filter((form) => locale === 'ar' || form !== 'many');
    for (const stem of COUNTED) for (const form of forms) expect(messages, `${stem}_${form}`).toHaveProperty(`${stem}_${form}`);
  });

  test('says its own name and direction, and counts in its own way', () => {
    speak(locale);
    expect([say.locale, say.dir]).toEqual([locale, locale === 'ar' ? 'rtl' : 'ltr']);
    for (const count of [0, 1, 2, 3, 11, 100, 1_000_000]) expect(say.count('claims_number', count)).not.toBe('');
  });
});

test('every message is used, and every key that is asked for exists', () => {
  const sources = ['components', 'utils', 'entrypoints', 'wxt.config.ts'].flatMap((folder) =>
    folder.endsWith('.ts')
      ? [readFileSync(join(top, folder), 'utf8')]
      : readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.tsx?$/.test(name))
          .map((name) => readFileSync(join(top, folder, name), 'utf8')),
  );
  const code = sources.join('\n');
  // A key is written out, or it is made of a stem and a value: say(`act_${act}`).
  const stems = [...code.matchAll(/`([a-z_]+_)\$\{/g)].map(([, stem]) => stem!);
  const unused = Object.keys(english).filter(
    (key) => !new RegExp(`['_]${stemOf(key)}(?:'|__)`).test(code) && !stems.some((stem) => key.startsWith(stem)),
  );
  expect(unused).toEqual([]);
});

test('no interface text is written outside the locales', () => {
  const wrong: string[] = [];
  for (const folder of ['components', 'entrypoints'])
    for (const name of readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))) {
      const code = readFileSync(join(top, folder, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
      // Words between tags, and words given to attributes that are read out or shown.
      const shown = [
        ...[...code.matchAll(/>\s*([A-Z][^<>{}=;()&|]*)</g)].map(([, words]) => words!.trim()),
        ...[...code.matchAll(/\b(?:aria-label|title|alt|legend|action)="([^"]+)"/g)].map(([, words]) => words!),
      ];
      wrong.push(...shown.filter((words) => /\p{L}{2}/u.test(words) && words !== 'Vantage').map((words) => `${folder}/${name}: ${words}`));
    }
  expect(wrong).toEqual([]);
});
