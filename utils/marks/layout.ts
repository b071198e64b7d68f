import type { Steps } from '../slices.ts';
import type { Box } from './boxes.ts';
import { aim, type Stretch } from './hits.ts';
import { noInk, readInk, type Still } from './ink.ts';
import type { Labels } from './labels.ts';
import type { Overlay } from './overlay.ts';
import { cssRgb, type Ground, hexToRgb, legibleOn, PALETTE, type Rgb } from './palette.ts';
import { betterSide, type LabelRequest, type Place, placer, type Side } from './place.ts';

/** A claim as it stands on the page. */
export interface Mark {
  /** Index in `Analysis.claims`. */
  readonly claim: number;
  readonly slot: number;
  readonly sure: boolean;
  /** Whether the lines of the block touch. */
  readonly tight: boolean;
  readonly stretches: readonly Stretch[];
  /** The block that the claim starts in, and what is painted behind it. */
  readonly block: Element;
  readonly behind: Rgb;
  readonly ground: Ground;
}

/** Labels are made for claims this many viewports above and below the reader. */
const REACH = 2;
/** So much around the viewport has a part in where the labels within stand, in viewports. */
const RIM = 0.25;
/** Claims that are looked at in one step. */
const CLAIMS_A_STEP = 10;
const INLINE = new Set(['inline', 'contents', 'ruby', 'ruby-base', 'ruby-text']);

/** Gives a function from a node to the block that it lies in, remembering what it has read. */
export function blockFinder(document: Document): (node: Node) => Element {
  const known = new Map<Element, Element>();
  const view = document.defaultView!;
  const blockOf = (element: Element): Element => {
    const told = known.get(element);
    if (told !== undefined) return told;
    const up = element.parentElement;
    const block = up !== null && INLINE.has(view.getComputedStyle(element).display) ? blockOf(up) : element;
    known.set(element, block);
    return block;
  };
  return (node) => blockOf((node instanceof Element ? node : node.parentElement) ?? document.documentElement);
}

/** The nearest ancestor that scrolls by itself; null where the page scrolls. */
function scrollerOf(node: Node, document: Document): Element | null {
  const view = document.defaultView!;
  for (let element = node.parentElement; element !== null; element = element.parentElement) {
    if (element === document.body || element === document.documentElement || element === document.scrollingElement) {
      // A body that scrolls inside a root that does not is a scroller like any other.
      if (element !== document.body || document.scrollingElement === document.body) continue;
      if (view.getComputedStyle(document.documentElement).overflowY === 'visible') continue;
    }
    const { overflowY } = view.getComputedStyle(element);
    if ((overflowY === 'auto' || overflowY === 'scroll') && element.scrollHeight > element.clientHeight + 1) return element;
  }
  return null;
}

export interface Layout {
  /**
   * Reads the page around the reader and sets the labels there; gives true if any of them moved. `fresh`: those in the viewport first. First reads, in many steps, then writes, in
   * one: a screen's labels appear and move together.
   */
  run(marks: readonly Mark[], labels: Labels, fresh: boolean): Steps<boolean>;
  /** True where the text has moved under the labels. */
  isOff(): boolean;
  /** True where the reader has come near the end of the labels laid out. */
  isFar(): boolean;
  /** Follows a scroll: of a box within the page, or under a bar of the page. Costs one read. */
  follow(): void;
  firstLine(mark: Mark): DOMRect | null;
  /** What scrolls the mark into view; null for the page. */
  scrollerOf(mark: Mark): Element | null;
}

