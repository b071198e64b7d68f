/** The words of the interface. They all stand in public/_locales; this is how the rooms ask for them, without knowing where they come from. */
import type messages from '../public/_locales/en/messages.json';
import type { Act, FramingFunction, Reason } from './analysis.ts';

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
  const isLeftToRight = (): boolean => get('dir', []) !== 'rtl';
  let numbers: Intl.NumberFormat | null = null;
  const written = (value: string | number): string => {
    if (typeof value === 'string') return value;
    // Short numbers look so in every language that is written from the left; the first that `Intl` writes costs a page's thread a whole frame.
    if (Number.isInteger(value) && value >= 0 && value < 1_000 && isLeftToRight()) return String(value);
    numbers ??= new Intl.NumberFormat(locale());
    return numbers.format(value);
  };
  const say = (key: string, ...values: readonly (string | number)[]): string => get(key, values.map(written));
  return Object.defineProperties(
    Object.assign(say, {
      count: (key: string, count: number, ...values: readonly (string | number)[]): string =>
        say(`${key}_${new Intl.PluralRules(locale()).select(count)}`, count, ...values) || say(`${key}_other`, count, ...values),
      percent: (share: number): string => new Intl.NumberFormat(locale(), { style: 'percent' }).format(share),
    }),
    { locale: { get: locale }, dir: { get: () => (isLeftToRight() ? 'ltr' : 'rtl') } },
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

/** Acts that one speaker aims at another; of others only the article's own words tell. */
const AIMED = ['accuses', 'denies', 'warns', 'demands', 'praises'] as const;

/** Why `a` and `b` (names, or the words for somebody who is not heard) are apart, or together. */
export function sayReason(say: Say, { kind, act, target = '', toward }: Reason, a: string, b: string, how: 'apart' | 'together'): string {
  if (kind === 'act') {
    const aimed = AIMED.find((one) => one === act);
    if (aimed) return say(`reason_${aimed}`, a, b);
    if (act === 'plays-down') return say('reason_plays_down', a, b);
  }
  if (kind === 'for' || kind === 'against') return say(`reason_${kind}`, a, target);
  if (kind === 'opposite') return say('reason_opposite', target);
  if (kind === 'same' && toward) return say(`reason_same_${toward}`, target);
  return say(`reason_words_${how}`);
}

/** A page's words within a sentence of ours, whatever way they are written. Without bidi controls of their own, which could end what sets them apart. */
export const isolated = (words: string): string => `\u2068${words.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')}\u2069`;
