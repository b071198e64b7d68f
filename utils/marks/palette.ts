/**
 * The colours of speakers. Slot 0 is the speaker that the text leaves open; slots 1 to 8 go round.
 * Derived from M. Okabe and K. Ito, "Color Universal Design" (2008), darkened or lightened until text in them is legible (WCAG AA)
 * on white and sepia, or on black and dark grey; slots 1 to 4 are drawn solid and 5 to 8 dashed, and within each four the
 * colours stay apart for every kind of colour blindness.
 */
export const PALETTE = {
  light: ['#5c5c5c', '#0b4fb8', '#a33c00', '#00705a', '#b3209e', '#7a5c00', '#0f6f9e', '#7a0f2e', '#5a5f6e'],
  dark: ['#b8b8b8', '#6ea8ff', '#ff8a4c', '#5fe0a5', '#e58fd0', '#e6c24a', '#7cc0f5', '#f0747f', '#d3d6e0'],
} as const;

/**
 * The same, softened for lines: no louder than 3:1 needs (WCAG 1.4.11), each by as much as leaves it apart from the others for every eye. `highlights.css`
 * repeats them, because a rule cannot be built at run time under a page's CSP.
 */
export const STROKES = {
  light: ['#858585', '#2864c1', '#bd7347', '#3d9282', '#c556b5', '#9a833d', '#3f8cb1', '#9f5269', '#828591'],
  dark: ['#909090', '#5984c5', '#c56e3f', '#4dae82', '#b271a2', '#b3983e', '#6396be', '#ba5d65', '#a4a7ae'],
} as const;

export type Ground = keyof typeof PALETTE;
export type Rgb = readonly [red: number, green: number, blue: number];

const SLOTS = 8;

/** The colour slot of the speaker at `index` of `Analysis.speakers`; -1 (nobody) gives 0. */
export const slotOf = (index: number): number => (index < 0 ? 0 : (index % SLOTS) + 1);

const channel = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

/** WCAG relative luminance, 0..1, of 8-bit channels. */
export const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * channel(red / 255) + 0.7152 * channel(green / 255) + 0.0722 * channel(blue / 255);

/** WCAG contrast ratio, 1..21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

export const hexToRgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];

/** The ground whose colours stand out on `rgb`: at luminance 0.18 black and white contrast alike. */
export const groundOf = (rgb: Rgb): Ground => (luminance(rgb) > 0.18 ? 'light' : 'dark');

/** A palette colour pushed to black or white just as far as legible text (4.5:1) on `ground` needs. */
export function legibleOn(colour: Rgb, ground: Rgb): Rgb {
  const end = groundOf(ground) === 'light' ? 0 : 255;
  let mixed = colour;
  for (let share = 0; share <= 1; share += 0.1) {
    mixed = colour.map((value) => Math.round(value + (end - value) * share)) as [number, number, number];
    if (contrast(mixed, ground) >= 4.5) break;
  }
  return mixed;
}

export const cssRgb = (rgb: Rgb): string => `rgb(${rgb.join(' ')})`;

const CLEAR: { rgb: Rgb; alpha: number } = { rgb: [0, 0, 0], alpha: 0 };

/** A computed CSS colour as 8-bit channels and alpha 0..1; null for a notation it does not read. */
export function parseColour(css: string): { rgb: Rgb; alpha: number } | null {
  // What nearly every element of a page has.
  if (css === 'rgba(0, 0, 0, 0)') return CLEAR;
  const open = css.indexOf('(');
  if (open < 0) return css === 'transparent' ? CLEAR : null;
  const name = css.slice(0, open);
  const numbers = css
    .slice(open + 1)
    .split(/[\s,/)]+/)
    .filter((part) => part !== '' && /^[-+.\d]/.test(part))
    .map((part) => (part.endsWith('%') ? Number.parseFloat(part) / 100 : Number.parseFloat(part)));
  const [a = 0, b = 0, c = 0, alpha = 1] = numbers;
  if (name.startsWith('rgb')) return { rgb: [a, b, c], alpha };
  if (name === 'color') return { rgb: [a * 255, b * 255, c * 255], alpha };
  // Of the perceptual notations only the lightness matters here: whether the ground is light or dark.
  const lightness = name.startsWith('ok') ? a : a / 100;
  if (!name.endsWith('lab') && !name.endsWith('lch')) return null;
  const grey = 255 * Math.min(1, Math.max(0, lightness));
  return { rgb: [grey, grey, grey], alpha };
}
