/** Data that are simulated from models: their moments by hand, hand-written simulators, and what cannot be simulated. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { emptyTables } from "../../src/api/load-tables.ts";
import { parseModel } from "../../src/api/model.ts";
import { type ColumnData, tableFromColumns } from "../../src/data/from-memory.ts";
import { parseCsv } from "../../src/data/parse-csv.ts";
import { findDistribution } from "../../src/distributions/index.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import { createRandomStream, type RandomStream } from "../../src/numeric/random-stream.ts";
import { drawTruncated } from "../../src/prediction/draw-truncated.ts";
import { GenerativeModel, type Simulation } from "../../src/prediction/simulate.ts";
import { heavyTails, proportions, replicates, slopes } from "../correctness/calibrated-models.ts";
import { logDensityAt } from "../distributions/evaluate.ts";
import { dataFile, modelFile } from "../run/bundled.ts";

async function generativeOf(text: string, data: ColumnData | string) {
  const { checked } = parseModel(text);
  const requests = requestColumns(checked, new Set()).main;
  const { table } =
    typeof data === "string"
      ? await parseCsv(readFileSync(data, "utf8"), data, requests, { dropMissing: false })
      : tableFromColumns(data, requests, { dropMissing: false });
  const tables = checked.columns.length === 0 ? emptyTables : { main: table!, groups: new Map() };
  const { model, problems } = bindModel(checked, tables);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return GenerativeModel.of(model!);
}

function simulateOrThrow(generative: GenerativeModel, stream: RandomStream): Simulation {
  const { simulation, problem } = generative.simulate(stream);
  if (simulation === null) throw new Error(problem.message);
  return simulation;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => {
  const center = mean(values);
  return mean(values.map((value) => (value - center) ** 2));
};

/** Standard errors between the means of two sets; the other's is 0 for a known number. */
function deviate(values: readonly number[], other: readonly number[] | number): number {
  const [center, error] =
    typeof other === "number" ? [other, 0] : [mean(other), variance(other) / other.length];
  const rest = variance(values) / values.length + error;
  return rest === 0 ? (mean(values) === center ? 0 : Infinity) : (mean(values) - center) / Math.sqrt(rest);
}

const tolerance = 4.5;
const half = (value: number): number => (value < 0 ? 1 : value > 0 ? 0 : 0.5);

/**
 * The outcome of the first row under the model's priors, by hand: mean and variance; where tails are heavy or counts are wild, the mean of
 * a bounded function of it.
 */
const firstOutcomes: Readonly<
  Record<
    string,
    | { readonly mean: number; readonly variance: number }
    | { readonly bounded: (y: number) => number; readonly mean: number }
  >
> = {
  // E σ² = 25 of half_normal(5), and so on
  replicates: { mean: 0, variance: 100 + 25 + 25 },
  "one-mean": { mean: 0, variance: 100 + 25 },
  "no-pooling": { mean: 0, variance: 100 + 25 },
  // The first row is by hand, the reference.
  "fixed-effects": { mean: 0, variance: 100 + 25 },
  "mixed-effects": { mean: 0, variance: 100 + 25 + 25 },
  heteroscedastic: { mean: 0, variance: 100 + 25 + 25 },
  "student-t-effects": { bounded: half, mean: 0.5 },
  dyestuff: { mean: 1500, variance: 200 ** 2 + 100 ** 2 + 100 ** 2 },
  dyestuff2: { mean: 0, variance: 20 ** 2 + 5 ** 2 + 10 ** 2 },
  pastes: { mean: 60, variance: 20 ** 2 + 3 * 5 ** 2 },
  penicillin: { mean: 20, variance: 10 ** 2 + 3 * 5 ** 2 },
  // The first row is of day 0.
  sleepstudy: { mean: 0, variance: 300 ** 2 + 50 ** 2 + 50 ** 2 },
  "eight-schools": { bounded: half, mean: 0.5 },
  // The first herd has 14 animals, and the log odds are symmetric about 0.
  cbpp: { bounded: (k) => k / 14, mean: 0.5 },
};

