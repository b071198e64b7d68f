/** What the marks do when the page changes under them. */
export interface WatchEvents {
  /** Puts highlights back that the page has cleared; cheap. */
  keep(): void;
  /** True where labels no longer stand by their text; a few reads. */
  isOff(): boolean;
  /** True where the reader comes near the end of the labels laid out; one read. */
  isFar(): boolean;
  /** Lays labels out anew; true if any moved, null where that waits. */
  arrange(): Promise<boolean | null>;
  /** Finds the text again and paints everything anew. */
  repaint(): Promise<void>;
  /** True once the page's text no longer is the article's. */
  isStale(): boolean;
  /** True where the page's ground is no longer what the colours were chosen for; cheap. */
  isRecoloured(): boolean;
  scrolled(): void;
}

export interface Watch {
  /** Begins, or begins again with other roots. */
  start(roots: readonly Node[]): void;
  stop(): void;
}

/** Between two looks at a page that goes on changing: short at first, longer each time nothing had moved. */
const WAIT = { least: 120, most: 4000 };
const LOOK = 2000;
/** A page's own switch of theme fades its colours over a moment. */
const FADE = 500;

/**
 * Follows the page with as little work as will do: observers only raise a flag, and the looking happens once in an idle moment. A busy
 * page (ads, tickers) is looked at ever more rarely while its changes move no label.
 */
export function watchPage(document: Document, host: Element, signal: AbortSignal, events: WatchEvents): Watch {
  const view = document.defaultView!;
  let wait = WAIT.least;
  let timer = 0;
  let frame = 0;
  let interval = 0;
  let fade = 0;
  let stale = false;

  /** A page may be so made that it cannot be read: then its marks stay as they are. */
  const quietly = (work: Promise<unknown>): void => void work.catch(() => undefined);
  const idle = (act: () => void): void => {
    if ('requestIdleCallback' in view) view.requestIdleCallback(act, { timeout: 300 });
    else act();
  };
  const look = (): void => {
    if (signal.aborted) return;
    events.keep();
    if (events.isStale() && !stale) {
      // Once: what is gone stays gone until somebody reads the page anew.
      stale = true;
      quietly(events.repaint());
    } else
      quietly(
        events.arrange().then((moved) => {
          if (moved !== null) wait = moved ? WAIT.least : Math.min(wait * 2, WAIT.most);
        }),
      );
  };
  const later = (): void => {
    if (timer !== 0) return;
    timer = view.setTimeout(() => {
      timer = 0;
      idle(look);
    }, wait);
  };
  const now = (): void => {
    frame ||= view.requestAnimationFrame(() => {
      frame = 0;
      wait = WAIT.least;
      if (!signal.aborted) quietly(events.arrange());
    });
  };
  const recolour = (): void => {
    view.clearTimeout(fade);
    fade = view.setTimeout(() => {
      if (events.isRecoloured()) quietly(events.repaint());
      else later();
    }, FADE);
  };

  let scrolling = 0;
  let more = false;
  document.addEventListener(
    'scroll',
    () => {
      scrolling ||= view.requestAnimationFrame(() => {
        scrolling = 0;
        if (signal.aborted) return;
        events.scrolled();
        events.keep();
        // There is a screen of labels left: no need to hold up the scroll for more.
        if (events.isFar() && !more) {
          more = true;
          idle(() => {
            more = false;
            if (!signal.aborted) quietly(events.arrange());
          });
        }
      });
    },
    { capture: true, passive: true, signal },
  );
  view.addEventListener('resize', now, { passive: true, signal });
  view.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour, { signal });
  document.addEventListener('visibilitychange', () => events.keep(), { signal });
  for (const type of ['load', 'transitionend', 'toggle', 'click'])
    document.addEventListener(type, later, { capture: true, passive: true, signal });
  document.fonts?.addEventListener('loadingdone', later, { signal });

  /** Sizes as they were last told: an observer tells the first at once, which is no change. */
  const sizes = new WeakMap<Element, string>();
  const size = new ResizeObserver((entries) => {
    let changed = false;
    for (const { target, contentRect } of entries) {
      const told = `${contentRect.width} ${contentRect.height}`;
      if (sizes.has(target) && sizes.get(target) !== told) changed = true;
      sizes.set(target, told);
    }
    if (changed) now();
  });
  const changes = new MutationObserver((records) => {
    if (
      records.some(
        ({ target, addedNodes, removedNodes }) =>
          target !== document.documentElement || [...addedNodes, ...removedNodes].some((node) => node !== host),
      )
    ) {
      later();
    }
  });
  const theme = new MutationObserver(recolour);

  return {
    start(roots) {
      size.disconnect();
      for (const root of roots) if (root instanceof Element) size.observe(root);
      size.observe(document.body);
      changes.disconnect();
      changes.observe(document.documentElement, { childList: true, characterData: true, subtree: true });
      theme.disconnect();
      for (const element of [document.documentElement, document.body]) {
        theme.observe(element, {
          attributes: true,
          attributeFilter: ['class', 'style', 'data-theme', 'data-color-mode', 'data-mode', 'theme'],
        });
      }
      stale = events.isStale();
      view.clearInterval(interval);
      interval = view.setInterval(() => {
        if (document.hidden) return;
        events.keep();
        if (events.isOff() || events.isFar()) later();
      }, LOOK);
    },
    stop() {
      size.disconnect();
      changes.disconnect();
      theme.disconnect();
      view.clearTimeout(timer);
      view.clearTimeout(fade);
      view.clearInterval(interval);
      view.cancelAnimationFrame(frame);
      view.cancelAnimationFrame(scrolling);
    },
  };
}
