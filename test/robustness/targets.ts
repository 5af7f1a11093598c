/**
 * Posteriors that samplers find hard, written in the model language, each with the probability that some of its variables are
 * below a number: in closed form, or by quadrature over the density as it stands on paper. A probability is compared and
 * not a mean, since some have no mean, and since it sees a mode or a tail that was missed.
 */

import { normalCdf } from "../../src/numeric/error-function.ts";
import { binomialLogit, gamma, halfNormal, laplace, normal, studentT } from "../correctness/log-densities.ts";
import { type Axis, logAxis, plainAxis, probability, wideAxis } from "./cumulative.ts";

export interface Fact {
  /** A variable of the draws, or a function of several. */
  readonly variable: string;
  readonly below: number;
  readonly probability: number;
}

export interface Target {
  readonly name: string;
  readonly text: string;
  readonly data: Readonly<Record<string, readonly (number | string)[]>>;
  /** Null where the posterior is improper: then no draws whatever are right. */
  readonly facts: (() => readonly Fact[]) | null;
}

const measured = "data { y: real }\n";
const grouped = "data { y: real\n g: factor }\n";

/** A fact. */
function below(variable: string, cut: number, probabilityBelow: number): Fact {
  return { variable, below: cut, probability: probabilityBelow };
}

/** Of a normal with this mean and sd. */
function normalFacts(variable: string, mean: number, sd: number): readonly Fact[] {
  return [-1, 0, 1].map((z) => below(variable, mean + z * sd, normalCdf(z)));
}

/** P(variable < cut) for each cut, by quadrature over the density of one number. */
function quadrature(
  variable: string,
  cuts: readonly number[],
  axis: Axis,
  logDensity: (x: number) => number,
): readonly Fact[] {
  return cuts.map((cut) =>
    below(
      variable,
      cut,
      probability([axis], logDensity, (x) => x < cut),
    ),
  );
}

function sum(values: readonly number[], term: (value: number) => number): number {
  return values.reduce((total, value) => total + term(value), 0);
}

/** y ~ normal(θ, sd) with θ ~ normal(0, prior): both sds and y in the same unit. */
function unitsTarget(unit: number): Target {
  return {
    name: `a mean and its sd of size ${unit}`,
    text: `${measured}θ ~ normal(0, ${unit})\ny ~ normal(θ, ${unit / 2})`,
    data: { y: [1.5 * unit, 0.5 * unit] },
    // Precision 1 + 2 · 4 in this unit, mean (4 · 1.5 + 4 · 0.5)/9.
    facts: () => normalFacts("θ", (8 / 9) * unit, unit / 3),
  };
}

/** Neal (2003), Slice sampling, §8: v is normal, whatever the x. */
function funnel(prefix: string): Target {
  return {
    name: `Neal's funnel, ${prefix === "" ? "as the program parameterizes it" : prefix}`,
    text: `levels K = 1..9\nv ~ normal(0, 3)\n${prefix} x[K] ~ normal(0, exp(v / 2))`,
    data: {},
    facts: () => [...normalFacts("v", 0, 3), below("v", -5, normalCdf(-5 / 3))],
  };
}

const separated = [-1, -1, -1, -1, 1, 1, 1, 1];

/** Σ of columns that are the same but for 1e-8 of one at a right angle to them. */
const shared = [-3, -1, 1, 3];
const apart = [1, -1, -1, 1];

const multimodalTargets: readonly Target[] = [
  {
    name: "two modes far apart, of the same weight",
    text: `${measured}θ ~ normal(0, 3)\ny ~ normal(square(θ), 0.5)`,
    data: { y: [4] },
    facts: () => [below("θ", 0, 0.5)],
  },
  {
    name: "two modes near each other",
    text: `${measured}θ ~ normal(0, 3)\ny ~ normal(square(θ), 0.5)`,
    data: { y: [0.8] },
    facts: () => [below("θ", 0, 0.5)],
  },
  {
    name: "a prior and an outcome with heavy tails that contradict each other",
    text: `${measured}θ ~ student_t(3, 0, 1)\ny ~ student_t(3, θ, 1)`,
    data: { y: [12] },
    facts: () => {
      const density = (θ: number) => studentT(θ, 3, 0, 1) + studentT(12, 3, θ, 1);
      const at = (cut: number) => probability([plainAxis(-200, 200)], density, (θ) => θ < cut);
      return [1, 6, 11].map((cut) => below("θ", cut, at(cut)));
    },
  },
  {
    name: "modes of different weight",
    text: `${measured}θ ~ normal(0.4, 1)\ny ~ normal(square(θ), 0.5)`,
    data: { y: [4] },
    facts: () => {
      const density = (θ: number) => normal(θ, 0.4, 1) + normal(4, θ * θ, 0.5);
      return [
        below(
          "θ",
          0,
          probability([plainAxis(-10, 10)], density, (θ) => θ < 0),
        ),
      ];
    },
  },
  {
    name: "a sign that nothing says",
    text: `${measured}a ~ normal(0, 2)\nb ~ normal(0, 2)\ny ~ normal(a * b, 0.3)`,
    data: { y: [3, 3.1, 2.9] },
    facts: () => [below("a", 0, 0.5), below("b", 0, 0.5)],
  },
  {
    name: "a step",
    text: `${measured}θ ~ normal(0, 1)\ny ~ normal(if(θ > 0, 5, -5), 1)`,
    data: { y: [0.2] },
    facts: () => [below("θ", 0, 1 / (1 + Math.exp(2)))],
  },
];

