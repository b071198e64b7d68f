import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * One stop of the Tab key for many buttons: arrows, Home and End move among them. The element with the reference holds the buttons, each with
 * `data-claim`; the one last focussed is the stop.
 */
export function useRoving() {
  const ref = useRef<HTMLDivElement>(null);
  const stop = useRef<string | null>(null);
  const items = (): HTMLElement[] => [...(ref.current?.querySelectorAll<HTMLElement>('[data-claim]') ?? [])];
  const settle = (): void => {
    const all = items();
    const current = all.find((item) => item.dataset.claim === stop.current) ?? all[0];
    for (const item of all) item.tabIndex = item === current ? 0 : -1;
  };
  useLayoutEffect(settle);
  const onFocusIn = (event: FocusEvent): void => {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-claim]') : null;
    if (!item) return;
    stop.current = item.dataset.claim ?? null;
    settle();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[Math.max(0, Math.min(to, all.length - 1))]?.focus();
  };
  return { ref, onFocusIn, onKeyDown };
}
