/** Rows and groups left out by weights, beside fits without each of them. */

import { describe, expect, it } from "vitest";
import { compare, fit, formula, parseModel } from "../../src/index.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { dataFile } from "../run/bundled.ts";

const data = dataFile("sleepstudy");
const calm = { workers: 0, seed: 8 } as const;

describe("what is left out by weights", () => {
  it("is predicted as by fits without it: subjects with slopes, their effects integrated out", async () => {
    const slopes = await fit(await formula("Reaction ~ 1 + Days + (1 + Days | Subject)", { data }), {
      data,
      ...calm,
    });
    const weighted = await compare({ slopes }, { by: "group", group: "Subject", refit: 0 });
    const fitted = await compare({ slopes }, { by: "kfold", group: "Subject", folds: 18 });
    const [one, other] = [weighted.models[0]!, fitted.models[0]!];
    one.elpd.forEach((elpd, i) => {
      if (one.unreliable.includes(i)) return;
      const error = Math.hypot(one.mcse![i]!, other.mcse![i]!);
      expect(Math.abs(elpd - other.elpd[i]!), weighted.points[i]).toBeLessThan(5 * error + 0.02);
    });
    expect(one.unreliable.length).toBeLessThan(4);
  });

  it("is predicted as by fits without it: rows of few in a batch", async () => {
    const table = dataFile("dyestuff");
    const batches = await fit(await formula("Yield ~ 1 + (1 | Batch)", { data: table }), {
      data: table,
      ...calm,
    });
    const weighted = await compare({ batches }, { refit: 0 });
    const fitted = await compare({ batches }, { by: "kfold", folds: 30 });
    const [one, other] = [weighted.models[0]!, fitted.models[0]!];
    one.elpd.forEach((elpd, i) => {
      const error = Math.hypot(one.mcse![i]!, other.mcse![i]!);
      expect(Math.abs(elpd - other.elpd[i]!), weighted.points[i]).toBeLessThan(5 * error + 0.02);
    });
  });

  it.for([
    [
      "counts with an intercept and a slope of each of 12 groups",
      "Z = design(1 + x)\nβ[Z] ~ normal(0, 1)\nτ[Z] ~ half_normal(1)\nΩ[Z, Z] ~ lkj(2)\nu[g, Z] ~ multi_normal(0, τ, Ω)\nc ~ poisson(exp(Z * β + Z * u[g]))",
    ],
    [
      "counts of units within 12 groups, each with an effect, and days that cross them",
      "μ ~ normal(0, 1)\nτ ~ half_normal(1)\nω ~ half_normal(1)\nδ ~ half_normal(0.5)\nb[g] ~ normal(μ, τ)\ne[unit] ~ normal(b[g], ω)\nd[day] ~ normal(0, δ)\nc ~ poisson(exp(e[unit] + d[day]))",
    ],
  ] as const)("is predicted as by fits without it: %s", async ([, text]) => {
    const stream = createRandomStream(11, 0);
    const rows = Array.from({ length: 12 }, (_, i) => {
      const [level, slope] = [1 + 0.7 * stream.normal(), 0.3 + 0.4 * stream.normal()];
      return Array.from({ length: 6 }, (_, j) => {
        const x = j / 2.5 - 1;
        return {
          g: `g${i}`,
          unit: `g${i}-${j >> 1}`,
          day: `d${j}`,
          x,
          c: poissonDraw(Math.exp(level + slope * x), stream),
        };
      });
    }).flat();
    const column = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key]);
    const table = {
      g: column("g"),
      unit: column("unit"),
      day: column("day"),
      x: column("x"),
      c: column("c"),
    };
    const used = [
      "c: int",
      "g: factor",
      ...(text.includes("unit") ? ["unit: factor", "day: factor"] : ["x: real"]),
    ];
    const model = parseModel(`data { ${used.join("\n")} }\n${text}`);
    const fitted = await fit(model, { data: table, ...calm, draws: 300, warmup: 500, keep: "all" });
    const weighted = (await compare({ fitted }, { by: "group", group: "g", refit: 0 })).models[0]!;
    const refitted = (await compare({ fitted }, { by: "kfold", group: "g", folds: 12 })).models[0]!;
    expect(weighted.integrated).toMatchObject({ method: "quadrature", points: 12 });
    expect(weighted.integrated!.quadrature!.total).toBeLessThan(0.01);
    expect(weighted.paretoK!.every(Number.isFinite)).toBe(true);
    expect(weighted.unreliable.length).toBeLessThan(3);
    weighted.elpd.forEach((elpd, i) => {
      if (weighted.unreliable.includes(i)) return;
      const error = Math.hypot(weighted.mcse![i]!, refitted.mcse![i]!);
      expect(Math.abs(elpd - refitted.elpd[i]!), `group ${i}`).toBeLessThan(5 * error + 0.02);
    });
    // The posterior has seen the groups: without weights their densities would be higher.
    expect(weighted.estimate.p).toBeGreaterThan(0.5);
  });
});

/** By products of uniform numbers. */
function poissonDraw(mean: number, stream: { uniform: () => number }): number {
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = stream.uniform(); product > least; product *= stream.uniform()) count++;
  return count;
}
