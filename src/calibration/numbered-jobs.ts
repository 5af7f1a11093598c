/**
 * Jobs by number, each of which gives an outcome that depends on its number alone: in the calling thread, one after another. Those of
 * Node's threads are in `calibrate-threads.ts`, those of other machines in `queued-jobs.ts`.
 */

import { progressMs } from "../run/chains/chain-runner.ts";

/** What is known of an outcome beside what it is. */
export interface JobOutcome {
  /** From 1. */
  readonly number: number;
  /** Why there can be no outcome, of this number and of others. */
  readonly problem: object | null;
}

/** Who watches the jobs, and may stop them. */
export interface JobObserver {
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/** Between jobs the event loop has its turn some ten times a second. Ends with the signal, or with the first problem. */
export async function doInCallingThread<Outcome extends JobOutcome>(
  job: (number: number) => Outcome,
  count: number,
  observer: JobObserver,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let reported = performance.now();
  for (let number = 1; number <= count && observer.signal?.aborted !== true; number++) {
    outcomes.push(job(number));
    if (outcomes.at(-1)!.problem !== null) break;
    if (performance.now() - reported < progressMs) continue;
    reported = performance.now();
    observer.onProgress?.(number, count);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  observer.onProgress?.(outcomes.length, count);
  return outcomes;
}
