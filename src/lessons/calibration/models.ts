/** The model that simulates the experiments, and the one that analyses them wrongly: as if all measurements were independent. */

import type { LessonData } from "../engine/fit.ts";
import { replicates } from "../models.ts";

/** As in the other lessons, about mice. */
export const right = replicates.replaceAll("sample", "mouse").replace("model replicates", "model mice");

/** With the same parameters, so that their truths can be ranked; `b` is not used. */
export const wrong = right
  .replace("model mice", "model independent")
  .replace("y ~ normal(β + b[mouse], σ)", "y ~ normal(β, σ)");

/** The layout of an experiment; zeros stand for the outcomes, which are simulated. */
export function layoutOf(mice: number, measurements: number): LessonData {
  const mouse = Array.from({ length: mice }, (_, i) => String.fromCharCode("A".charCodeAt(0) + i));
  const rows = mouse.flatMap((one) => Array.from({ length: measurements }, () => one));
  return { y: rows.map(() => 0), mouse: rows };
}
