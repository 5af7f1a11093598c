/** One data set fitted, its verdict, and whether its quantiles are those of the truth. */

import type { built } from "../run/built.ts";
import { columnsOf, modelText, type TrustSet } from "./one-way-sets.ts";
import { cumulative } from "./one-way-truth.ts";

export interface Judged {
  readonly isGood: boolean;
  readonly isWrong: boolean;
  /** The largest difference in probability of a quantile of τ or σ. */
  readonly worst: number;
  /** Of the exploration; NaN where there was none. */
  readonly logEvidence: number;
}

/** A quantile is wrong that is off by so much in probability. */
const mostOff = 0.08;
const probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];

export async function judgeSet(
  { fit, model }: typeof built,
  { data, truth }: TrustSet,
  method: "auto" | "nuts" | "gibbs" | "hmc",
): Promise<Judged> {
  const text = modelText(data);
  const parsed = model(Object.assign([text], { raw: [text] }));
  const fitted = await fit(parsed, { data: columnsOf(data), method, workers: 0 });
  let worst = 0;
  for (const [name, which] of [
    ["tau", "tau"],
    ["s", "sigma"],
  ] as const) {
    const values = Float64Array.from(fitted.get(name)).sort();
    for (const p of probabilities)
      worst = Math.max(worst, Math.abs(cumulative(truth, which, values[Math.floor(p * values.length)]!) - p));
  }
  const logEvidence = fitted.record.plan.exploration?.logEvidence ?? Number.NaN;
  return { isGood: fitted.diagnose().verdict === "good", isWrong: worst > mostOff, worst, logEvidence };
}
