import { floats, reserve } from './memory.ts';
import { type Network, networkOf, shortened } from './network.ts';
import { layout, type Shape, sizeOf } from './parameters.ts';

/** First bytes of a weights file: "VNT1". */
const MAGIC = 0x31544e56;
const HEADER = 24;
/** Floats of room for one window's pass. */
const ROOM = 2_000_000;

/**
 * A network as bytes: a header (magic, four sizes, length) and, for each row of each tensor, its largest magnitude as a 32-bit float and its values as 8-bit
 * fractions of it. Little-endian.
 */
export function pack(shape: Shape, values: Float32Array): Uint8Array {
  const tensors = layout(shape);
  const size = HEADER + tensors.reduce((sum, { rows, columns }) => sum + rows * (4 + columns), 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  [MAGIC, shape.embedding, shape.hidden, shape.pair, shape.pairHidden, size].forEach((n, i) => {
    view.setUint32(4 * i, n, true);
  });
  let at = HEADER;
  for (const { rows, columns, offset } of tensors)
    for (let row = 0; row < rows; row++) {
      const from = offset + row * columns;
      let max = 0;
      for (let k = 0; k < columns; k++) max = Math.max(max, Math.abs(values[from + k]!));
      view.setFloat32(at, max, true);
      at += 4;
      for (let k = 0; k < columns; k++) view.setInt8(at++, max === 0 ? 0 : Math.round((values[from + k]! / max) * 127));
    }
  return bytes;
}

/** The network that `pack` wrote. Throws on bytes that are no weights file, or a broken one. */
export function unpack(bytes: Uint8Array): Network {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || view.getUint32(0, true) !== MAGIC) throw new Error('not a weights file of this version');
  const [embedding, hidden, pair, pairHidden, size] = [1, 2, 3, 4, 5].map((i) => view.getUint32(4 * i, true)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const shape: Shape = { embedding, hidden, pair, pairHidden };
  if (size !== bytes.length) throw new Error(`the weights file is cut short: ${bytes.length} of ${size} bytes`);
  reserve(sizeOf(shape) + ROOM);
  const values = floats(sizeOf(shape));
  const fractions = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = HEADER;
  for (const { rows, columns, offset } of layout(shape))
    for (let row = 0; row < rows; row++) {
      const scale = view.getFloat32(at, true) / 127;
      at += 4;
      for (let to = offset + row * columns, end = to + columns; to < end; to++) values[to] = fractions[at++]! * scale;
    }
  return shortened(networkOf(shape, values));
}