describe("data simulated from the bundled models", () => {
  it.each(Object.entries(firstOutcomes))("have the moments of %s by hand", async (name, expected) => {
    const { generative } = await generativeOf(readFileSync(modelFile(name), "utf8"), dataFile(name));
    const stream = createRandomStream(5, 1);
    const first = Array.from({ length: 1000 }, () => {
      const [outcome] = simulateOrThrow(generative!, stream).outcomes.values();
      return outcome![0]!;
    });
    if ("bounded" in expected) {
      expect(Math.abs(deviate(first.map(expected.bounded), expected.mean))).toBeLessThan(tolerance);
      return;
    }
    expect(Math.abs(deviate(first, expected.mean))).toBeLessThan(tolerance);
    const squares = first.map((y) => (y - expected.mean) ** 2);
    expect(Math.abs(deviate(squares, expected.variance))).toBeLessThan(tolerance);
  });

  it("are correlated within groups of replicates as the model says: 125 of 150", async () => {
    const { generative } = await generativeOf(
      readFileSync(modelFile("replicates"), "utf8"),
      dataFile("replicates"),
    );
    const { indices } = generative!.model.domains.mapTo(generative!.model.domains.rows, ["sample"])!;
    const other = indices.indexOf(indices[0]!, 1);
    const apart = indices.findIndex((level) => level !== indices[0]);
    const stream = createRandomStream(6, 1);
    const products = Array.from({ length: 3000 }, () => {
      const y = simulateOrThrow(generative!, stream).outcomes.get("y")!;
      return [y[0]! * y[other]!, y[0]! * y[apart]!] as const;
    });
    expect(
      Math.abs(
        deviate(
          products.map(([one]) => one),
          125,
        ),
      ),
    ).toBeLessThan(tolerance);
    expect(
      Math.abs(
        deviate(
          products.map(([, one]) => one),
          100,
        ),
      ),
    ).toBeLessThan(tolerance);
  });

  it("grow by the rate of the Poisson outcome of grouseticks, given its parameters", async () => {
    const { generative } = await generativeOf(
      readFileSync(modelFile("grouseticks"), "utf8"),
      dataFile("grouseticks"),
    );
    const stream = createRandomStream(7, 1);
    const at = (name: string): number => generative!.variables.findIndex((one) => one.name === name);
    const [brood] = generative!.model.domains.labelsOf("brood");
    expect(at(`m[${brood}]`)).toBeGreaterThan(0);
    // Given the rate λ of a chick, (y - λ)/√λ has mean 0 and variance 1.
    const { domains } = generative!.model;
    const chick = domains.labelsOf("chick")[domains.mapTo(domains.rows, ["chick"])!.indices[0]!];
    const own = domains.labelsOf("brood")[domains.mapTo(domains.rows, ["brood"])!.indices[0]!];
    const scores = Array.from({ length: 400 }, () => {
      const { draw, outcomes } = simulateOrThrow(generative!, stream);
      const rate = Math.exp(draw[at(`m[${own}]`)]! + draw[at(`e[${chick}]`)]!);
      return { rate, y: outcomes.get("ticks")![0]! };
    }).filter(({ rate }) => rate > 1);
    expect(
      Math.abs(
        deviate(
          scores.map(({ y, rate }) => (y - rate) / Math.sqrt(rate)),
          0,
        ),
      ),
    ).toBeLessThan(tolerance);
    expect(mean(scores.map(({ y, rate }) => (y - rate) ** 2 / rate))).toBeLessThan(1.5);
  });
});

