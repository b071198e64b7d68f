import type { Box } from './boxes.ts';
import { groundReader } from './ground.ts';
import { contrast, parseColour } from './palette.ts';

/** What a page shows in a band of it, in px of the viewport. */
export interface Ink {
  /** Text lines, pictures, controls, painted boxes, borders: whatever a label must not lie on. */
  readonly boxes: Box[];
  /** Painted boxes that hold claims: a label stands inside or outside, not across an edge. */
  readonly walls: Box[];
  /** Bars that stay at the top while the page scrolls under them. */
  readonly covers: Element[];
}

const REPLACED = new Set([
  'IMG',
  'VIDEO',
  'AUDIO',
  'IFRAME',
  'CANVAS',
  'OBJECT',
  'EMBED',
  'INPUT',
  'BUTTON',
  'SELECT',
  'TEXTAREA',
  'SVG',
  'HR',
  'METER',
  'PROGRESS',
]);
const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'HEAD', 'LINK', 'META']);
const SIDES = ['Left', 'Right', 'Top', 'Bottom'] as const;
/** An underline may reach this far below its line's box. */
const UNDERLINE = 2.5;

const shows = (css: string): boolean => (parseColour(css)?.alpha ?? 1) > 0.02;

/** The borders of a box that holds text: thin boxes that a label must not cross. */
function borders(box: DOMRect, style: CSSStyleDeclaration): Box[] {
  const found: Box[] = [];
  for (const side of SIDES) {
    const width = Number.parseFloat(style[`border${side}Width`]);
    if (!(width > 0) || style[`border${side}Style`] === 'none' || !shows(style[`border${side}Color`])) continue;
    const { left, top, right, bottom } = box;
    if (side === 'Left') found.push({ left, top, right: left + width, bottom });
    else if (side === 'Right') found.push({ left: right - width, top, right, bottom });
    else if (side === 'Top') found.push({ left, top, right, bottom: top + width });
    else found.push({ left, top: bottom - width, right, bottom });
  }
  return found;
}

/** Below this contrast two grounds look like one. */
const ALIKE = 1.06;

/**
 * Reads what is drawn between `top` and `bottom` (px of the viewport). Only reads, in one go, so that the page is laid out at most once.
 * `keep` holds the elements in which claims lie, with their ancestors: labels may stand in their white; any other painted box counts as full.
 */
export function readInk(document: Document, keep: ReadonlySet<Node>, skip: Element, top: number, bottom: number): Ink {
  const view = document.defaultView!;
  const boxes: Box[] = [];
  const walls: Box[] = [];
  const ground = groundReader(document);
  /** Whether an element's own ground sets it off from what it lies on. */
  const painted = (element: Element, style: CSSStyleDeclaration): boolean => {
    if (style.backgroundImage !== 'none') return true;
    const own = parseColour(style.backgroundColor);
    if (own === null || own.alpha <= 0.02) return false;
    return element.parentElement === null || contrast(ground(element), ground(element.parentElement)) > ALIKE;
  };
  /** Whether an element would be drawn over our labels: a curtain of the page's own, though it has the colour of what it hides. */
  const curtain = (style: CSSStyleDeclaration): boolean =>
    style.position !== 'static' && Number(style.zIndex) > 0 && (parseColour(style.backgroundColor)?.alpha ?? 0) > 0.02;
  const covers: Element[] = [];
  const live = document.createRange();
  const inBand = (box: Box): boolean => box.bottom >= top && box.top <= bottom;

  const readText = (text: Text): void => {
    if (text.data.trim() === '') return;
    live.selectNodeContents(text);
    for (const { left, right, top: above, bottom: below, width } of live.getClientRects()) {
      if (width > 0 && below >= top && above <= bottom) boxes.push({ left, top: above, right, bottom: below + UNDERLINE });
    }
  };

  /** True if the element's children have to be looked at too. */
  const readElement = (element: Element): boolean => {
    if (element === skip || SILENT.has(element.tagName.toUpperCase())) return false;
    const box = element.getBoundingClientRect();
    const held = keep.has(element);
    const empty = box.width === 0 || box.height === 0;
    if (!held && !empty && !inBand(box)) return false;
    const style = view.getComputedStyle(element);
    if (style.display === 'none' || style.opacity === '0') return false;
    if (held) {
      boxes.push(...borders(box, style).filter(inBand));
      if (painted(element, style)) walls.push(box);
      return true;
    }
    if (empty) return true;
    if (style.position === 'fixed' || style.position === 'sticky') {
      const wide = box.width > view.innerWidth / 2;
      if (wide && style.visibility !== 'hidden') covers.push(element);
      if (!wide && style.visibility !== 'hidden') {
        // A rail goes along with the reader: its whole lane is taken.
        const lane = style.position === 'sticky' ? element.parentElement?.getBoundingClientRect() : undefined;
        boxes.push({
          left: box.left,
          right: box.right,
          top: Math.min(box.top, lane?.top ?? top),
          bottom: Math.max(box.bottom, lane?.bottom ?? bottom),
        });
      } else if (style.position === 'sticky') boxes.push(box);
      return false;
    }
    if (
      style.visibility !== 'hidden' &&
      (REPLACED.has(element.tagName.toUpperCase()) || painted(element, style) || curtain(style) || borders(box, style).length > 0)
    ) {
      boxes.push(box);
      return false;
    }
    return true;
  };

  const stack: Node[] = [document.documentElement];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.nodeType === Node.TEXT_NODE) readText(node as Text);
    else if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE || (node.nodeType === Node.ELEMENT_NODE && readElement(node as Element))) {
      for (let child = node.lastChild; child !== null; child = child.previousSibling) stack.push(child);
      const { shadowRoot } = node as Element;
      if (shadowRoot) stack.push(shadowRoot);
    }
  }
  return { boxes, walls, covers };
}
