/** Where posteriors are far from normal, groups few, or a sd is nearly zero; and what is refused. */

import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../../src/data/from-memory.ts";
import { ModelStructure } from "../../../src/samplers/model-structure.ts";
import { GroupIntegrals } from "../../../src/samplers/quadrature/group-integrals.ts";
import { quadratureSampler } from "../../../src/samplers/quadrature/quadrature-sampler.ts";
import { chooseRule } from "../../../src/samplers/quadrature/rule-choice.ts";
import { requireBound } from "../../density/harness.ts";
import { sumOverGrid } from "./brute-force.ts";
import { grouped, integralsFor } from "./quadrature-models.ts";
import { offerOf, sample } from "./runs.ts";

const answers = (outcome: string): string => `data { y: ${outcome}
g: factor }
α ~ normal(0, 2)
τ ~ half_normal(1)
b[g] ~ normal(0, τ)
`;
const size = { chains: 1, draws: 10, seed: 1 };

/** The rule that is chosen at a position, and log π by it beside the sum over a grid. */
function chosenAt(text: string, columns: ColumnData, ...numbers: readonly number[]) {
  const bound = requireBound(text, columns);
  const integrals = new GroupIntegrals(grouped(text, columns).model.recipe, null);
  const position = Float64Array.from(numbers);
  const choice = chooseRule(integrals, [position]);
  const value = choice === null ? Number.NaN : integrals.value(position, choice.finer);
  return { choice, value, exact: sumOverGrid(bound, 0.2, 0.01)(position) };
}

describe("the density", () => {
  it("is right where all answers of every group are alike", () => {
    const text = `${answers("int in 0..1")}y ~ bernoulli_logit(α + b[g])`;
    const columns = { y: [1, 1, 1, 1, 0, 0, 0], g: Array.from("aaaabbb") };
    const { choice, value, exact } = chosenAt(text, columns, 3, 2);
    expect(choice?.error).toBeLessThan(2e-6);
    expect(value).toBeCloseTo(exact, 5);
  });

  it.each(["poisson_log(α + b[g])", "binomial_logit(9, α + b[g])", "negative_binomial_log(α + b[g], 2)"])(
    "is right for one group, and for one row of each: %s",
    (distribution) => {
      const text = `${answers("int in 0..9")}y ~ ${distribution}`;
      for (const columns of [
        { y: [3, 5, 1], g: Array.from("aaa") },
        { y: [3, 5, 1, 0], g: Array.from("abcd") },
      ]) {
        const { value, exact } = chosenAt(text, columns, 0.4, -0.3);
        expect(value).toBeCloseTo(exact, 5);
      }
    },
  );

  it("is that without effects where their sd is nearly zero, and finite as far as numbers go", () => {
    const text = `${answers("int >= 0")}y ~ poisson_log(α + b[g])`;
    const columns = { y: [3, 5, 1, 0], g: Array.from("aabb") };
    const integrals = integralsFor(text, columns);
    const { chosen } = { chosen: { kind: "hermite", points: 9 } as const };
    const likelihood = (α: number): number =>
      columns.y.reduce((sum, y) => sum + y * α - Math.exp(α), 0) - Math.log(6 * 120);
    const [one, other] = [0.5, -0.2].map((α) => integrals.value(Float64Array.of(α, -18), chosen));
    const prior = (α: number): number => -0.5 * (α / 2) ** 2;
    expect(one! - other!).toBeCloseTo(likelihood(0.5) + prior(0.5) - likelihood(-0.2) - prior(-0.2), 6);
    for (const far of [-700, -60, 60, 700, 1e10]) {
      const value = integrals.value(Float64Array.of(0.1, far), chosen);
      expect(value === Infinity).toBe(false);
    }
  });

  it("sees both modes of a group whose rows contradict each other", () => {
    const text = `data { y: real
g: factor }
σ ~ half_normal(1)
τ ~ half_normal(5)
b[g] ~ normal(0, τ)
y ~ student_t(2, b[g], σ)`;
    const columns = { y: [-6, -6.2, 6, 6.1, 1, 1.2, 0.9, 7], g: Array.from("aaaabbbb") };
    const { choice, value, exact } = chosenAt(text, columns, Math.log(1.2), Math.log(4));
    expect(choice?.finer.kind).not.toBe("hermite");
    expect(value).toBeCloseTo(exact, 3);
    // Narrow ones far apart have no rule, and that is noticed.
    expect(chosenAt(text, columns, Math.log(0.15), Math.log(4)).choice).toBeNull();
  });

  it("is right for effects whose tails are those of a Cauchy distribution", () => {
    const text = `${answers("int in 0..1").replace("normal(0, τ)", "student_t(1, 0, τ)")}y ~ bernoulli_logit(α + b[g])`;
    const columns = { y: [1, 1, 1, 0, 0, 1, 0], g: Array.from("aaabbbb") };
    const { choice, value, exact } = chosenAt(text, columns, 0.3, 0);
    expect(choice?.finer.kind).toBe("sinh");
    expect(value).toBeCloseTo(exact, 3);
  });
});

