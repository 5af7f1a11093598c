/** Problems of `report`: HP0987, and HP1030 to HP1032. */

import { nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

/** An option that would do nothing; `instead` is what to write. */
export const reportOptionUnused = (option: string, reason: string, instead: string): Problem =>
  problem("HP0987", nowhere, [`\`${option}\` ${reason}`, instead]);

/** `most` is how many a report compares. */
export const tooManyRuns = (runs: readonly string[], most: number): Problem =>
  problem("HP1030", nowhere, [
    `a report compares ${most} runs at most, but ${runs.length} are named`,
    `name ${most} or fewer, as \`hyperprior report ${runs.slice(0, 2).join(" ")}\`; \`hyperprior compare\` ranks as many as there are`,
  ]);

/** `options` are those of paragraph and tables: `--methods`. */
export const partsOfOneRun = (options: readonly string[], run: string): Problem =>
  problem("HP1031", nowhere, [
    `${options.map((one) => `\`${one}\``).join(" and ")} ${options.length === 1 ? "is" : "are"} of one run, but several are named`,
    `name one, as \`hyperprior report ${run} ${options.join(" ")}\`; without these options the runs are compared`,
  ]);

/** A format that the report of a run is not written in. */
export const notOfReports = (format: string): Problem =>
  problem("HP1032", nowhere, [
    `\`--to ${format}\` is of the paragraph and of tables, and none was asked for`,
    "write `--to html` or `--to md` for the report of a run, or add `--methods` or `--table summary`",
  ]);
