/** Stands in for `wxt/browser` in unit and browser-page tests; its words are those of public/_locales. */
import { fakeBrowser } from 'wxt/testing/fake-browser';
import ar from '../public/_locales/ar/messages.json';
import de from '../public/_locales/de/messages.json';
import en from '../public/_locales/en/messages.json';
import es from '../public/_locales/es/messages.json';
import fr from '../public/_locales/fr/messages.json';
import { messagesIn } from '../utils/say.ts';

const LOCALES = { ar, de, en, es, fr };
export type Locale = keyof typeof LOCALES;

let locale: Locale = 'en';
/** The language that the fake browser speaks from now on. */
export const speak = (language: Locale): void => {
  locale = language;
};

Object.assign(fakeBrowser, {
  i18n: { getMessage: (key: string, values: string[] = []) => messagesIn(LOCALES[locale])(key, values), getUILanguage: () => locale },
});

export { fakeBrowser as browser };
