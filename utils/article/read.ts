import type { Article } from '../analysis.ts';
import { createSlices, type Steps } from '../slices.ts';
import {
  BLOCKS,
  COMMENTS,
  DISCLAIMER,
  END,
  FURNITURE,
  HEADINGS,
  isInset,
  isStandfirst,
  LONGEST_FURNITURE,
  LONGEST_SMALL_PRINT,
  mayOutgrow,
  SKIPPED,
  SMALL_PRINT,
  surrounds,
} from './evidence.ts';
import { hostOf, readMetadata } from './metadata.ts';
import { readable } from './misnamed.ts';
import { OffsetMap, type Run } from './offset-map.ts';

export interface ReadArticle {
  readonly article: Article;
  readonly map: OffsetMap;
}

/** A paragraph of the page with the characters that it keeps. */
interface Block {
  readonly element: Element;
  /** A space that stands for a line break alone has no node. */
  readonly runs: { node: Text | null; offset: number; length: number; gap: boolean }[];
  text: string;
  /** Code units of `text` inside links. */
  linked: number;
  /** The elements around it that say of themselves that they only surround an article, outermost first. */
  readonly within: readonly Element[];
  around: boolean;
}

/** Pages with more text nodes than this are read only so far. */
const MOST_NODES = 200_000;
/** Nodes that are walked, and blocks that are judged, in one step. */
const NODES_A_STEP = 100;
const BLOCKS_A_STEP = 8;
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
  const steps = readInSteps(document, url);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * As `readArticle`, but gives the page its thread back between slices, and tells `worked` how long each took, in milliseconds. Rejects with what a page throws that is so made that it
 * cannot be read.
 */
export async function readArticleInSlices(document: Document, url: string, worked: (ms: number) => void): Promise<ReadArticle | null> {
  const steps = readInSteps(document, url);
  let found: ReadArticle | null = null;
  await createSlices(worked).start(
    (function* () {
      found = yield* steps;
    })(),
  );
  return found;
}

/** As `readArticle`; stops between pieces of work that take a millisecond or so, where the page may change. */
export function* readInSteps(document: Document, url: string): Steps<ReadArticle | null> {
  if (!document.body) return null;
  const blocks = plainTextBlocks(document) ?? (yield* chooseBlocks(document, url));
  yield;
  const { text, runs } = join(blocks);
  yield;
  if (weightOf(text) < LEAST) return null;
  const roots = [...new Set(blocks.map(({ element }) => element.parentElement ?? element))];
  return { article: { ...readMetadata(document, url, text), text }, map: new OffsetMap(runs, roots) };
}

/** A page that shows a text file: one <pre>, its paragraphs parted by blank lines. */
function plainTextBlocks(document: Document): Block[] | null {
  const [pre] = document.body.children;
  if (document.body.children.length !== 1 || pre?.localName !== 'pre') return null;
  const blocks: Block[] = [];
  for (const node of pre.childNodes) {
    if (node.nodeType !== 3) continue;
    const { data } = node as Text;
    let at = 0;
    for (const paragraph of data.split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)) {
      const start = data.indexOf(paragraph, at);
      at = start + paragraph.length;
      const block = newBlock(pre, []);
      addText(block, node as Text, false, start, at);
      finish(block);
      if (block.text !== '') blocks.push(block);
    }
  }
  return untilEnd(blocks);
}

const newBlock = (element: Element, within: readonly Element[]): Block => ({
  element,
  runs: [],
  text: '',
  linked: 0,
  within,
  around: within.length > 0,
});

