import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, groundOf, hexToRgb, legibleOn, PALETTE, parseColour, type Rgb, STROKES, slotOf } from '../../utils/marks/palette.ts';

const GROUNDS = { light: ['#ffffff', '#f4ecd8', '#fff1e5'], dark: ['#000000', '#121212', '#2b2b2b'] } as const;

/** What is left of a colour for a reader without one kind of cone (G. M. Machado et al., 2009, severity 1; linear RGB). */
const EYES: Record<string, number[]> = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
function lab(rgb: Rgb, eye: number[]): [number, number, number] {
  const light = rgb.map((value) => linear(value / 255));
  const seen = [0, 1, 2].map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        [0, 1, 2].reduce((sum, at) => sum + eye[row * 3 + at]! * light[at]!, 0),
      ),
    ),
  );
  const [red, green, blue] = seen as [number, number, number];
  const root = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
  const y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe.each(['light', 'dark'] as const)('on %s pages', (ground) => {
  test.each(GROUNDS[ground])('every colour is legible as small text on %s', (paper) => {
    for (const colour of PALETTE[ground]) expect(contrast(hexToRgb(colour), hexToRgb(paper)), colour).toBeGreaterThanOrEqual(4.5);
  });

  test.each(GROUNDS[ground])('every underline is seen on %s, and is softer than the text of its label', (paper) => {
    STROKES[ground].forEach((stroke, slot) => {
      const [line, text] = [stroke, PALETTE[ground][slot]!].map((colour) => contrast(hexToRgb(colour), hexToRgb(paper)));
      expect(line, stroke).toBeGreaterThanOrEqual(3);
      expect(line, stroke).toBeLessThan(text!);
    });
  });

  test.each(Object.keys(EYES))('speakers underlined in the same style stay apart for %s', (eye) => {
    const seen = STROKES[ground].map((colour) => lab(hexToRgb(colour), EYES[eye]!));
    for (const group of [
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]) {
      for (const one of group) {
        for (const other of group) {
          if (one < other)
            expect(Math.hypot(...seen[one]!.map((value, at) => value - seen[other]![at]!)), `${one} and ${other}`).toBeGreaterThan(12);
        }
      }
    }
  });
});

test('the style sheet has a rule in the same colour for each slot, sure and unsure, and one for the lit claim', () => {
  const css = readFileSync(new URL('../../utils/marks/highlights.css', import.meta.url), 'utf8');
  for (const ground of ['light', 'dark'] as const) {
    STROKES[ground].forEach((colour, slot) => {
      for (const name of [`vantage-${ground}-${slot}`, `vantage-${ground}-unsure-${slot}`]) {
        const rule = css.slice(css.indexOf(`::highlight(${name})`)).split('}')[0];
        expect(rule).toContain(colour);
        expect(rule).not.toMatch(/[^-]color:/);
      }
    });
    expect(css).toContain(`::highlight(vantage-${ground}-lit)`);
  }
});

test.each<[string, ReturnType<typeof parseColour>]>([
  ['rgb(1, 2, 3)', { rgb: [1, 2, 3], alpha: 1 }],
  ['rgba(1, 2, 3, 0.5)', { rgb: [1, 2, 3], alpha: 0.5 }],
  ['rgb(1 2 3 / 50%)', { rgb: [1, 2, 3], alpha: 0.5 }],
  ['color(srgb 1 0.2 0)', { rgb: [255, 51, 0], alpha: 1 }],
  ['oklch(1 0.1 20)', { rgb: [255, 255, 255], alpha: 1 }],
  ['lab(0 10 20 / 0.2)', { rgb: [0, 0, 0], alpha: 0.2 }],
  ['', null],
])('the computed colour %o is read as %o', (css, expected) => {
  expect(parseColour(css)).toEqual(expected);
});

test.each<[Rgb]>([[[255, 255, 255]], [[128, 128, 128]], [[90, 20, 20]], [[200, 120, 60]], [[0, 0, 0]]])(
  'every speaker is legible on %o',
  (paper) => {
    for (const colour of PALETTE[groundOf(paper)]) expect(contrast(legibleOn(hexToRgb(colour), paper), paper)).toBeGreaterThanOrEqual(4.5);
  },
);

test('the ninth speaker has the first one’s colour, and nobody has none', () => {
  expect([0, 7, 8, -1].map(slotOf)).toEqual([1, 8, 1, 0]);
});
