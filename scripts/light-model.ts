import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const COLUMNS = 4;
const DECODED = 'new Uint32Array(bufferFromBase64(model.lexicon))';

/** Rows of four 32-bit numbers, as bytes in base64, put by columns of bytes: alike bytes stand together, and a zip halves them. */
function byColumns(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const width = COLUMNS * 4;
  const rows = bytes.length / width;
  const out = Buffer.alloc(bytes.length);
  for (let column = 0; column < width; column++)
    for (let row = 0; row < rows; row++) out[column * rows + row] = bytes[row * width + column]!;
  return out.toString('base64');
}

const BY_ROWS = `(bytes => {
  const rows = bytes.length / ${COLUMNS * 4};
  const out = new Uint8Array(bytes.length);
  for (let column = 0, at = 0; column < ${COLUMNS * 4}; column++) for (let row = 0; row < rows; row++) out[row * ${COLUMNS * 4} + column] = bytes[at++];
  return new Uint32Array(out.buffer);
})(new Uint8Array(bufferFromBase64(model.lexicon)))`;

/**
 * wink-nlp's English model as the extension ships it: its lexicon stored so that a zip makes it small, and nothing of what only its unused steps (named entities, sentiment) read. Throws
 * where the package is no longer as it was.
 */
export function lightModel(): Plugin {
  return {
    name: 'light-model',
    enforce: 'pre',
    load(id) {
      const [file = ''] = id.split('?');
      if (!/wink-eng-lite-web-model[\\/]dist/.test(file)) return null;
      if (file.endsWith('eng-core-web-model.json')) {
        const model = JSON.parse(readFileSync(file, 'utf8')) as { packing: { size: number }; lexicon: string };
        if (model.packing.size !== COLUMNS) throw new Error(`${file}: the lexicon is packed otherwise`);
        return JSON.stringify({ ...model, lexicon: byColumns(model.lexicon) });
      }
      if (file.endsWith('read-core-model.js')) {
        const code = readFileSync(file, 'utf8');
        if (!code.includes(DECODED)) throw new Error(`${file}: the lexicon is read otherwise`);
        return code.replace(DECODED, () => BY_ROWS);
      }
      if (file.endsWith('eng-ner-model.json')) return '[]';
      // Sentiment wants one machine, whichever.
      if (file.endsWith('eng-sa-model.json')) return readFileSync(join(file, '../eng-negation-model.json'), 'utf8');
      return null;
    },
  };
}
