import { browser } from 'wxt/browser';

const KEY = 'vantageLife';

/** Between two looks whether the extension is still there, in milliseconds. */
const PULSE = 2_000;

/**
 * How long this script may act on its page: until the extension is updated or turned off, or the script is started here once more. Kept in the script's own
 * world: the page sees and sends nothing of it.
 */
export class Life {
  private readonly ending = new AbortController();
  private pulse: ReturnType<typeof setInterval> | undefined;

  constructor() {
    const world = globalThis as { [KEY]?: Life };
    world[KEY]?.end();
    world[KEY] = this;
  }

  /** Aborted at the end. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  /** Whether it is over; looks whether the extension is still there. */
  get isOver(): boolean {
    if (!this.signal.aborted && !isThere()) this.end();
    return this.signal.aborted;
  }

  end(): void {
    this.watch(false);
    this.ending.abort();
  }

  /** Looks every other second, as the browser tells nobody that the extension has gone; for as long as there is something on the page to take away. */
  watch(on: boolean): void {
    clearInterval(this.pulse);
    this.pulse = on && !this.signal.aborted ? setInterval(() => this.isOver, PULSE) : undefined;
  }
}

function isThere(): boolean {
  try {
    return browser.runtime?.id !== undefined;
  } catch {
    return false;
  }
}
