import { readFileSync } from 'node:fs';
import { createSay, messagesIn } from '../utils/say.ts';

/** The interface's words in English, for the terminal. */
export const english = createSay(
  messagesIn(
    JSON.parse(readFileSync(new URL('../public/_locales/en/messages.json', import.meta.url), 'utf8')) as Parameters<typeof messagesIn>[0],
  ),
);
