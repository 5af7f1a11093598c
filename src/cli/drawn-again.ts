/** Group effects that a run's draws do not hold, drawn again: for the commands that show them (`--draw-again`), and for answers that need them. */

import type { AnswerSetting } from "../api/complete-run.ts";
import { drawAllAgain } from "../api/draw-again.ts";
import { nodeSetting } from "../api/fit.ts";
import type { Fitted } from "../api/fitted.ts";
import { ProblemError } from "../api/problem-error.ts";
import { dataUnused } from "../api/problems-sensitivity.ts";
import { wrap } from "../text/lines.ts";
import { reading } from "./load.ts";
import { describeSeconds, startProgress } from "./progress.ts";
import { readGivenRun } from "./read-run.ts";
import { type DrawAgainFlags, type RunDataFlags, runDataOf } from "./run-data-options.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** A run of this program, with what its draws do not hold where that is asked for. */
export async function readWithAll(
  terminal: Terminal,
  folder: string,
  flags: DrawAgainFlags,
): Promise<Fitted> {
  if (flags.runData !== undefined && flags.drawAgain !== true)
    throw new ProblemError([dataUnused()], "", folder);
  const fitted = await readGivenRun(folder);
  if (flags.drawAgain !== true || fitted.record.plan.notKept.length === 0) return fitted;
  return drawnAgain(terminal, fitted, flags);
}

/** How a command finds answers, and is told where they need draws that the run does not hold. */
export function answeringFor(terminal: Terminal, flags: RunDataFlags): AnswerSetting {
  return { ...reading, drawAgain: ({ fitted }) => drawnAgain(terminal, fitted, flags) };
}

async function drawnAgain(terminal: Terminal, fitted: Fitted, flags: RunDataFlags): Promise<Fitted> {
  const { plan, timing, options } = fitted.record;
  const seconds = timing.setup + timing.warmup + timing.sampling;
  const words = `${plan.notKept.join(", ")}: not in the draws, so the run is made again, which took ${describeSeconds(seconds)} without`;
  terminal.warn(`${wrap(words, lineOf(terminal).width, "  ")}\n`);
  const progress = await startProgress(terminal, { ...options, draws: fitted.draws.drawCount });
  const setting = { ...nodeSetting, readFile: reading.readFile, isInFlagWords: true };
  const told = { ...runDataOf(flags), onProgress: progress.update };
  return drawAllAgain(fitted, told, setting).finally(() => progress.stop());
}
