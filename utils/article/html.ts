import { JSDOM, VirtualConsole } from 'jsdom';
import type { Article } from '../analysis.ts';
import { readArticle } from './read.ts';

/** Style sheets and scripts but structured data: of no use here, and some real style sheets stop jsdom. */
const BODIES = /(<(style|script)\b(?![^>]{0,400}application\/ld\+json)[^>]{0,2000}>)[\s\S]*?(<\/\2\s*>)/gi;

/**
 * Reads the article of a page given as HTML, for Node, by the same room as in the browser. Runs no script and fetches nothing. `url` helps with publisher and
 * links. Null where the page has no running text.
 */
export function readHtml(html: string, url = 'https://page.invalid/'): Article | null {
  const dom = new JSDOM(html.replace(BODIES, '$1$3'), { url: validUrl(url), virtualConsole: new VirtualConsole() });
  try {
    return readArticle(dom.window.document, url)?.article ?? null;
  } finally {
    dom.window.close();
  }
}

const validUrl = (url: string): string => (/^https?:\/\//.test(url) && URL.canParse(url) ? url : 'https://page.invalid/');
