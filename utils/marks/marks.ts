import type { Analysis } from '../analysis.ts';
import { createSlices, type Steps } from '../slices.ts';
import type { Box } from './boxes.ts';
import { createCard, SURE } from './card.ts';
import { groundReader } from './ground.ts';
import { aim, claimAtPoint, type Stretch } from './hits.ts';
import { createLabels } from './labels.ts';
import { blockFinder, createLayout, type Mark } from './layout.ts';
import { createOverlay, levelOf } from './overlay.ts';
import { cssRgb, groundOf, hexToRgb, legibleOn, PALETTE, slotOf } from './palette.ts';
import { createPointing } from './pointing.ts';
import type { Marks, MarksMap, MarksOptions, MarksSettings } from './types.ts';
import { createUnderlines } from './underlines.ts';
import { watchPage } from './watch.ts';
import { type LabelWords, labelWords, shortNames } from './words.ts';

/** Paper of the card, per ground. */
const PAPER = { light: [255, 255, 255], dark: [31, 33, 37] } as const;

/** Lines nearer to each other than this many ems touch a stroke between them. */
const TOUCHING = 1.1;

/** Whether the lines of a block touch; false where the browser sets them as it likes. */
const isTight = ({ lineHeight, fontSize }: CSSStyleDeclaration): boolean =>
  Number.parseFloat(lineHeight) < TOUCHING * Number.parseFloat(fontSize);

/** The element whose text a mark starts in. */
const textOf = ({ stretches, block }: Pick<Mark, 'stretches' | 'block'>): Element => {
  const start = stretches[0]?.range.startContainer;
  return start instanceof Element ? start : (start?.parentElement ?? block);
};

/**
 * Paints an analysis on its page: underlines, labels and a card. Draws nothing before `paint()`. No node or attribute of the page is
 * changed; one host element is appended to the root element, and `destroy()` takes it away again.
 */
