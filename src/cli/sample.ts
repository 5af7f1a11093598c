/** Sampling with a progress bar, which the first Ctrl-C ends with the draws that there are, and the second at once; before anything is sampled, the first does. */

import type { BoundModel } from "../model/bound-model.ts";
import { isProblem } from "../problems/problem-kind.ts";
import { chooseRunner } from "../run/chains/choose-runner.ts";
import type { RunOptions } from "../run/options.ts";
import { recordMisfit, unknownInRule } from "../run/problems.ts";
import { type RunResult, type RunSurroundings, runChains } from "../run/run-chains.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { interruptible, warnOfInterruption } from "./interruption.ts";
import { startProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** Samples; what else a run may have is the caller's to say. */
export async function sampleWithProgress(
  terminal: Terminal,
  model: BoundModel,
  options: RunOptions,
  surroundings: Omit<RunSurroundings, "chooseRunner" | "observer" | "setUp">,
): Promise<RunResult> {
  const { chains, warmup, draws } = options;
  const stop = new AbortController();
  const bar = await startProgress(terminal, chains * (warmup + draws), warmup, chains);
  let isSetUp = false;
  const onInterrupt = (): void => {
    if (!isSetUp) warnOfInterruption(terminal);
    if (!isSetUp || stop.signal.aborted) process.exit(exitCodes.interrupted);
    stop.abort();
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onInterrupt);
  try {
    const observer = { signal: stop.signal, onProgress: bar.update };
    const setUp = <Result>(work: () => Result): Result => {
      const result = interruptible(work);
      isSetUp = true;
      return result;
    };
    return await runChains(model, options, { ...surroundings, chooseRunner, observer, setUp });
  } finally {
    bar.stop();
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onInterrupt);
  }
}

/** Of a run that could not be made: a rule is of the command line, a record of a file, all else of the model. */
export function codeOfFailure({ problem }: Extract<RunResult, { readonly run: null }>): ExitCode {
  return isProblem(unknownInRule, problem) || isProblem(recordMisfit, problem)
    ? exitCodes.usage
    : exitCodes.model;
}
