/** One data set fitted, its verdict, and whether its quantiles are those of the truth. */

import type { built } from "../run/built.ts";

/** A model, its data, and P(value ≤ x) of the standard deviations. */
export interface Trial {
  /** The model in the language. */
  readonly text: string;
  readonly columns: Readonly<Record<string, readonly (number | string)[]>>;
  readonly cumulative: Readonly<Record<string, (x: number) => number>>;
}

export interface Judged {
  readonly isGood: boolean;
  readonly isWrong: boolean;
  /** The largest difference in probability of a quantile of a standard deviation. */
  readonly worst: number;
  /** Of the exploration; NaN where there was none. */
  readonly logEvidence: number;
}

/** A quantile is wrong that is off by so much in probability. */
const mostOff = 0.08;
const probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];

export async function judgeSet(
  { fit, model }: typeof built,
  { text, columns, cumulative }: Trial,
  method: "auto" | "nuts" | "gibbs" | "hmc",
): Promise<Judged> {
  const parsed = model(Object.assign([text], { raw: [text] }));
  const fitted = await fit(parsed, { data: columns, method, workers: 0 });
  let worst = 0;
  for (const [name, below] of Object.entries(cumulative)) {
    const values = Float64Array.from(fitted.get(name)).sort();
    for (const p of probabilities)
      worst = Math.max(worst, Math.abs(below(values[Math.floor(p * values.length)]!) - p));
  }
  const logEvidence = fitted.record.plan.exploration?.logEvidence ?? Number.NaN;
  return { isGood: fitted.diagnose().verdict === "good", isWrong: worst > mostOff, worst, logEvidence };
}
