/** Simulated data: their moments against closed forms, the same bits of the same seed, and that they are read back as they were meant. */

import { describe, expect, it } from "vitest";
import { parseModel } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import { fit, simulate } from "../../src/index.ts";
import type { SimulateOptions } from "../../src/simulation/settings.ts";
import { prepareSimulation, type SimulatedSet } from "../../src/simulation/simulate-model.ts";
import { dataFile } from "../run/bundled.ts";

const oneWay = parseModel(`data {
  y: real
  g: factor
}
β ~ flat()
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[g] ~ normal(0, σ_b)
icc = σ_b^2 / (σ_b^2 + σ^2)
y ~ normal(β + b[g], σ)`);
const layout: SimulateOptions = { design: "g = 2, replicate = 2", truth: "β = 10, σ_b = 2, σ = 1" };
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const yOf = ({ data }: SimulatedSet): number[] => [...(data.y as readonly number[])];
const setting = {
  readFile: () => {
    throw new Error("no file is read");
  },
};

const codeOf = async (model: ReturnType<typeof parseModel>, options: SimulateOptions): Promise<string> => {
  const error = await simulate(model, options).catch((one: unknown) => one);
  if (!(error instanceof ProblemError)) throw new Error("nothing is wrong");
  return error.problems.map(({ code, message }) => `${code} ${message}`).join("\n");
};

describe("data of a normal one-way model", () => {
  it("have the variance σ_b² + σ², pairs of a group the covariance σ_b², others none", async () => {
    const { simulateSet } = await prepareSimulation(oneWay, layout, setting);
    const sets = Array.from({ length: 3000 }, (_, k) => yOf(simulateSet(k + 1)).map((y) => y - 10));
    const n = sets.length;
    // Of normal numbers var(x²) = 2 s⁴ and var(xy) = s⁴ + c².
    const check = (values: readonly number[], expected: number, variance: number): void =>
      expect(Math.abs(mean(values) - expected) / Math.sqrt(variance / n)).toBeLessThan(4.5);
    check(
      sets.map(([y]) => y!),
      0,
      5,
    );
    check(
      sets.map(([y]) => y! * y!),
      5,
      2 * 25,
    );
    check(
      sets.map(([a, b]) => a! * b!),
      4,
      25 + 16,
    );
    check(
      sets.map(([a, , c]) => a! * c!),
      0,
      25,
    );
  });

  it("come with the truth: what was given, what was drawn, and what follows", async () => {
    const { sets, sources, headers, outcomes } = await simulate(oneWay, layout);
    const { truth, data } = sets[0]!;
    expect(truth.parameters).toMatchObject({ β: 10, σ_b: 2, σ: 1, "b[1]": expect.any(Number) });
    expect(truth.derived).toEqual({ icc: 0.8 });
    expect(Object.fromEntries(sources.map(({ parameter, from }) => [parameter, from]))).toEqual({
      β: "given",
      σ_b: "given",
      σ: "given",
      b: "drawn",
    });
    expect({ headers, outcomes }).toEqual({ headers: ["g", "replicate", "y"], outcomes: ["y"] });
    expect(data).toMatchObject({ g: ["1", "1", "2", "2"], replicate: [1, 2, 1, 2] });
    // With all given, what is left of y is the residual.
    const all = await simulate(oneWay, { ...layout, truth: { ...truth.parameters, σ: 1e-9 } });
    expect(yOf(all.sets[0]!)[2]).toBeCloseTo(10 + truth.parameters["b[2]"]!, 6);
    const again = await simulate(oneWay, { ...layout, truth: truth.parameters });
    expect(again.sets[0]!.truth).toEqual(truth);
  });

  it("are the same bits for the same seed, whichever other sets there are; other seeds and sets differ", async () => {
    const three = await simulate(oneWay, { ...layout, seed: 4, sets: 3 });
    const { simulateSet } = await prepareSimulation(oneWay, { ...layout, seed: 4 }, setting);
    expect(simulateSet(3)).toEqual(three.sets[2]);
    const firsts = [...three.sets, ...(await simulate(oneWay, { ...layout, seed: 5 })).sets].map(
      (set) => yOf(set)[0],
    );
    expect(new Set(firsts).size).toBe(4);
  });

  it("lose rows that drop out, and are else what they would be", async () => {
    const design = "g = 40, week = 0..4";
    const all = await simulate(oneWay, { ...layout, design });
    const left = await simulate(oneWay, { ...layout, design, dropout: "0.3 along week" });
    const [whole, part] = [all.sets[0]!, left.sets[0]!];
    expect(part.truth).toEqual(whole.truth);
    expect(part.rowsDropped).toBe(200 - yOf(part).length);
    expect(part.rowsDropped).toBeGreaterThan(50);
    const rowOf = (g: unknown, week: unknown): number =>
      whole.data.g!.findIndex((one, i) => one === g && whole.data.week![i] === week);
    for (const [i, y] of yOf(part).entries())
      expect(y).toBe(yOf(whole)[rowOf(part.data.g![i], part.data.week![i])]);
  });

  it("are fitted as they are, from columns in memory", async () => {
    const { sets } = await simulate(oneWay, { ...layout, design: "g = 8, replicate = 4" });
    const { data } = sets[0]!;
    const model = parseModel(oneWay.source.replace("flat()", "normal(0, 100)"));
    const fitted = await fit(model, { data: data as Record<string, string[]>, draws: 200, workers: 0 });
    expect(fitted.record.data.rowsUsed).toBe(32);
  });
});

