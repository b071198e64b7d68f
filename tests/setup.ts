import { fakeBrowser } from 'wxt/testing/fake-browser';

// wxt's storage finds the browser's API in the global scope.
Object.assign(fakeBrowser.runtime, { id: 'vantage-in-tests' });
Object.assign(globalThis, { browser: fakeBrowser, chrome: fakeBrowser });
