/** Problems of `report`: HP0930, HP0932, HP0936, HP0937. */

import { nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { describeError } from "../run/record/file-errors.ts";

export const fullReportMissing = (run: string): Problem =>
  problem("HP0930", nowhere, [
    "the report of a run as one HTML file is planned, and not there yet in this version",
    `there is a paragraph for a paper, \`hyperprior report ${run} --methods\`, with its references, \`--bibtex\`, and tables, \`--table summary\``,
  ]);

/** An option that would do nothing; `instead` is what to write. */
export const reportOptionUnused = (option: string, reason: string, instead: string): Problem =>
  problem("HP0932", nowhere, [`\`${option}\` ${reason}`, instead]);

export const reportOverFile = (path: string): Problem =>
  problem("HP0936", nowhere, [
    `there is a file \`${path}\` already`,
    "name another one with `--out`, or write `--force` to replace it",
  ]);

export const reportNotWritten = (path: string, error: unknown): Problem =>
  problem("HP0937", nowhere, [
    `the report could not be written to \`${path}\`: ${describeError(error)}`,
    "name a file in a folder that can be written with `--out`",
  ]);
