/** Learns utils/framing/weights.json alone: `node --import tsx scripts/train/framing/index.ts [DATA [OUT]]`; `npm run train` does it too. */
import { join } from 'node:path';
import { learnFraming } from './learn.ts';

const [data = '../shared', out = 'utils/framing/weights.json'] = process.argv.slice(2);
await learnFraming(join(data, 'gold/train.jsonl'), out);
