/** How a page fits: files are texts, and chains run in the calling thread. */

import type { FitSetting } from "../api/fit-setting.ts";
import { parseCsv } from "../data/parse-csv.ts";
import { callingThread } from "../run/chains/chain-runner.ts";
import { queryWithoutEngine } from "../sources/problems.ts";

/** A text in place of a path is CSV itself. */
export const page: FitSetting = {
  readFile: async (text, requests, options) =>
    (options.query ?? null) === null
      ? parseCsv(text, "<csv>", requests, options)
      : { table: null, problems: [queryWithoutEngine("<csv>", "a page has CSV and no database")] },
  isPath: false,
  chooseRunner: () => ({ startPool: callingThread, workers: 0 }),
};
