/** Stands in for `wxt/browser` in unit and browser-page tests. */
export { fakeBrowser as browser } from 'wxt/testing/fake-browser';
