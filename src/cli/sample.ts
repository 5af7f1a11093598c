/** Sampling with a progress bar, which the first Ctrl-C ends with the draws that there are, and the second at once. */

import type { BoundModel } from "../model/bound-model.ts";
import { chooseRunner } from "../run/choose-runner.ts";
import type { RunOptions } from "../run/options.ts";
import { type RunResult, runChains } from "../run/run-chains.ts";
import { exitCodes } from "./exit-codes.ts";
import { startProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export async function sampleWithProgress(
  terminal: Terminal,
  model: BoundModel,
  options: RunOptions,
  startedAt: number,
): Promise<RunResult> {
  const { chains, warmup, draws } = options;
  const stop = new AbortController();
  const bar = await startProgress(terminal, chains * (warmup + draws), warmup, chains);
  const onInterrupt = (): void => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    stop.abort();
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onInterrupt);
  try {
    const observer = { signal: stop.signal, onProgress: bar.update };
    return await runChains(model, options, chooseRunner, observer, startedAt);
  } finally {
    bar.stop();
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onInterrupt);
  }
}
