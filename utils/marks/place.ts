import { type Box, BoxIndex } from './boxes.ts';

/**
 * Where labels go. The text is the publisher's and is never covered; a label takes, in this order,
 *  - `row`: the white above the claim's first line, where the paragraph gap or the leading is high enough for small type;
 *  - `row` or `stack` (a word group a line) in the margin beside the column, level with the first line;
 *  - `row` after the last word of the claim, where its line ends early;
 *  - `tick`: a small number in a narrow margin; `bar`: a stroke in a very narrow one; with the words above the paragraph, as a legend;
 *  - `legend`: the words above the paragraph, where there is no margin at all;
 *  - the speaker's name alone, where there is white for that.
 * Where there is none of these, a tick or bar without words or the underline alone has to do.
 */
export type Shape = 'row' | 'stack' | 'tick' | 'bar' | 'legend';

export interface LabelRequest {
  /** First line of the claim's text. */
  readonly line: Box;
  /** Its last line in the same block: a label pushed down by its neighbours stays beside its claim. */
  readonly last: Box;
  /** The text column: the block that the claim starts in. */
  readonly column: Box;
  readonly rtl: boolean;
  /** Width of the whole label in one line at 10 px type, and of its widest part and the number of its parts. */
  readonly rowWidth: number;
  readonly stackWidth: number;
  readonly parts: number;
  /** Width of the speaker's name alone at 10 px type; 0 where the label does not name one. */
  readonly nameWidth: number;
}

export interface Place extends Box {
  readonly shape: Shape;
  /** Only the name is shown. */
  readonly brief?: true;
  /** Type size in px. */
  readonly size: number;
  readonly margin: 'left' | 'right' | null;
  /** Of a tick or bar: where the words that belong to it stand, above the paragraph, if there is room. */
  readonly legend: Box | null;
}

export type Side = 'left' | 'right';

const SIZES = [11, 10, 9];
/** Type of 10 px that stands free, in the margin. */
const MARGIN_SIZE = 10;
const MARGIN_LINE = 13;
const GAP = 10;
/** White above and below a label in the margin: between the things of another column it would seem one of them. */
const AIR = 20;
/** Narrower than this a stacked label says nothing. */
const LEAST_STACK = 52;
const TICK = { width: 12, height: 12 };
const BAR = { width: 3 };

const LEGEND = { height: 11, gap: 8, number: 14, least: 76 };
/** Farther than this from its line a legend explains nothing. */
const FARTHEST_LEGEND = 220;
/** Words of the page's own between a claim and the label after its line: "he said on Monday". Behind more the label would be theirs. */
const FARTHEST_AFTER = 160;

const box = (left: number, top: number, width: number, height: number): Box => ({ left, top, right: left + width, bottom: top + height });

/** Free px beside the column at a height, up to the first thing in the way or the edge of the page. */
export function room(side: Side, column: Box, top: number, bottom: number, page: Box, taken: BoxIndex): number {
  const strip: Box =
    side === 'right' ? { left: column.right, right: page.right, top, bottom } : { left: page.left, right: column.left, top, bottom };
  let free = Math.max(0, strip.right - strip.left);
  for (const other of taken.meeting(strip)) {
    free = Math.min(free, side === 'right' ? Math.max(0, other.left - strip.left) : Math.max(0, strip.right - other.right));
  }
  return free;
}

function above(request: LabelRequest, page: Box, taken: BoxIndex): Place | null {
  const { line, column, rtl, rowWidth } = request;
  const least = Math.max(page.left, column.left);
  const most = Math.min(page.right, column.right);
  for (const size of SIZES) {
    const width = Math.min((rowWidth * size) / 10, most - least);
    const height = size + 1;
    const wanted = rtl ? line.right - width : line.left;
    const left = Math.max(least, Math.min(wanted, most - width));
    const at = box(left, line.top - height, width, height);
    if (at.top >= page.top && taken.isFree(at)) return { ...at, shape: 'row', size, margin: null, legend: null };
  }
  return null;
}

