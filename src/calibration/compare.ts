/** Models compared from a script in Node, where the fits of a cross-validation may be shared with other machines. */

import { compareFitted } from "../api/compare/compare.ts";
import type { CompareOptions, NamedRuns } from "../api/compare/compare-runs.ts";
import type { FoldRunner } from "../api/compare/fold-task.ts";
import type { Fitted } from "../api/fitted.ts";
import { requireKnownOptions } from "../api/given-options.ts";
import { ProblemError } from "../api/problem-error.ts";
import type { ModelComparison } from "../posterior/compare-models.ts";
import { badOption } from "../run/problems.ts";
import type { QueueOption } from "./calibrate.ts";
import { foldsByQueue } from "./queued-jobs.ts";

/**
 * Compares fitted models of the same data, `compare({ pooled, partial })` or `compare([a, b])`, by what they predict of what they have not seen:
 * the best first, with differences, their standard errors and weights. Of one model it gives what `loo` gives. `queue` goes with `by: "kfold"`. Throws
 * a `ProblemError` if they are not of the same data, or if their draws do not hold what is needed.
 */
export async function compare(
  runs: NamedRuns | readonly Fitted[],
  { queue, ...options }: CompareOptions & QueueOption = {},
): Promise<ModelComparison> {
  requireKnownOptions("compare", { queue, ...options });
  return compareFitted(runs, options, foldsBy(queue, options));
}

/** The expected log predictive density of one model, with each row left out, or as `by` says. Throws a `ProblemError` as `compare` does. */
export async function loo(
  fitted: Fitted,
  { queue, ...options }: CompareOptions & QueueOption = {},
): Promise<ModelComparison> {
  requireKnownOptions("loo", { queue, ...options });
  return compareFitted([fitted], options, foldsBy(queue, options));
}

function foldsBy(
  queue: string | undefined,
  { by = "loo" }: CompareOptions,
): { readonly runFolds?: FoldRunner } {
  if (queue === undefined) return {};
  if (by === "kfold") return { runFolds: foldsByQueue(queue) };
  throw new ProblemError([badOption('`queue` goes with `by: "kfold"`, whose fits it shares')], "", "");
}
