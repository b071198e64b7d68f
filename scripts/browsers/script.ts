import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** A module, built for a page: a script that defines its exports as `name`. Throws where it cannot be built. */
export async function scriptOf(entry: URL, name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry: fileURLToPath(entry), formats: ['iife'], name } },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error(`${name} could not be built`);
  return output.output[0].code;
}