/** Edges of painted boxes around the column that a label in the margin may not stand across. */
const edges = (side: Side, column: Box, walls: readonly Box[]): number[] =>
  walls
    .filter(({ left, right }) => left <= column.left && right >= column.right)
    .map((wall) => wall[side])
    .filter((edge) => (side === 'right' ? edge > column.right : edge < column.left))
    .sort((a, b) => (side === 'right' ? a - b : b - a));

function beside(
  request: LabelRequest,
  sides: readonly Side[],
  page: Box,
  ink: BoxIndex,
  taken: BoxIndex,
  walls: readonly Box[],
): Place | null {
  const { line, last, column, rowWidth, stackWidth, parts } = request;
  const lowest = Math.max(line.top + 2 * MARGIN_LINE, last.bottom - MARGIN_LINE);
  const shapes = [
    { shape: 'row', width: rowWidth, least: rowWidth, lines: 1 },
    { shape: 'stack', width: stackWidth, least: Math.min(stackWidth, LEAST_STACK), lines: parts },
  ] as const;
  const lanes = sides.map((side) => {
    const walled = edges(side, column, walls);
    return { side, from: [column[side], ...walled], to: [...walled, page[side]] };
  });
  // Level with the line's middle, or as little lower as its neighbours leave.
  const first = (line.top + line.bottom) / 2 - MARGIN_LINE / 2;
  // One margin is used up first: of two labels level with each other on either side nobody knows which is read first.
  for (const { side, from, to } of lanes) {
    for (const { shape, width: wanted, least, lines } of shapes) {
      const height = lines * MARGIN_LINE;
      for (let top = first; top <= lowest; top += MARGIN_LINE / 2) {
        for (const [nth, edge] of from.entries()) {
          const lane = { ...column, [side]: edge };
          const width = Math.min(wanted, room(side, lane, top, top + height, { ...page, [side]: to[nth]! }, taken) - GAP - 2);
          if (width < least) continue;
          const left = side === 'right' ? edge + GAP : edge - GAP - width;
          if (!ink.isFree(box(left, top - AIR, width, height + 2 * AIR))) continue;
          return { ...box(left, top, width, height), shape, size: MARGIN_SIZE, margin: side, legend: null };
        }
      }
    }
  }
  return null;
}

/** The white after the last word of a line that does not fill its column: like a name under a quotation. */
function after(request: LabelRequest, page: Box, taken: BoxIndex): Place | null {
  const { line, last, column, rtl, rowWidth } = request;
  for (const end of line.top === last.top ? [last] : [line, last]) {
    const { top, bottom } = end;
    // As high as the label: boxes of tightly set lines reach into each other.
    const middle = (top + bottom) / 2;
    const lane = {
      left: Math.max(page.left, column.left),
      right: Math.min(page.right, column.right),
      top: middle - MARGIN_LINE / 2,
      bottom: middle + MARGIN_LINE / 2,
    };
    let { left, right } = lane;
    if (rtl) for (const other of taken.meeting(lane)) right = Math.min(right, other.left);
    else for (const other of taken.meeting(lane)) left = Math.max(left, other.right);
    // Much white: in the ragged edge of running text a label would read as a word of it.
    if (right - left < rowWidth + 4 * GAP) continue;
    if ((rtl ? end.left - right : left - end.right) > FARTHEST_AFTER) continue;
    const at = box(rtl ? right - GAP - rowWidth : left + GAP, lane.top, rowWidth, MARGIN_LINE);
    if (taken.isFree(at)) return { ...at, shape: 'row', size: MARGIN_SIZE, margin: null, legend: null };
  }
  return null;
}

/** Of a legend with its number. */
const wordsWidth = ({ rowWidth }: LabelRequest): number => rowWidth + LEGEND.number;

/**
 * A place for the words of a tick: the nearest white across the column above its line, to the right of the labels that stand there already. Never beside the
 * page's own words (a heading, the short last line of a paragraph), whose part it would seem.
 */
