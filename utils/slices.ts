/** Work on the page's thread in slices, so that a page stays as quick as it was. */

/** So long the thread is worked on at once, in milliseconds: half of a frame. */
export const SLICE = 8;

/** What is done step by step, stopping after each; a step should take a millisecond or so. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Lets the page and the browser do what waits. A timer would be held up by a second in a tab that nobody sees. */
export function pause(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?(): Promise<void> } };
  return scheduler?.yield?.() ?? new Promise((done) => setTimeout(done, 0));
}

/** One piece of work at a time, in slices. */
export interface Slices {
  readonly isBusy: boolean;
  /** Begins work at once, in place of what is under way. True when it is done, false when other work took its place. Rejects with what a step throws. */
  start(steps: Steps<unknown>): Promise<boolean>;
  /** Goes on without a pause until `enough`, or to the end of the work. Throws what a step throws. */
  hurry(enough?: () => boolean): void;
  stop(): void;
}

/** `worked` is told how long each slice took, in milliseconds. */
export function createSlices(worked: (ms: number) => void = () => undefined): Slices {
  interface Work {
    readonly steps: Steps<unknown>;
    isRunning: boolean;
    isDone: boolean;
  }
  let current: Work | null = null;
  const stop = (): void => {
    const own = current;
    current = null;
    // What runs cannot be ended from within: it is once its step is over.
    if (own?.isRunning === false) own.steps.return(undefined);
  };
  /** Works until `enough`, asked before each step; a step may itself start other work, or stop all. */
  const work = (own: Work, enough: () => boolean): void => {
    const start = performance.now();
    own.isRunning = true;
    try {
      while (current === own && !own.isDone && !enough()) own.isDone = own.steps.next().done === true;
      if (current !== own) own.steps.return(undefined);
    } catch (error) {
      own.isDone = false;
      if (current === own) current = null;
      throw error;
    } finally {
      own.isRunning = false;
      if (own.isDone && current === own) current = null;
      worked(performance.now() - start);
    }
  };
  return {
    get isBusy() {
      return current !== null;
    },
    async start(steps) {
      stop();
      const own: Work = { steps, isRunning: false, isDone: false };
      current = own;
      while (current === own) {
        const end = performance.now() + SLICE;
        work(own, () => performance.now() >= end);
        if (current === own) await pause();
      }
      return own.isDone;
    },
    hurry(enough = () => false) {
      if (current?.isRunning === false) work(current, enough);
    },
    stop,
  };
}
