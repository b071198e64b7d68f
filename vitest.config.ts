import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const chromium = process.env.VANTAGE_CHROMIUM ?? '/usr/bin/chromium';
const root = fileURLToPath(new URL('.', import.meta.url));
/** WXT's own aliases, and the browser API replaced by a fake. */
const alias = { '@': root, 'wxt/browser': `${root}tests/fake-browser.ts` };
const jsx = { jsx: { runtime: 'automatic' as const, importSource: 'preact' } };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        oxc: jsx,
        test: {
          name: 'unit',
          setupFiles: ['tests/setup.ts'],
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/browser/**', 'tests/e2e/**'],
        },
      },
      {
        resolve: { alias, dedupe: ['preact'] },
        // The fake browser imports the locales from there.
        publicDir: false,
        optimizeDeps: {
          include: [
            'preact',
            'preact/hooks',
            'preact/jsx-runtime',
            'preact/jsx-dev-runtime',
            'axe-core',
            'wxt/testing/fake-browser',
            'wxt/utils/storage',
          ],
        },
        oxc: jsx,
        test: {
          name: 'browser',
          setupFiles: ['tests/setup.ts'],
          include: ['tests/browser/**/*.test.{ts,tsx}'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        // Once more where a browser on a loaded machine missed a deadline.
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          retry: 1,
        },
      },
    ],
  },
});
