/**
 * Runs whose draws hold all that a question asks of: those that do not, their group effects being over so many levels, are made again, with the
 * bits that they would have had. That is done once for a run, however often it is asked.
 */

import type { ReadSetting } from "./bind-data.ts";
import type { BoundRun } from "./bound-run.ts";
import { type DrawAgainOptions, drawAllAgain } from "./draw-again.ts";
import type { FitSetting } from "./fit-setting.ts";
import type { Fitted } from "./fitted.ts";

/** Where questions are answered that draws may hold too little for. */
export interface AnswerSetting extends ReadSetting {
  /** The run with what its draws do not hold; without it such questions have no answer. */
  readonly drawAgain?: (run: BoundRun) => Promise<Fitted>;
}

/** Where runs can be made, they can be made again, of the data that they are bound to. */
export function answering(
  setting: FitSetting,
  observer: Omit<DrawAgainOptions, "runData"> = {},
): AnswerSetting {
  return { ...setting, drawAgain: ({ fitted }) => drawAllAgain(fitted, observer, setting) };
}

const completed = new WeakMap<Fitted, Promise<Fitted>>();

/**
 * The run with all draws. Null where they hold all, or where none can be drawn again. Throws a `ProblemError` if another version made the run,
 * or if the effects are more than fits into memory.
 */
export async function completeRun(run: BoundRun, { drawAgain }: AnswerSetting): Promise<BoundRun | null> {
  const { fitted } = run;
  if (drawAgain === undefined || fitted.record.plan.notKept.length === 0) return null;
  const drawn = completed.get(fitted) ?? drawAgain(run);
  completed.set(fitted, drawn);
  return { ...run, fitted: await drawn };
}