describe("the simulation of a model", () => {
  it.each([replicates, slopes, proportions, heavyTails])(
    "agrees with the one by hand of $name",
    async (model) => {
      const byHand = createRandomStream(8, 1);
      const draw = (name: string, ...values: readonly number[]): number => {
        const distribution = findDistribution(name);
        if (distribution?.kind !== "scalar") throw new Error(name);
        return distribution.draw!(byHand, values);
      };
      const hand = Array.from({ length: 1000 }, () => model.simulate(draw));
      const { generative } = await generativeOf(model.text, hand[0]!.data as ColumnData);
      const stream = createRandomStream(9, 1);
      const made = Array.from({ length: 1000 }, () => simulateOrThrow(generative!, stream));
      const [outcome] = generative!.outcomeNames;
      // Bounded, so that heavy tails do no harm; the square sees spread.
      const views = [(x: number) => x / (1 + Math.abs(x)), (x: number) => (x * x) / (1 + x * x)];
      const compare = (ofHand: readonly number[], ofModel: readonly number[]): void => {
        for (const view of views) {
          expect(Math.abs(deviate(ofHand.map(view), ofModel.map(view)))).toBeLessThan(tolerance);
        }
      };
      for (const name of Object.keys(hand[0]!.truth)) {
        const at = generative!.variables.findIndex((one) => one.name === name);
        expect(at, name).toBeGreaterThanOrEqual(0);
        compare(
          hand.map(({ truth }) => truth[name]!),
          made.map(({ draw: numbers }) => numbers[at]!),
        );
      }
      const rows = hand[0]!.data[outcome!]!.length;
      for (const row of [0, rows >> 1, rows - 1]) {
        const ofHand = hand.map(({ data }) => data[outcome!]![row] as number);
        compare(
          ofHand,
          made.map(({ outcomes }) => outcomes.get(outcome!)![row]!),
        );
      }
      const last = hand.map(({ data }) => data[outcome!]![rows - 1] as number);
      compare(
        last,
        made.map(({ newOutcome }) => newOutcome),
      );
    },
  );

  it("has a log likelihood that differs between parameters as one by hand does", async () => {
    const { generative } = await generativeOf(
      "data {\n  y: real\n}\nμ ~ normal(0, 2)\nσ ~ gamma(2, 2)\ny ~ normal(μ, σ)",
      { y: [1, 2, 4] },
    );
    const { values } = simulateOrThrow(generative!, createRandomStream(1, 1));
    const at = (y: readonly number[], μ: number, σ: number): number => {
      const numbers = values.slice();
      for (const { statement, offset } of generative!.drawn) {
        if (statement.kind === "likelihood") numbers.set(y, offset);
        else numbers[offset] = statement.name === "μ" ? μ : σ;
      }
      return generative!.logLikelihood!(numbers);
    };
    const byHand = (y: readonly number[], μ: number, σ: number): number =>
      y.reduce((sum, one) => sum - Math.log(σ) - 0.5 * ((one - μ) / σ) ** 2, 0);
    const y = [1, 2, 4];
    expect(at(y, 1, 2) - at(y, -3, 0.7)).toBeCloseTo(byHand(y, 1, 2) - byHand(y, -3, 0.7), 10);
  });

  it("draws an outcome before the one that it is a predictor of", async () => {
    const text = "data {\n  z: real\n  y: real\n}\nσ ~ gamma(2, 2)\ny ~ normal(0, 1)\nz ~ normal(100 * y, σ)";
    const { generative } = await generativeOf(text, { z: [1, 2, 3], y: [1, 2, 4] });
    const { outcomes } = simulateOrThrow(generative!, createRandomStream(1, 1));
    const [y, z] = [outcomes.get("y")!, outcomes.get("z")!];
    for (let i = 0; i < 3; i++) expect(Math.abs(z[i]! - 100 * y[i]!)).toBeLessThan(20);
  });

  it("draws the columns of a row together, about their means and with their correlation", async () => {
    const text = `data {
  y: real
  z: real
  x: real
}
levels K = 1..2
Ω[K,K] ~ lkj(2)
[y, z] ~ multi_normal([100, x], [1, 2], Ω)`;
    const x = Array.from({ length: 400 }, (_, i) => i);
    const { generative } = await generativeOf(text, { y: x, z: x, x });
    const { outcomes, draw } = simulateOrThrow(generative!, createRandomStream(5, 1));
    const [u, v] = [
      [...outcomes.get("y")!].map((y) => y - 100),
      [...outcomes.get("z")!].map((z, i) => (z - x[i]!) / 2),
    ];
    const at = generative!.variables.findIndex(({ name }) => name === "Ω[1,2]");
    const correlation = draw[at]!;
    expect(Math.abs(correlation)).toBeGreaterThan(0.1);
    const products = u.map((one, i) => one * v[i]!);
    for (const [values, expected] of [
      [u, 0],
      [v, 0],
      [u.map((one) => one * one), 1],
      [v.map((one) => one * one), 1],
      [products, correlation],
    ] as const)
      expect(Math.abs(deviate(values, expected))).toBeLessThan(tolerance);
  });

  it("draws counts in several columns among as many trials as the table has, also for a new row", async () => {
    const text = `data {
  a: int
  b: int
  c: int
  x: real
}
β ~ normal(0, 1)
[a, b, c] ~ multinomial_logit([0, β * x, 40 * x])`;
    const data = { a: [3, 0, 5], b: [1, 0, 0], c: [0, 0, 2], x: [0, 1, 1] };
    const { generative } = await generativeOf(text, data);
    const stream = createRandomStream(5, 1);
    const { outcomes, values } = simulateOrThrow(generative!, stream);
    const [a, b, c] = ["a", "b", "c"].map((name) => [...outcomes.get(name)!]);
    expect(a!.map((count, i) => count + b![i]! + c![i]!)).toEqual([4, 0, 7]);
    // Its logit is 40 in the last row.
    expect(c![2]).toBe(7);
    expect(generative!.newOutcome!.column).toBe("a");
    expect(generative!.drawNewOutcome(stream, values)).toBe(0);
  });

  it("puts ordered parameters in order, shares to a sum of one, and truncated ones between their bounds", async () => {
    const text = `levels K = 1..4
c[K] ~ ordered(normal(0, 1))
p[K] ~ dirichlet([1, 2, 3, 4])
t ~ truncated(normal(0, 1), 2, 3)`;
    const { generative } = await generativeOf(text, {});
    const { draw } = simulateOrThrow(generative!, createRandomStream(3, 1));
    const numbers = Array.from(draw);
    expect(numbers.slice(0, 4)).toEqual(numbers.slice(0, 4).toSorted((a, b) => a - b));
    expect(numbers.slice(4, 8).reduce((sum, one) => sum + one)).toBeCloseTo(1, 12);
    expect(numbers[8]).toBeGreaterThanOrEqual(2);
    expect(numbers[8]).toBeLessThanOrEqual(3);
  });
});

