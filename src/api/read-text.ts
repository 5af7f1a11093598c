/** Texts that are read whole, in Node. */

import { readFile } from "node:fs/promises";
import { statisticsNotFound, statisticsUnreadable } from "./problems-statistics.ts";
import type { TextReader } from "./statistics.ts";

/** The text of a file of statistics. */
export const readStatisticsText: TextReader = async (path) => {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return code === "ENOENT" || code === "ENOTDIR"
      ? statisticsNotFound(path)
      : statisticsUnreadable(path, code);
  }
};
