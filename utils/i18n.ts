import { browser } from 'wxt/browser';
import { createSay, type MessageKey } from './say.ts';

/** The interface's words in the browser's language. Asks the browser only when called. */
export const say = createSay((key, values) => browser.i18n.getMessage(key as MessageKey, values));

/** Tells a page of the extension its language, direction and title. */
export function nameDocument(document: Document, title: string): void {
  document.documentElement.lang = say.locale;
  document.documentElement.dir = say.dir;
  document.title = title;
}
