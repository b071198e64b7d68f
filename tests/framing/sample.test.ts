import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadEngine } from '../../scripts/engine.ts';
import { readHtml } from '../../utils/article/html.ts';

test('an article in which one accuses and another denies shows that they clash, over what, and by which claims', async () => {
  const html = await readFile(new URL('../fixtures/samples/wells-the-ossel-courier.html', import.meta.url), 'utf8');
  const { speakers, claims, clashes } = await loadEngine()(readHtml(html)!);
  const name = (id: string | null) => speakers.find((speaker) => speaker.id === id)?.name;
  const found = clashes.find(({ a, b }) => name(a) === 'Residents' && name(b) === 'Halden Battery Company');
  expect(found?.over).toBe('hiding what it knew');
  expect(found!.claims.map((id) => claims.find((claim) => claim.id === id)!.act).sort()).toEqual(['accuses', 'denies']);
  expect(clashes.map(({ a, b }) => [name(a), name(b)])).toContainEqual(['Helen Crane', 'Ruth Adeyemi']);
});
