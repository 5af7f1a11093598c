/**
 * Seconds that the calling thread had a processor. On a machine that does other things too, wall time says how busy it was; JAGS
 * and Stan are timed by their processor time as well.
 */

import { readFileSync } from "node:fs";

/** Since the thread began. Where the system does not say (only Linux does), wall time. */
export function threadSeconds() {
  try {
    // The thread of the event loop has the process's number; the first number is nanoseconds.
    const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ");
    return Number(nanoseconds) / 1e9;
  } catch {
    return performance.now() / 1000;
  }
}
