/** Work that is counted, with a progress bar, which the first Ctrl-C ends with what there is by then, and the second at once; before there is anything, the first does. */

import { type Stop, untilInterrupted } from "./interruption.ts";
import { describeSeconds, makeBar } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** What the work is given. */
export interface CountedWork extends Stop {
  readonly onProgress: (done: number, all: number) => void;
}

/** `what` is counted: "simulations". */
export async function withCountedProgress<Result>(
  terminal: Terminal,
  what: string,
  work: (given: CountedWork) => Promise<Result>,
): Promise<Result> {
  const bar = await makeBar(terminal, `${what} {bar} {value}/{total} · {left} left`, 24);
  const start = performance.now();
  const onProgress = (done: number, all: number): void => {
    if (bar?.isActive === false) bar.start(all, 0, { left: "?" });
    const seconds = (performance.now() - start) / 1000;
    bar?.update(done, { left: describeSeconds((seconds * (all - done)) / done) });
  };
  return untilInterrupted(terminal, (stop) => work({ ...stop, onProgress })).finally(() => {
    if (bar?.isActive) bar.stop();
  });
}
