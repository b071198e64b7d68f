import { storage } from 'wxt/utils/storage';

/** How much is painted on pages. */
export type Density = 'labels' | 'underlines' | 'none';

export interface Settings {
  readonly marksOn: boolean;
  /** Whether articles are read by themselves, or only when the reader asks. */
  readonly mode: 'automatic' | 'click';
  readonly density: Density;
  /** Of popup, side panel and options; marks go by the page. */
  readonly theme: 'system' | 'light' | 'dark';
  /** Host names on which nothing is read or marked. */
  readonly sitesOff: readonly string[];
}

export const DEFAULTS: Settings = { marksOn: true, mode: 'automatic', density: 'labels', theme: 'system', sitesOff: [] };

const MOST_SITES = 500;

const oneOf = <T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T =>
  allowed.includes(value as T) ? (value as T) : otherwise;

/** Settings out of whatever storage holds: what is broken or unknown is the default. */
export function validSettings(stored: unknown): Settings {
  const value = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  return {
    marksOn: typeof value.marksOn === 'boolean' ? value.marksOn : DEFAULTS.marksOn,
    mode: oneOf(value.mode, ['automatic', 'click'], DEFAULTS.mode),
    density: oneOf(value.density, ['labels', 'underlines', 'none'], DEFAULTS.density),
    theme: oneOf(value.theme, ['system', 'light', 'dark'], DEFAULTS.theme),
    sitesOff: Array.isArray(value.sitesOff)
      ? [...new Set(value.sitesOff.filter((site): site is string => typeof site === 'string' && site !== ''))].slice(0, MOST_SITES)
      : [],
  };
}

const synced = storage.defineItem<unknown>('sync:settings', { fallback: DEFAULTS, version: 1 });
/** Where the browser has no sync, or it is full. */
const kept = storage.defineItem<unknown>('local:settings', { fallback: null, version: 1 });

/** The settings; never rejects. */
export async function readSettings(): Promise<Settings> {
  const own = await kept.getValue().catch(() => null);
  return validSettings(own ?? (await synced.getValue().catch(() => DEFAULTS)));
}

/** Changes some settings. Rejects with a message for the reader where nothing can be stored. */
export async function changeSettings(change: Partial<Settings>): Promise<Settings> {
  const next = validSettings({ ...(await readSettings()), ...change });
  try {
    await synced.setValue(next);
    await kept.removeValue();
  } catch {
    try {
      await kept.setValue(next);
    } catch {
      throw new Error('The browser’s storage is full: the setting could not be kept.');
    }
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

export const isSiteOff = ({ sitesOff }: Settings, host: string): boolean => sitesOff.includes(host);