const tailTargets: readonly Target[] = [
  {
    name: "a Cauchy prior and no data",
    text: "x ~ cauchy(0, 1)",
    data: {},
    facts: () => [-10, 0, 1, 100].map((x) => below("x", x, 0.5 + Math.atan(x) / Math.PI)),
  },
  {
    name: "half a degree of freedom",
    text: "x ~ student_t(0.5, 0, 1)",
    data: {},
    facts: () => {
      const at = (cut: number) =>
        probability(
          [wideAxis(1e40)],
          (x) => studentT(x, 0.5, 0, 1),
          (x) => x < cut,
        );
      return [-100, 0, 1, 100].map((cut) => below("x", cut, at(cut)));
    },
  },
  {
    name: "a half-Cauchy scale of one measurement",
    text: `${measured}σ ~ half_cauchy(1)\ny ~ normal(0, σ)`,
    data: { y: [1] },
    facts: () => {
      const density = (σ: number) => -Math.log1p(σ * σ) + normal(1, 0, σ);
      const at = (cut: number) => probability([logAxis(1e-3, 1e30)], density, (σ) => σ < cut);
      return [0.5, 1, 10, 100].map((cut) => below("σ", cut, at(cut)));
    },
  },
  {
    name: "a gamma of shape 0.01, over hundreds of orders of magnitude",
    text: "x ~ gamma(0.01, 1)",
    data: {},
    facts: () => {
      const at = (cut: number) =>
        probability(
          [logAxis(1e-300, 1e3)],
          (x) => gamma(x, 0.01, 1),
          (x) => x < cut,
        );
      return [1e-100, 1e-20, 1e-2].map((cut) => below("x", cut, at(cut) * 0.999 + 0.001));
    },
  },
  funnel(""),
  funnel("centered"),
  funnel("noncentered"),
];

const borderTargets: readonly Target[] = [
  {
    name: "no success in twenty trials",
    text: "data { k: int in 0..n\n n: int }\np ~ uniform(0, 1)\nk ~ binomial(n, p)",
    data: { k: [0], n: [20] },
    // P(p < c) = 1 - (1 - c)²¹
    facts: () => [0.01, 0.03, 0.1].map((cut) => below("p", cut, 1 - (1 - cut) ** 21)),
  },
  {
    name: "a mean beyond the end of its range",
    text: `${measured}p ~ uniform(0, 1)\ny ~ normal(p, 0.1)`,
    data: { y: [1.5] },
    facts: () => {
      const at = (cut: number) =>
        probability(
          [plainAxis(0, 1)],
          (p) => normal(1.5, p, 0.1),
          (p) => p < cut,
        );
      return [0.9, 0.98, 0.995].map((cut) => below("p", cut, at(cut)));
    },
  },
  {
    name: "a proportion that is nearly 0 or nearly 1",
    text: "p ~ beta(0.1, 0.1)",
    data: {},
    facts: () => {
      // The integral over [0, c] of p^-0.9 (1-p)^-0.9, from the left end on the log axis; symmetric about 1/2.
      const half = (cut: number) =>
        probability(
          [logAxis(1e-300, 0.5)],
          (p) => gamma(p, 0.1, 0) - 0.9 * Math.log1p(-p),
          (p) => p < cut,
        ) / 2;
      return [
        ...[1e-10, 1e-2].map((cut) => below("p", cut, half(cut))),
        below("p", 0.5, 0.5),
        below("p", 0.99, 1 - half(0.01)),
      ];
    },
  },
  {
    name: "groups that do not differ",
    text: `${grouped}μ ~ normal(0, 10)\nσ_b ~ half_normal(1)\nb[g] ~ normal(0, σ_b)\ny ~ normal(μ + b[g], 1)`,
    data: { y: [0.1, -0.1, 0, 0.05, -0.05, 0, 0.1, -0.1], g: [..."aabbccdd"] },
    facts: () => {
      // Means of the groups are 0, 0.025, -0.025 and 0 with variance σ_b² + 1/2 about μ, and μ of variance 100.
      const means = [0, 0.025, -0.025, 0];
      const density = (s: number) => {
        const v = s * s + 0.5;
        const squares = sum(means, (m) => m * m);
        return halfNormal(s, 1) - 1.5 * Math.log(v) - 0.5 * Math.log(v + 400) - squares / (2 * v);
      };
      const at = (cut: number) => probability([plainAxis(0, 8)], density, (s) => s < cut);
      return [0.05, 0.3, 1].map((cut) => below("σ_b", cut, at(cut)));
    },
  },
  {
    name: "all successes on one side and all failures on the other, a heavy prior",
    text: "data { z: int in 0..1\n x: real }\nβ ~ cauchy(0, 2.5)\nz ~ bernoulli_logit(β * x)",
    data: { z: separated.map((x) => Number(x > 0)), x: separated },
    facts: () => {
      const density = (β: number) =>
        -Math.log1p((β / 2.5) ** 2) + sum(separated, () => binomialLogit(1, 1, β));
      const at = (cut: number) =>
        probability(
          [wideAxis(1e12)],
          (β) => (β > -300 && β < 300 ? density(β) : -Math.log1p((β / 2.5) ** 2) + (β < 0 ? 8 * β : 0)),
          (β) => β < cut,
        );
      return [2, 5, 30].map((cut) => below("β", cut, at(cut)));
    },
  },
];

