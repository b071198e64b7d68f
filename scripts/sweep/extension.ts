import type { Visit } from './visit.ts';

export function withExtension(_folder: string, _name: 'chromium' | 'firefox', _scripts: boolean): Visit {
  throw new Error('not yet');
}