describe("a draw of a truncated distribution", () => {
  it.each([
    [8, Infinity],
    [-Infinity, -8],
    [8, 8.05],
  ])(
    "from %f to %f, in the far tail of a normal, has the mean of the conditional distribution",
    (lower, upper) => {
      const normal = findDistribution("normal")!;
      if (normal.kind !== "scalar") throw new Error("normal");
      const stream = createRandomStream(4, 1);
      const draws = Array.from({ length: 60 }, () => drawTruncated(normal, stream, [0, 1], lower, upper)!);
      // By quadrature of exp(-x²/2) over the interval.
      const [from, to] = [Math.max(lower, -12), Math.min(upper, 12)];
      let [mass, moment] = [0, 0];
      for (let i = 0; i < 200_000; i++) {
        const x = from + ((to - from) * (i + 0.5)) / 200_000;
        mass += Math.exp(-0.5 * x * x);
        moment += x * Math.exp(-0.5 * x * x);
      }
      expect(Math.abs(deviate(draws, moment / mass))).toBeLessThan(tolerance);
      expect(draws.every((x) => x >= lower && x <= upper)).toBe(true);
    },
  );
});

describe("what cannot be simulated", () => {
  const y = { y: [1, 2, 3], x: [1, 2, 4], g: ["a", "b", "a"] };
  it.each([
    ["HP0801", "data {\n  y: real\n}\nμ ~ flat()\ny ~ normal(μ, 1)"],
    [
      "HP0802",
      "data {\n  y: real\n  x: real\n}\nX = design(1 + x)\nβ[X] ~ normal(0, 1)\nx ~ normal(0, 1)\ny ~ normal(X * β, 1)",
    ],
    [
      "HP0803",
      "data {\n  y: real\n  x: real\n}\nβ ~ normal(0, 1)\nx ~ normal(β * y, 1)\ny ~ normal(β * x, 1)",
    ],
  ])("is refused with %s", async (code, text) => {
    const { problems } = await generativeOf(text, y);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  it.each([
    ["poisson", [3], 25, Infinity],
    ["poisson", [400], -Infinity, 200],
    ["poisson", [3], 24.5, 27.2],
    ["negative_binomial", [2, 0.5], 80, 90],
    ["binomial", [50, 0.02], 8, Infinity],
  ] as const)(
    "of %s(%s) from %f to %f, where no draw comes by chance, has the masses of the whole numbers there",
    (name, values, lower, upper) => {
      const distribution = findDistribution(name)!;
      if (distribution.kind !== "scalar") throw new Error(name);
      const stream = createRandomStream(5, 1);
      const draws = Array.from(
        { length: 60 },
        () => drawTruncated(distribution, stream, values, lower, upper)!,
      );
      expect(draws.every((x) => Number.isInteger(x) && x >= lower && x <= upper)).toBe(true);
      const from = Math.max(Math.ceil(lower), 0);
      const to = Math.min(Math.floor(upper), from + 300, name === "binomial" ? values[0] : Infinity);
      const counts = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      const logs = counts.map((x) => logDensityAt(distribution, x, values));
      const masses = logs.map((one) => Math.exp(one - Math.max(...logs)));
      const sumOf = (weights: readonly number[]) => weights.reduce((total, one) => total + one, 0);
      const moment = sumOf(masses.map((mass, i) => mass * counts[i]!)) / sumOf(masses);
      expect(Math.abs(deviate(draws, moment))).toBeLessThan(tolerance);
    },
  );
});

it("effects along an order are drawn with the distances of their labels", async () => {
  const text = `data { y: real\ng: factor\nweek: factor }
b[g, week] ~ autoregressive(-0.8, 2)\nw[week] ~ random_walk(0.5, first: 3)\ny ~ normal(b[g, week] + w[week], 1)`;
  const data = {
    y: [0, 0, 0, 0, 0, 0],
    g: ["p", "p", "p", "q", "q", "q"],
    week: ["1", "2", "5", "1", "2", "5"],
  };
  const { generative } = await generativeOf(text, data);
  const stream = createRandomStream(5, 0);
  const draws = Array.from({ length: 3000 }, () => simulateOrThrow(generative!, stream).draw);
  const place = (name: string): number => generative!.variables.findIndex((one) => one.name === name);
  const products = (a: string, b: string): number[] => draws.map((draw) => draw[place(a)]! * draw[place(b)]!);
  const expected: readonly (readonly [string, string, number])[] = [
    ["b[p,1]", "b[p,2]", -0.8 * 4],
    ["b[q,2]", "b[q,5]", -0.512 * 4],
    ["b[p,5]", "b[p,5]", 4],
    ["b[p,2]", "b[q,2]", 0],
    ["w[1]", "w[5]", 9],
    ["w[5]", "w[5]", 9 + 4 * 0.25],
  ];
  for (const [a, b, covariance] of expected)
    expect(Math.abs(deviate(products(a, b), covariance)), `${a} ${b}`).toBeLessThan(tolerance);
});
