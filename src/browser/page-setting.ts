/** How a page fits: files are texts, and chains run in the calling thread or, where that is asked for, in workers. */

import type { FitSetting } from "../api/fit-setting.ts";
import { parseCsv } from "../data/parse-csv.ts";
import { callingThread } from "../run/chains/chain-runner.ts";
import { queryWithoutEngine } from "../sources/problems.ts";
import { chooseWorkers } from "./chain-workers.ts";

/** A text in place of a path is CSV itself. */
export const page: FitSetting = {
  readFile: async (text, requests, options) =>
    (options.query ?? null) === null
      ? parseCsv(text, "<csv>", requests, options)
      : { table: null, problems: [queryWithoutEngine("<csv>", "a page has CSV and no database")] },
  isPath: false,
  // Whether workers may be started is for the page's server to say: what nobody asked for is not tried.
  chooseRunner: (_prepared, _offer, { workers, chains }, signal) =>
    workers === "auto" || workers === 0
      ? { startPool: callingThread, workers: 0 }
      : chooseWorkers(Math.min(workers, chains), signal),
};
