import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Box, BoxIndex, meet } from '../../utils/marks/boxes.ts';
import { placeCard } from '../../utils/marks/card.ts';
import { type LabelRequest, type Place, placer, type Side } from '../../utils/marks/place.ts';

const placeLabels = (
  requests: readonly LabelRequest[],
  page: Box,
  ink: readonly Box[],
  side: Side,
  walls?: readonly Box[],
): (Place | null)[] => requests.map(placer(page, new BoxIndex(ink), side, walls));

const PAGE: Box = { left: 0, top: 0, right: 1000, bottom: Number.POSITIVE_INFINITY };

/** Lines of text 20 px high from `left` to `right`, with white between them; the claim starts at `at` on line `index`. */
function column({ lines, white, left = 200, right = 700 }: { lines: number; white: number; left?: number; right?: number }) {
  const ink: Box[] = Array.from({ length: lines }, (_, index) => ({
    left,
    right,
    top: 40 + index * (20 + white),
    bottom: 60 + index * (20 + white),
  }));
  const request = (index: number, at = left, rowWidth = 120): LabelRequest => ({
    line: { ...ink[index]!, left: at },
    last: ink[index]!,
    column: { left, right, top: ink[0]!.top, bottom: ink.at(-1)!.bottom },
    rtl: false,
    rowWidth,
    stackWidth: 60,
    parts: 2,
    nameWidth: 50,
  });
  return { ink, request };
}

