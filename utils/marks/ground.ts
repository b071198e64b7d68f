import { contrast, luminance, parseColour, type Rgb } from './palette.ts';

const WHITE: Rgb = [255, 255, 255];
const DARK: Rgb = [18, 18, 18];

const over = (top: Rgb, alpha: number, under: Rgb): Rgb =>
  top.map((value, at) => Math.round(value * alpha + under[at]! * (1 - alpha))) as [number, number, number];

/** What a page shows where it paints nothing: the browser's canvas in the page's colour scheme. */
function canvasOf(document: Document): Rgb {
  const view = document.defaultView;
  const scheme = view ? view.getComputedStyle(document.documentElement).colorScheme : '';
  const dark = scheme.includes('dark') && (!scheme.includes('light') || view?.matchMedia('(prefers-color-scheme: dark)').matches === true);
  return dark ? DARK : WHITE;
}

/**
 * Gives a function from an element to the colour (8-bit channels) behind its text, remembering what it has read of the ancestors.
 * Where a picture lies behind, the text's own colour tells: light text has a dark ground.
 */
export function groundReader(document: Document): (element: Element) => Rgb {
  const view = document.defaultView!;
  const known = new Map<Element, Rgb | null>();
  const canvas = canvasOf(document);
  /** Null where a picture hides the colour. */
  const behind = (element: Element | null): Rgb | null => {
    if (element === null) return canvas;
    const told = known.get(element);
    if (told !== undefined) return told;
    const style = view.getComputedStyle(element);
    const own = parseColour(style.backgroundColor);
    let colour: Rgb | null;
    if (style.backgroundImage.includes('url(') || style.backgroundImage.includes('gradient(')) colour = null;
    else if (own !== null && own.alpha >= 1) colour = own.rgb;
    else {
      const root = element.getRootNode();
      const under = behind(element.parentElement ?? (root instanceof ShadowRoot ? root.host : null));
      colour = under === null || own === null || own.alpha === 0 ? under : over(own.rgb, own.alpha, under);
    }
    known.set(element, colour);
    return colour;
  };
  return (element) => {
    const colour = behind(element);
    const text = parseColour(view.getComputedStyle(element).color)?.rgb;
    // A colour on which the page's own text could not be read is not what is behind it (an absolutely placed backdrop, say).
    if (text !== undefined && (colour === null || contrast(text, colour) < 1.5)) return luminance(text) > 0.4 ? DARK : WHITE;
    return colour ?? canvas;
  };
}
