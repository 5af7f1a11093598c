/** Comparisons with labels, `sex == "male"`, as columns of 1 and 0. */

import type { CheckedModel } from "../language/checked-model.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { Problem } from "../problems/problem.ts";
import type { BoundColumn } from "./bound-model.ts";
import type { Domains } from "./domains.ts";
import { unknownLevel } from "./problems.ts";

/** Puts each among the columns, over the domain of its factor or over the levels of its plate; labels that the data do not have are problems. */
export function bindLevelTests(
  { levelTests }: CheckedModel,
  domains: Domains,
  columns: Map<string, BoundColumn>,
  problems: Problem[],
): void {
  for (const [name, { factor, plate, label, isEqual, span }] of levelTests) {
    const column = columns.get(factor);
    if (column?.levels == null) continue;
    const level = column.levels.indexOf(label);
    if (level < 0) {
      const nearest = nearestName(label, column.levels);
      problems.push(unknownLevel(label, factor, column.levels, nearest, span));
    }
    const domain = plate === null ? column.domain : domains.ofPlates([plate]);
    // A factor has the numbers of its levels from 1, except a binary outcome, whose labels no test is of.
    const isThere = (i: number): boolean => (plate === null ? column.values[i] === level + 1 : i === level);
    const values = Float64Array.from({ length: domain.size }, (_, i) => Number(isThere(i) === isEqual));
    columns.set(name, { name, domain, values, levels: null });
  }
}
