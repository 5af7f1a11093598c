import { it } from "vitest";
import { recognizeLinearGaussian } from "../../src/structure/linear-gaussian.ts";
import { requireBound, scattered } from "../density/harness.ts";
import { describePlan } from "../../src/run/describe.ts";
const n = 140;
const columns = {
  y: scattered(n, 3), k: scattered(n, 1).map((x) => (x > 0 ? 1 : 0)), x: scattered(n, 1, 3), n: scattered(n, 1).map(() => 3),
  g: scattered(n, 1).map((_, i) => `g${i % 5}`), h: scattered(n, 1).map((_, i) => `h${i % 70}`),
};
const head = `data { y: real, k: int in 0..1, x: real, n: int, g: factor, h: factor }
τ ~ half_normal(1)
σ ~ half_normal(1)
β ~ normal(0, 1)
`;
const cases: Record<string,string> = {
  t: "b[g] ~ student_t(3, 0, τ)\ny ~ normal(β + b[g], σ)",
  tbig: "b[h] ~ student_t(3, 0, τ)\nc[g] ~ student_t(3, 0, τ)\ny ~ normal(β + b[h] + c[g], σ)",
  exp: "b[g] ~ normal(0, τ)\ny ~ normal(exp(β) + b[g], σ)",
  expb: "b[g] ~ normal(0, τ)\ny ~ normal(β + exp(b[g]), σ)",
  expdef: "b[g] ~ normal(0, τ)\nμ = β + exp(b[g])\ny ~ normal(μ, σ)",
  sd: "b[g] ~ normal(0, τ)\ny ~ normal(β + b[g], exp(b[g]))",
  sd2: "b[g] ~ normal(0, τ)\ny ~ normal(β + b[g], exp(0.1 * β))",
  prod: "b[g] ~ normal(0, τ)\ny ~ normal(β * b[g], σ)",
  prod2: "b[g] ~ normal(0, τ)\nc[g] ~ normal(0, 1)\ny ~ normal(β + c[g] * b[g], σ)",
  square: "b[g] ~ normal(0, τ)\ny ~ normal(β + b[g]^2, σ)",
  bern: "b[g] ~ normal(0, τ)\nk ~ bernoulli_logit(β + b[g])\ny ~ normal(0, σ)",
  bernBoth: "b[g] ~ normal(0, τ)\nα ~ normal(0, 1)\nk ~ bernoulli_logit(α + b[g])\ny ~ normal(β + b[g], σ)",
  student: "b[g] ~ normal(0, τ)\ny ~ student_t(4, β + b[g], σ)",
  sds: "b[g] ~ normal(0, τ)\ns[h] ~ half_normal(1)\ny ~ normal(β + b[g], s[h])",
  sdx: "b[g] ~ normal(0, τ)\ny ~ normal(β + b[g], σ * exp(τ * x))",
  priorsd: "b[g] ~ normal(0, exp(β))\ny ~ normal(b[g], σ)",
  priormean: "b[g] ~ normal(0, τ)\nc ~ student_t(3, β, 1)\ny ~ normal(b[g] + c, σ)",
  mean: "b[g] ~ normal(0, τ)\ny ~ normal(β + b[g] - mean(b), σ)",
  denom: "b[g] ~ normal(0, τ)\ny ~ normal(β + x / b[g], σ)",
  cond: "b[g] ~ normal(0, τ)\ny ~ normal(if(b[g] > 0, β, 0), σ)",
  cond2: "b[g] ~ normal(0, τ)\ny ~ normal(if(τ > 1, β + b[g], 0), σ)",
  trunc: "b[g] ~ normal(0, τ)\nc ~ truncated(normal(0, 1), lower: 0)\ny ~ normal(β + b[g] + c, σ)",
  nothing: "y ~ normal(0, σ)",
  none: "b[g] ~ half_normal(τ)\ny ~ student_t(3, b[g] + β, σ)",
  simple: "levels K = 1..70\ns[K] ~ half_normal(1)\nw = sum(s)\nb[g] ~ normal(0, w)\ny ~ normal(β + b[g], σ)",
};
it("x", () => {
  for (const [name, text] of Object.entries(cases)) {
    try {
      const model = requireBound(head + text, columns);
      const { structure, refusals } = recognizeLinearGaussian(model);
      console.log("R", name, structure?.integrated.map((p) => p.name).join(",") ?? "-", (structure?.refusals ?? refusals)!.filter((r) => !["τ", "σ"].includes(r.parameter)).map((r) => `${r.parameter}: ${r.reason} @${r.span?.line}`));
      const plan = describePlan(model, "marginal");
      console.log("   plan:", plan.refusal?.reason ?? plan.plan?.kernel);
    } catch (e) { console.log("R", name, (e as Error).message); }
  }
});