/** White space runs become one space; soft hyphens and zero-width characters go. Breaks the runs where it leaves something out. */
function addText(block: Block, node: Text, linked: boolean, from = 0, to = node.data.length): void {
  const { data } = node;
  // Joined once: a text that grows by words costs its whole length at each look at its end.
  const pieces: string[] = [];
  let length = 0;
  let mayAddSpace = block.text !== '' && !block.text.endsWith(' ');
  let start = -1;
  const close = (end: number): void => {
    if (start >= 0 && end > start) {
      block.runs.push({ node, offset: start, length: end - start, gap: false });
      pieces.push(data.slice(start, end));
      length += end - start;
      mayAddSpace = true;
    }
    start = -1;
  };
  for (let i = from; i < to; i++) {
    const code = data.charCodeAt(i);
    const space = code <= 32 || code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x3000;
    if (space) {
      close(i);
      if (mayAddSpace) {
        block.runs.push({ node, offset: i, length: 1, gap: false });
        pieces.push(' ');
        length++;
        mayAddSpace = false;
      }
    } else if (code === 0xad || (code >= 0x200b && code <= 0x200d) || code === 0x2060 || code === 0xfeff) close(i);
    else if (start < 0) start = i;
  }
  close(to);
  block.text += pieces.join('');
  if (linked) block.linked += length;
}

/** Takes a trailing space away. */
function finish(block: Block): void {
  if (!block.text.endsWith(' ')) return;
  block.text = block.text.slice(0, -1);
  block.runs.pop();
}

/** Upper case in XHTML too, where names keep the case that they are written in. */
const tagOf = (element: Element): string => element.localName.toUpperCase();

/** The open shadow root that shows an element's text; null where it has none of its own, or only frames the text of the page that it is given. */
const shadeOf = (element: Element): ShadowRoot | null =>
  element.shadowRoot && !/\S/.test(element.textContent ?? '') ? element.shadowRoot : null;

/** The element around, out of a shadow root too. */
const parentOf = (node: Node): Element | null => {
  const { parentNode } = node;
  if (parentNode?.nodeType === 1) return parentNode as Element;
  return parentNode?.nodeType === 11 ? ((parentNode as ShadowRoot).host ?? null) : null;
};

/** Whether an element is another, or in it, or in a shadow root in it. */
function holds(root: Element, element: Element): boolean {
  for (let at: Element | null = element; at; at = (at.getRootNode() as Partial<ShadowRoot>).host ?? null)
    if (root.contains(at)) return true;
  return false;
}

const isHidden = (element: Element): boolean =>
  element.hasAttribute('hidden') ||
  (element.getAttribute('aria-hidden') === 'true' && tagOf(element) !== 'P') ||
  /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(element.getAttribute('style') ?? '');

/** Whether the browser shows the element; where there is no layout, yes. Opacity is left out: pages fade their text in. */
const isShown = (element: Element): boolean =>
  typeof element.checkVisibility !== 'function' || element.checkVisibility({ visibilityProperty: true });

/**
 * The blocks below `root` in reading order, also those that by their names only surround an article. A walk without recursion: pages may nest fifty thousand
 * deep.
 */
