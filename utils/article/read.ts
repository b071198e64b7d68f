import type { Article } from '../analysis.ts';
import { BLOCKS, COMMENTS, END, FURNITURE, HEADINGS, LONGEST_FURNITURE, SKIPPED, surrounds } from './evidence.ts';
import { readMetadata } from './metadata.ts';
import { OffsetMap, type Run } from './offset-map.ts';

export interface ReadArticle {
  readonly article: Article;
  readonly map: OffsetMap;
}

/** A paragraph of the page with the characters that it keeps. */
interface Block {
  readonly element: Element;
  readonly runs: { node: Text; offset: number; length: number; gap: boolean }[];
  text: string;
  /** Code units of `text` inside links. */
  linked: number;
}

/** Pages with more text nodes than this are read only so far. */
const MOST_NODES = 200_000;
/** Shortest running text, in code units, that shows where the article is. */
const RUNNING = 80;
/** Running text shorter than this, in code units, makes one look again. */
const SHORT = 1_000;
/** Least text of an article, in code units. */
const LEAST = 200;

/**
 * Reads the article of a page: its text, paragraphs parted by blank lines, and the map from offsets back to the page's own nodes. Walks the page without
 * changing it. `url` helps with the metadata. Null where there is no text worth reading.
 */
export function readArticle(document: Document, url: string): ReadArticle | null {
  if (!document.body) return null;
  const blocks = plainTextBlocks(document) ?? chooseBlocks(document);
  const { text, runs } = join(blocks);
  if (text.length < LEAST) return null;
  const roots = [...new Set(blocks.map(({ element }) => element.parentElement ?? element))];
  return { article: { ...readMetadata(document, url, text), text }, map: new OffsetMap(runs, roots) };
}

/** A page that shows a text file: one <pre>, its paragraphs parted by blank lines. */
function plainTextBlocks(document: Document): Block[] | null {
  const [pre] = document.body.children;
  if (document.body.children.length !== 1 || pre?.tagName !== 'PRE') return null;
  const blocks: Block[] = [];
  for (const node of pre.childNodes) {
    if (node.nodeType !== 3) continue;
    const { data } = node as Text;
    let at = 0;
    for (const paragraph of data.split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)) {
      const start = data.indexOf(paragraph, at);
      at = start + paragraph.length;
      const block = newBlock(pre);
      addText(block, node as Text, false, start, at);
      finish(block);
      if (block.text !== '') blocks.push(block);
    }
  }
  return untilEnd(blocks);
}

const newBlock = (element: Element): Block => ({ element, runs: [], text: '', linked: 0 });

/** White space runs become one space; soft hyphens and zero-width characters go. Breaks the runs where it leaves something out. */
function addText(block: Block, node: Text, linked: boolean, from = 0, to = node.data.length): void {
  const { data } = node;
  const before = block.text.length;
  let start = -1;
  const close = (end: number): void => {
    if (start >= 0 && end > start) {
      block.runs.push({ node, offset: start, length: end - start, gap: false });
      block.text += data.slice(start, end);
    }
    start = -1;
  };
  for (let i = from; i < to; i++) {
    const code = data.charCodeAt(i);
    const space = code <= 32 || code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x3000;
    if (space) {
      close(i);
      if (block.text !== '' && !block.text.endsWith(' ')) {
        block.runs.push({ node, offset: i, length: 1, gap: false });
        block.text += ' ';
      }
    } else if (code === 0xad || (code >= 0x200b && code <= 0x200d) || code === 0x2060 || code === 0xfeff) close(i);
    else if (start < 0) start = i;
  }
  close(to);
  if (linked) block.linked += block.text.length - before;
}

/** Takes a trailing space away. */
function finish(block: Block): void {
  if (!block.text.endsWith(' ')) return;
  block.text = block.text.slice(0, -1);
  block.runs.pop();
}

const isHidden = (element: Element): boolean =>
  element.hasAttribute('hidden') ||
  (element.getAttribute('aria-hidden') === 'true' && element.tagName !== 'P') ||
  /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(element.getAttribute('style') ?? '');

