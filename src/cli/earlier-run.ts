/** The run that a new one replaces, in some words. */

import { glanceAtRun } from "../run/record/run-glance.ts";
import { visible } from "../text/visible.ts";
import { describeAge } from "./ages.ts";

/** `dyestuff, marginal, 4 × 1000 draws, saved 3 h ago`. */
export async function describeEarlier(folder: string): Promise<string> {
  try {
    const { record, chainCount, drawCount, savedAt } = await glanceAtRun(folder);
    const { model, plan } = record;
    const made = `${plan.method}, ${chainCount} × ${drawCount} draws`;
    return `${visible(model.name ?? model.file)}, ${made}, saved ${describeAge(Date.now() - savedAt)}`;
  } catch {
    return "one that could not be read";
  }
}
