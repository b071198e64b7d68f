import { layout, type Shape, sizeOf, TOKEN_ROWS } from '../../utils/claims/model/parameters.ts';

/** Adam (Kingma and Ba 2015); rows of the token tables that a batch did not touch are left alone. */
export class Adam {
  private readonly mean: Float32Array;
  private readonly square: Float32Array;
  private step = 0;

  constructor(private readonly shape: Shape) {
    this.mean = new Float32Array(sizeOf(shape));
    this.square = new Float32Array(sizeOf(shape));
  }

  /** Moves `values` against `gradients` (both flat) and clears the gradients. */
  update(values: Float32Array, gradients: Float32Array, rate: number, touched: ReadonlySet<number>): void {
    this.step++;
    const size = this.shape.embedding;
    const dense = TOKEN_ROWS * size;
    // The token tables come first in the layout.
    if (layout(this.shape)[0]!.name !== 'tokens') throw new Error('the token tables must come first');
    let norm = 0;
    for (const row of touched) for (let k = row * size; k < (row + 1) * size; k++) norm += gradients[k]! ** 2;
    for (let k = dense; k < values.length; k++) norm += gradients[k]! ** 2;
    const scale = Math.min(1, 5 / (Math.sqrt(norm) + 1e-9));
    const slow = 1 - 0.9 ** this.step;
    const wide = 1 - 0.999 ** this.step;
    const move = (k: number): void => {
      const g = gradients[k]! * scale;
      this.mean[k] = 0.9 * this.mean[k]! + 0.1 * g;
      this.square[k] = 0.999 * this.square[k]! + 0.001 * g * g;
      values[k]! -= (rate * (this.mean[k]! / slow)) / (Math.sqrt(this.square[k]! / wide) + 1e-8);
      gradients[k] = 0;
    };
    for (const row of touched) for (let k = row * size; k < (row + 1) * size; k++) move(k);
    for (let k = dense; k < values.length; k++) move(k);
  }
}
