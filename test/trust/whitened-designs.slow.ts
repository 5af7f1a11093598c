/**
 * Whitened trajectories against quadrature on small designs, whose sds between groups are often near 0: what is said to be good agrees with
 * the effects integrated out.
 *
 * `HYPERPRIOR_SETS=200 npx vitest run --project slow test/trust/whitened` takes ten minutes.
 */

import { describe, expect, it } from "vitest";
import { createRandomStream, type RandomStream } from "../../src/numeric/random-stream.ts";
import { mcseMean, mcseQuantile } from "../../src/posterior/mcse.ts";
import { mean } from "../../src/posterior/moments.ts";
import { quantile, sortDraws } from "../../src/posterior/quantile.ts";
import { built } from "../run/built.ts";
import { drawBernoulli, drawPoisson } from "./discrete-designs.ts";

const { fit, model } = built;
type Fitted = Awaited<ReturnType<typeof fit>>;

const sets = Number(process.env.HYPERPRIOR_SETS ?? 20);
/** In combined standard errors; a set has about 14 comparisons. */
const failure = 5;

const outcomes = {
  answers: { type: "int in 0..1", statement: "y ~ bernoulli_logit(α + β * x + b[g])" },
  counts: { type: "int >= 0", statement: "y ~ poisson_log(α + β * x + b[g])" },
  trials: { type: "int >= 0", statement: "y ~ binomial_logit(5, α + β * x + b[g])" },
  heavy: {
    type: "real",
    statement: "σ ~ half_normal(2)\nν ~ gamma(2, 0.1)\ny ~ student_t(ν, α + β * x + b[g], σ)",
  },
  /** Tails so heavy that what the data say of an effect has several humps. */
  cauchy: { type: "real", statement: "σ ~ half_normal(1)\ny ~ cauchy(α + β * x + b[g], σ)" },
} as const;
type Outcome = keyof typeof outcomes;
const priors = ["half_normal(1)", "half_student_t(3, 1)", "half_cauchy(1)", "exponential(1)"];
const sds = [0, 0.1, 0.3, 0.7, 1.5];

/** An outcome about a linear predictor. */
function drawn(outcome: Outcome, predictor: number, stream: RandomStream): number {
  if (outcome === "answers") return drawBernoulli(stream, predictor);
  if (outcome === "counts") return drawPoisson(stream, Math.exp(predictor));
  if (outcome === "trials")
    return Array.from({ length: 5 }, () => drawBernoulli(stream, predictor)).reduce((sum, one) => sum + one);
  if (outcome === "cauchy") return predictor + (0.3 * stream.normal()) / Math.abs(stream.normal());
  // Student's t with 3 degrees of freedom.
  const squares = stream.normal() ** 2 + stream.normal() ** 2 + stream.normal() ** 2;
  return predictor + (0.7 * stream.normal()) / Math.sqrt(squares / 3);
}

function design(outcome: Outcome, seed: number) {
  const stream = createRandomStream(seed, 900 + Object.keys(outcomes).indexOf(outcome));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(list.length * stream.uniform())]!;
  const [groups, size, sd] = [3 + Math.floor(20 * stream.uniform()), 2 + 8 * stream.uniform(), pick(sds)];
  const data = Array.from({ length: groups }, (_, g) => {
    const effect = sd * stream.normal();
    const rows = Math.max(1, Math.floor(size * (0.3 + 1.4 * stream.uniform())));
    return Array.from({ length: rows }, () => {
      const x = stream.normal();
      return { y: drawn(outcome, 0.5 * x - 0.3 + effect, stream), x, g: `g${g}` };
    });
  }).flat();
  const { type, statement } = outcomes[outcome];
  const text = `data { y: ${type}, x: real, g: factor }
α ~ normal(0, 2)
β ~ normal(0, 1)
τ ~ ${pick(priors)}
b[g] ~ normal(0, τ)
${statement}
`;
  return { text, data };
}

/** Means and quantiles of all but the effects that differ. */
function differences({ draws: one }: Fitted, { draws: other }: Fitted): string[] {
  return ["α", "β", "τ", "σ", "ν"].flatMap((name) => {
    const [v, w] = [one, other].map(({ variables }) => variables.findIndex((own) => own.name === name));
    if (v! < 0) return [];
    const [a, b] = [one.values[v!]!, other.values[w!]!];
    const [m, n] = [one.chainCount, other.chainCount];
    const [sortedA, sortedB] = [sortDraws(a), sortDraws(b)];
    const of = (p: number): number =>
      (quantile(sortedA, p) - quantile(sortedB, p)) /
      Math.hypot(mcseQuantile(a, m, p, sortedA), mcseQuantile(b, n, p, sortedB));
    const found = [
      (mean(a) - mean(b)) / Math.hypot(mcseMean(a, m), mcseMean(b, n)),
      ...[0.05, 0.5, 0.95].map(of),
    ];
    return found.flatMap((one, k) =>
      Math.abs(one) <= failure ? [] : [`${["mean", "5 %", "50 %", "95 %"][k]} of ${name}: ${one.toFixed(1)}`],
    );
  });
}

describe("whitened trajectories have the posterior of quadrature, or say that they failed", () => {
  it.each(Object.keys(outcomes) as Outcome[])("%s", { timeout: 3_600_000 }, async (outcome) => {
    const wrong: string[] = [];
    let failed = 0;
    for (let seed = 0; seed < sets; seed++) {
      const { text, data } = design(outcome, seed);
      const given = model(Object.assign([text], { raw: [text] }));
      const whitened = await fit(given, { data, method: "whitened", seed: 1, workers: 0 });
      const exact = await fit(given, { data, method: "marginal", seed: 2, draws: 4000, workers: 0 });
      expect(exact.diagnose().verdict, `${seed}`).not.toBe("failed");
      if (whitened.diagnose().verdict === "failed") failed++;
      else wrong.push(...differences(whitened, exact).map((one) => `${seed}: ${one}`));
    }
    console.log(`${outcome}: ${failed} of ${sets} failed`);
    expect(wrong).toEqual([]);
    expect(failed).toBeLessThanOrEqual(Math.ceil(sets / 20));
  });
});
