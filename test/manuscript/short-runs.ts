/** Bundled models, fitted with few draws: what is said of them does not depend on how many there are. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type FitOptions, type Fitted, fit, readModel } from "../../src/index.ts";
import { dataFile, modelFile } from "../run/bundled.ts";

const folder = join(import.meta.dirname, "../../models");

/** All of them. */
export const modelNames: readonly string[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export async function shortRun(name: string, options: FitOptions = {}): Promise<Fitted> {
  const groups = name === "lambs" ? { groups: { A: join(folder, "lambs", "A.csv") } } : {};
  const few = { chains: 2, warmup: 40, draws: 20, exactDraws: true, workers: 0 } as const;
  return fit(await readModel(modelFile(name)), { data: dataFile(name), ...groups, ...few, ...options });
}
