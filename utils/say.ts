/** The words of the interface. They all stand in public/_locales; this is how the rooms ask for them, without knowing where they come from. */
import type messages from '../public/_locales/en/messages.json';
import type { Act, FramingFunction } from './analysis.ts';

export type MessageKey = keyof typeof messages;
/** Messages that come in the plural forms of each language: "claims" stands for claims_one, claims_other and so on. */
export type CountedKey = MessageKey extends infer Key ? (Key extends `${infer Stem}_other` ? Stem : never) : never;

export interface Say {
  /** A message with `$1`, `$2`, … filled in. */
  (key: MessageKey, ...values: readonly (string | number)[]): string;
  /** The plural form that a count (`$1`) takes. */
  count(key: CountedKey, count: number, ...values: readonly (string | number)[]): string;
  /** "37 %" as the language writes it, of a share 0..1. */
  percent(share: number): string;
  /** The locale whose messages these are, a BCP 47 tag. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
}

/** `get` gives a message by name with its values filled in, empty where there is none: as `browser.i18n.getMessage` does. */
export function createSay(get: (key: string, values: string[]) => string): Say {
  const locale = (): string => get('locale', []) || 'en';
  const written = (value: string | number): string => (typeof value === 'number' ? new Intl.NumberFormat(locale()).format(value) : value);
  const say = (key: string, ...values: readonly (string | number)[]): string => get(key, values.map(written));
  return Object.defineProperties(
    Object.assign(say, {
      count: (key: string, count: number, ...values: readonly (string | number)[]): string =>
        say(`${key}_${new Intl.PluralRules(locale()).select(count)}`, count, ...values) || say(`${key}_other`, count, ...values),
      percent: (share: number): string => new Intl.NumberFormat(locale(), { style: 'percent' }).format(share),
    }),
    { locale: { get: locale }, dir: { get: () => (get('dir', []) === 'rtl' ? 'rtl' : 'ltr') } },
  ) as unknown as Say;
}

/** `get` for `createSay` over the content of one messages.json, for programs that run outside a browser. */
export const messagesIn =
  (all: Readonly<Record<string, { readonly message: string }>>) =>
  (key: string, values: string[]): string =>
    Object.hasOwn(all, key)
      ? all[key]!.message.replace(/\$(\$|\d)/g, (_, what: string) => (what === '$' ? '$' : (values[Number(what) - 1] ?? '')))
      : '';

export const sayAct = (say: Say, act: Act): string => say(act === 'plays-down' ? 'act_plays_down' : `act_${act}`);
export const sayQuestion = (say: Say, purpose: FramingFunction): string => say(`question_${purpose}`);
