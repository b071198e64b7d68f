import { isProbablyReaderable, Readability } from '@mozilla/readability';
import { looksLikeNews } from '../../utils/article/gate.ts';
import { readArticle } from '../../utils/article/read.ts';

/** What reading alone finds on a page, without the extension; Readability beside it. Times in milliseconds. */
export interface Probe {
  readonly isArticle: boolean;
  readonly text: string;
  readonly gateMs: number;
  readonly readMs: number;
  readonly readability: string;
  readonly readabilityMs: number;
  readonly readerable: boolean;
}

/** Called by the sweep in a world apart; `address` as the page has it. */
export function probe(address: string): Probe {
  let start = performance.now();
  const isArticle = looksLikeNews(document, address);
  const gateMs = performance.now() - start;
  start = performance.now();
  const text = readArticle(document, address)?.article.text ?? '';
  const readMs = performance.now() - start;
  const readerable = isProbablyReaderable(document);
  start = performance.now();
  const parsed = new Readability(document.cloneNode(true) as Document).parse();
  const readabilityMs = performance.now() - start;
  return { isArticle, text, gateMs, readMs, readability: textOf(parsed?.content ?? ''), readabilityMs, readerable };
}

/** Readability gives markup: its blocks as lines, as its `textContent` runs paragraphs together. Parsed apart from the page, and never shown. */
function textOf(markup: string): string {
  const parsed = new DOMParser().parseFromString(markup, 'text/html');
  const walk = (node: Node): string => {
    if (node.nodeType === 3) return (node as Text).data.replace(/\s+/g, ' ');
    const inner = [...node.childNodes].map(walk).join('');
    return node.nodeType === 1 &&
      /^(?:P|DIV|LI|UL|OL|H\d|BLOCKQUOTE|SECTION|ARTICLE|PRE|TABLE|TR|TD|FIGURE|FIGCAPTION|BR|DL|DT|DD)$/.test((node as Element).tagName)
      ? `\n${inner}\n`
      : inner;
  };
  return walk(parsed.body)
    .replace(/\n\s*\n*/g, '\n\n')
    .trim();
}
