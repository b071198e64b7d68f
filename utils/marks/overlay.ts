import type { Say } from '../say.ts';
import { STYLES } from './styles.ts';
import { clearUnderlines } from './underlines.ts';

/** The one node that is ours: a host beside `<body>`, with everything else in its closed shadow root. */
export interface Overlay {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  /** Clips the labels where a bar of the page lies over them. */
  readonly frame: HTMLElement;
  /** The plane of the labels; its origin is the page's. */
  readonly plane: HTMLElement;
  /** Puts the host beside the page's body, unless it is there; nothing of ours is on the page before. */
  attach(): void;
}

/** Styles on the host itself beat any rule of the page, also `* { ... !important }`, because they are inline and important. */
const HOST_STYLE: readonly (readonly [string, string])[] = [
  ['all', 'initial'],
  ['display', 'block'],
  ['position', 'absolute'],
  ['left', '0'],
  ['top', '0'],
  ['width', '0'],
  ['height', '0'],
  ['margin', '0'],
  ['pointer-events', 'none'],
];

/** An element with properties and children; text goes in as text. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  document: Document,
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Name] {
  const element = document.createElementNS('http://www.w3.org/1999/xhtml', name) as HTMLElementTagNameMap[Name];
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Words that the style sheet draws, and that are no text of the page: find-in-page and selections pass them by, screen readers do not. */
export const drawn = (
  document: Document,
  name: 'bdi' | 'span',
  words: string,
  attributes: Readonly<Record<string, string>> = {},
): HTMLElement => make(document, name, { ...attributes, 'data-words': words });

/** Events in our own room are not the page's business: its shortcuts and click-outside handlers do not see them. */
const PRIVATE = [
  'click',
  'mousedown',
  'mouseup',
  'pointerdown',
  'pointerup',
  'touchstart',
  'touchend',
  'keydown',
  'keyup',
  'keypress',
  'copy',
  'wheel',
];

function makeHost(document: Document): HTMLElement {
  const host = make(document, 'div');
  for (const [name, value] of HOST_STYLE) host.style.setProperty(name, value, 'important');
  return host;
}

/** Takes away what a script of ours left on the page that was stopped with no time to do it itself: Firefox does so when it updates an extension. */
export function removeRemains(document: Document): void {
  for (const child of [...document.documentElement.children]) {
    if (!(child instanceof HTMLElement) || child.localName !== 'div') continue;
    // Made alike, with the level that the host was given: Firefox writes it in the midst of the rest.
    const host = makeHost(document);
    const { zIndex } = child.style;
    if (zIndex !== host.style.zIndex) host.style.setProperty('z-index', zIndex, 'important');
    if (child.getAttribute('style') === host.getAttribute('style')) child.remove();
  }
  clearUnderlines();
}

export function createOverlay(document: Document, say: Say): Overlay {
  const host = makeHost(document);
  host.lang = say.locale;
  host.dir = say.dir;
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  // Pushed, not set: Firefox lets a content script do only that.
  root.adoptedStyleSheets.push(sheet);
  const plane = make(document, 'div', { class: 'plane', role: 'group', 'aria-label': say('marks_group') });
  const frame = make(document, 'div', { class: 'frame' }, [plane]);
  root.append(frame);
  for (const type of PRIVATE) root.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
  return {
    host,
    root,
    frame,
    plane,
    attach: () => {
      if (!host.isConnected) document.documentElement.append(host);
    },
  };
}

/**
 * The stacking level at which labels lie over the text that `node` is in and yet under what the page lays over that text.
 * It is the level of the outermost positioned ancestor that has one.
 */
export function levelOf(node: Node, view: Window): string {
  let level = '0';
  for (let element = node instanceof Element ? node : node.parentElement; element !== null; element = element.parentElement) {
    const { zIndex } = view.getComputedStyle(element);
    if (zIndex !== 'auto') level = zIndex;
  }
  return Number(level) < 0 ? '0' : level;
}
