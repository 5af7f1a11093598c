/** A calibration with a progress bar, which the first Ctrl-C ends with the simulations that there are, and the second at once; before there are any, the first does. */

import type { Model } from "../api/model.ts";
import { type CalibrateOptions, calibrateModel } from "../calibration/calibrate-model.ts";
import { simulateInThreads } from "../calibration/calibrate-threads.ts";
import type { Calibration } from "../posterior/calibration.ts";
import { untilInterrupted } from "./interruption.ts";
import { reading } from "./load.ts";
import { describeSeconds } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export async function calibrateWithProgress(
  terminal: Terminal,
  model: Model,
  options: CalibrateOptions,
): Promise<Calibration> {
  const bar = await startBar(terminal);
  return untilInterrupted(terminal, ({ setUp, signal }) => {
    const watched = { ...options, signal, onProgress: bar.update };
    return calibrateModel(model, watched, { ...reading, runSimulations: simulateInThreads, setUp });
  }).finally(bar.stop);
}

/** On standard error; nothing where that is no terminal. */
async function startBar(
  terminal: Terminal,
): Promise<{ readonly update: (done: number, all: number) => void; readonly stop: () => void }> {
  if (!terminal.hasProgress) return { update: () => {}, stop: () => {} };
  const { Presets, SingleBar } = await import("cli-progress");
  const format = "simulations {bar} {value}/{total} · {left} left";
  const bar = new SingleBar(
    { format, stream: process.stderr, hideCursor: true, clearOnComplete: true, barsize: 24 },
    Presets.shades_classic,
  );
  const start = performance.now();
  return {
    update: (done, all) => {
      if (!bar.isActive) bar.start(all, 0, { left: "?" });
      const seconds = (performance.now() - start) / 1000;
      bar.update(done, { left: describeSeconds((seconds * (all - done)) / done) });
    },
    stop: () => {
      if (bar.isActive) bar.stop();
    },
  };
}
