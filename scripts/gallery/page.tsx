import { type ComponentChild, render } from 'preact';
import '../../components/style.css';
import '../../utils/marks/highlights.css';
import { type Locale, speak } from '../../tests/fake-browser.ts';
import '../../tests/setup.ts';
import { STATES } from '../../tests/fixtures/states.tsx';
import { nameDocument } from '../../utils/i18n.ts';

/** Which there are, by their number. */
export const all = STATES.map(({ name, place }) => ({ name, place }));

/** Draws one of them in place of what is there. */
export async function draw(number: number, locale: Locale, theme: 'light' | 'dark'): Promise<void> {
  const { place, draw: content, act } = STATES[number]!;
  const { documentElement: root, body } = document;
  speak(locale);
  nameDocument(document, 'Vantage');
  root.className = place;
  root.dataset.theme = theme;
  const app = document.createElement('div');
  // What was there goes first, with its marks.
  if (body.firstElementChild) render(null as ComponentChild, body.firstElementChild);
  body.replaceChildren(app);
  render(content(), app);
  act?.(app);
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 60)));
}
