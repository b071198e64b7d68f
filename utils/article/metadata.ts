import type { Article } from '../analysis.ts';

type Metadata = Omit<Article, 'text'>;

/** Most of a page's structured data that is looked at, in code units. */
const LONGEST_DATA = 300_000;

/** The page's structured data as flat objects; broken blocks are left out. */
export function structuredData(document: Document): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  const add = (value: unknown, depth: number): void => {
    if (depth > 4 || found.length > 200 || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) add(item, depth + 1);
      return;
    }
    const object = value as Record<string, unknown>;
    found.push(object);
    add(object['@graph'], depth + 1);
    add(object.mainEntity, depth + 1);
  };
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const data = script.textContent ?? '';
    if (data.length > LONGEST_DATA) continue;
    try {
      add(JSON.parse(withoutComment(data)), 0);
    } catch {
      // Publishers' JSON is often broken.
    }
  }
  return found;
}

/** Old pages hide their scripts in a comment. */
function withoutComment(script: string): string {
  if (!script.includes('<!--')) return script;
  const text = script.trim();
  return text.slice(text.startsWith('<!--') ? 4 : 0, text.endsWith('-->') ? -3 : undefined);
}

export const typesOf = (data: Record<string, unknown>): string[] =>
  [data['@type']].flat().filter((type): type is string => typeof type === 'string');

const ARTICLE_TYPE = /(?:Article|Posting|Report|Review)$/;

/** What the page says of its article. Every field is plain text, trimmed, null where unknown. */
export function readMetadata(document: Document, url: string, text: string): Metadata {
  const data = structuredData(document).find((object) => typesOf(object).some((type) => ARTICLE_TYPE.test(type))) ?? {};
  const meta = (...names: string[]): string | null => {
    for (const name of names) {
      const value = clean(
        document.querySelector(`meta[property="${name}"], meta[name="${name}"], meta[itemprop="${name}"]`)?.getAttribute('content'),
      );
      if (value) return value;
    }
    return null;
  };
  return {
    title: titleOf(document, clean(data.headline) ?? meta('og:title', 'twitter:title')),
    byline: namesOf(data.author) ?? bylineOf(document) ?? notUrl(meta('author', 'article:author', 'parsely-author', 'dc.creator')),
    publisher: namesOf(data.publisher) ?? meta('og:site_name', 'application-name') ?? hostOf(url),
    published:
      dateOf(data.datePublished) ??
      dateOf(meta('article:published_time', 'datePublished', 'parsely-pub-date', 'date', 'dc.date')) ??
      dateOf(document.querySelector('time[datetime]')?.getAttribute('datetime')),
    language: languageOf(document, clean(data.inLanguage) ?? meta('og:locale', 'content-language'), text),
  };
}

function clean(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.replace(/\s+/g, ' ').trim();
  return text === '' || text.length > 500 ? null : text;
}

const notUrl = (value: string | null): string | null => (value && /^https?:/.test(value) ? null : value);

/** The headline as the page shows it, or as its data say it. */
function titleOf(document: Document, named: string | null): string | null {
  const headings = [...document.querySelectorAll('h1')].map((heading) => clean(heading.textContent)).filter((text) => text !== null);
  const shown = headings.find((heading) => named?.includes(heading) || heading.includes(named ?? '\n'));
  return shown ?? named ?? (headings.length === 1 ? headings[0]! : null) ?? clean(document.title.split(/ [|–—-] /)[0]);
}

function namesOf(value: unknown): string | null {
  const names = [value]
    .flat()
    .flatMap((item) => clean(typeof item === 'object' && item !== null ? (item as Record<string, unknown>).name : item) ?? []);
  return names.length > 0 ? notUrl(names.slice(0, 6).join(', ')) : null;
}

function bylineOf(document: Document): string | null {
  for (const element of document.querySelectorAll('[rel="author"], [itemprop="author"], .byline, .author-name, .author')) {
    const name = clean(element.textContent)?.replace(/^by\s+/i, '');
    if (name && name.length <= 80) return name;
  }
  return null;
}

/** The host name of an address without "www.", or null. */
export const hostOf = (url: string): string | null => {
  try {
    return new URL(url).hostname.replace(/^www\./, '') || null;
  } catch {
    return null;
  }
};

/** ISO 8601 as it stands, or made of what `Date` can read; null for what it cannot. */
function dateOf(value: unknown): string | null {
  const text = clean(value);
  if (!text) return null;
  if (/^\d{4}-\d\d(?:-\d\d(?:[T ]\d\d:\d\d.*)?)?$/.test(text)) return text.replace(' ', 'T');
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

const STOP_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'and', 'of', 'to', 'that', 'was', 'for', 'said'],
  de: ['der', 'die', 'und', 'das', 'nicht', 'mit', 'von', 'ist'],
  fr: ['le', 'les', 'des', 'et', 'est', 'une', 'dans', 'pour'],
  es: ['el', 'los', 'las', 'una', 'que', 'por', 'con', 'del'],
  it: ['il', 'che', 'di', 'della', 'per', 'una', 'sono', 'con'],
  nl: ['het', 'een', 'van', 'niet', 'voor', 'zijn', 'met', 'dat'],
  pt: ['os', 'uma', 'não', 'para', 'com', 'dos', 'que', 'por'],
};

/** The language of a text by its commonest words, or null where none is clear. */
export function guessLanguage(text: string): string | null {
  const words =
    text
      .slice(0, 6_000)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  if (words.length < 20) return null;
  const counts = Object.entries(STOP_WORDS).map(
    ([language, list]) => [language, words.filter((word) => list.includes(word)).length] as const,
  );
  const [best, second] = counts.sort((a, b) => b[1] - a[1]);
  return best && best[1] >= words.length * 0.06 && best[1] > (second?.[1] ?? 0) * 1.3 ? best[0] : null;
}

/** What the text itself shows is surer than what the page declares: templates are copied. */
function languageOf(document: Document, declared: string | null, text: string): string | null {
  const said = (document.documentElement.getAttribute('lang') || declared || '').slice(0, 2).toLowerCase();
  return guessLanguage(text) ?? (/^[a-z]{2}$/.test(said) ? said : null);
}
