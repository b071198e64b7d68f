/** Where a claim's words are: one range of the page's text. Kept static, because live ranges slow down every change of the page. */
export interface Stretch {
  readonly range: StaticRange;
  readonly claim: number;
}

const near = ({ left, top, right, bottom }: DOMRect, x: number, y: number): boolean =>
  x >= left - 1 && x <= right + 1 && y >= top - 2 && y <= bottom + 2;

function caretAt(document: Document, x: number, y: number): { node: Node; offset: number } | null {
  if ('caretPositionFromPoint' in document) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret === null ? null : { node: caret.offsetNode, offset: caret.offset };
  }
  return null;
}

/** Sets a live range to a stretch; false where the page has taken the nodes away or shortened them. */
export function aim(live: Range, { range }: Stretch): boolean {
  if (!range.startContainer.isConnected || !range.endContainer.isConnected) return false;
  try {
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    return true;
  } catch {
    return false;
  }
}

/**
 * Which of `stretches` (in document order) is under a point of the viewport; -1 for none. The browser gives the caret nearest to the point and a
 * binary search the stretch at the caret: hundreds of times faster than `highlightsFromPoint` on a long article.
 */
export function claimAtPoint(document: Document, stretches: readonly Stretch[], live: Range, x: number, y: number): number {
  const caret = caretAt(document, x, y);
  if (caret === null) return -1;
  let low = 0;
  let high = stretches.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const stretch = stretches[middle]!;
    if (!aim(live, stretch) || live.startContainer.getRootNode() !== caret.node.getRootNode()) return -1;
    const side = live.comparePoint(caret.node, caret.offset);
    if (side < 0) high = middle - 1;
    else if (side > 0) low = middle + 1;
    else {
      // The caret snaps to the nearest text, also from an empty margin.
      for (const box of live.getClientRects()) if (near(box, x, y)) return stretch.claim;
      return -1;
    }
  }
  return -1;
}
