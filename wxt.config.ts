import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'wxt';
import { lightModel } from './scripts/light-model.ts';

const silentContext = fileURLToPath(new URL('./entrypoints/content/silent-context.ts', import.meta.url));

/** In Firefox an element's highlights do not inherit from the root's. */
const highlightsEverywhere = (): Plugin => ({
  name: 'highlights-everywhere',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('/highlights.css') ? code.replaceAll(':root::highlight', '::highlight') : undefined),
});

export default defineConfig({
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  imports: false,
  vite: ({ browser }) => ({
    build: { sourcemap: false },
    plugins: [lightModel(), ...(browser === 'firefox' ? [highlightsEverywhere()] : [])],
    resolve: { alias: { 'wxt/utils/content-script-context': silentContext } },
  }),
  manifest: ({ browser }) => ({
    name: 'Vantage',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: ['storage', 'activeTab', 'scripting', 'contextMenus'],
    // To bring the rooms that read and mark into a page once it is known to be an article; no further warning beside that of the content script.
    host_permissions: ['http://*/*', 'https://*/*'],
    // Chrome has N and P for its groups of tabs; Firefox has F, E, V, S, B, T and H for its menus.
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+O' }, description: '__MSG_command_summary__' },
      'next-claim': { suggested_key: { default: 'Alt+Shift+J' }, description: '__MSG_command_next__' },
      'previous-claim': { suggested_key: { default: 'Alt+Shift+K' }, description: '__MSG_command_previous__' },
      'toggle-marks': { suggested_key: { default: 'Alt+Shift+M' }, description: '__MSG_command_marks__' },
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
