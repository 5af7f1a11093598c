/** A run that is going on is saved now and then, so that little is lost if it is ended from outside. */

import type { Problem } from "../../problems/problem.ts";
import type { Run } from "../run.ts";

/** Where a run is saved while it is going on. */
export interface RunStore {
  /** Between two times; the first is after a second. */
  readonly everyMs: number;
  /** Draws may be none. */
  readonly save: (run: Run) => Promise<Problem | null>;
}

/** Seconds between two times where nothing is said. */
export const checkpointSeconds = 10;

/** A run that is over by then is not saved before its end. */
const firstMs = 1000;
/** Saving takes at most one part in so many of the time. */
const leastPause = 20;

/** By the clock: it decides what is saved when, never what is drawn. */
export class Checkpoints {
  private readonly store: RunStore;
  private dueAt: number;
  private pending: Promise<void> | null = null;

  constructor(store: RunStore) {
    this.store = store;
    this.dueAt = performance.now() + Math.min(firstMs, store.everyMs);
  }

  /** Saves the run if it is time and the last saving is over; does not wait. */
  offer(runSoFar: () => Run): void {
    const start = performance.now();
    if (this.pending !== null || start < this.dueAt) return;
    const { save, everyMs } = this.store;
    // What stands against saving is told when the run is saved at its end.
    this.pending = save(runSoFar())
      .catch(() => {})
      .then(() => {
        const end = performance.now();
        this.dueAt = end + Math.max(everyMs, leastPause * (end - start));
        this.pending = null;
      });
  }

  /** Waits for what is being saved. */
  async settle(): Promise<void> {
    await this.pending;
  }
}
