/**
 * npm run train [-- --data DIR --out FILE --epochs N --embedding N --hidden N --pair N --pair-hidden N --seed N]
 *
 * Learns the network of utils/claims/model from the articles under DIR (corpora/polnear/train.jsonl, gold/train.jsonl) and writes its weights, with a
 * checkpoint after every epoch. The same seed and the same data give the same file.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pack } from '../utils/claims/model/weights.ts';
import { loadTagger } from '../utils/language/tagger.ts';
import { type Example, examplesOf, readGold } from './train/data.ts';
import { train } from './train/trainer.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared' },
    out: { type: 'string', default: 'public/claims.bin' },
    epochs: { type: 'string', default: '10' },
    embedding: { type: 'string', default: '64' },
    hidden: { type: 'string', default: '48' },
    pair: { type: 'string', default: '32' },
    'pair-hidden': { type: 'string', default: '24' },
    seed: { type: 'string', default: '5' },
    'leave-out': { type: 'string' },
    modern: { type: 'string', default: '2' },
  },
});
const shape = {
  embedding: Number(values.embedding),
  hidden: Number(values.hidden),
  pair: Number(values.pair),
  pairHidden: Number(values['pair-hidden']),
};

const fold = values['leave-out'] ? values['leave-out'].split('/').map(Number) : null;
const keeps = (index: number): boolean => !fold || index % fold[1]! !== fold[0];

const tag = await loadTagger();
const examples: { example: Example; weight: number }[] = [];
for (const document of readGold(join(values.data, 'corpora/polnear/train.jsonl')).filter((_, i) => keeps(i)))
  for (const example of examplesOf(document, tag)) examples.push({ example, weight: 1 });
// The modern articles are few and nearest to what readers read: they are seen more than once an epoch.
for (const document of readGold(join(values.data, 'gold/train.jsonl')).filter((_, i) => keeps(i)))
  if (document.kind === 'pages')
    for (const example of examplesOf(document, tag)) for (let k = 0; k < Number(values.modern); k++) examples.push({ example, weight: 1 });
console.log(`${examples.length} paragraphs, ${examples.reduce((sum, { example }) => sum + example.tokens.length, 0)} tokens`);

const start = Date.now();
const options = {
  epochs: Number(values.epochs),
  batch: 8,
  rate: 2e-3,
  seed: Number(values.seed),
  dropout: 0.3,
  wordDropout: 0.15,
  falseWeight: 0.3,
};
for (const { epoch, loss, values: learned } of train(shape, examples, options)) {
  writeFileSync(values.out, pack(shape, learned));
  console.log(`epoch ${epoch} of ${options.epochs}, loss ${loss.toFixed(3)}, ${Math.round((Date.now() - start) / 1000)} s`);
}