describe("a group of two numbers with modes apart", () => {
  it("is left to NUTS, which is said", () => {
    const text = `data { y: real
x: real
g: factor }
σ ~ half_normal(0.3)
τ ~ half_normal(5)
a[g] ~ normal(0, τ)
b[g] ~ normal(0, τ)
y ~ student_t(2, a[g] + b[g] * x, σ)`;
    const columns = {
      y: [-6, -6.2, 6, 6.1, 1, 1.2, 0.9, 7],
      x: [0, 1, 0, 1, 0, 1, 0, 1],
      g: Array.from("aaaabbbb"),
    };
    const { prepared } = sample(quadratureSampler, requireBound(text, columns), { ...size, warmup: 200 });
    expect(prepared.kernel).toBe("nuts");
    expect(prepared.notes.join()).toContain("NUTS samples all parameters");
    expect([prepared.dimension, prepared.integrated]).toEqual([6, []]);
  });
});

describe("the sampler", () => {
  it("says how far off its integrals are, and what a draw costs", () => {
    const text = `${answers("int >= 0")}y ~ poisson_log(α + b[g])`;
    const columns = { y: [3, 5, 1, 0, 9, 2, 4, 5, 1], g: Array.from("aabbccdde") };
    const bound = requireBound(text, columns);
    expect(offerOf(quadratureSampler, bound, size).notes).toEqual([
      "5 levels of g, one number of each integrated out by quadrature about its mode",
      "what depends on rows is added up once for each position, not at each node",
    ]);
    const { prepared } = sample(quadratureSampler, bound, size);
    expect(prepared.notes.join()).toMatch(
      /^integrated over each group by \d+ Gauss-Hermite nodes, in the second stage by \d+ /,
    );
  });

  it("says how many rows are alike, whatever their answers are", () => {
    const text = `data { y: int in 0..1
x: int
g: factor }
β ~ normal(0, 1)
τ ~ half_normal(1)
b[g] ~ normal(0, τ)
y ~ bernoulli_logit(β * x + b[g])`;
    const rows = Array.from({ length: 60 }, (_, i) => i);
    const columns = {
      y: rows.map((i) => Number(i % 7 < 3)),
      x: rows.map((i) => 2 * (i % 5) + (i % 2)),
      g: rows.map((i) => `g${i % 5}`),
    };
    const { notes } = offerOf(quadratureSampler, requireBound(text, columns), size);
    expect(notes[1]).toBe("at each node the 60 rows count as 10 patterns of group and covariates");
    const { value, exact } = chosenAt(text, columns, 0.4, -0.3);
    expect(value).toBeCloseTo(exact, 5);
  });

  it("says how many groups are left where some are alike, and counts these alone", () => {
    const text = `${answers("int in 0..1")}y ~ bernoulli_logit(α + b[g])`;
    const columns = {
      y: Array.from({ length: 200 }, (_, i) => Number((i * 7) % 11 < 5)),
      g: Array.from({ length: 200 }, (_, i) => `g${i % 50}`),
    };
    const bound = requireBound(text, columns);
    const { notes, operationsPerDraw } = offerOf(quadratureSampler, bound, size);
    expect(notes[1]).toBe(
      "3 patterns of 50 levels of g, of 200 rows: levels that are alike are integrated once and count as often as there are such",
    );
    const [pooled, single] = [true, false].map((isPooled) => grouped(text, columns, isPooled).model);
    expect(pooled!.operations.values).toBeLessThan(0.1 * single!.operations.values);
    expect(operationsPerDraw).toBeLessThan(100_000);
  });

  const refusals: readonly (readonly [string, string, ColumnData])[] = [
    [
      "no parameter is over the levels of a factor",
      "data { y: int >= 0 }\nα ~ normal(0, 1)\ny ~ poisson_log(α)",
      { y: [1, 2] },
    ],
    [
      "values of different levels of g meet each other",
      "data { y: int >= 0\ng: factor }\nα ~ normal(0, 1)\nb[g] ~ normal(0, 1)\ny ~ poisson_log(α * mean(b) + b[g])",
      { y: [1, 2], g: ["a", "b"] },
    ],
    [
      "effects of g are integrated out in closed form",
      "data { y: real\ng: factor }\nσ ~ half_normal(1)\nτ ~ half_normal(1)\nb[g] ~ normal(0, τ)\ny ~ normal(b[g], σ)",
      { y: [1, 2, 3], g: ["a", "b", "b"] },
    ],
    [
      "13 numbers are left when the effects of g are integrated out: too many to explore",
      "data { y: int >= 0\ng: factor\nh: factor }\nb[g] ~ normal(0, 1)\nc[h] ~ normal(0, 1)\ny ~ poisson_log(b[g] + c[h])",
      {
        y: Array.from({ length: 28 }, (_, i) => i % 5),
        g: Array.from({ length: 28 }, (_, i) => `g${i % 14}`),
        h: Array.from({ length: 28 }, (_, i) => `h${i % 13}`),
      },
    ],
  ];

  it.each(refusals)("refuses in words: %s", (reason, text, columns) => {
    const answer = quadratureSampler.offer(new ModelStructure(requireBound(text, columns)), {
      ...size,
      warmup: 100,
      options: {},
      isThorough: false,
      isKept: () => true,
    });
    expect(answer).toEqual({ method: "marginal", reason });
  });
});
