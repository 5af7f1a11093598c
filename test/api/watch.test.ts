/** A chain that is watched step by step makes the transitions of the same chain of a fit, and says what a lesson needs. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  fit,
  type LeapfrogState,
  type Model,
  ProblemError,
  parseModel,
  readModel,
  type WatchedChain,
  type WatchOptions,
  watch,
} from "../../src/index.ts";
import { dataFile, modelFile } from "../run/bundled.ts";

const short = { warmup: 60, seed: 5 } as const;

/** Every value of every draw, and every statistic of them, of chain `chain`. */
async function expectDrawsOfFit(model: Model, options: WatchOptions, watched: WatchedChain, chain: number) {
  const draws = 20;
  const fitted = await fit(model, { ...options, chains: 2, draws, workers: 0 });
  watched.finishWarmup();
  for (let i = 0; i < draws; i++) {
    const { values, statistics, isWarmup } = watched.step();
    expect(isWarmup).toBe(false);
    for (const [name, value] of Object.entries(values)) {
      expect([name, fitted.get(name)[(chain - 1) * draws + i]]).toEqual([name, value]);
    }
    for (const [name, column] of Object.entries(fitted.draws.statistics)) {
      expect(Number(statistics[name as keyof typeof statistics])).toBe(column[(chain - 1) * draws + i]);
    }
  }
  expect(Object.keys(fitted.draws.statistics).length).toBeGreaterThan(1);
}

