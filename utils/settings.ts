import { storage } from 'wxt/utils/storage';

/** How much is painted on pages: a label for each claim, short ones where something is new, underlines alone, or nothing. */
export const DENSITIES = ['labels', 'compact', 'underlines', 'none'] as const;
export type Density = (typeof DENSITIES)[number];

/** Whether articles are read by themselves, or only when the reader asks. */
export const MODES = ['automatic', 'click'] as const;
export type Mode = (typeof MODES)[number];

/** What holds on one site in place of the mode. */
export const SITE_RULES = ['off', 'click', 'automatic'] as const;
export type SiteRule = (typeof SITE_RULES)[number];

export const THEMES = ['system', 'light', 'dark'] as const;

export interface Settings {
  readonly marksOn: boolean;
  readonly mode: Mode;
  readonly density: Density;
  /** Of popup, side panel and options; marks go by the page. */
  readonly theme: (typeof THEMES)[number];
  /** Rules by host name; one for a host holds for those below it too. */
  readonly sites: Readonly<Record<string, SiteRule>>;
}

export const DEFAULTS: Settings = { marksOn: true, mode: 'automatic', density: 'labels', theme: 'system', sites: {} };

const MOST_SITES = 500;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const oneOf = <T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T =>
  allowed.includes(value as T) ? (value as T) : otherwise;

/** A host name out of what somebody typed or pasted, an address too; null for anything else. */
export function hostIn(typed: string): string | null {
  try {
    const { hostname, protocol } = new URL(/^[a-z]+:\/\//i.test(typed.trim()) ? typed.trim() : `http://${typed.trim()}`);
    return /^https?:$/.test(protocol) && hostname.length <= 253 && (hostname.includes('.') || hostname === 'localhost') ? hostname : null;
  } catch {
    return null;
  }
}

function validSites({ sites, sitesOff }: Record<string, unknown>): Settings['sites'] {
  const rules = new Map<string, SiteRule>();
  // Until version 0.1 a list of hosts turned off.
  if (Array.isArray(sitesOff)) for (const host of sitesOff) if (typeof host === 'string' && hostIn(host) === host) rules.set(host, 'off');
  if (isRecord(sites))
    for (const [host, rule] of Object.entries(sites))
      if (hostIn(host) === host && SITE_RULES.includes(rule as SiteRule)) rules.set(host, rule as SiteRule);
  return Object.fromEntries([...rules].slice(0, MOST_SITES));
}

/** Settings out of whatever storage or a file holds: what is broken or unknown is the default. */
export function validSettings(stored: unknown): Settings {
  const value = isRecord(stored) ? stored : {};
  return {
    marksOn: typeof value.marksOn === 'boolean' ? value.marksOn : DEFAULTS.marksOn,
    mode: oneOf(value.mode, MODES, DEFAULTS.mode),
    density: oneOf(value.density, DENSITIES, DEFAULTS.density),
    theme: oneOf(value.theme, THEMES, DEFAULTS.theme),
    sites: validSites(value),
  };
}

const FILE_KIND = 'vantage-settings';

/** Settings as a file to keep or to take to another browser. */
export const settingsToFile = (settings: Settings): string => `${JSON.stringify({ kind: FILE_KIND, version: 1, settings }, null, 2)}\n`;

/** Settings out of such a file; null where it is none. */
export function settingsFromFile(text: string): Settings | null {
  try {
    const file: unknown = JSON.parse(text);
    return isRecord(file) && file.kind === FILE_KIND && isRecord(file.settings) ? validSettings(file.settings) : null;
  } catch {
    return null;
  }
}

const synced = storage.defineItem<unknown>('sync:settings', { fallback: DEFAULTS, version: 1 });
/** Where the browser has no sync, or it is full. */
const kept = storage.defineItem<unknown>('local:settings', { fallback: null, version: 1 });

/** The settings; never rejects. */
export async function readSettings(): Promise<Settings> {
  const own = await kept.getValue().catch(() => null);
  return validSettings(own ?? (await synced.getValue().catch(() => DEFAULTS)));
}

/** Changes some settings. Rejects where nothing can be stored. */
export async function changeSettings(change: Partial<Settings>): Promise<Settings> {
  const next = validSettings({ ...(await readSettings()), ...change });
  try {
    await synced.setValue(next);
    await kept.removeValue();
  } catch {
    await kept.setValue(next);
  }
  return next;
}

/** Calls back with the settings whenever they change anywhere; gives the way to stop. */
export function watchSettings(changed: (settings: Settings) => void): () => void {
  const again = (): void => void readSettings().then(changed);
  const stops = [synced.watch(again), kept.watch(again)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** The rule that somebody set for a host, or for one above it ("post.example" for "www.post.example"); null for none. */
export function ruleFor({ sites }: Settings, host: string): SiteRule | null {
  for (let name = host; name !== ''; name = name.includes('.') ? name.slice(name.indexOf('.') + 1) : '')
    if (Object.hasOwn(sites, name)) return sites[name]!;
  return null;
}

export const isSiteOff = (settings: Settings, host: string): boolean => ruleFor(settings, host) === 'off';

/** Whether articles of a host are read by themselves. */
export const modeFor = (settings: Settings, host: string): Mode => {
  const rule = ruleFor(settings, host);
  return rule === null || rule === 'off' ? settings.mode : rule;
};

/** The sites with one rule set, or with `null` taken away: for the host itself and for any above it that would hold in its place. */
export function withRule(settings: Settings, host: string, rule: SiteRule | null): Settings['sites'] {
  const { [host]: _, ...others } = settings.sites;
  if (rule !== null) return { ...others, [host]: rule };
  return Object.fromEntries(Object.entries(others).filter(([name]) => !host.endsWith(`.${name}`)));
}

const welcomed = storage.defineItem<boolean>('local:welcomed', { fallback: false });

/** True the first time it is asked on this machine, and never again; false where that cannot be kept. */
export async function isFirstTime(): Promise<boolean> {
  try {
    if (await welcomed.getValue()) return false;
    await welcomed.setValue(true);
    return true;
  } catch {
    return false;
  }
}