describe("the rows of a table", () => {
  it("are kept with all columns; outcomes are not looked at, may be missing or not there", async () => {
    const g = ["a", "b", "b"];
    const expected = await simulate(oneWay, {
      ...layout,
      design: undefined as never,
      data: { g, note: ["x", "y", "z"] },
    });
    expect(expected.headers).toEqual(["g", "note", "y"]);
    for (const y of [
      [1, null, 2],
      ["?", "no number", "!"],
    ])
      expect((await simulate(oneWay, { truth: layout.truth!, data: { g, y } })).sets[0]!.data.y).toEqual(
        expected.sets[0]!.data.y,
      );
    const rows = g.map((one) => ({ g: one, y: 1 }));
    expect((await simulate(oneWay, { truth: layout.truth!, data: rows })).sets[0]!.data.y).toEqual(
      expected.sets[0]!.data.y,
    );
  });

  it("come from a file, with the headers and labels that it has", async () => {
    const model = parseModel(`data {
      yield: real from "Yield"
      batch: factor from "Batch"
    }
    b[batch] ~ normal(1500, 50)
    yield ~ normal(b[batch], 50)`);
    const { sets, headers } = await simulate(model, { data: dataFile("dyestuff") });
    expect(headers).toEqual(["Batch", "Yield"]);
    expect(sets[0]!.data.Batch).toEqual([..."ABCDEF"].flatMap((label) => new Array(5).fill(label)));
    // Words may call columns as the model does.
    const words = await simulate(model, { design: "batch = a | b, replicate = 2" });
    expect(words.sets[0]!.data.Batch).toEqual(["a", "a", "b", "b"]);
  });

  it("may be of group sizes, whose `level` is the model's factor", async () => {
    const sizes = { level: ["u", "v"], n: [3, 1] };
    const { sets } = await simulate(oneWay, { sizes, truth: layout.truth! });
    expect(sets[0]!.data.g).toEqual(["u", "u", "u", "v"]);
  });

  it("without a factor are as many as words say", async () => {
    const model = parseModel("data {\n  y: real\n}\nμ ~ normal(0, 1)\ny ~ normal(μ, 1)");
    const { sets } = await simulate(model, { design: "row = 5" });
    expect(yOf(sets[0]!)).toHaveLength(5);
  });

  it("leave out those that lack a predictor where that is asked for", async () => {
    const model = parseModel("data {\n  y: real\n  x: real\n}\nβ ~ normal(0, 1)\ny ~ normal(β * x, 1)");
    const data = { x: [1, null, 3], label: ["a", "b", "c"] };
    const { sets } = await simulate(model, { data, dropMissing: true });
    expect(sets[0]!.data).toMatchObject({ x: [1, 3], label: ["a", "c"] });
    expect(await codeOf(model, { data })).toContain("HP04");
  });
});

