/** A calibration with a progress bar, which the first Ctrl-C ends with the simulations that there are, and the second at once; before there are any, the first does. */

import type { Model } from "../api/model.ts";
import { type CalibrateOptions, calibrateModel } from "../calibration/calibrate-model.ts";
import { simulateInThreads } from "../calibration/calibrate-threads.ts";
import type { Calibration } from "../posterior/calibration.ts";
import { untilInterrupted } from "./interruption.ts";
import { reading } from "./load.ts";
import { describeSeconds, makeBar } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export async function calibrateWithProgress(
  terminal: Terminal,
  model: Model,
  options: CalibrateOptions,
): Promise<Calibration> {
  const bar = await makeBar(terminal, "simulations {bar} {value}/{total} · {left} left", 24);
  const start = performance.now();
  const onProgress = (done: number, all: number): void => {
    if (bar?.isActive === false) bar.start(all, 0, { left: "?" });
    const seconds = (performance.now() - start) / 1000;
    bar?.update(done, { left: describeSeconds((seconds * (all - done)) / done) });
  };
  return untilInterrupted(terminal, ({ setUp, signal }) => {
    const setting = { ...reading, runSimulations: simulateInThreads, setUp };
    return calibrateModel(model, { ...options, signal, onProgress }, setting);
  }).finally(() => {
    if (bar?.isActive) bar.stop();
  });
}
