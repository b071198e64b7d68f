import type { Span } from '../analysis.ts';

/** Code units of the article's text that stand one for one in a text node. */
export interface Run {
  /** Offset in `Article.text`, UTF-16 code units. */
  readonly start: number;
  readonly node: Text;
  /** Offset in the node's data. */
  readonly offset: number;
  readonly length: number;
  /** Runs of one piece stand next to one another on the page: one range may span them. */
  readonly piece: number;
}

/** The way back from offsets of `Article.text` to the page. Keeps nodes, not ranges: a range costs the page at every change, a node nothing. */
export class OffsetMap {
  private readonly lengths: Map<Text, number>;

  /** `runs` in the order of the text, without overlap. */
  constructor(
    private readonly runs: readonly Run[],
    readonly roots: readonly Node[],
  ) {
    this.lengths = new Map(runs.map(({ node }) => [node, node.data.length]));
  }

  /** Ranges over a span of the text, one a paragraph; only what still is on the page as it was read. */
  rangesOf([start, end]: Span): Range[] {
    const ranges: Range[] = [];
    let group: Run[] = [];
    const add = (first: Run, last: Run): void => {
      const range = rangeOver(first, Math.max(start, first.start), last, Math.min(end, last.start + last.length));
      if (range) ranges.push(range);
    };
    const close = (): void => {
      if (group.length > 0 && standTogether(group)) add(group[0]!, group.at(-1)!);
      else for (const run of group) add(run, run);
      group = [];
    };
    for (let i = this.firstAfter(start); i < this.runs.length && this.runs[i]!.start < end; i++) {
      const run = this.runs[i]!;
      if (!this.holds(run)) {
        close();
        continue;
      }
      if (group.length > 0 && group[0]!.piece !== run.piece) close();
      group.push(run);
    }
    close();
    return ranges;
  }

  /** The offset in the text of a place in a text node; null where the node is not part of the article, or the place was left out of it. */
  offsetAt(node: Node, offset: number): number | null {
    for (const run of this.byNode.get(node as Text) ?? [])
      if (offset >= run.offset && offset <= run.offset + run.length) return run.start + offset - run.offset;
    return null;
  }

  /** Whether some of the text is no longer on the page as it was read. */
  isStale(): boolean {
    for (const [node, length] of this.lengths) if (!node.isConnected || node.data.length !== length) return true;
    return false;
  }

  private nodes: Map<Text, Run[]> | null = null;

  private get byNode(): Map<Text, Run[]> {
    if (!this.nodes) {
      this.nodes = new Map();
      for (const run of this.runs) {
        const list = this.nodes.get(run.node);
        if (list) list.push(run);
        else this.nodes.set(run.node, [run]);
      }
    }
    return this.nodes;
  }

  private holds({ node, offset, length }: Run): boolean {
    return node.isConnected && node.data.length === this.lengths.get(node) && offset + length <= node.data.length;
  }

  /** Index of the first run that ends after `at`. */
  private firstAfter(at: number): number {
    let low = 0;
    let high = this.runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.runs[middle]!.start + this.runs[middle]!.length <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Words, but for what reading leaves out. */
const WORDS = /[^\s\u00ad\u200b-\u200d\u2060\ufeff]/;

/** Whether runs still follow one another on the page with no other words between: a page may move its nodes after it was read. */
function standTogether(runs: readonly Run[]): boolean {
  const last = runs.at(-1)!.node;
  let node = runs[0]!.node;
  if (node === last) return true;
  const walker = node.ownerDocument.createTreeWalker(node.getRootNode(), 4 /* NodeFilter.SHOW_TEXT */);
  walker.currentNode = node;
  for (const run of runs) {
    if (run.node === node) continue;
    node = run.node;
    let next = walker.nextNode() as Text | null;
    while (next && next !== node && !WORDS.test(next.data)) next = walker.nextNode() as Text | null;
    if (next !== node) return false;
  }
  return true;
}

function rangeOver(first: Run, start: number, last: Run, end: number): Range | null {
  try {
    const range = first.node.ownerDocument.createRange();
    range.setStart(first.node, first.offset + start - first.start);
    range.setEnd(last.node, last.offset + end - last.start);
    return range.collapsed ? null : range;
  } catch {
    // The page took the node away or shortened it in between.
    return null;
  }
}