describe("outcomes of labels, counts and groups", () => {
  it("are labels again: of two, by probabilities; of several in their order", async () => {
    const binary = parseModel("data {\n  y: factor ordered [no, yes]\n}\np ~ beta(1, 1)\ny ~ bernoulli(p)");
    const { sets } = await simulate(binary, { design: "row = 400", truth: "p = 0.9" });
    const share = sets[0]!.data.y!.filter((one) => one === "yes").length / 400;
    expect(Math.abs(share - 0.9)).toBeLessThan(4.5 * Math.sqrt(0.09 / 400));
    const ordinal = parseModel(`data {
      y: factor ordered [low, middle, high]
    }
    levels C = 1..2
    θ[C] ~ ordered(normal(0, 2))
    y ~ ordered_logistic(0, θ)`);
    const drawn = await simulate(ordinal, { design: "row = 600", truth: "θ = [0, 1]" });
    const counts = ["low", "middle", "high"].map(
      (label) => drawn.sets[0]!.data.y!.filter((one) => one === label).length / 600,
    );
    const inv = (x: number): number => 1 / (1 + Math.exp(-x));
    [inv(0), inv(1) - inv(0), 1 - inv(1)].forEach((p, k) => {
      expect(Math.abs(counts[k]! - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / 600));
    });
  });

  it("need labels that the model or the table has", async () => {
    const model = parseModel(
      "data {\n  y: factor\n  x: real\n}\nβ ~ normal(0, 1)\ny ~ bernoulli_logit(β * x)",
    );
    expect(await codeOf(model, { design: "x = 0..3" })).toContain(
      "HP0818 the outcome `y` is not in the table, and its labels are not known",
    );
    const { sets } = await simulate(model, { data: { x: [0, 1, 2], y: ["f", "m", "f"] } });
    expect(new Set(["f", "m", ...(sets[0]!.data.y as string[])])).toEqual(new Set(["f", "m"]));
  });

  it("of a group are one value in all of its rows", async () => {
    const model = parseModel(`data {
      y: real
      g: factor
    }
    data per g {
      z: real
    }
    μ ~ normal(0, 1)
    z ~ normal(μ, 1)
    y ~ normal(μ, 1)`);
    const { sets } = await simulate(model, { design: "g = 3, replicate = 2" });
    const z = sets[0]!.data.z!;
    expect([z[0], z[2], z[4]]).toEqual([z[1], z[3], z[5]]);
    expect(new Set(z).size).toBe(3);
  });

  it("of counts in several columns keep the sums that the table has", async () => {
    const model = parseModel(`data {
      a: int >= 0
      b: int >= 0
    }
    levels K = 1..2
    p[K] ~ dirichlet(1)
    [a, b] ~ multinomial(p)`);
    const { sets } = await simulate(model, { data: { a: [3, 0], b: [4, 5] } });
    const [a, b] = ["a", "b"].map((name) => sets[0]!.data[name] as number[]);
    expect(a!.map((one, i) => one + b![i]!)).toEqual([7, 5]);
    expect(await codeOf(model, { design: "row = 3" })).toContain("HP0818");
  });
});

describe("bounds of an outcome", () => {
  it("are counted where values break them", async () => {
    const model = parseModel(
      "data {\n  y: real > 0\n  top: real\n  z: real < top\n}\ny ~ normal(0, 1)\nz ~ normal(0, 1)",
    );
    const { sets } = await simulate(model, { design: "row = 200, top = 0.5..0.5" });
    const [{ data, brokenBounds }] = sets as [SimulatedSet];
    const count = (name: string, isBroken: (value: number) => boolean) =>
      (data[name] as number[]).filter(isBroken).length;
    expect(brokenBounds).toEqual([
      { outcome: "y", rule: "> 0", count: count("y", (value) => value <= 0) },
      { outcome: "z", rule: "< 0.5", count: count("z", (value) => value >= 0.5) },
    ]);
    expect(brokenBounds[0]!.count).toBeGreaterThan(50);
  });
});

describe("what cannot be simulated", () => {
  it.each<[SimulateOptions, string]>([
    [{}, "HP0817 outcomes are simulated for rows"],
    [{ design: "g = 2", sizes: { level: ["a"], n: [1] } }, "HP0817"],
    [{ design: "g = 2" }, "HP0815 nothing can be drawn from the improper prior `flat()` of `β`"],
    [{ design: "h = 2", truth: "β = 1" }, "HP0407"],
    [{ design: "g = 2", truth: "β = 1, tau = 2" }, "HP0812"],
    [{ design: "g = 2", truth: { β: 1, σ: -1 } }, "HP0813"],
    [
      { design: "g = 2", truth: "β = 1", sets: 0 },
      "HP0603 `sets` must be a whole number of at least 1, but is 0",
    ],
    [{ design: "g = 2", truth: "β = 1", seed: 1.5 }, "HP0603"],
    [{ design: "g = 2", truth: "β = 1", dropout: 1 }, "HP0816"],
  ])("%j", async (options, expected) => {
    expect(await codeOf(oneWay, options)).toContain(expected);
  });

  it("is told where the model has no outcome, or takes a number of one that is not there", async () => {
    expect(await codeOf(parseModel("μ ~ normal(0, 1)"), { design: "row = 2" })).toContain(
      "HP0818 the model has no outcome",
    );
    const model = parseModel("data {\n  y: real\n}\nμ ~ normal(mean(y), sd(y))\ny ~ normal(μ, 1)");
    expect(await codeOf(model, { design: "row = 2" })).toContain(
      "HP0818 the outcome `y` is not in the table, and the model takes a number of it",
    );
    expect((await simulate(model, { data: { y: [1, 2, 4] } })).sets).toHaveLength(1);
  });

  it("is an option that there is not, or of another kind", async () => {
    expect(await codeOf(oneWay, { ...layout, sims: 3 } as never)).toContain("`sims`");
    expect(await codeOf(oneWay, { ...layout, truth: { β: "1" } } as never)).toContain(
      "`truth` must be an object of numbers",
    );
  });
});
