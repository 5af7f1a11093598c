/** The effects of a population: what a linear predictor has besides effects of groups. */

import { rolesByOutcome } from "../posterior/draws.ts";
import type { ReportInput } from "./report-input.ts";

/** The names of their variables; none where the run does not tell them. */
export function populationNames({ fitted }: Pick<ReportInput, "fitted">): readonly string[] {
  const shown = new Set(fitted.draws.variables.filter(({ isHidden }) => !isHidden).map(({ name }) => name));
  const coefficients = rolesByOutcome(fitted.record.roles).flatMap(({ fixed }) => fixed?.coefficients ?? []);
  const names = coefficients.filter((one): one is string => typeof one === "string" && shown.has(one));
  return [...new Set(names)];
}
