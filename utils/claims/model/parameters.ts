import { ACCEPTANCE_FEATURES } from './acceptance.ts';

/** Sizes of the network, and where each of its tensors lies in one flat array. */

export const LABELS = ['O', 'B-cue', 'I-cue', 'B-belief', 'I-belief', 'B-content', 'I-content', 'B-source', 'I-source'] as const;
export const LABEL_COUNT = LABELS.length;
/** Labels of the second step, for one cue. */
export const ROLES = ['O', 'B-content', 'I-content', 'B-source', 'I-source'] as const;
export const ROLE_COUNT = ROLES.length;

/** Rows of the token feature tables, in the order that `features.ts` fills them. */
export const TOKEN_TABLES = {
  word: 8192,
  wordAgain: 8192,
  prefix: 2048,
  suffix: 2048,
  shape: 64,
  tag: 32,
  quotation: 16,
  inSentence: 16,
  inParagraph: 16,
} as const;
/** Rows of the tables that place a token relative to a cue. */
export const PAIR_TABLES = { distance: 32, sentences: 8, quotations: 16, commas: 16, cues: 16 } as const;

export interface Shape {
  /** Size of a token's embedding. */
  readonly embedding: number;
  /** Hidden units of the first step, each direction. */
  readonly hidden: number;
  /** Size of the input of the second step. */
  readonly pair: number;
  /** Hidden units of the second step, each direction. */
  readonly pairHidden: number;
}

export interface Tensor {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly offset: number;
}

const total = (tables: Record<string, number>): number => Object.values(tables).reduce((sum, rows) => sum + rows, 0);
export const TOKEN_ROWS = total(TOKEN_TABLES);
export const PAIR_ROWS = total(PAIR_TABLES);

/** The tensors of a network of this shape, in the order in which they are stored. */
export function layout({ embedding, hidden, pair, pairHidden }: Shape): Tensor[] {
  const list: [name: string, rows: number, columns: number][] = [
    ['tokens', TOKEN_ROWS, embedding],
    ['pairs', PAIR_ROWS, pair],
    ['gain', 1, embedding],
    ['shift', 1, embedding],
    ['pairToken', pair, 2 * hidden],
    ['pairCue', pair, 4 * hidden],
    ['pairLabel', pair, LABEL_COUNT],
    ['pairBias', 1, pair],
    ['labels', LABEL_COUNT, 2 * hidden],
    ['labelBias', 1, LABEL_COUNT],
    ['roles', ROLE_COUNT, 2 * pairHidden],
    ['roleBias', 1, ROLE_COUNT],
    ['moves', ROLE_COUNT, ROLE_COUNT],
    ['first', 1, ROLE_COUNT],
  ];
  for (const [step, inputs, size] of [
    ['', embedding, hidden],
    ['pair', pair, pairHidden],
  ] as const)
    for (const direction of ['Forth', 'Back'])
      list.push(
        [`${step}${direction}Input`, 3 * size, inputs],
        [`${step}${direction}State`, 3 * size, size],
        [`${step}${direction}Bias`, 1, 3 * size],
        [`${step}${direction}Inner`, 1, size],
      );
  // One a row, as each row has its own scale: these are stored exactly.
  list.push(['acceptance', ACCEPTANCE_FEATURES, 1]);
  let offset = 0;
  return list.map(([name, rows, columns]) => {
    const tensor = { name, rows, columns, offset };
    offset += rows * columns;
    return tensor;
  });
}

/** A view of each tensor by name, over one flat array. */
export function views(shape: Shape, values: Float32Array): Record<string, Float32Array> {
  return Object.fromEntries(layout(shape).map((t) => [t.name, values.subarray(t.offset, t.offset + t.rows * t.columns)]));
}

export const sizeOf = (shape: Shape): number => {
  const last = layout(shape).at(-1)!;
  return last.offset + last.rows * last.columns;
};