describe('a label', () => {
  test('stands in the white above its line where that is high enough', () => {
    const { ink, request } = column({ lines: 3, white: 12 });
    const [place] = placeLabels([request(1, 300)], PAGE, ink, 'right');
    expect(place).toMatchObject({ shape: 'row', margin: null, left: 300, bottom: ink[1]!.top });
  });

  test('goes to the margin, level with its line, where it is not', () => {
    const { ink, request } = column({ lines: 3, white: 4 });
    const [place] = placeLabels([request(1)], PAGE, ink, 'right');
    expect(place).toMatchObject({ shape: 'row', margin: 'right' });
    expect(place!.top).toBeGreaterThanOrEqual(ink[1]!.top);
    expect(place!.bottom).toBeLessThanOrEqual(ink[1]!.bottom);
  });

  test.each([
    [16, 'left'],
    [24, 'right'],
  ])('does not stand between the things of another column that are %i px away', (away, margin) => {
    const { ink, request } = column({ lines: 3, white: 4 });
    const [free] = placeLabels([request(1)], PAGE, ink, 'right');
    const rail = [
      { left: 710, right: 990, top: 0, bottom: free!.top - away },
      { left: 710, right: 990, top: free!.bottom + away, bottom: 600 },
    ];
    expect(placeLabels([request(1)], PAGE, [...ink, ...rail], 'right')[0]).toMatchObject({ margin });
  });

  test('stacks its parts in a margin too narrow for one line', () => {
    const { ink, request } = column({ lines: 3, white: 4, left: 20, right: 900 });
    expect(placeLabels([request(1)], PAGE, ink, 'right')[0]).toMatchObject({ shape: 'stack', margin: 'right' });
  });

  test('stands beyond the edge of the sheet its text is on, never across it', () => {
    const { ink, request } = column({ lines: 3, white: 4 });
    const sheet = { left: 150, right: 740, top: 0, bottom: 500 };
    const [place] = placeLabels([request(1)], PAGE, ink, 'right', [sheet]);
    expect(place).toMatchObject({ margin: 'right', left: 750 });
  });

  test('has the words of its tick in the nearest white above, never beside a heading', () => {
    const { ink, request } = column({ lines: 3, white: 4, left: 20, right: 380 });
    const phone = { ...PAGE, right: 400 };
    const legendAt = (heading: Box[]) => placeLabels([request(1)], phone, [...heading, ...ink], 'right')[0]!.legend;
    expect(legendAt([])).toMatchObject({ left: 20, bottom: ink[0]!.top });
    expect(legendAt([{ left: 20, right: 200, top: 10, bottom: 36 }])).toBeNull();
    // A paragraph of the same block that ends with much white before the next.
    expect(legendAt([{ left: 20, right: 200, top: -40, bottom: -20 }])).toMatchObject({ bottom: ink[0]!.top });
  });

  test('goes beside its claim’s neighbour, lower, and not level with it on the other side', () => {
    const { ink, request } = column({ lines: 4, white: 4, left: 200, right: 900 });
    const places = placeLabels([request(1, 300, 60), request(1, 600, 140)], PAGE, ink, 'right');
    expect(places.map((place) => place?.margin)).toEqual(['right', 'right']);
    expect(places[1]!.top).toBeGreaterThanOrEqual(places[0]!.bottom);
  });

  test('follows a line that ends early, where there is no margin', () => {
    const { ink, request } = column({ lines: 3, white: 4, left: 8, right: 992 });
    ink[1] = { ...ink[1]!, right: 500 };
    expect(placeLabels([request(1)], PAGE, ink, 'right')[0]).toMatchObject({ shape: 'row', left: 510, margin: null });
  });

  test('follows the last line of a heading set so tightly that its lines reach into each other', () => {
    const ink = [0, 1, 2].map((index) => ({ left: 0, right: index === 2 ? 220 : 800, top: 40 + index * 33, bottom: 78 + index * 33 }));
    const asked = { line: ink[1]!, last: ink[2]!, column: { left: 0, right: 820, top: 40, bottom: 144 }, rtl: false };
    const [place] = placeLabels(
      [{ ...asked, rowWidth: 120, stackWidth: 60, parts: 2, nameWidth: 50 }],
      { ...PAGE, right: 820 },
      ink,
      'right',
    );
    expect(place).toMatchObject({ shape: 'row', left: 230, margin: null });
  });

  test.each([
    [160, 'row'],
    [161, 'bar'],
  ])('does not follow words of the page’s own after its claim that are longer than “he said on Monday”: %i px', (own, shape) => {
    const { ink, request } = column({ lines: 3, white: 4, left: 8, right: 992 });
    const { right, ...line } = ink[1]!;
    ink[1] = { ...line, right: 300 + own };
    const asked = request(1);
    expect(placeLabels([{ ...asked, last: { ...line, right: 300 } }], PAGE, ink, 'right')[0]).toMatchObject({ shape });
    expect(right).toBe(992);
  });

  test('is a numbered tick in the margin of a telephone, a stroke in none to speak of, and stands above the paragraph without any', () => {
    const shapeAt = (left: number) => {
      const { ink, request } = column({ lines: 3, white: 4, left, right: 1000 - left });
      return placeLabels([request(1)], PAGE, ink, 'right')[0]?.shape;
    };
    expect([16, 6, 1].map(shapeAt)).toEqual(['tick', 'bar', 'legend']);
    const { ink, request } = column({ lines: 3, white: 4, left: 1, right: 999 });
    expect(placeLabels([request(1)], PAGE, ink, 'right')[0]).toMatchObject({ left: 1, bottom: ink[0]!.top, margin: null });
  });

  test('is the name alone where there is white for no more, before it is a stroke without words', () => {
    const { ink, request } = column({ lines: 3, white: 4, left: 6, right: 994 });
    const heading = { left: 6, right: 300, top: 10, bottom: 36 };
    ink[1] = { ...ink[1]!, right: 890 };
    const placeOf = (asked: LabelRequest) => placeLabels([asked], PAGE, [heading, ...ink], 'right')[0];
    expect(placeOf(request(1))).toMatchObject({ shape: 'row', brief: true, left: 900, right: 950 });
    expect(placeOf({ ...request(1), nameWidth: 0 })).toMatchObject({ shape: 'bar', legend: null });
  });

  test('starts at the right in right-to-left text', () => {
    const { ink, request } = column({ lines: 3, white: 12 });
    expect(placeLabels([{ ...request(1), rtl: true }], PAGE, ink, 'right')[0]).toMatchObject({ right: 700 });
  });

  test('keeps to the side that was chosen, so that labels form a column', () => {
    const { ink, request } = column({ lines: 3, white: 4 });
    expect(placeLabels([request(0, 300), request(1)], { ...PAGE, top: 39 }, ink, 'left').map((place) => place?.margin)).toEqual([
      'left',
      'left',
    ]);
  });
});

