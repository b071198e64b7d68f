import { isMisnamed } from '../article/misnamed.ts';
import type { Steps } from '../slices.ts';
import { type Box, BoxIndex } from './boxes.ts';
import { groundReader } from './ground.ts';
import { contrast, parseColour } from './palette.ts';

/** What a page shows in bands of it, in px of the viewport. */
export interface Ink {
  /** Text lines, pictures, controls, painted boxes, borders: whatever a label must not lie on. */
  readonly boxes: BoxIndex;
  /** Painted boxes that hold claims: a label stands inside or outside, not across an edge. */
  readonly walls: Box[];
  /** Bars that stay at the top while the page scrolls under them. */
  readonly covers: Set<Element>;
}

export const noInk = (): Ink => ({ boxes: new BoxIndex(), walls: [], covers: new Set() });

/** Gives boxes as they were when the reading began, though the reader may scroll between two steps. */
export interface Still {
  /** To be called after each pause. */
  look(): void;
  /** A box as it is now, as it was then. */
  box(now: DOMRect): Box;
}

/** Nodes that are looked at in one step. */
const NODES_A_STEP = 40;

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
function borders(box: Box, style: CSSStyleDeclaration): Box[] {
  const found: Box[] = [];
  if (style.borderStyle === 'none' || style.borderWidth === '0px') return found;
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
 * Adds to `ink` what is drawn between `top` and `bottom` (px of the viewport). Only reads. `keep` holds the elements in which claims lie, with their ancestors:
 * labels may stand in their white; any other painted box counts as full.
 */
export function* readInk(
  document: Document,
  { boxes, walls, covers }: Ink,
  keep: ReadonlySet<Node>,
  skip: Element,
  [top, bottom]: readonly [number, number],
  still: Still,
): Steps<void> {
  const view = document.defaultView!;
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
  const live = document.createRange();
  const inBand = (box: Box): boolean => box.bottom >= top && box.top <= bottom;

  const readText = (text: Text): void => {
    if (text.data.trim() === '') return;
    live.selectNodeContents(text);
    for (const rect of live.getClientRects()) {
      const line = still.box(rect);
      if (rect.width > 0 && inBand(line)) boxes.add({ left: line.left, top: line.top, right: line.right, bottom: line.bottom + UNDERLINE });
    }
  };

  /** True if the element's children have to be looked at too. */
  const readElement = (element: Element): boolean => {
    if (element === skip || SILENT.has(element.tagName.toUpperCase())) return false;
    const rect = element.getBoundingClientRect();
    const box = still.box(rect);
    const held = keep.has(element);
    const empty = rect.width === 0 || rect.height === 0;
    if (!held && !empty && !inBand(box)) return false;
    const style = view.getComputedStyle(element);
    if (style.display === 'none' || style.opacity === '0') return false;
    if (held) {
      for (const border of borders(box, style)) if (inBand(border)) boxes.add(border);
      if (painted(element, style)) walls.push(box);
      return true;
    }
    if (empty) return true;
    if (style.position === 'fixed' || style.position === 'sticky') {
      const wide = rect.width > view.innerWidth / 2;
      if (wide && style.visibility !== 'hidden') covers.add(element);
      if (!wide && style.visibility !== 'hidden') {
        // A rail goes along with the reader: its whole lane is taken.
        const lane =
          style.position === 'sticky' && element.parentElement ? still.box(element.parentElement.getBoundingClientRect()) : undefined;
        boxes.add({
          left: box.left,
          right: box.right,
          top: Math.min(box.top, lane?.top ?? top),
          bottom: Math.max(box.bottom, lane?.bottom ?? bottom),
        });
      } else if (style.position === 'sticky') boxes.add(box);
      return false;
    }
    if (
      style.visibility !== 'hidden' &&
      (REPLACED.has(element.tagName.toUpperCase()) || painted(element, style) || curtain(style) || borders(box, style).length > 0)
    ) {
      boxes.add(box);
      return false;
    }
    return true;
  };

  const stack: Node[] = [document.documentElement];
  let nodes = 0;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (++nodes % NODES_A_STEP === 0) {
      yield;
      still.look();
    }
    if (node.nodeType === Node.TEXT_NODE) readText(node as Text);
    else if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE || (node.nodeType === Node.ELEMENT_NODE && readElement(node as Element))) {
      const { childNodes } = node;
      for (let i = childNodes.length - 1; i >= 0; i--) if (!isMisnamed(childNodes[i]!)) stack.push(childNodes[i]!);
      const { shadowRoot } = node as Element;
      if (shadowRoot) stack.push(shadowRoot);
    }
  }
}