describe("a watched chain", async () => {
  const schools = await readModel(modelFile("eight-schools"));
  const data = dataFile("eight-schools");

  it.each([
    ["nuts", 1],
    ["hmc", 2],
    ["gibbs", 1],
    ["marginal", 2],
    ["auto", 1],
  ] as const)("has the draws of a fit by %s, chain %i", async (method, chain) => {
    const options = { ...short, data, method };
    const states: LeapfrogState[] = [];
    const observer = { onLeapfrog: (state: LeapfrogState) => states.push(state) };
    await expectDrawsOfFit(schools, options, await watch(schools, { ...options, chain, observer }), chain);
    expect(states.length > 0).toBe(method === "nuts" || method === "hmc");
  });

  it("has the draws of a fit where NUTS samples what is left when effects are integrated out", async () => {
    const model = parseModel(
      "data { y: real, g: factor }\nμ ~ normal(0, 5)\nσ[g] ~ half_normal(2)\ny ~ normal(μ, σ[g])\n",
    );
    const y = Array.from({ length: 48 }, (_, i) => ((i * 37) % 48) / 10 - 2);
    const data = { y, g: y.map((_, i) => `g${i % 16}`) };
    const options = { ...short, data, method: "marginal" as const };
    const watched = await watch(model, options);
    expect(watched.kernel).toBe("nuts");
    // In warm-up nothing is drawn of what is integrated out.
    expect(watched.step()).toMatchObject({ number: 1, isWarmup: true, values: {} });
    await expectDrawsOfFit(model, options, watched, 1);
  });

  it("names its values, and the numbers of its position with how they are put to the sampler", async () => {
    const watched = await watch(schools, { ...short, data, method: "hmc" });
    expect(watched).toMatchObject({ method: "hmc", kernel: "hmc", warmup: 60 });
    expect(Object.keys(watched.step().values)).toEqual(watched.variables);
    expect(watched.coordinates.slice(0, 3)).toEqual([
      { name: "μ", parameter: "μ", element: 0, words: "as it is" },
      { name: "τ", parameter: "τ", element: 0, words: "as its logarithm" },
      {
        name: "θ[A]",
        parameter: "θ",
        element: 0,
        words: expect.stringMatching(/^standardized given its data, whose share is \d+ %$/),
      },
    ]);
    expect(watched.coordinates).toHaveLength(10);
  });

  it("makes named values of a position that an observer saw, the chosen one's those of the step", async () => {
    const seen = new Map<number, Float64Array>();
    let chosen = 0;
    const watched = await watch(schools, {
      ...short,
      data,
      method: "nuts",
      observer: {
        onLeapfrog: ({ offset, position }) => {
          if (offset === 0) seen.clear();
          seen.set(offset, position.slice());
        },
        onTrajectory: ({ chosenOffset }) => {
          chosen = chosenOffset;
        },
      },
    });
    for (let i = 0; i < 80; i++) {
      const { values, statistics } = watched.step();
      const position = seen.get(chosen)!;
      expect(watched.valuesAt(position)).toEqual(values);
      expect(watched.logDensityAt(position)).toBe(statistics.logDensity);
      expect(statistics.leapfrogSteps).toBe(seen.size - 1);
    }
  });

  it("makes named values of the position after each Gibbs update, the last one's those of the step", async () => {
    const updates: { block: string; position: Float64Array }[] = [];
    const watched = await watch(schools, {
      ...short,
      data,
      method: "gibbs",
      observer: {
        onUpdate: ({ block, position }) => updates.push({ block, position: position.slice() }),
      },
    });
    for (let i = 0; i < 10; i++) {
      updates.length = 0;
      const { values } = watched.step();
      expect(updates.map(({ block }) => block)).toEqual(expect.arrayContaining(["μ", "τ", "θ[school]"]));
      expect(watched.valuesAt(updates.at(-1)!.position)).toEqual(values);
    }
  });

  it("tells of each block of a collapsed Gibbs sweep, in the order of `explain`: it told of none once", async () => {
    const penicillin = await readModel(modelFile("penicillin"));
    const table = { data: dataFile("penicillin"), method: "gibbs", warmup: 5 } as const;
    const updates: { block: string; position: Float64Array }[] = [];
    const onUpdate = ({ block, position }: { block: string; position: Float64Array }): void => {
      updates.push({ block, position: position.slice() });
    };
    const watched = await watch(penicillin, { ...table, observer: { onUpdate } });
    const alone = await watch(penicillin, table);
    for (let step = 0; step < 8; step++) {
      updates.length = 0;
      expect(watched.step()).toEqual(alone.step());
      expect(updates.map(({ block }) => block)).toEqual([
        expect.stringContaining("the sds (and correlations) of a[plate]"),
        expect.stringContaining("population effects"),
        "a[plate]",
        expect.stringContaining("the sds (and correlations) of c[sample]"),
        expect.stringContaining("population effects"),
        "c[sample]",
        expect.stringContaining("σ"),
      ]);
      expect(updates[0]!.position).toHaveLength(3);
    }
  });

  it("says why there is no such position, or that one has the wrong length", async () => {
    const marginal = await watch(schools, { ...short, data, method: "marginal" });
    expect(marginal.coordinates).toEqual([]);
    expect(() => marginal.valuesAt([0])).toThrow("marginal has no position of all parameters");
    const hmc = await watch(schools, { ...short, data, method: "hmc" });
    expect(() => hmc.logDensityAt([0])).toThrow("a position has 10 numbers, not 1");
  });

  it("tells what adaptation arrives at", async () => {
    const watched = await watch(schools, {
      ...short,
      data,
      method: "hmc",
      hmc: { stepSize: 0.25, trajectoryLength: 1.5, jitter: 0 },
    });
    watched.finishWarmup();
    expect(watched.adaptation()).toMatchObject({ stepSize: 0.25, steps: 6 });
    expect(watched.step().statistics).toMatchObject({ stepSize: 0.25, leapfrogSteps: 6 });
  });

  it("takes a model without data", async () => {
    const watched = await watch(parseModel("μ ~ normal(0, 1)\nτ ~ half_normal(2)\n"), { method: "hmc" });
    expect(watched.coordinates.map(({ name, words }) => [name, words])).toEqual([
      ["μ", "as it is"],
      ["τ", "as its logarithm"],
    ]);
    expect(watched.valuesAt([0.5, 0])).toEqual({ μ: 0.5, τ: 1 });
  });

  it.each([
    [{ hmc: { stepSize: -1 } }, "`hmc.stepSize` must be a number above 0 or null, but is -1"],
    [{ hmc: { steps: 3, trajectoryLength: 1 } }, "give one of them only"],
    [{ chain: 0 }, "`chains` must be a whole number from 1 to 1000, but is 0"],
    [{ data: {} }, "expected a column `school`, but the table has no columns at all"],
  ])("refuses %o as a fit does", async (options, message) => {
    const asked = watch(schools, { data: columns(), method: "hmc", ...options });
    await expect(asked).rejects.toThrow(ProblemError);
    await expect(asked).rejects.toThrow(message);
  });
});

function columns(): Record<string, (string | number)[]> {
  const [header, ...rows] = readFileSync(dataFile("eight-schools"), "utf8").trimEnd().split("\n");
  const cells = rows.map((row) => row.split(",").map((cell) => JSON.parse(cell) as string | number));
  return Object.fromEntries(
    header!.split(",").map((name, i) => [name.replaceAll('"', ""), cells.map((row) => row[i]!)]),
  );
}