test('no label ever meets text, another label or the edge of the page', () => {
  const line = fc.record({
    white: fc.integer({ min: 0, max: 14 }),
    at: fc.integer({ min: 0, max: 400 }),
    claims: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 0, max: 260 }),
      fc.integer({ min: 0, max: 260 }),
      (lines, left, right) => {
        const page: Box = { left: 0, top: 0, right: left + 420 + right, bottom: Number.POSITIVE_INFINITY };
        const ink: Box[] = [];
        let top = 30;
        for (const { white } of lines) {
          ink.push({ left, right: left + 420, top, bottom: top + 20 });
          top += 20 + white;
        }
        const requests = lines.flatMap(({ at, claims }, index) =>
          Array.from(
            { length: claims },
            (_, nth): LabelRequest => ({
              line: { ...ink[index]!, left: Math.min(left + at + nth * 40, left + 410) },
              last: ink[index]!,
              column: { left, right: left + 420, top: 30, bottom: top },
              rtl: false,
              rowWidth: 60 + at / 2,
              stackWidth: 50 + at / 8,
              parts: 3,
              nameWidth: at % 3 === 0 ? 0 : 40,
            }),
          ),
        );
        const places = placeLabels(requests, page, ink, 'right')
          .filter((place) => place !== null)
          .flatMap((place) => (place.legend ? [place, place.legend] : [place]));
        places.forEach((place, index) => {
          expect(ink.some((box) => meet(box, place))).toBe(false);
          expect(places.slice(index + 1).some((other) => meet(other, place))).toBe(false);
          expect(place.left).toBeGreaterThanOrEqual(0);
          expect(place.right).toBeLessThanOrEqual(page.right);
        });
      },
    ),
    { numRuns: 200 },
  );
});

test('an index of boxes finds what a look at all of them finds', () => {
  const box = fc
    .tuple(
      fc.integer({ min: -50, max: 500 }),
      fc.integer({ min: -500, max: 9000 }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 6000 }),
    )
    .map(([left, top, width, height]): Box => ({ left, top, right: left + width, bottom: top + height }));
  fc.assert(
    fc.property(fc.array(box), box, (boxes, area) => {
      expect(new BoxIndex(boxes).isFree(area)).toBe(!boxes.some((other) => meet(other, area)));
    }),
  );
});

describe('a card', () => {
  const size = { width: 320, height: 200 };
  test.each<[string, Box, { left: number; top: number; height?: number }]>([
    ['below its claim', { left: 100, top: 100, right: 300, bottom: 120 }, { left: 100, top: 128 }],
    ['above, where there is no room below', { left: 100, top: 600, right: 300, bottom: 620 }, { left: 100, top: 392 }],
    ['inside the viewport at its right edge', { left: 780, top: 100, right: 800, bottom: 120 }, { left: 472, top: 128 }],
    ['inside the viewport beside a claim that fills it', { left: 0, top: 0, right: 800, bottom: 700 }, { left: 8, top: 492 }],
    [
      'below, and lower than it would be, where it would lie on its claim',
      { left: 8, top: 190, right: 800, bottom: 494 },
      { left: 8, top: 502, height: 190 },
    ],
    ['above, likewise', { left: 8, top: 206, right: 800, bottom: 520 }, { left: 8, top: 8, height: 190 }],
  ])('goes %s', (_, anchor, expected) => {
    expect(placeCard(anchor, size, { width: 800, height: 700 })).toEqual({ height: 200, ...expected });
  });
});
