/** A rectangle in CSS px of the viewport, or of whatever plane the caller works in. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const ROW = 64;
/** No real box is taller than this many rows of the index; taller ones (a rail along the whole page) are looked at for every question. */
const TALL = 64;

/** Boxes that can be asked quickly what lies in a band of the page; with those of `under`, which stays as it is. */
export class BoxIndex {
  readonly #rows = new Map<number, Box[]>();
  readonly #tall: Box[] = [];
  readonly #under: BoxIndex | null;

  constructor(boxes: Iterable<Box> = [], under: BoxIndex | null = null) {
    this.#under = under;
    for (const box of boxes) this.add(box);
  }

  add(box: Box): void {
    const from = Math.floor(box.top / ROW);
    const to = Math.floor(box.bottom / ROW);
    if (!(to - from <= TALL)) {
      this.#tall.push(box);
      return;
    }
    for (let row = from; row <= to; row += 1) {
      const list = this.#rows.get(row);
      if (list === undefined) this.#rows.set(row, [box]);
      else list.push(box);
    }
  }

  /** Every box that meets the area; one may come twice. */
  *meeting(area: Box): Generator<Box> {
    if (this.#under !== null) yield* this.#under.meeting(area);
    for (const box of this.#tall) if (meet(box, area)) yield box;
    for (let row = Math.floor(area.top / ROW); row <= Math.floor(area.bottom / ROW); row += 1) {
      for (const box of this.#rows.get(row) ?? []) if (meet(box, area)) yield box;
    }
  }

  isFree(area: Box): boolean {
    for (const _ of this.meeting(area)) return false;
    return true;
  }
}
