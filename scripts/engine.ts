import { readFile } from 'node:fs/promises';
import { createEngine, type Engine } from '../utils/analyse.ts';

/** The engine as Node loads it: weights from the project's own files. */
export const loadEngine = (): Engine => createEngine((name) => readFile(new URL(`../public/${name}`, import.meta.url)));