/** Whether the browser shows the element; where there is no layout, yes. Opacity is left out: pages fade their text in. */
const isShown = (element: Element): boolean =>
  typeof element.checkVisibility !== 'function' || element.checkVisibility({ visibilityProperty: true });

/** The blocks below `root` in reading order. A walk without recursion: pages may nest fifty thousand deep. */
function blocksOf(root: Element, strict: boolean): Block[] {
  const blocks: Block[] = [];
  let block = newBlock(root);
  let breaks = 0;
  let gap = false;
  let links = 0;
  let nodes = 0;
  const flush = (element: Element): void => {
    finish(block);
    if (block.text !== '') blocks.push(block);
    block = newBlock(element);
    breaks = 0;
    gap = false;
  };
  let node: Node | null = root;
  let down = true;
  while (node && nodes < MOST_NODES) {
    if (down) {
      nodes++;
      if (node.nodeType === 3) {
        const runs = block.runs.length;
        if (/\S/.test((node as Text).data.slice(0, 200)) || (node as Text).data.length > 200) breaks = 0;
        addText(block, node as Text, links > 0);
        if (gap && block.runs.length > runs) {
          block.runs[runs]!.gap = true;
          gap = false;
        }
      } else if (node.nodeType === 1) {
        const element = node as Element;
        const tag = element.tagName;
        if (element !== root && (SKIPPED.has(tag) || isHidden(element) || (strict && surrounds(element)))) {
          gap = true;
          down = false;
          if (BLOCKS.has(tag)) flush(element.parentElement ?? root);
        } else if (tag === 'BR') {
          breaks++;
          if (breaks === 2) flush(block.element);
          else if (block.text !== '' && !block.text.endsWith(' ') && element.nextSibling?.nodeType === 3)
            padBreak(block, element.nextSibling as Text);
        } else {
          if (tag === 'A') links++;
          if (BLOCKS.has(tag)) flush(element);
        }
      }
      if (down && node.firstChild) {
        node = node.firstChild;
        continue;
      }
    }
    // Up or on: what was entered is left.
    if (node.nodeType === 1 && down !== false) leave(node as Element);
    down = true;
    while (node && !node.nextSibling) {
      if (node === root) return end();
      node = node.parentNode;
      if (node && node.nodeType === 1) {
        if (node === root) return end();
        leave(node as Element);
      }
    }
    if (!node || node === root) break;
    node = node.nextSibling;
  }
  return end();

  function leave(element: Element): void {
    if (element.tagName === 'A' && links > 0) links--;
    if (BLOCKS.has(element.tagName)) flush(element.parentElement ?? root);
  }
  function end(): Block[] {
    flush(root);
    return blocks;
  }
}

/** A single line break stands for a space, if the text after it has one to map it to. */
function padBreak(block: Block, next: Text): void {
  if (/^\s/.test(next.data)) return;
  const last = block.runs.at(-1);
  // The break has no character of its own; the words are kept apart by the space that most sources have.
  if (last && last.offset + last.length < last.node.data.length && /\s/.test(last.node.data[last.offset + last.length]!)) {
    block.runs.push({ node: last.node, offset: last.offset + last.length, length: 1, gap: false });
    block.text += ' ';
  }
}

