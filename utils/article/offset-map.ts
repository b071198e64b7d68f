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
    let first: Run | null = null;
    let last: Run | null = null;
    const close = (): void => {
      const range = first && last && rangeOver(first, Math.max(start, first.start), last, Math.min(end, last.start + last.length));
      if (range) ranges.push(range);
      first = null;
      last = null;
    };
    for (let i = this.firstAfter(start); i < this.runs.length && this.runs[i]!.start < end; i++) {
      const run = this.runs[i]!;
      if (!this.holds(run)) {
        close();
        continue;
      }
      if (first && (first as Run).piece !== run.piece) close();
      first ??= run;
      last = run;
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
