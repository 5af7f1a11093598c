/** Problems of `report`: HP0711 and HP0987. */

import { nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

export const fullReportMissing = (run: string): Problem =>
  problem("HP0711", nowhere, [
    "the report of a run as one HTML file is planned, and not there yet in this version",
    `there is a paragraph for a paper, \`hyperprior report ${run} --methods\`, with its references, \`--bibtex\`, and tables, \`--table summary\``,
  ]);

/** An option that would do nothing; `instead` is what to write. */
export const reportOptionUnused = (option: string, reason: string, instead: string): Problem =>
  problem("HP0987", nowhere, [`\`${option}\` ${reason}`, instead]);