const isRunning = ({ text, linked, element }: Block): boolean =>
  text.length >= RUNNING && linked < text.length * 0.4 && !HEADINGS.has(element.tagName) && /[.!?…”"’]/.test(text);

/** The article's blocks: found where the running text is densest, cleared of what only looks like it. */
function chooseBlocks(document: Document): Block[] {
  const all = blocksOf(document.body, true);
  const root = rootOf(document, all);
  let blocks = root === document.body ? all : blocksOf(root, true);
  const length = (list: readonly Block[]): number => list.reduce((sum, { text }) => sum + text.length, 0);
  // A page whose own names mislead ("post-comments" around everything): read again without them.
  if (length(blocks.filter(isRunning)) < SHORT) {
    const loose = blocksOf(document.body, false);
    const looseRoot = rootOf(document, loose);
    const again = looseRoot === document.body ? loose : blocksOf(looseRoot, false);
    if (length(again.filter(isRunning)) > length(blocks.filter(isRunning)) * 2) blocks = again;
  }
  return trimEnds(untilEnd(blocks.filter(({ element }) => isShown(element))).filter(isArticleText));
}

/** Publishers' own word for where the text is. */
const MARKED_BODY = '[itemprop="articleBody"], [data-testid="article-body"], [data-component="text-block"]';

/** The smallest element that holds nearly all of the running text. */
function rootOf(document: Document, blocks: readonly Block[]): Element {
  const weights = new Map<Element, number>();
  let total = 0;
  for (const block of blocks) {
    if (!isRunning(block)) continue;
    total += block.text.length;
    for (let element: Element | null = block.element; element; element = element.parentElement)
      weights.set(element, (weights.get(element) ?? 0) + block.text.length);
  }
  if (total === 0) return document.body;
  const marked = document.querySelectorAll(MARKED_BODY);
  if (marked.length === 1 && (weights.get(marked[0]!) ?? 0) > total * 0.4) return marked[0]!;
  let root: Element = document.body;
  for (;;) {
    let best: Element | null = null;
    for (const child of root.children) if ((weights.get(child) ?? 0) > (best ? (weights.get(best) ?? 0) : 0)) best = child;
    if (!best || (weights.get(best) ?? 0) < (weights.get(root) ?? 0) * share(root, best) || best.tagName === 'P') return root;
    root = best;
  }
}

/** How much of an element's running text a child must have to be the article's place itself; an <article> needs less. */
const share = (_parent: Element, child: Element): number => (child.tagName === 'ARTICLE' ? 0.5 : child.tagName === 'MAIN' ? 0.6 : 0.75);

function isArticleText({ element, text, linked }: Block): boolean {
  if (element.tagName === 'H1') return false;
  if (!/[\p{L}\p{N}]/u.test(text)) return false;
  if (linked > text.length * 0.6 && text.length < 400) return false;
  if (text.length <= LONGEST_FURNITURE && FURNITURE.test(text) && !/[“”"].*(?:said|says)/.test(text)) return false;
  if (element.closest('figure') && text.length < 300) return false;
  if (element.tagName === 'LI' && linked > text.length * 0.4) return false;
  return true;
}

/** Without headings and scraps before the first and after the last running paragraph. */
function trimEnds(blocks: readonly Block[]): Block[] {
  const runs = (block: Block): boolean =>
    isRunning(block) || (/^(?:P|BLOCKQUOTE|LI)$/.test(block.element.tagName) && /[.!?…”"’]$/.test(block.text) && block.text.length > 25);
  let first = blocks.findIndex(runs);
  if (first < 0) return [...blocks];
  // A standfirst without a stop may be the first paragraph.
  if (first > 0 && blocks[first - 1]!.element.tagName === 'P' && blocks[first - 1]!.text.length > RUNNING) first--;
  let last = blocks.length - 1;
  while (last > first && !runs(blocks[last]!)) last--;
  return blocks.slice(first, last + 1);
}

function untilEnd(all: readonly Block[]): Block[] {
  const comments = all.findIndex(({ text }, i) => i > 1 && text.length < 120 && COMMENTS.test(text));
  const blocks = comments < 0 ? all : all.slice(0, comments);
  const end = blocks.findIndex(({ text }, i) => i > 2 && text.length < 120 && END.test(text));
  if (end < 0) return [...blocks];
  // A "Related" box in the middle: most of the text comes after it.
  const before = blocks.slice(0, end).reduce((sum, { text }) => sum + text.length, 0);
  const after = blocks.slice(end).reduce((sum, { text }) => sum + text.length, 0);
  return after > before ? blocks.filter((_, i) => i !== end) : blocks.slice(0, end);
}

function join(blocks: readonly Block[]): { text: string; runs: Run[] } {
  let text = '';
  let piece = 0;
  const runs: Run[] = [];
  for (const block of blocks) {
    if (text !== '') text += '\n\n';
    let at = text.length;
    piece++;
    for (const { node, offset, length, gap } of block.runs) {
      if (gap) piece++;
      runs.push({ start: at, node, offset, length, piece });
      at += length;
    }
    text += block.text;
  }
  return { text, runs };
}
