// One of several that answer lines beside each other. Registers tsx first: a worker does not inherit it.
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const [{ answer }, { loadEngine }] = await Promise.all([import('./answer.ts'), import('./engine.ts')]);
const engine = loadEngine();
parentPort.on('message', async ({ line, number }) => {
  parentPort.postMessage({ number, line: await answer(engine, line, number) });
});
