/** A calibration with a progress bar, which the first Ctrl-C ends with the simulations that there are, and the second at once; before there are any, the first does. */

import type { Model } from "../api/model.ts";
import { type CalibrateOptions, calibrateModel } from "../calibration/calibrate-model.ts";
import { simulateInThreads } from "../calibration/calibrate-threads.ts";
import { readCsv } from "../data/read-csv.ts";
import type { Calibration } from "../posterior/calibration.ts";
import { exitCodes } from "./exit-codes.ts";
import { interruptible, warnOfInterruption } from "./interruption.ts";
import { describeSeconds } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export async function calibrateWithProgress(
  terminal: Terminal,
  model: Model,
  options: CalibrateOptions,
): Promise<Calibration> {
  const stop = new AbortController();
  const bar = await startBar(terminal);
  let isSetUp = false;
  const setUp = <Result>(work: () => Result): Result => {
    const result = interruptible(work);
    isSetUp = true;
    return result;
  };
  const onInterrupt = (): void => {
    if (!isSetUp) warnOfInterruption(terminal);
    if (!isSetUp || stop.signal.aborted) process.exit(exitCodes.interrupted);
    stop.abort();
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onInterrupt);
  try {
    const watched = { ...options, signal: stop.signal, onProgress: bar.update };
    const setting = { readFile: readCsv, runSimulations: simulateInThreads, setUp };
    return await calibrateModel(model, watched, setting);
  } finally {
    bar.stop();
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onInterrupt);
  }
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