function* blocksOf(root: Element): Steps<Block[]> {
  const blocks: Block[] = [];
  let within: readonly Element[] = [];
  let block = newBlock(root, within);
  let breaks = 0;
  let gap = false;
  let links = 0;
  let nodes = 0;
  const flush = (element: Element): void => {
    finish(block);
    if (block.text !== '') blocks.push(block);
    block = newBlock(element, within);
    breaks = 0;
    gap = false;
  };
  let node: Node | null = root;
  while (node && nodes++ < MOST_NODES) {
    if (nodes % NODES_A_STEP === 0) yield;
    let down: Node | null = readable(root.ownerDocument, ((node.nodeType === 1 && shadeOf(node as Element)) || node).firstChild);
    if (node.nodeType === 3) {
      const runs = block.runs.length;
      if (/\S/.test((node as Text).data.slice(0, 200)) || (node as Text).data.length > 200) breaks = 0;
      addText(block, node as Text, links > 0);
      if (gap && block.runs.length > runs) {
        block.runs[runs]!.gap = true;
        gap = false;
      }
    } else if (node.nodeType === 1 && !enter(node as Element)) down = null;
    else if (node.nodeType === 1 && !down) leave(node as Element);
    if (down) {
      node = down;
      continue;
    }
    // Between two steps the page may have taken the node away.
    let next: Node | null = null;
    while (node && node !== root && !next) {
      next = readable(root.ownerDocument, node.nextSibling);
      if (next) break;
      node = parentOf(node);
      if (node) leave(node as Element);
    }
    node = next;
  }
  flush(root);
  return blocks;

  /** False where nothing of the element is read. */
  function enter(element: Element): boolean {
    const tag = tagOf(element);
    if (element !== root && (SKIPPED.has(tag) || isHidden(element))) {
      if (BLOCKS.has(tag)) flush(element.parentElement ?? root);
      gap = true;
      return false;
    }
    if (tag === 'BR' || isBreak(element)) {
      breaks++;
      if (breaks === 2) flush(block.element);
      else padBreak(block);
      return false;
    }
    if (within.length < MOST_WITHIN && element !== root && surrounds(element)) {
      if (!BLOCKS.has(tag) && !element.querySelector('p, div')) {
        gap = true;
        return false;
      }
      within = [...within, element];
      flush(element);
    } else if (BLOCKS.has(tag)) flush(element);
    if (tag === 'A') links++;
    return true;
  }
  function leave(element: Element): void {
    if (tagOf(element) === 'A' && links > 0) links--;
    if (within.at(-1) === element) {
      within = within.slice(0, -1);
      flush(element.parentElement ?? root);
      gap = true;
    } else if (BLOCKS.has(tagOf(element))) flush(element.parentElement ?? root);
  }
}

/** An empty element that its own name calls a line break. */
const isBreak = (element: Element): boolean => !element.firstChild && /(?:^|\s)br(?:\s|$)/i.test(element.getAttribute('class') ?? '');

/** Signs of scripts that write without spaces. */
const UNSPACED = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]$/;

/** A single line break stands for a space, though the page has none. */
function padBreak(block: Block): void {
  if (block.text === '' || block.text.endsWith(' ') || UNSPACED.test(block.text.slice(-1))) return;
  block.runs.push({ node: null, offset: 0, length: 1, gap: false });
  block.text += ' ';
}

/** How much a text says, in code units of a Latin script: a Chinese, Japanese or Korean sign says about three times as much as a letter. */
const weightOf = (text: string): number => text.length + 2 * (text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0);