const singularTargets: readonly Target[] = [
  {
    name: "two predictors that differ by 1e-8",
    text: "data { y: real\n p: real\n q: real }\na ~ normal(0, 10)\nb ~ normal(0, 10)\ny ~ normal(a * p + b * q, 1)\nsum_ab = a + b\ndiff_ab = a - b",
    data: {
      y: [-2.5, -1.5, 1.2, 3.1],
      p: shared.map((s, i) => s + 1e-8 * apart[i]!),
      q: shared.map((s, i) => s - 1e-8 * apart[i]!),
    },
    // The mean is shared · (a + b) + 1e-8 apart · (a - b), at right angles; a + b and a - b have priors normal(0, √200).
    facts: () => {
      const precision = 20 + 1 / 200;
      const product = 3 * 2.5 + 1.5 + 1.2 + 3 * 3.1;
      return [
        ...normalFacts("sum_ab", product / precision, 1 / Math.sqrt(precision)),
        ...normalFacts("diff_ab", 0, Math.sqrt(200)),
      ];
    },
  },
  {
    name: "a ridge: a sum that is known to 1e-4, of numbers that are not",
    text: `${measured}a ~ normal(0, 1)\nb ~ normal(0, 1)\ny ~ normal(a + b, 0.0001)`,
    data: { y: [1] },
    // a + b is 1 to four digits, and a - b is as it was.
    facts: () => normalFacts("a", 0.5, Math.SQRT1_2),
  },
  {
    name: "a banana",
    text: `${measured}a ~ normal(0, 1)\nb ~ normal(0, 1)\ny ~ normal(a + square(b), 0.1)`,
    data: { y: [1] },
    facts: () => {
      const density = (a: number, b: number) => normal(a, 0, 1) + normal(b, 0, 1) + normal(1, a + b * b, 0.1);
      const axes = [plainAxis(-6, 2), plainAxis(-4, 4)] as const;
      return [
        ...[-1, 0, 0.7].map((cut) =>
          below(
            "a",
            cut,
            probability(axes, density, (a) => a < cut),
          ),
        ),
        ...[-1, 0, 1].map((cut) =>
          below(
            "b",
            cut,
            probability(axes, density, (_, b) => b < cut),
          ),
        ),
      ];
    },
  },
  {
    name: "groups of one observation",
    text: `${grouped}σ_b ~ half_normal(2)\nσ ~ half_normal(2)\nb[g] ~ normal(0, σ_b)\ny ~ normal(b[g], σ)`,
    data: { y: [1.2, -0.7, 2.2, 0.1, -1.9], g: [..."abcde"] },
    facts: () => {
      const y = [1.2, -0.7, 2.2, 0.1, -1.9];
      const density = (s: number, t: number) =>
        halfNormal(s, 2) + halfNormal(t, 2) + sum(y, (one) => normal(one, 0, Math.hypot(s, t)));
      const axes = [plainAxis(0, 14), plainAxis(0, 14)] as const;
      return ["σ_b", "σ"].flatMap((name) =>
        [0.2, 1, 2].map((cut) =>
          below(
            name,
            cut,
            probability(axes, density, (s) => s < cut),
          ),
        ),
      );
    },
  },
  {
    name: "one group",
    text: `${grouped}σ_b ~ half_normal(2)\nb[g] ~ normal(0, σ_b)\ny ~ normal(b[g], 1)`,
    data: { y: [3, 4, 3.5, 3.3], g: [..."aaaa"] },
    facts: () => {
      const density = (s: number) => halfNormal(s, 2) + normal(3.45, 0, Math.sqrt(s * s + 0.25));
      return [1, 2, 4].map((cut) =>
        below(
          "σ_b",
          cut,
          probability([plainAxis(0, 15)], density, (s) => s < cut),
        ),
      );
    },
  },
  ...[1e-300, 1e-100, 1e-8, 1e8, 1e100, 1e300].map(unitsTarget),
];

