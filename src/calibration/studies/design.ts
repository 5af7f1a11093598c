/** The outlook of a study's designs with files and threads, in Node. */

import { Fitted } from "../../api/fitted.ts";
import { requireKnownOptions, requireModel } from "../../api/given-options.ts";
import type { Model } from "../../api/model.ts";
import type { DesignStudy } from "../../posterior/study-design.ts";
import { readTable } from "../../sources/read-table.ts";
import type { QueueOption } from "../calibrate.ts";
import { studyInThreads } from "../calibrate-threads.ts";
import { studyByQueue } from "../queued-jobs.ts";
import { type DesignOptions, designStudies } from "./design-model.ts";

/**
 * What studies of several designs would give: expected posterior standard deviations and widths of intervals, the share of studies that
 * tell a statement, and the best design for an aim or within a budget, by studies that are simulated and fitted. Their truths are draws
 * of a run's posterior, or those of a model that are stated, and draws from its priors for the rest. Throws a `ProblemError` if the
 * designs, the data or the options are at fault.
 */
export async function design(
  subject: Fitted | Model,
  { queue, ...options }: DesignOptions & QueueOption,
): Promise<DesignStudy> {
  if (!(subject instanceof Fitted)) requireModel("design", subject);
  requireKnownOptions("design", { queue, ...options });
  const reading = { readFile: readTable, isPath: true };
  const runStudies = queue === undefined ? studyInThreads : studyByQueue(queue);
  return designStudies(subject, options, { ...reading, runStudies });
}
