/** Opening and closing by pointer: what is under it, after it has rested there, and a way across to the card. */
export interface PointingEvents {
  /** Index of the claim whose text is at a point of the viewport, -1 for none. */
  claimAt(x: number, y: number): number;
  open(claim: number): void;
  close(): void;
  /** A tap or click that is not on a claim. */
  away(): void;
}

const REST = 220;
const GRACE = 320;
/** Controls keep their own tap. */
const CONTROLS = 'a[href], button, input, select, textarea, summary, label, [role="button"], [contenteditable]';

export interface Pointing {
  /** The pointer is on something of ours that stands for a claim. */
  enter(claim: number): void;
  leave(): void;
  /** The pointer is on the card. */
  stay(): void;
  stop(): void;
}

/** Listens on the document, and never stops an event: the page's own links, selection and menus work as before. */
export function createPointing(document: Document, host: Element, signal: AbortSignal, events: PointingEvents): Pointing {
  const view = document.defaultView!;
  let timer = 0;
  let frame = 0;
  let over = -1;
  let last: { x: number; y: number } | null = null;

  const after = (wait: number, act: () => void): void => {
    view.clearTimeout(timer);
    timer = view.setTimeout(act, wait);
  };
  const enter = (claim: number): void => {
    if (over === claim) return;
    over = claim;
    after(REST, () => events.open(claim));
  };
  const leave = (): void => {
    if (over === -1) return;
    over = -1;
    after(GRACE, () => events.close());
  };
  const selecting = (): boolean => document.getSelection()?.isCollapsed === false;

  document.addEventListener(
    'mousemove',
    (event) => {
      if (event.target === host || event.buttons !== 0) return;
      last = { x: event.clientX, y: event.clientY };
      frame ||= view.requestAnimationFrame(() => {
        frame = 0;
        if (last === null || selecting()) return;
        const claim = events.claimAt(last.x, last.y);
        if (claim >= 0) enter(claim);
        else leave();
      });
    },
    { passive: true, signal },
  );
  document.documentElement.addEventListener('mouseleave', leave, { passive: true, signal });
  document.addEventListener(
    'pointerdown',
    (event) => {
      if (event.target === host) return;
      if (event.pointerType === 'mouse') events.away();
    },
    { passive: true, capture: true, signal },
  );
  document.addEventListener(
    'click',
    (event) => {
      if (event.target === host || !(event instanceof PointerEvent) || event.pointerType === 'mouse' || event.pointerType === '') return;
      const claim =
        event.target instanceof Element && event.target.closest(CONTROLS) === null && !selecting()
          ? events.claimAt(event.clientX, event.clientY)
          : -1;
      if (claim >= 0) events.open(claim);
      else events.away();
    },
    { passive: true, capture: true, signal },
  );

  return {
    enter,
    leave,
    stay: () => view.clearTimeout(timer),
    stop() {
      view.clearTimeout(timer);
      view.cancelAnimationFrame(frame);
      frame = 0;
      over = -1;
    },
  };
}