const improperTargets: readonly Target[] = [
  {
    name: "an outcome that does not vary, so that the sd may be 0",
    text: `${measured}μ ~ normal(0, 10)\nσ ~ half_normal(5)\ny ~ normal(μ, σ)`,
    data: { y: [3, 3, 3, 3, 3] },
    facts: null,
  },
  { name: "a flat prior and no data", text: "x ~ flat()", data: {}, facts: null },
  {
    name: "all successes on one side and all failures on the other, a flat prior",
    text: "data { z: int in 0..1\n x: real }\nβ ~ flat()\nz ~ bernoulli_logit(β * x)",
    data: { z: separated.map((x) => Number(x > 0)), x: separated },
    facts: null,
  },
  {
    name: "two flat intercepts",
    text: `${measured}a ~ flat()\nb ~ flat()\ny ~ normal(a + b, 1)`,
    data: { y: [1, 2, 3] },
    facts: null,
  },
  {
    name: "a flat sd of groups, two groups",
    text: `${grouped}σ_b ~ flat(lower: 0)\nμ ~ flat()\nb[g] ~ normal(μ, σ_b)\ny ~ normal(b[g], 1)`,
    data: { y: [1, 2, 1.5, 1.7], g: [..."aabb"] },
    facts: null,
  },
];

/** Densities with jumps and corners, which derivatives do not see: whoever reads conditionals from derivatives must look. */
const brokenTargets: readonly Target[] = [
  {
    name: "a Laplace prior, quadratic but for a corner",
    text: `${measured}β ~ laplace(0, 0.5)\ny ~ normal(β, 1)`,
    data: { y: [1] },
    facts: () =>
      quadrature("β", [-0.5, 0, 0.3, 1], plainAxis(-10, 10), (β) => laplace(β, 0, 0.5) + normal(1, β, 1)),
  },
  {
    name: "a mean that is cut off at 0",
    text: `${measured}β ~ normal(0.5, 1)\ny ~ normal(max(β, 0), 1)`,
    data: { y: [1, 2] },
    facts: () =>
      quadrature(
        "β",
        [-0.5, 0, 0.3, 1],
        plainAxis(-10, 10),
        (β) => sum([1, 2], (y) => normal(y, Math.max(β, 0), 1)) + normal(β, 0.5, 1),
      ),
  },
  {
    name: "an sd that jumps with another",
    text: `${measured}σ ~ gamma(2, 2)\ny ~ normal(0, if(σ > 1, 3, 1.5))`,
    data: { y: [3, 2] },
    facts: () =>
      quadrature(
        "σ",
        [0.5, 1, 2],
        plainAxis(0, 30),
        (σ) => sum([3, 2], (y) => normal(y, 0, σ > 1 ? 3 : 1.5)) + gamma(σ, 2, 2),
      ),
  },
  {
    name: "a probability that jumps with another",
    text: "data { k: int in 0..5 }\np ~ beta(1, 1)\nk ~ binomial(5, if(p > 0.5, 0.7, 0.3))",
    data: { k: [3] },
    facts: () =>
      quadrature("p", [0.25, 0.5, 0.75], plainAxis(0, 1), (p) => {
        const q = p > 0.5 ? 0.7 : 0.3;
        return 3 * Math.log(q) + 2 * Math.log(1 - q);
      }),
  },
  {
    name: "an end of the range of the outcome",
    text: "data { y: real > 0 }\nθ ~ gamma(3, 0.5)\ny ~ uniform(0, θ)",
    data: { y: [1, 4, 2] },
    facts: () => quadrature("θ", [4.5, 6, 9], plainAxis(4, 80), (θ) => gamma(θ, 3, 0.5) - 3 * Math.log(θ)),
  },
];

/** All of them. */
export const targets: readonly Target[] = [
  ...multimodalTargets,
  ...tailTargets,
  ...borderTargets,
  ...singularTargets,
  ...improperTargets,
  ...brokenTargets,
];
