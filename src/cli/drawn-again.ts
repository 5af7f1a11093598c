/** `--draw-again`: group effects that a run's draws do not hold, for the commands that show them. */

import { drawAllAgain } from "../api/draw-again.ts";
import { nodeSetting } from "../api/fit.ts";
import type { Fitted } from "../api/fitted.ts";
import { ProblemError } from "../api/problem-error.ts";
import { dataUnused } from "../api/problems-sensitivity.ts";
import { wrap } from "../text/lines.ts";
import { describeSeconds, startProgress } from "./progress.ts";
import { readGivenRun } from "./read-run.ts";
import { type DrawAgainFlags, runDataOf } from "./run-data-options.ts";
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
  const { plan, timing, options } = fitted.record;
  if (flags.drawAgain !== true || plan.notKept.length === 0) return fitted;
  const seconds = timing.setup + timing.warmup + timing.sampling;
  const words = `${plan.notKept.join(", ")}: not in the draws, so the run is made again, which took ${describeSeconds(seconds)} without`;
  terminal.warn(`${wrap(words, lineOf(terminal).width, "  ")}\n`);
  const progress = await startProgress(terminal, { ...options, draws: fitted.draws.drawCount });
  const setting = { ...nodeSetting, isInFlagWords: true };
  const told = { ...runDataOf(flags), onProgress: progress.update };
  return drawAllAgain(fitted, told, setting).finally(() => progress.stop());
}
