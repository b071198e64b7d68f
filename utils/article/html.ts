import { JSDOM, VirtualConsole } from 'jsdom';
import type { Article } from '../analysis.ts';
import { readArticle } from './read.ts';

/**
 * Without the bodies of style sheets and scripts but structured data: of no use here, and some real style sheets stop jsdom. One pass, whatever is left
 * open.
 */
function withoutBodies(html: string): string {
  const lower = html.toLowerCase();
  let out = '';
  let at = 0;
  const opening = /<(style|script)\b/g;
  for (let tag = opening.exec(lower); tag; tag = opening.exec(lower)) {
    const open = lower.indexOf('>', tag.index);
    const close = open < 0 ? -1 : lower.indexOf(`</${tag[1]}`, open);
    if (close < 0) break;
    if (!lower.slice(tag.index, open).includes('application/ld+json')) {
      out += html.slice(at, open + 1);
      at = close;
    }
    opening.lastIndex = close;
  }
  return out + html.slice(at);
}

/**
 * Reads the article of a page given as HTML, for Node, by the same room as in the browser. Runs no script and fetches nothing. `url` helps with publisher and
 * links. Null where the page has no running text.
 */
export function readHtml(html: string, url = 'https://page.invalid/'): Article | null {
  const dom = new JSDOM(withoutBodies(html), { url: validUrl(url), virtualConsole: new VirtualConsole() });
  try {
    return readArticle(dom.window.document, url)?.article ?? null;
  } finally {
    dom.window.close();
  }
}

const validUrl = (url: string): string => (/^https?:\/\//.test(url) && URL.canParse(url) ? url : 'https://page.invalid/');
