/** Comparisons with labels, `sex == "male"`, as columns of 1 and 0. */

import type { CheckedModel } from "../language/checked-model.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { Problem } from "../problems/problem.ts";
import type { BoundColumn } from "./bound-model.ts";
import type { Domains } from "./domains.ts";
import { unknownLevel } from "./problems.ts";

/** Puts each whose levels are known and that is not there yet among the columns; labels that the data do not have are problems. */
export function bindLevelTests(
  { levelTests }: CheckedModel,
  domains: Domains,
  columns: Map<string, BoundColumn>,
  problems: Problem[],
): void {
  for (const [name, { factor, plate, label, isEqual, span }] of levelTests) {
    const column = plate === null ? columns.get(factor) : undefined;
    // The levels of a design are known when it has been built.
    const levels = plate === null ? column?.levels : domains.hasPlate(plate) ? domains.labelsOf(plate) : null;
    if (levels == null || columns.has(name)) continue;
    const level = levels.indexOf(label);
    if (level < 0) problems.push(unknownLevel(label, factor, levels, nearestName(label, levels), span));
    const domain = column?.domain ?? domains.ofPlates([plate!]);
    // A factor has the numbers of its levels from 1, except a binary outcome, whose labels no test is of.
    const isThere = (i: number): boolean =>
      column === undefined ? i === level : column.values[i] === level + 1;
    const values = Float64Array.from({ length: domain.size }, (_, i) => Number(isThere(i) === isEqual));
    columns.set(name, { name, domain, values, levels: null });
  }
}
