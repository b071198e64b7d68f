import type { Say } from '../say.ts';
import { createOverlay, make } from './overlay.ts';

/** How long a notice stands, in milliseconds. */
const NOTICE = 5000;

/** Tells the reader something for a few seconds, at the foot of the page; needs no marks, and leaves nothing behind. */
export function showNotice(document: Document, say: Say, words: string): void {
  const { host, root, attach } = createOverlay(document, say);
  const told = make(document, 'div', { class: 'notice', role: 'status', popover: 'manual' });
  root.append(told);
  attach();
  told.showPopover();
  // Set after it is shown: a screen reader says only what changes.
  told.textContent = words;
  document.defaultView!.setTimeout(() => host.remove(), NOTICE);
}
