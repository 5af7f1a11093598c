/** Whether the columns of a study's design matrices mean what they mean in the run: of factors they compare with the first level that there is. */

import { namesInFormula } from "../../language/parts.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { enumerated } from "../../problems/make-problem.ts";
import type { Problem } from "../../problems/problem.ts";
import { notLaidOut } from "./problems.ts";

/** `levels` are those of the run, by plate; `ofRun` the model with the data of the run, where these are at hand. */
export function findOtherColumns(
  studies: readonly BoundModel[],
  levels: Readonly<Record<string, readonly string[]>>,
  ofRun: BoundModel | null,
): Problem | null {
  for (const { checked, domains, columns } of studies) {
    for (const plate of checked.plates.values()) {
      if (plate.kind !== "design") continue;
      const own = new Set(domains.labelsOf(plate.name));
      const lost = (levels[plate.name] ?? []).filter((label) => !own.has(label));
      if (lost.length > 0)
        return notLaidOut(
          `a study of these rows has no column ${enumerated(lost, 6)} in \`${plate.name}\`, as the run has, so that the others mean something else`,
          "state predictors, or ask for more groups, so that each level of the run is there: `--between`, `--within`",
          plate.span,
        );
      for (const name of namesInFormula(plate.formula)) {
        const [now] = columns.get(name)?.levels ?? [];
        const [then] = ofRun?.columns.get(name)?.levels ?? [];
        if (now !== undefined && then !== undefined && now !== then)
          return notLaidOut(
            `the first level of \`${name}\`, which others are compared with, is \`${then}\` in the run and \`${now}\` in the study`,
            `name the level in the model, \`${name}: factor reference "${then}"\`, and fit it again; or keep the levels of the run`,
            plate.span,
          );
      }
    }
  }
  return null;
}
