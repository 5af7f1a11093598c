/**
 * What must hold of every fit: the draws are right, or the verdict says that they are not and names whom it concerns and what to
 * do, or there is no fit and a problem says why. Good and wrong is the one outcome that there may not be.
 */

import type { FitOptions } from "../../src/api/fit.ts";
import { type Fitted, fit, ProblemError, parseModel } from "../../src/index.ts";
import { estimate } from "../../src/posterior/estimate.ts";
import type { Fact, Target } from "./targets.ts";

export type Outcome =
  | { readonly kind: "right" | "failed" | "refused"; readonly because: string }
  /** The verdict is good and a probability is not. */
  | { readonly kind: "wrong"; readonly because: string }
  /** A failure that does not name whom it concerns, or gives no remedy. */
  | { readonly kind: "mute"; readonly because: string };

/** Standard errors from which on an estimate is wrong: 1 in 1.7 million by chance if the errors are right. */
const mostErrors = 5;

/** Fits the target and looks at what comes of it. */
export async function judgeTarget(target: Target, options: FitOptions): Promise<Outcome> {
  let fitted: Fitted;
  try {
    fitted = await fit(parseModel(target.text), { ...options, data: target.data, workers: 0 });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const mute = error.problems.find(({ message, hint }) => message === "" || hint === "");
    return { kind: mute === undefined ? "refused" : "mute", because: error.message };
  }
  const { verdict, problems } = fitted.diagnose();
  if (verdict === "failed") {
    const mute = problems.find(
      ({ rule, variables, remedy }) => remedy === "" || (variables.length === 0 && rule !== "divergences"),
    );
    const because = problems.map(({ message, remedy }) => `${message}: ${remedy}`).join("\n");
    return { kind: mute === undefined ? "failed" : "mute", because };
  }
  if (target.facts === null) return { kind: "wrong", because: "the posterior is improper" };
  const wrong = target.facts().map((fact) => misestimate(fitted, fact));
  const first = wrong.find((one) => one !== null);
  return first === undefined ? { kind: "right", because: "" } : { kind: "wrong", because: first! };
}

/** How the draws contradict the fact, or null. */
function misestimate(fitted: Fitted, { variable, below, probability }: Fact): string | null {
  const values = fitted.get(variable);
  const indicators = values.map((value) => (value < below ? 1 : 0));
  const { mean, errors } = estimate(indicators, fitted.draws.chainCount, 0.9);
  // Where hardly a draw is on one side, the error is that of a count of so small a probability.
  const rare = Math.sqrt((probability * (1 - probability)) / values.length);
  const error = Math.max(Number.isNaN(errors.mean) ? 0 : errors.mean, rare);
  if (Math.abs(mean - probability) <= mostErrors * error) return null;
  return `P(${variable} < ${below}) is ${probability}, found ${mean} ± ${error}`;
}
