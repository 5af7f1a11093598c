/** Outcomes that are censored at bounds, simulated: their moments in closed form, their likelihood by hand, and what is refused. */

import { describe, expect, it } from "vitest";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { normalCdf } from "../../src/numeric/error-function.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { GenerativeModel } from "../../src/prediction/simulate.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { requireBound } from "../density/harness.ts";

const size = 20_000;
const data = {
  x: Array.from({ length: size }, (_, i) => i % 2),
  limit: Array.from({ length: size }, (_, i) => 1 + (i % 4) / 2),
};
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

async function simulated(distribution: string, truth: Record<string, number>) {
  const text = `data { y: real\nx: real\nlimit: real }\nα ~ normal(0, 1)\nσ ~ half_normal(1)\ny ~ ${distribution}`;
  const { sets, sources } = await simulate(parseModel(text), { data, truth, seed: 3 });
  return { y: sets[0]!.data.y as readonly number[], truth: sets[0]!.truth, sources };
}

describe("a normal outcome", () => {
  it("has the share at its bound, and the mean, of a Tobit model", async () => {
    const [α, σ] = [0.4, 1.3];
    const { y, truth } = await simulated("censored(normal(α + x, σ), left: y <= 0)", { α, σ });
    expect(truth.parameters).toEqual({ α, σ });
    for (const x of [0, 1]) {
      const own = y.filter((_, i) => data.x[i] === x);
      const z = (α + x) / σ;
      const [share, error] = [normalCdf(-z), 4.5 * Math.sqrt(0.25 / own.length)];
      expect(Math.abs(own.filter((one) => one === 0).length / own.length - share)).toBeLessThan(error);
      // E max(0, Y) = μ Φ(μ/σ) + σ φ(μ/σ)
      const wanted = (α + x) * normalCdf(z) + σ * density(z);
      expect(Math.abs(mean(own) - wanted)).toBeLessThan((4.5 * σ) / Math.sqrt(own.length));
      expect(Math.min(...own)).toBe(0);
    }
  });

  it("is recorded at the limit of its row, whichever way that is written", async () => {
    const truth = { α: 1, σ: 1 };
    const ways = ["y >= limit", "limit <= y", "y == limit"].map(
      (way) => `censored(normal(α, σ), right: ${way})`,
    );
    const [first, ...others] = await Promise.all(ways.map((way) => simulated(way, truth)));
    for (const { y } of others) expect(y).toEqual(first!.y);
    for (const limit of [1, 1.5, 2, 2.5]) {
      const own = first!.y.filter((_, i) => data.limit[i] === limit);
      const share = own.filter((one) => one === limit).length / own.length;
      expect(Math.abs(share - (1 - normalCdf(limit - 1)))).toBeLessThan(4.5 * Math.sqrt(0.25 / own.length));
      expect(Math.max(...own)).toBe(limit);
    }
  });

  it("may be truncated, too: nothing lies below, and the rest is recorded at the limit", async () => {
    const { y } = await simulated("truncated(censored(normal(α, σ), right: y >= 2), lower: 0.5)", {
      α: 0,
      σ: 1,
    });
    expect(Math.min(...y)).toBeGreaterThan(0.5);
    const share = y.filter((one) => one === 2).length / size;
    const wanted = normalCdf(-2) / normalCdf(-0.5);
    expect(Math.abs(share - wanted)).toBeLessThan(4.5 * Math.sqrt(wanted / size));
  });
});

it("counts are recorded at a bound below", async () => {
  const text =
    "data { y: int\nx: real\nlimit: real }\nα ~ normal(0, 1)\ny ~ censored(poisson_log(α), left: y <= 1)";
  const { sets } = await simulate(parseModel(text), { data, truth: { α: 0.5 }, seed: 3 });
  const λ = Math.exp(0.5);
  const share = (sets[0]!.data.y as number[]).filter((one) => one === 1).length / size;
  expect(Math.abs(share - (1 + λ) * Math.exp(-λ))).toBeLessThan(4.5 * Math.sqrt(0.25 / size));
});

it("the likelihood of what is simulated is that of its values and of the probabilities beyond bounds", () => {
  const n = 50;
  const own = { y: data.x.slice(0, n), x: data.x.slice(0, n), limit: data.limit.slice(0, n) };
  const model = requireBound(
    "data { y: real\nx: real\nlimit: real }\nα ~ normal(0, 1)\ny ~ censored(normal(α + x, 1), left: y <= 0, right: y >= limit)",
    own,
  );
  const { generative } = GenerativeModel.of(model);
  const { simulation } = generative!.simulate(createRandomStream(1, 1));
  const y = simulation!.outcomes.get("y")!;
  const place = generative!.drawn.find(({ statement }) => statement.kind === "parameter")!.offset;
  const at = (α: number): number => {
    const values = simulation!.values.slice();
    values[place] = α;
    return generative!.logLikelihood!(values);
  };
  const byHand = (α: number): number =>
    [...y].reduce((sum, value, i) => {
      const μ = α + own.x[i]!;
      if (value >= own.limit[i]!) return sum + Math.log(normalCdf(μ - value));
      return sum + (value <= 0 ? Math.log(normalCdf(value - μ)) : Math.log(density(value - μ)));
    }, 0);
  expect(new Set(y).size).toBeLessThan(n);
  expect(at(0.7) - at(-0.2)).toBeCloseTo(byHand(0.7) - byHand(-0.2), 9);
});

it("a fit recovers what the outcome was simulated from", async () => {
  const text =
    "data { y: real }\nα ~ normal(0, 1)\nσ ~ half_normal(1)\ny ~ censored(normal(α, σ), left: y <= -0.5, right: y >= 0.7)";
  const truth = { α: 0.3, σ: 0.8 };
  const rows = { y: Array<number>(600).fill(0) };
  const { sets } = await simulate(parseModel(text), { data: rows, truth, seed: 1 });
  const options = { seed: 1, workers: 0, chains: 2, warmup: 100, draws: 100 };
  const fitted = await fit(parseModel(text), { data: sets[0]!.data as never, ...options });
  const { rows: found } = fitted.summary();
  for (const [name, value] of Object.entries(truth)) {
    const { mean: center, sd } = found.find(({ variable }) => variable === name)!;
    expect(Math.abs(center - value)).toBeLessThan(4 * sd);
    expect(sd).toBeLessThan(0.1);
  }
});

it("where a column says what was censored, other values cannot be simulated, and the bound is asked for", async () => {
  const refused = async (distribution: string, type = "real") => {
    const text = `data { y: ${type}\nx: real\nlimit: real }\nα ~ normal(0, 1)\ny ~ ${distribution}`;
    return simulate(parseModel(text), { data, seed: 1 }).then(
      () => "",
      (error: Error) => error.message.replaceAll(/\s+/g, " "),
    );
  };
  expect(await refused("censored(normal(α, 1), right: x == 1)")).toMatch(/HP0811.*`right: y >= limit`/u);
  expect(await refused("censored(normal(α, 1), right: y > limit)")).toContain("HP0811");
  expect(await refused("censored(normal(α, 1), to: limit)")).toContain("HP0811");
  // Above 3 is not from 3 on.
  expect(await refused("censored(poisson_log(α), right: y >= 3)", "int")).toContain("HP0811");
});
