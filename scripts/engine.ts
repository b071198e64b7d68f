import { readFile } from 'node:fs/promises';
import { createEngine, type Engine } from '../utils/analyse.ts';

/** The engine as Node loads it: weights from the project's own file. */
export const loadEngine = (): Engine => createEngine(() => readFile(new URL('../public/claims.bin', import.meta.url)));
