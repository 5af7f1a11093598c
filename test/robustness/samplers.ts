/** Random models sampled by every method that takes them: what is good by two methods is the same by both. */

import { expect } from "vitest";
import { type FitOptions, type Fitted, fit, ProblemError, parseModel } from "../../src/index.ts";
import type { RandomModel } from "./random-models.ts";

/** The fit, or null where a problem says why there is none. */
export async function fitOrRefuse({ text, table }: RandomModel, options: FitOptions): Promise<Fitted | null> {
  try {
    return await fit(parseModel(text), { data: table, workers: 0, ...options });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    for (const { message, hint } of error.problems) {
      expect(message).not.toMatch(/undefined|\[object/);
      expect(hint).not.toBe("");
    }
    return null;
  }
}

/** What must hold of any fit: a good verdict has only numbers, a failed one says of whom and what to do. */
export function examineVerdict(fitted: Fitted): "good" | "failed" {
  const { verdict, problems } = fitted.diagnose();
  if (verdict === "good") {
    const { values, variables } = fitted.draws;
    const bad = variables.filter((one, v) => !one.isHidden && !values[v]!.every(Number.isFinite));
    expect(bad.map(({ name }) => name)).toEqual([]);
  }
  for (const { message, remedy } of problems) {
    expect(message).not.toMatch(/undefined|\[object/);
    expect(remedy).not.toBe("");
  }
  return verdict;
}

/** Variables whose medians differ by more than `most` standard errors of both, with what they are. */
export function findDisagreement(one: Fitted, other: Fitted, most: number): string[] {
  const rows = new Map(other.summary().rows.map((row) => [row.variable, row]));
  return one.summary().rows.flatMap((row) => {
    const twin = rows.get(row.variable);
    if (twin === undefined || !(row.sd > 0)) return [];
    const error = Math.hypot(row.errors.median, twin.errors.median);
    if (Math.abs(row.median - twin.median) <= most * error) return [];
    return [`${row.variable}: ${row.median} ± ${row.errors.median}, ${twin.median} ± ${twin.errors.median}`];
  });
}