function legend(request: LabelRequest, page: Box, ink: BoxIndex, own: BoxIndex): Box | null {
  const { line, column, rtl } = request;
  if (rtl) return null;
  const left = Math.max(page.left, column.left);
  const right = Math.min(page.right, column.right);
  const highest = Math.max(page.top, line.top - FARTHEST_LEGEND, column.top - LEGEND.height);
  const tops = [...ink.meeting({ left, right, top: highest, bottom: line.bottom })].map(({ top }) => top).filter((top) => top <= line.top);
  for (const bottom of [...new Set([...tops, column.top])].sort((a, b) => b - a)) {
    const lane = { left, right, top: bottom - LEGEND.height, bottom };
    if (lane.top < highest) break;
    let from = left;
    for (const other of own.meeting(lane)) from = Math.max(from, other.right + LEGEND.gap);
    const width = Math.min(wordsWidth(request), right - from);
    if (!ink.isFree(lane)) continue;
    return width < Math.min(wordsWidth(request), LEGEND.least) ? null : box(from, lane.top, width, LEGEND.height);
  }
  return null;
}

/** The words above the paragraph, where nothing can stand beside the line that they belong to: the colour has to lead there. */
function overhead(request: LabelRequest, words: Box | null): Place | null {
  if (words === null) return null;
  const right = Math.min(words.right, words.left + request.rowWidth);
  return { ...words, right, shape: 'legend', size: MARGIN_SIZE, margin: null, legend: null };
}

/** The speaker's name alone, above the line or after it. */
function named(request: LabelRequest, page: Box, taken: BoxIndex): Place | null {
  const { nameWidth, rowWidth } = request;
  if (nameWidth === 0 || nameWidth >= rowWidth) return null;
  const short = { ...request, rowWidth: nameWidth, parts: 1 };
  const place = above(short, page, taken) ?? after(short, page, taken);
  return place && { ...place, brief: true };
}

function sliver(request: LabelRequest, page: Box, taken: BoxIndex, words: () => Box | null): Place | null {
  const { line, column, rtl } = request;
  const middle = (line.top + line.bottom) / 2;
  const sides: Side[] = rtl ? ['right', 'left'] : ['left', 'right'];
  const shapes = [
    { shape: 'tick', ...TICK },
    { shape: 'bar', width: BAR.width, height: Math.max(8, line.bottom - line.top - 4) },
  ] as const;
  for (const { shape, width, height } of shapes) {
    for (const side of sides) {
      for (const gap of [3, 1]) {
        const left = side === 'right' ? column.right + gap : column.left - gap - width;
        const at = box(left, middle - height / 2, width, height);
        if (at.left >= page.left && at.right <= page.right && taken.isFree(at))
          return { ...at, shape, size: 9, margin: side, legend: words() };
      }
    }
  }
  return null;
}

/** The margin that holds more of the labels, so that they stand in one column. Right where it does not matter. */
export function betterSide(requests: readonly LabelRequest[], page: Box, ink: BoxIndex): Side {
  let score = 0;
  for (const { line, column, stackWidth } of requests) {
    const fits = (side: Side): number => Math.min(stackWidth, room(side, column, line.top, line.bottom, page, ink) - GAP);
    score += fits('right') - fits('left');
  }
  return score < 0 ? 'left' : 'right';
}

/**
 * Gives a function that finds the place of one label after another (requests in reading order) so that none meets `ink` (text lines, pictures, controls) or
 * another label. All boxes in one plane; `page` bounds it. Null where there is no free place.
 */
export function placer(page: Box, ink: BoxIndex, side: Side, walls: readonly Box[] = []): (request: LabelRequest) => Place | null {
  const taken = new BoxIndex([], ink);
  const own = new BoxIndex();
  const sides: Side[] = side === 'right' ? ['right', 'left'] : ['left', 'right'];
  return (request) => {
    const words = (): Box | null => legend(request, page, ink, own);
    const free = above(request, page, taken) ?? beside(request, sides, page, ink, taken, walls) ?? after(request, page, taken);
    const small = free ?? sliver(request, page, taken, words);
    // A stroke without words comes after words without a stroke.
    const place =
      small !== null && (free !== null || small.legend !== null)
        ? small
        : (named(request, page, taken) ?? small ?? overhead(request, words()));
    if (place !== null)
      for (const index of [taken, own]) index.add({ left: place.left - 3, top: place.top, right: place.right + 3, bottom: place.bottom });
    if (place?.legend) for (const index of [taken, own]) index.add(place.legend);
    return place;
  };
}
