import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const top = fileURLToPath(new URL('..', import.meta.url));

/** The way through the house: a room may import from rooms before it, and from itself. */
const WAY = ['article', 'language', 'claims', 'speakers', 'stance', 'framing', 'marks', 'export'];
/** Marks and export are both ends of the way, and do not know each other; only text rooms lie between. */
const KNOWS_THE_DOM = new Set(['article', 'marks']);

const files = readdirSync(join(top, 'utils'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('utils', name));

const importsOf = (file: string): { path: string; typeOnly: boolean }[] =>
  [...readFileSync(join(top, file), 'utf8').matchAll(/^import (type )?[^;]*?from '([^']+)';/gm)].map((match) => ({
    typeOnly: match[1] !== undefined,
    path: match[2]!.startsWith('.') ? relative(top, resolve(top, dirname(file), match[2]!)) : match[2]!,
  }));
const roomOf = (path: string): string | null => /^utils\/([a-z]+)\//.exec(path)?.[1] ?? null;

test('every room imports only from rooms before it on the way', () => {
  const wrong: string[] = [];
  for (const file of files) {
    const room = roomOf(file);
    if (room === null) continue;
    for (const { path, typeOnly } of importsOf(file)) {
      const other = roomOf(path);
      if (other === null || typeOnly) continue;
      if (WAY.indexOf(other) > WAY.indexOf(room) || (room === 'export' && other === 'marks')) wrong.push(`${file} imports ${path}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('only the article and marks rooms know the DOM, and only the seams know the browser', () => {
  const wrong: string[] = [];
  for (const file of files) {
    const room = roomOf(file);
    const code = readFileSync(join(top, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
    if (!KNOWS_THE_DOM.has(room ?? '') && room !== null && /\b(querySelector|HTMLElement|createElement|window\.)/.test(code))
      wrong.push(`${file} touches the DOM`);
    if (room !== null && /\bbrowser\.[a-z]+\b|from 'wxt\//.test(code)) wrong.push(`${file} touches the browser's API`);
  }
  expect(wrong).toEqual([]);
});

test('no text is ever parsed as markup', () => {
  const wrong = ['utils', 'components', 'entrypoints'].flatMap((folder) =>
    readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .filter((name) => /innerHTML|InnerHTML|insertAdjacentHTML|document\.write\(/.test(readFileSync(join(top, folder, name), 'utf8')))
      .map((name) => join(folder, name)),
  );
  expect(wrong).toEqual([]);
});
