/** How a page fits: files are texts, and chains run in the calling thread. */

import type { FitSetting } from "../api/fit-setting.ts";
import { parseCsv } from "../data/parse-csv.ts";
import { callingThread } from "../run/chains/chain-runner.ts";

/** A text in place of a path is CSV itself. */
export const page: FitSetting = {
  readFile: (text, requests, options) => parseCsv(text, "<csv>", requests, options),
  isPath: false,
  chooseRunner: () => ({ startPool: callingThread, workers: 0 }),
};