export function createMarks({ analysis: first, map: firstMap, settings: asked, say, signal, document, worked }: MarksOptions): Marks {
  const view = document.defaultView!;
  const life = new AbortController();
  const overlay = createOverlay(document, say);
  const underlines = createUnderlines();
  const layout = createLayout(document, overlay);
  const live = document.createRange();
  const slices = createSlices(worked);

  let analysis = first;
  let map = firstMap;
  let settings: MarksSettings = asked;
  let names = shortNames(analysis.speakers, say);
  let marks: readonly Mark[] = [];
  /** Indexes in `marks`, by claim. */
  let places: ReadonlyMap<number, number> = new Map();
  let stretches: readonly Stretch[] = [];
  /** A reading that is about to be painted; until its words are found on the page, the one before holds. */
  let coming: { readonly analysis: Analysis; readonly map: MarksMap } | null = null;
  /** The page has changed while something was drawn. */
  let again = false;
  let lit: number | null = null;
  /** While the focus goes back from the card to its label, which must not open the card again. */
  let returning = false;
  let shown: { claim: number; pinned: boolean; from: HTMLElement | null } | null = null;

  const markOf = (claim: number): Mark | undefined => marks[places.get(claim) ?? -1];
  const indexOf = (claimId: string | null): number => analysis.claims.findIndex(({ id }) => id === claimId);

  const labels = createLabels(
    document,
    overlay.plane,
    wordsAt,
    () => analysis.claims.length,
    {
      enter: (claim) => pointing.enter(claim),
      leave: () => pointing.leave(),
      focus: (claim) => returning || open(claim, false),
      blur: (_claim, to) => {
        if (shown?.pinned === false && to !== overlay.host && !(to instanceof Node && overlay.root.contains(to))) close();
      },
      press: (claim) => {
        // With the focus in it the card stays until a click elsewhere; pinned, until it is closed.
        open(claim, shown?.pinned === true);
        card.focus();
      },
    },
    say,
  );

  /** On short labels only what is new since the label before, in the same block. */
  function wordsAt(claim: number): LabelWords {
    const words = labelWords(analysis.claims[claim]!, names, say);
    if (settings.density !== 'compact') return words;
    const at = places.get(claim) ?? 0;
    const before = marks[at - 1];
    if (before === undefined || before.block !== marks[at]!.block) return words;
    const said = labelWords(analysis.claims[before.claim]!, names, say);
    if (said.who !== words.who) return words;
    return said.act === words.act && said.target === words.target ? { who: '', act: '', target: '' } : { ...words, who: '' };
  }

  const card = createCard(
    document,
    overlay.root,
    {
      goTo: (claimId) => go(indexOf(claimId)),
      next: () => step(1),
      previous: () => step(-1),
      pin: (pinned) => {
        if (shown === null) return;
        shown = { ...shown, pinned };
        card.setPinned(pinned);
      },
      close: () => close(),
      enter: () => pointing.stay(),
      leave: () => pointing.leave(),
      blur: (to) => {
        if (shown?.pinned === false && to !== null && !(to instanceof Node && overlay.root.contains(to))) close();
      },
    },
    say,
  );

  const pointing = createPointing(document, overlay.host, life.signal, {
    claimAt: (x, y) => (settings.density === 'none' ? -1 : claimAtPoint(document, stretches, live, x, y)),
    open: (claim) => {
      if (shown?.pinned !== true || shown.claim === claim) open(claim, shown?.pinned === true);
    },
    close: () => {
      if (shown?.pinned === false && !overlay.root.activeElement) close();
    },
    away: () => {
      if (shown !== null && !shown.pinned) close();
    },
  });

  function open(claim: number, pinned: boolean): void {
    const mark = markOf(claim);
    if (mark === undefined) return;
    overlay.attach();
    const paper = settings.theme === 'light' || settings.theme === 'dark' ? settings.theme : mark.ground;
    const label = labels.get(claim);
    if (shown?.claim !== claim || !card.isOpen()) {
      if (shown !== null) labels.get(shown.claim)?.setAttribute('aria-expanded', 'false');
      label?.setAttribute('aria-expanded', 'true');
      const colour = cssRgb(legibleOn(hexToRgb(PALETTE[paper][mark.slot]!), PAPER[paper]));
      card.open({ analysis, claim: analysis.claims[claim]!, colour, paper }, anchorOf(mark, label), pinned);
    } else card.setPinned(pinned);
    shown = { claim, pinned, from: label };
    lightAt(claim);
  }

  /** The part of the claim that is in the viewport, with its label. */
  function anchorOf(mark: Mark, label: HTMLElement | null): Box {
    const boxes: DOMRect[] = label === null || label.hidden ? [] : [label.getBoundingClientRect()];
    for (const stretch of mark.stretches) if (aim(live, stretch)) boxes.push(...live.getClientRects());
    const seen = boxes.filter((box) => box.width > 0 && box.bottom > 0 && box.top < view.innerHeight);
    if (seen.length === 0) return { left: 0, top: 0, right: 0, bottom: 0 };
    return {
      left: layout.firstLine(mark)?.left ?? seen[0]!.left,
      top: Math.min(...seen.map(({ top }) => top)),
      right: Math.max(...seen.map(({ right }) => right)),
      bottom: Math.max(...seen.map(({ bottom }) => bottom)),
    };
  }

  const hasFocus = (): boolean => card.element.contains(overlay.root.activeElement);

  function close(): void {
    if (shown === null) return;
    const { from } = shown;
    const hadFocus = hasFocus();
    shown = null;
    card.close();
    from?.setAttribute('aria-expanded', 'false');
    returning = true;
    if (hadFocus && from?.isConnected) from.focus({ preventScroll: true });
    returning = false;
    lightAt(null);
    if (settings.density === 'none') overlay.host.remove();
  }

  function lightAt(claim: number | null): void {
    lit = claim;
    labels.light(claim);
    const mark = claim === null ? undefined : markOf(claim);
    underlines.light(mark?.ground ?? 'light', mark?.stretches.map(({ range }) => range) ?? []);
  }

  interface Located {
    readonly marks: readonly Mark[];
    readonly stretches: readonly Stretch[];
    /** Stacking level of the host. */
    readonly level: string;
  }

  /** Finds the claims' words on the page as it is now. Only reads. */
  function* locate({ claims, speakers }: Analysis, where: MarksMap): Steps<Located> {
    const ground = groundReader(document);
    const blockOf = blockFinder(document);
    const slots = new Map(speakers.map(({ id }, index) => [id, slotOf(index)]));
    const found: Mark[] = [];
    const all: Stretch[] = [];
    for (const [index, claim] of claims.entries()) {
      yield;
      const own = claim.content.flatMap((span) => where.rangesOf(span)).map((range) => ({ range: new StaticRange(range), claim: index }));
      const start = own[0]?.range.startContainer;
      if (start === undefined) continue;
      const block = blockOf(start);
      const behind = ground(textOf({ stretches: own, block }));
      const theme = settings.theme ?? 'auto';
      found.push({
        claim: index,
        slot: (claim.speaker !== null && slots.get(claim.speaker)) || 0,
        sure: claim.confidence >= SURE,
        tight: isTight(view.getComputedStyle(block)),
        stretches: own,
        block,
        behind,
        ground: theme === 'auto' ? groundOf(behind) : theme,
      });
      all.push(...own);
    }
    yield;
    // Claims are in reading order, but the pieces of one may enclose another.
    all.sort((a, b) => {
      if (a.range.startContainer === b.range.startContainer) return a.range.startOffset - b.range.startOffset;
      return a.range.startContainer.compareDocumentPosition(b.range.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
    });
    return { marks: found, stretches: all, level: found[0] === undefined ? '0' : levelOf(found[0].block, view) };
  }

  /** First reads, then writes: the marks of a screen appear together, and those before stay until then. */
  function* painting(): Steps<void> {
    const next = coming ?? { analysis, map };
    const found = yield* locate(next.analysis, next.map);
    yield;
    if (next.analysis !== analysis) {
      const held = idOf(lit ?? -1);
      analysis = next.analysis;
      names = shortNames(analysis.speakers, say);
      const same = indexOf(held);
      lit = same < 0 ? null : same;
    }
    map = next.map;
    coming = null;
    ({ marks, stretches } = found);
    places = new Map(marks.map(({ claim }, at) => [claim, at]));
    if (settings.density === 'none') underlines.clear();
    else underlines.set(marks.map((mark) => ({ stroke: mark, ranges: mark.stretches.map(({ range }) => range) })));
    labels.renew();
    if (!labelled()) labels.clear();
    if (shown !== null && markOf(shown.claim) === undefined) close();
    lightAt(lit !== null && markOf(lit) !== undefined ? lit : null);
    if (settings.density !== 'none') overlay.attach();
    else if (shown === null) overlay.host.remove();
    overlay.host.style.setProperty('z-index', found.level, 'important');
    watch.start(map.roots);
    yield;
    yield* arranging(true);
  }

  async function paint(): Promise<void> {
    if (life.signal.aborted) return;
    coming ??= { analysis, map };
    again = false;
    await slices.start(painting());
    arrangeAgain();
  }

  /** What is asked of the claims is asked of those on the page: finds them at once, if that is still under way. */
  function ready(): void {
    if (coming !== null) slices.hurry(() => coming === null);
  }

  const labelled = (): boolean => settings.density === 'labels' || settings.density === 'compact';

  function* arranging(fresh: boolean): Steps<boolean> {
    if (!labelled()) return false;
    // A short label that has nothing new to say is none.
    const telling = settings.density === 'compact' ? marks.filter(({ claim }) => Object.values(wordsAt(claim)).some(Boolean)) : marks;
    return yield* layout.run(telling, labels, fresh);
  }

  /** Lays out the labels; true if any moved, null where that waits for what is under way. */
  async function arrange(): Promise<boolean | null> {
    if (life.signal.aborted) return false;
    if (slices.isBusy) {
      again = true;
      return null;
    }
    let moved = false;
    await slices.start(
      (function* () {
        moved = yield* arranging(false);
      })(),
    );
    arrangeAgain();
    return moved;
  }

  function arrangeAgain(): void {
    if (!again || slices.isBusy) return;
    again = false;
    void arrange().catch(() => undefined);
  }

  const watch = watchPage(document, overlay.host, life.signal, {
    keep: () => underlines.keep(),
    isOff: () => labelled() && layout.isOff(),
    isFar: () => labelled() && layout.isFar(),
    arrange,
    repaint: paint,
    isStale: () => map.isStale(),
    isRecoloured: () => {
      const ground = groundReader(document);
      return [marks[0], marks.at(-1)].some((mark) => mark !== undefined && String(ground(textOf(mark))) !== String(mark.behind));
    },
    scrolled: () => {
      layout.follow();
      if (shown === null || shown.pinned || hasFocus()) return;
      // Moving the focus to a label scrolls the page: the card of that label goes along.
      const mark = overlay.root.activeElement === null ? undefined : markOf(shown.claim);
      if (mark === undefined) close();
      else card.move(anchorOf(mark, labels.get(mark.claim)));
    },
  });

  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && shown !== null) close();
    },
    { capture: true, signal: life.signal },
  );

  function go(claim: number): boolean {
    const mark = markOf(claim);
    const line = mark && layout.firstLine(mark);
    if (mark === undefined || line === null || line === undefined) return false;
    const scroller = layout.scrollerOf(mark);
    const frame = scroller?.getBoundingClientRect();
    const by = line.top - (frame?.top ?? 0) - (frame?.height ?? view.innerHeight) * 0.33;
    // Across many screens a smooth scroll is a blur, and for some readers worse.
    const calm = view.matchMedia('(prefers-reduced-motion: reduce)').matches || Math.abs(by) > 3 * view.innerHeight;
    (scroller ?? view).scrollBy({ top: by, behavior: calm || document.hidden ? 'instant' : 'smooth' });
    const [pinned, focused] = [shown?.pinned === true, shown !== null && hasFocus()];
    if (shown !== null) {
      shown = { ...shown, from: null };
      close();
    }
    lightAt(claim);
    if (pinned || focused) {
      view.setTimeout(
        () => {
          if (life.signal.aborted || lit !== claim) return;
          open(claim, pinned);
          if (focused) card.focus();
        },
        calm ? 50 : 400,
      );
    }
    return true;
  }

  function inView(): number {
    // A block is asked first, because a range's boxes cost far more than an element's.
    return marks.find((mark) => mark.block.getBoundingClientRect().bottom >= 0 && (layout.firstLine(mark)?.top ?? -1) >= 0)?.claim ?? -1;
  }

  function step(by: 1 | -1): string | null {
    if (marks.length === 0) return null;
    const current = lit === null ? -1 : marks.findIndex(({ claim }) => claim === lit);
    let target = current + by;
    if (current < 0) {
      const seen = marks.findIndex(({ claim }) => claim === inView());
      target = by === 1 ? Math.max(seen, 0) : (seen < 0 ? marks.length : seen) - 1;
    }
    const mark = marks[(target + marks.length) % marks.length]!;
    go(mark.claim);
    return analysis.claims[mark.claim]!.id;
  }

  /** How many code units of the range's text lie in a stretch; 0 where they do not meet. */
  function shared(range: Range, stretch: Stretch): number {
    if (!aim(live, stretch) || live.startContainer.getRootNode() !== range.startContainer.getRootNode()) return 0;
    if (range.compareBoundaryPoints(Range.END_TO_START, live) > 0 || range.compareBoundaryPoints(Range.START_TO_END, live) < 0) return 0;
    if (range.compareBoundaryPoints(Range.START_TO_START, live) > 0) live.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, live) < 0) live.setEnd(range.endContainer, range.endOffset);
    return live.toString().length + (range.collapsed ? 1 : 0);
  }

  function destroy(): void {
    if (life.signal.aborted) return;
    life.abort();
    slices.stop();
    pointing.stop();
    watch.stop();
    underlines.clear();
    labels.clear();
    overlay.host.remove();
    marks = [];
    stretches = [];
    places = new Map();
    coming = null;
    shown = null;
  }
  if (signal.aborted) destroy();
  else signal.addEventListener('abort', destroy, { once: true, signal: life.signal });

  const idOf = (claim: number): string | null => analysis.claims[claim]?.id ?? null;
  return {
    paint,
    update(changes) {
      settings = { ...settings, ...changes };
      if (settings.density === 'none') {
        close();
        lightAt(null);
      }
      return paint();
    },
    setAnalysis(next, nextMap) {
      close();
      coming = { analysis: next, map: nextMap };
      return paint();
    },
    scrollTo(claimId) {
      ready();
      return go(indexOf(claimId));
    },
    light(claimId) {
      ready();
      const claim = indexOf(claimId);
      lightAt(claim < 0 ? null : claim);
    },
    next() {
      ready();
      return step(1);
    },
    previous() {
      ready();
      return step(-1);
    },
    claimAt(x, y) {
      ready();
      return idOf(claimAtPoint(document, stretches, live, x, y));
    },
    claimInView: () => idOf(inView()),
    claimIn(range) {
      ready();
      let best = { claim: -1, length: 0 };
      for (const stretch of stretches) {
        const length = shared(range, stretch);
        if (length > best.length) best = { claim: stretch.claim, length };
      }
      return idOf(best.claim);
    },
    show(claimId) {
      ready();
      const claim = indexOf(claimId);
      if (life.signal.aborted || markOf(claim) === undefined) return false;
      open(claim, true);
      card.focus();
      return true;
    },
    destroy,
  };
}