export function createLayout(document: Document, overlay: Overlay): Layout {
  const view = document.defaultView!;
  const live = document.createRange();
  let side: Side | null = null;
  let width = -1;
  let scroller: Element | null = null;
  let scrolled = { left: 0, top: 0 };
  let covers: ReadonlySet<Element> = new Set();
  /** First lines as they were laid out, on the plane. */
  let known: { mark: Mark; left: number; top: number }[] = [];
  let centre = 0;
  let last = '';

  /** The plane's origin in px of the viewport, but for how far `follow` has moved it. */
  const origin = (): { left: number; top: number } => {
    const { left, top } = overlay.frame.getBoundingClientRect();
    return { left, top };
  };
  const scrollTop = (): number => (scroller === null ? view.scrollY : scroller.scrollTop);

  const boxesOf = (stretch: Stretch): DOMRect[] =>
    aim(live, stretch) ? [...live.getClientRects()].filter((box) => box.width > 0 && box.height > 0) : [];
  const firstLine = ({ stretches }: Mark): DOMRect | null => {
    for (const stretch of stretches) {
      const [first] = boxesOf(stretch);
      if (first !== undefined) return first;
    }
    return null;
  };
  /** Where the claim ends, or its part in the block that it starts in. */
  const lastLine = ({ stretches, block }: Mark): DOMRect | null => {
    for (const stretch of stretches.toReversed()) {
      const last = block.contains(stretch.range.endContainer) ? boxesOf(stretch).at(-1) : undefined;
      if (last !== undefined) return last;
    }
    return null;
  };

  const requestOf = (mark: Mark, labels: Labels, still: Still): LabelRequest | null => {
    const first = firstLine(mark);
    if (first === null) return null;
    const style = view.getComputedStyle(mark.block);
    if (!style.writingMode.startsWith('horizontal')) return null;
    const [line, last] = [still.box(first), still.box(lastLine(mark) ?? first)];
    const block = still.box(mark.block.getBoundingClientRect());
    const px = (value: string): number => Number.parseFloat(value) || 0;
    const column = {
      left: Math.min(line.left, block.left + px(style.paddingLeft) + px(style.borderLeftWidth)),
      right: Math.max(line.right, block.right - px(style.paddingRight) - px(style.borderRightWidth)),
      // Where its text begins: a legend stands right above it.
      top: block.top + px(style.paddingTop) + px(style.borderTopWidth),
      bottom: block.bottom,
    };
    return { line, last, column, rtl: style.direction === 'rtl', ...labels.sizeOf(mark.claim) };
  };

  /** What `follow` has to write: read apart, so that labels can be written in between without a layout of the page. */
  const following = (): (() => void) => {
    const transform =
      scroller === null ? '' : `translate(${scrolled.left - scroller.scrollLeft}px, ${scrolled.top - scroller.scrollTop}px)`;
    let clip = '';
    if (scroller !== null || covers.size > 0) {
      const frame = overlay.frame.getBoundingClientRect();
      const inner = scroller?.getBoundingClientRect();
      let edge = inner?.top ?? Number.NEGATIVE_INFINITY;
      for (const cover of covers) {
        const box = cover.getBoundingClientRect();
        if (box.height > 0 && box.height < view.innerHeight / 2 && box.top < 8) edge = Math.max(edge, box.bottom);
      }
      const [upper, lower] = [Math.max(edge - frame.top, -1e5), (inner?.bottom ?? 1e7) - frame.top];
      clip = `polygon(-99999px ${upper}px, 99999px ${upper}px, 99999px ${lower}px, -99999px ${lower}px)`;
    }
    return () => {
      overlay.plane.style.transform = transform === 'translate(0px, 0px)' ? '' : transform;
      overlay.frame.style.clipPath = clip;
    };
  };

  return {
    *run(marks, labels, fresh) {
      const box = marks[0] === undefined ? null : scrollerOf(marks[0].block, document);
      const start = { left: box?.scrollLeft ?? 0, top: box?.scrollTop ?? 0 };
      const from = origin();
      let moved = { left: 0, top: 0 };
      const still: Still = {
        look: () => {
          const now = origin();
          moved = {
            left: now.left - from.left + start.left - (box?.scrollLeft ?? 0),
            top: now.top - from.top + start.top - (box?.scrollTop ?? 0),
          };
        },
        box: (now) =>
          moved.left === 0 && moved.top === 0
            ? now
            : { left: now.left - moved.left, top: now.top - moved.top, right: now.right - moved.left, bottom: now.bottom - moved.top },
      };
      const { innerHeight, scrollY } = view;
      const height = box === null ? scrollY : box.scrollTop;
      const pageWidth = document.documentElement.clientWidth || view.innerWidth;
      if (pageWidth !== width) side = null;
      width = pageWidth;
      const frame = box?.getBoundingClientRect();
      const page: Box = {
        left: Math.max(0, frame?.left ?? 0),
        right: Math.min(pageWidth, frame?.right ?? pageWidth),
        top: frame === undefined ? -scrollY : Number.NEGATIVE_INFINITY,
        bottom: Number.POSITIVE_INFINITY,
      };

      const top = -REACH * innerHeight;
      const bottom = (1 + REACH) * innerHeight;
      const near: Mark[] = [];
      for (const [at, mark] of marks.entries()) {
        if (at % CLAIMS_A_STEP === CLAIMS_A_STEP - 1) {
          yield;
          still.look();
        }
        const rect = mark.block.getBoundingClientRect();
        const { top: above, bottom: below } = still.box(rect);
        if (below >= top && above <= bottom && rect.width > 0) near.push(mark);
      }
      yield* labels.measure(near.map(({ claim }) => claim));
      still.look();
      const asked: { mark: Mark; request: LabelRequest }[] = [];
      const keep = new Set<Node>();
      for (const [at, mark] of near.entries()) {
        if (at % CLAIMS_A_STEP === CLAIMS_A_STEP - 1) {
          yield;
          still.look();
        }
        const request = requestOf(mark, labels, still);
        if (request === null || request.line.bottom < top || request.line.top > bottom) continue;
        asked.push({ mark, request });
        for (let node: Node | null = mark.block; node !== null && !keep.has(node); ) {
          keep.add(node);
          node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
        }
      }

      const ink = noInk();
      const bands = [
        ...(fresh && asked.length > 0
          ? ([
              [-RIM * innerHeight, (1 + RIM) * innerHeight],
              [(1 + RIM) * innerHeight, bottom],
              [top, -RIM * innerHeight],
            ] as const)
          : ([[top, bottom]] as const)),
      ];
      let changed = false;
      for (const [nth, band] of bands.entries()) {
        yield;
        still.look();
        if (asked.length > 0 && band[1] > page.top) yield* readInk(document, ink, keep, overlay.host, band, still);
        const isLast = nth === bands.length - 1;
        if (nth > 0 && !isLast) continue;
        yield;
        const now = isLast ? asked : asked.filter(({ request: { line } }) => line.bottom >= 0 && line.top <= innerHeight);
        if (now.length > 0)
          side ??= betterSide(
            now.map(({ request }) => request),
            page,
            ink.boxes,
          );
        const placeOf = placer(page, ink.boxes, side ?? 'right', ink.walls);
        const places: (Place | null)[] = [];
        for (const [at, { request }] of now.entries()) {
          if (at % CLAIMS_A_STEP === CLAIMS_A_STEP - 1) yield;
          places.push(placeOf(request));
        }
        yield;
        [scroller, scrolled, centre, covers] = [box, start, height, ink.covers];
        changed = write(now, places) || changed;
      }
      return changed;

      function write(shown: typeof asked, places: readonly (Place | null)[]): boolean {
        const follow = following();
        labels.hold(shown.map(({ mark }) => mark.claim));
        const rounded: number[] = [];
        /** The mark whose words stand last in a block. */
        let told: Mark | null = null;
        shown.forEach(({ mark }, at) => {
          let place = places[at] ?? null;
          // A stroke of the colour that was just explained needs no words again.
          if (told?.block === mark.block && labels.alike(told.claim, mark.claim)) {
            if (place?.shape === 'bar') place = { ...place, legend: null };
            if (place?.shape === 'legend') place = null;
          }
          if (place !== null && (place.legend !== null || /^(?:row|stack|legend)$/.test(place.shape))) told = mark;
          const onPlane = ({ left, top, right, bottom }: Box): Box => ({
            left: left - from.left,
            right: right - from.left,
            top: top - from.top,
            bottom: bottom - from.top,
          });
          const moved: Place | null = place && { ...place, ...onPlane(place), legend: place.legend && onPlane(place.legend) };
          rounded.push(mark.claim, Math.round(moved?.left ?? -1), Math.round(moved?.top ?? -1));
          labels.show(mark.claim, moved, {
            colour: cssRgb(legibleOn(hexToRgb(PALETTE[mark.ground][mark.slot]!), mark.behind)),
            ground: cssRgb(mark.behind),
            sure: mark.sure,
          });
        });
        known = shown.map(({ mark, request: { line } }) => ({ mark, left: line.left - from.left, top: line.top - from.top }));
        follow();
        const now = rounded.join(' ');
        const changed = now !== last;
        last = now;
        return changed;
      }
    },
    isFar: () => Math.abs(scrollTop() - centre) > view.innerHeight,
    isOff() {
      const from = overlay.plane.getBoundingClientRect();
      const step = Math.max(1, Math.floor(known.length / 8));
      for (let at = 0; at < known.length; at += step) {
        const { mark, left, top } = known[at]!;
        const line = this.firstLine(mark);
        if (line === null || Math.abs(line.left - from.left - left) > 1 || Math.abs(line.top - from.top - top) > 1) return true;
      }
      return false;
    },
    follow: () => following()(),
    firstLine,
    scrollerOf: ({ block }) => scrollerOf(block, document),
  };
}
