import type { readArticleInSlices } from '../../utils/article/read.ts';
import type { createMarks } from '../../utils/marks/marks.ts';
import type { showNotice } from '../../utils/marks/notice.ts';

/** The rooms that read a page and mark it: a script of their own (`rooms.content.ts`), brought only into a page that is read. */
export interface Rooms {
  readonly readArticleInSlices: typeof readArticleInSlices;
  readonly createMarks: typeof createMarks;
  readonly showNotice: typeof showNotice;
}

const KEY = 'vantageRooms';

/** Kept in the script's own world, as `Life` is: pages see nothing of it. */
const world = globalThis as { [KEY]?: (rooms: Rooms) => void };

/** How often the background is asked where it was stopped in the middle, and how long to wait before, in milliseconds. */
export const TRIES = [0, 300, 1_500];

/** Longest wait for the rooms, in milliseconds: where leave to read pages was withdrawn, Chrome keeps what is asked for until the reader gives it again. */
const PATIENCE = 8_000;

export const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Gives the rooms to the content script that waits for them; does nothing where none does, as in a page that took the place of the one that asked. */
export const handOver = (rooms: Rooms): void => world[KEY]?.(rooms);

/**
 * Has the background bring the rooms into this page; asks again where it was stopped in the middle (`ask` gives whether they were brought, or undefined). Null where it is over before, where
 * the browser does not let the extension in, or where the background gives no answer.
 */
export const bringRooms = (ask: () => Promise<boolean | undefined>, isOver: () => boolean): Promise<Rooms | null> =>
  new Promise((done) => {
    // Not by way of the answer: the background may be busy loading the engine by then.
    world[KEY] = done;
    void wait(PATIENCE).then(() => done(null));
    void (async () => {
      for (const delay of TRIES) {
        if (delay > 0) await wait(delay);
        if (isOver() || (await ask().catch(() => undefined)) !== undefined) break;
      }
      done(null);
    })();
  });