/** Stops and closing marks, of any script. */
const STOP = /[.!?…”"’»。！？」』।؟۔]/;
const ENDS_IN_STOP = /[.!?…:”"’»。！？」』।؟۔][)\]]?$/;

const isRunning = ({ text, linked, element }: Block): boolean =>
  text.length >= RUNNING / 3 && weightOf(text) >= RUNNING && linked < text.length * 0.4 && !HEADINGS.has(tagOf(element)) && STOP.test(text);

const lengthOf = (list: readonly Block[]): number => list.reduce((sum, { text }) => sum + weightOf(text), 0);

/** The article's blocks: found where the running text is densest, cleared of what only looks like it. */
function* chooseBlocks(document: Document, url: string): Steps<Block[]> {
  const all = yield* blocksOf(document.body);
  trust(all, document);
  yield;
  const host = hostOf(url) ?? '';
  markCards(all, host);
  yield;
  let trusted = all.filter(({ around }) => !around);
  let root = rootOf(document, trusted);
  let blocks = withinOrAlike(root, trusted);
  // A page whose own names mislead ("post-comments" around everything): read again without them.
  if (lengthOf(blocks.filter(isRunning)) < SHORT) {
    const looseRoot = rootOf(document, all);
    const again = withinOrAlike(looseRoot, all);
    if (lengthOf(again.filter(isRunning)) > lengthOf(blocks.filter(isRunning)) * 2) [trusted, root, blocks] = [all, looseRoot, again];
  }
  const shown: Block[] = [];
  for (const [i, block] of blocks.entries()) {
    if (i % BLOCKS_A_STEP === 0) yield;
    if (isShown(block.element)) shown.push(block);
  }
  // Where nearly all is hidden, the page hides it until its own scripts or the reader unfold it.
  if (lengthOf(shown.filter(isRunning)) >= lengthOf(blocks.filter(isRunning)) * LEAST_SHOWN) blocks = shown;
  blocks = untilEnd(blocks);
  yield;
  const text: Block[] = [];
  for (const [i, block] of blocks.entries()) {
    if (i % BLOCKS_A_STEP === 0) yield;
    if (isArticleText(block, host)) text.push(block);
  }
  blocks = trimEnds(text);
  yield;
  blocks = withoutRepeats(blocks);
  yield;
  const standfirst = standfirstOf(document, all, blocks);
  return standfirst ? [standfirst, ...blocks] : blocks;
}

/** Paragraphs that a box of the article's second half must hold to be taken for one. */
const LEAST_ALIKE = 2;

/** The blocks in `root`, and those beside it in boxes of the same make as the article's own: pages cut an article in two around an advertisement. */
function withinOrAlike(root: Element, blocks: readonly Block[]): Block[] {
  const inside = blocks.filter(({ element }) => holds(root, element));
  const home = homeElement(inside);
  const room = home?.getAttribute('class') ? home.closest('article') : null;
  if (!home || !room || room === root || !room.contains(root)) return inside;
  const counts = new Map<Element, number>();
  for (const block of blocks) {
    const box = block.element.parentElement;
    if (
      box &&
      box.tagName === home.tagName &&
      box.getAttribute('class') === home.getAttribute('class') &&
      room.contains(box) &&
      isRunning(block)
    )
      counts.set(box, (counts.get(box) ?? 0) + 1);
  }
  const isAlike = (box: Element | null): boolean => box !== null && (counts.get(box) ?? 0) >= LEAST_ALIKE;
  return blocks.filter(({ element }) => holds(root, element) || isAlike(element.parentElement));
}

/** Deeper than this, names that say "around the article" add nothing. */
const MOST_WITHIN = 8;
/** Something set into the text holds fewer paragraphs of its own. */
const MOST_IN_INSET = 6;
/** A surrounding element with more than this share of the page's running text does not surround it. */
const MOST_AROUND = 0.5;

/** Takes back what names say where they mislead: "layout-with-nav" around the whole page, a form around all of it. */
function trust(blocks: readonly Block[], document: Document): void {
  const weights = new Map<Element, number>();
  const paragraphs = new Map<Element, number>();
  let total = 0;
  for (const block of blocks) {
    if (!isRunning(block)) continue;
    const weight = weightOf(block.text);
    total += weight;
    for (const element of block.within) weights.set(element, (weights.get(element) ?? 0) + weight);
    const parent = block.element.parentElement;
    if (parent && block.element.tagName === 'P' && block.linked === 0) paragraphs.set(parent, (paragraphs.get(parent) ?? 0) + 1);
  }
  const headings = [...document.querySelectorAll('h1')].slice(0, 3);
  const wrong = new Set<Element>();
  for (const [element, weight] of weights) {
    const holdsTitle = headings.length === 1 && element.contains(headings[0]!);
    if (weight > total * (holdsTitle ? MOST_AROUND / 2 : MOST_AROUND) && (holdsTitle || !mayOutgrow(element))) wrong.add(element);
    if ((paragraphs.get(element) ?? 0) >= MOST_IN_INSET && isInset(element) && !mayOutgrow(element)) wrong.add(element);
  }
  // One that was not closed has the next of its make in it.
  const makes = new Set([...wrong].map(makeOf));
  for (const element of weights.keys()) if (makes.has(makeOf(element)) && isInset(element) && isWithin(element, wrong)) wrong.add(element);
  if (wrong.size > 0) for (const block of blocks) block.around = block.within.some((element) => !wrong.has(element));
}

const makeOf = (element: Element): string => `${element.tagName} ${element.getAttribute('class') ?? ''}`;

function isWithin(element: Element, those: ReadonlySet<Element>): boolean {
  for (let at = element.parentElement; at; at = at.parentElement) if (those.has(at)) return true;
  return false;
}

/** Most "related" boxes within one article. */
const MOST_BOXES = 8;
/** Less than this share of the article's text shown is an article that is folded away. */
const LEAST_SHOWN = 0.25;

/** Without a paragraph that the next ones say again word for word: a pull quote, a lead printed twice. */
function withoutRepeats(blocks: readonly Block[]): Block[] {
  const texts = blocks.map(({ text }) => plain(text));
  const isSaidAgain = (i: number): boolean =>
    [1, 2, 3].some((next) => (texts[i + next]?.length ?? 0) > 0 && texts[i + next]!.includes(texts[i]!));
  /** A summary above the text, made of its sentences. */
  const isSummedUp = (i: number): boolean => {
    const sentences = blocks[i]!.text.split(/(?<=[.!?][”"’]?)\s+/)
      .map(plain)
      .filter((sentence) => sentence.length > 20);
    const rest = texts.slice(i + 1, i + 8).join('');
    return sentences.length > 1 && sentences.every((sentence) => rest.includes(sentence));
  };
  return blocks.filter((block, i) => weightOf(block.text) < RUNNING || !(isSaidAgain(i) || (i === 0 && isSummedUp(i))));
}

/** Longest teaser of another article, in code units, and how many of a make there must be. */
const LONGEST_TEASER = 700;
const LEAST_CARDS = 3;
/** How far above its paragraph a card's box can be. */
const CARD_DEPTH = 4;

/** Marks the teasers of other articles: boxes of the same make, each with a headline that is a link to a page beside this one, over its only paragraph. */
function markCards(blocks: readonly Block[], host: string): void {
  const running = blocks.filter((block) => !block.around && isRunning(block));
  // Running paragraphs within each of the nearest boxes.
  const counts = new Map<Element, number>();
  for (const { element } of running)
    for (let box: Element | null = element, level = 0; box && level <= CARD_DEPTH; level++, box = box.parentElement)
      counts.set(box, (counts.get(box) ?? 0) + 1);
  const count = (box: Element): number => counts.get(box) ?? 0;
  const makes = new Map<string, Block[]>();
  for (let i = 1; i < blocks.length; i++) {
    const block = blocks[i]!;
    if (block.around || weightOf(block.text) > LONGEST_TEASER || !isRunning(block)) continue;
    for (let back = 1; back <= 3 && back <= i; back++) {
      const head = blocks[i - back]!;
      if (isRunning(head)) break;
      if (head.linked < head.text.length * 0.9 || weightOf(head.text) < 15 || !linksBeside(head.element, host)) continue;
      const box = commonAncestor(head.element, block.element, CARD_DEPTH);
      if (box && count(box) === 1) {
        const make = makeOf(box);
        const made = makes.get(make);
        if (made) made.push(block);
        else makes.set(make, [block]);
      }
      break;
    }
  }
  const cards = [...makes.values()].filter((made) => made.length >= LEAST_CARDS).flat();
  // A list of one-paragraph pieces is an article too, if there is no other.
  if (lengthOf(running) - lengthOf(cards) < SHORT) return;
  for (const block of cards) block.around = true;
}

/** Whether the element is, or has, a link to a page of the same host. */
function linksBeside(element: Element, host: string): boolean {
  const href = (element.closest('a[href]') ?? element.querySelector('a[href]'))?.getAttribute('href') ?? '';
  return /^(?:https?:)?\/\//.test(href) ? host !== '' && href.includes(host) : href !== '' && !href.startsWith('#');
}

/** The nearest element that holds both, at most `most` levels above the second. */
function commonAncestor(a: Element, b: Element, most: number): Element | null {
  let element: Element | null = b;
  for (let level = 0; element && level <= most; level++, element = element.parentElement) if (element.contains(a)) return element;
  return null;
}

/** Publishers' own word for where the text is. */
const MARKED_BODY = '[itemprop="articleBody"], [data-testid="article-body"], [data-component="text-block"]';

/** The smallest element that holds nearly all of the running text. */
function rootOf(document: Document, blocks: readonly Block[]): Element {
  const weights = new Map<Element, number>();
  let total = 0;
  for (const block of blocks) {
    if (!isRunning(block)) continue;
    const weight = weightOf(block.text);
    total += weight;
    for (let element: Element | null = block.element; element; element = parentOf(element))
      weights.set(element, (weights.get(element) ?? 0) + weight);
  }
  if (total === 0) return document.body;
  const marked = document.querySelectorAll(MARKED_BODY);
  if (marked.length === 1 && (weights.get(marked[0]!) ?? 0) > total * 0.4) return marked[0]!;
  const weight = (element: Element | null): number => (element ? (weights.get(element) ?? 0) : 0);
  let root: Element = document.body;
  let kept = weight(root) * LEAST_KEPT;
  for (;;) {
    let best: Element | null = null;
    for (let child = (shadeOf(root) ?? root).firstElementChild; child; child = child.nextElementSibling)
      if (weight(child) > weight(best)) best = child;
    if (!best || tagOf(best) === 'P' || weight(best) < weight(root) * share(best)) return root;
    // An inset that the page forgot to close has only the end of the article in it.
    if (isInset(best) && surrounds(best)) return root;
    if (/^(?:ARTICLE|MAIN)$/.test(tagOf(best))) kept = weight(best) * LEAST_KEPT;
    else if (weight(best) < kept) return root;
    root = best;
  }
}

/** How much of an element's running text a child must have to be the article's place itself; an <article> needs less. */
const share = (child: Element): number => (tagOf(child) === 'ARTICLE' ? 0.5 : tagOf(child) === 'MAIN' ? 0.6 : 0.75);
/** How much may be lost from step to step together: paragraphs are nested sixty deep where a page forgot to close its tags. */
const LEAST_KEPT = 0.65;

function isArticleText({ element, text, linked }: Block, host: string): boolean {
  if (tagOf(element) === 'H1') return false;
  if (!/[\p{L}\p{N}]/u.test(text)) return false;
  // Headings of a list lead to what they name, on other hosts.
  const leadsAway = HEADINGS.has(tagOf(element)) && !linksBeside(element, host);
  if (linked > text.length * 0.6 && text.length < 400 && !leadsAway && !isEnumeration(element, text, linked)) return false;
  if (text.length <= LONGEST_FURNITURE && FURNITURE.test(text) && !(/[“”"]/.test(text) && /sa(?:id|ys)/.test(text))) return false;
  if (element.closest('figure') && text.length < 300) return false;
  if (text.length <= LONGEST_SMALL_PRINT && DISCLAIMER.test(text)) return false;
  if (tagOf(element) === 'LI' && linked > text.length * 0.4) return false;
  return true;
}

/** A paragraph that lists what has pages of its own, with words between: "Miyazaki: Nobeoka, Saito, Kijo". */
const isEnumeration = (element: Element, text: string, linked: number): boolean =>
  tagOf(element) === 'P' && text.length - linked >= 6 && element.getElementsByTagName('a').length >= 3 && /[、,:：]/.test(text);

/** Whether a block can be the first or last of an article. */
const canBound = (block: Block): boolean =>
  isRunning(block) || (/^(?:P|BLOCKQUOTE|LI)$/.test(tagOf(block.element)) && ENDS_IN_STOP.test(block.text) && weightOf(block.text) > 25);

/** Without headings and scraps before the first running paragraph, and without those and the small print after the last. */
function trimEnds(blocks: readonly Block[]): Block[] {
  let first = blocks.findIndex(canBound);
  if (first < 0) return [...blocks];
  // A standfirst without a stop may be the first paragraph.
  if (first > 0 && tagOf(blocks[first - 1]!.element) === 'P' && weightOf(blocks[first - 1]!.text) > RUNNING) first--;
  const isHome = homeOf(blocks);
  const isSmallPrint = ({ text }: Block): boolean => text.length <= LONGEST_SMALL_PRINT && SMALL_PRINT.test(text);
  // Lists and lines without a stop end an article where its paragraphs stand: results, prices, places.
  const isListed = ({ element, text, linked }: Block): boolean =>
    (linked === 0 || isEnumeration(element, text, linked)) &&
    (tagOf(element) === 'LI'
      ? isHome(element.parentElement?.parentElement ?? null)
      : tagOf(element) === 'P' && isHome(element.parentElement));
  let last = blocks.length - 1;
  while (last > first && (isSmallPrint(blocks[last]!) || !(canBound(blocks[last]!) || isListed(blocks[last]!)))) last--;
  return blocks.slice(first, last + 1);
}

/** Without what comes after the article: comments, other articles. */
function untilEnd(all: readonly Block[]): Block[] {
  const comments = all.findIndex(({ text }, i) => i > 1 && text.length < 120 && COMMENTS.test(text));
  let blocks = comments < 0 ? [...all] : all.slice(0, comments);
  let from = 3;
  for (let boxes = 0; boxes < MOST_BOXES; boxes++) {
    const end = blocks.findIndex(({ text }, i) => i >= from && text.length < 120 && END.test(text));
    if (end < 0) return blocks;
    // A "Related" box in the middle: the article goes on where it stood before, in the same box as most of it.
    const isHome = homeOf(blocks.slice(0, end));
    const rest = blocks.slice(end + 1);
    const goesOn = lengthOf(rest) > lengthOf(blocks.slice(0, end)) ? rest : rest.filter(({ element }) => isHome(element.parentElement));
    blocks = [...blocks.slice(0, end), ...goesOn];
    from = end;
  }
  return blocks;
}

/** Tells where most of the running text stands: its parent, or a box of the same make in the same column. */
function homeOf(blocks: readonly Block[]): (element: Element | null) => boolean {
  const home = homeElement(blocks);
  const column = home?.parentElement?.parentElement;
  return (element) =>
    home !== null &&
    (element === home ||
      (element?.tagName === home.tagName &&
        element.getAttribute('class') === home.getAttribute('class') &&
        column?.contains(element) === true));
}

/** The parent of most of the running text. */
function homeElement(blocks: readonly Block[]): Element | null {
  const weights = new Map<Element | null, number>();
  for (const block of blocks)
    if (isRunning(block)) weights.set(block.element.parentElement, (weights.get(block.element.parentElement) ?? 0) + weightOf(block.text));
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** The paragraph that sums the article up above it, where the page has one and the article's blocks do not hold it yet. */
function standfirstOf(document: Document, all: readonly Block[], blocks: readonly Block[]): Block | null {
  const [first] = blocks;
  const from = first ? all.indexOf(first) : -1;
  if (from <= 0) return null;
  const described = [
    ...document.querySelectorAll('meta[name="description"], meta[property="og:description"], meta[name="twitter:description"]'),
  ]
    .map((meta) => plain(meta.getAttribute('content') ?? ''))
    .filter((text) => text.length >= 20);
  const known = plain(blocks.map(({ text }) => text).join(' '));
  for (let i = from - 1; i >= 0 && i >= from - 25; i--) {
    const block = all[i]!;
    const weight = weightOf(block.text);
    if (block.element.closest('h1')) return null;
    if (weight < 40 || weight > 900 || block.linked > block.text.length * 0.5 || block.element.closest('figure, li, h1')) continue;
    if (block.text.length <= LONGEST_FURNITURE && FURNITURE.test(block.text)) continue;
    if (!isShown(block.element)) continue;
    const text = plain(block.text);
    const start = text.slice(0, 60);
    if (known.includes(start)) return null;
    if (isStandfirst(block.element) || described.some((other) => other.startsWith(start) || text.startsWith(other))) return block;
  }
  return null;
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
      if (node) runs.push({ start: at, node, offset, length, piece });
      at += length;
    }
    text += block.text;
  }
  return { text, runs };
}
