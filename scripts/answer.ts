import type { Engine } from '../utils/analyse.ts';
import type { Article } from '../utils/analysis.ts';
import { readHtml } from '../utils/article/html.ts';
import { guessLanguage } from '../utils/article/metadata.ts';
import { toJson } from '../utils/export/json.ts';

export type Line = { readonly json: string } | { readonly error: string };

/** The article of a document {"id", "text"}, its text unchanged, or {"id", "html", "url"?}. Throws with what is wrong. */
function articleOf(document: Record<string, unknown>): Article {
  const { text, html, url } = document;
  if (typeof text === 'string') return { title: null, byline: null, publisher: null, published: null, language: guessLanguage(text), text };
  if (typeof html !== 'string') throw new Error('has neither "text" nor "html"');
  if (url !== undefined && typeof url !== 'string') throw new Error('"url" is no string');
  // A page without an article is an answer too: one without claims.
  return readHtml(html, url) ?? { title: null, byline: null, publisher: null, published: null, language: null, text: '' };
}

/** Answers one line of JSON with one line of JSON, or with what is wrong with it. */
export async function answer(engine: Engine, line: string, number: number): Promise<Line> {
  let id = '';
  try {
    const document: unknown = JSON.parse(line);
    if (typeof document !== 'object' || document === null || Array.isArray(document)) throw new Error('is no object');
    const named = (document as Record<string, unknown>).id;
    if (typeof named !== 'string' && typeof named !== 'number') throw new Error('has no "id"');
    id = String(named);
    return { json: toJson(id, await engine(articleOf(document as Record<string, unknown>))) };
  } catch (error) {
    const message = error instanceof SyntaxError ? 'is no JSON' : error instanceof Error ? error.message : String(error);
    return { error: `analyze: line ${number}${id ? ` (${id})` : ''}: ${message}` };
  }
}
