/** Studies of designs as tests ask for them: in the calling thread, with data from memory. */

import type { Fitted } from "../../../src/api/fitted.ts";
import { type Model, parseModel } from "../../../src/api/model.ts";
import {
  type DesignOptions,
  designStudies,
  studyInCallingThread,
} from "../../../src/calibration/studies/design-model.ts";
import { readCsv } from "../../../src/data/read-csv.ts";
import type { DesignOutlook, DesignStudy, QuantityOutlook } from "../../../src/posterior/study-design.ts";

export const setting = { readFile: readCsv, isPath: true, runStudies: studyInCallingThread };

/** Of a model's text, or a run. */
export function outlook(subject: string | Model | Fitted, options: DesignOptions): Promise<DesignStudy> {
  return designStudies(typeof subject === "string" ? parseModel(subject) : subject, options, setting);
}

export function quantity(design: DesignOutlook, name: string): QuantityOutlook {
  const found = design.quantities.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is not among the quantities`);
  return found;
}

/** One mean and groups with sds that are known: posterior sds are in closed form, and draws are exact. */
export function knownSds(between: number, within: number): string {
  return `data {
  y: real
  g: factor
}
β ~ normal(0, 1000)
b[g] ~ normal(0, ${between})
y ~ normal(β + b[g], ${within})`;
}

/** One mean and groups with sds that are estimated. */
export const oneWay = `data {
  y: real
  g: factor
}
β ~ normal(0, 10)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[g] ~ normal(0, σ_b)
y ~ normal(β + b[g], σ)`;
