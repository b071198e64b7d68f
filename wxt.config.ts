import { defineConfig } from 'wxt';

const DESCRIPTION = 'See who claims what in a news article, and how the speakers frame it. Everything stays on your own machine.';

export default defineConfig({
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  imports: false,
  vite: () => ({ build: { sourcemap: false } }),
  manifest: ({ browser }) => ({
    name: 'Vantage',
    description: DESCRIPTION,
    permissions: ['storage', 'activeTab', 'scripting'],
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+V' }, description: 'Open the summary' },
      'next-claim': { suggested_key: { default: 'Alt+Shift+N' }, description: 'Go to the next claim' },
      'previous-claim': { suggested_key: { default: 'Alt+Shift+P' }, description: 'Go to the previous claim' },
      'toggle-marks': { suggested_key: { default: 'Alt+Shift+M' }, description: 'Turn the marks on or off' },
    },
    // No connection but the extension's own files: the promise of PRIVACY.md, enforced by the browser.
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'",
    },
    ...(browser === 'firefox' && {
      browser_specific_settings: {
        gecko: {
          id: 'vantage@vantage-reader.org',
          strict_min_version: '142.0',
          data_collection_permissions: { required: ['none'] },
        },
      },
    }),
  }),
});
