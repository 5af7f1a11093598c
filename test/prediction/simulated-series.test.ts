/** Outcomes with lags of themselves, simulated row after row: beside recursions by hand, closed forms, and refits of what was made. */

import { describe, expect, it } from "vitest";
import { bindData } from "../../src/api/bind-data.ts";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { GenerativeModel } from "../../src/prediction/simulate.ts";
import { simulate } from "../../src/simulation/simulate.ts";

/** Weeks of persons, in no order; some weeks are not there. */
const rows = Array.from({ length: 60 }, (_, i) => ({
  person: `p${i % 5}`,
  week: Math.floor(i / 5),
  x: (i * 7) % 4,
}))
  .filter(({ week, person }) => (week * 3 + Number(person[1])) % 7 !== 0)
  .map((row) => ({ ...row, y: 0, z: 0 }))
  .sort((a, b) => Math.sin(a.week * 13 + a.x * 7) - Math.sin(b.week * 13 + b.x * 7));
const columns = "data { y: real\nz: real\nx: real\nweek: int\nperson: factor }\n";
/** So little that an outcome is its mean. */
const little = 1e-10;

async function simulated(model: string, truth: Record<string, number>) {
  const { sets } = await simulate(parseModel(columns + model), { data: rows, truth, seed: 2 });
  const { y, z } = sets[0]!.data as Record<string, number[]>;
  return rows.map((row, i) => ({ ...row, y: y![i]!, z: z![i]! }));
}

type Made = Awaited<ReturnType<typeof simulated>>;
const earlierRows = (made: Made, { person, week }: Made[number]): Made =>
  made.filter((one) => one.person === person && one.week < week).sort((a, b) => b.week - a.week);

describe("each row is drawn from the rows before it", () => {
  it("by one step and by two, in series that are in no order", async () => {
    const [one, two] = ["first: 1", "steps: 2, first: -1"].map(
      (more) => `lag(y, within: person, by: week, ${more})`,
    );
    const made = await simulated(
      `φ ~ normal(0, 1)\ny ~ normal(x + φ * ${one} - 0.3 * ${two}, ${little})\nz ~ normal(0, 1)`,
      { φ: 0.6 },
    );
    for (const row of made) {
      const [earlier, second] = earlierRows(made, row);
      expect(row.y).toBeCloseTo(row.x + 0.6 * (earlier?.y ?? 1) - 0.3 * (second?.y ?? -1), 8);
    }
  });

  it("by sums of all that came before", async () => {
    const sum = "lag(cumulative_sum(y, within: person, by: week), within: person, by: week, first: 0)";
    const made = await simulated(
      `φ ~ normal(0, 1)\ny ~ normal(x - φ * ${sum}, ${little})\nz ~ normal(0, 1)`,
      {
        φ: 0.2,
      },
    );
    for (const row of made)
      expect(row.y).toBeCloseTo(row.x - 0.2 * earlierRows(made, row).reduce((all, one) => all + one.y, 0), 7);
  });

  it("two outcomes that lead each other on, and one within a week", async () => {
    const lag = (of: string): string => `lag(${of}, within: person, by: week, first: 0)`;
    const made = await simulated(
      `φ ~ normal(0, 1)\ny ~ normal(x + φ * ${lag("z")}, ${little})\nz ~ normal(1 - 0.5 * ${lag("y")} + 0.1 * y, ${little})`,
      { φ: 0.4 },
    );
    for (const row of made) {
      const [earlier] = earlierRows(made, row);
      expect(row.y).toBeCloseTo(row.x + 0.4 * (earlier?.z ?? 0), 8);
      expect(row.z).toBeCloseTo(1 - 0.5 * (earlier?.y ?? 0) + 0.1 * row.y, 8);
    }
  });

  it("in the order of the table, where none is named", async () => {
    const made = await simulated(
      `φ ~ normal(0, 1)\ny ~ normal(x + φ * lag(y, first: 0), ${little})\nz ~ normal(0, 1)`,
      {
        φ: -0.5,
      },
    );
    for (const [i, { x, y }] of made.entries()) expect(y).toBeCloseTo(x - 0.5 * (made[i - 1]?.y ?? 0), 8);
  });
});

const process = "φ ~ uniform(-1, 1)\nσ ~ half_normal(1)\ny ~ normal(φ * lag(y, person, week, first: 0), σ)";

it("an autoregressive process has its variances, and a fit recovers it", async () => {
  const text = `data { y: real\nweek: int\nperson: factor }\n${process}`;
  const [φ, σ] = [0.7, 1.5];
  const design = "person = 400, week = 1..6";
  const { sets } = await simulate(parseModel(text), { design, truth: { φ, σ }, seed: 5 });
  const { y, week } = sets[0]!.data as Record<string, number[]>;
  for (let t = 1; t <= 6; t++) {
    const own = y!.filter((_, i) => week![i] === t);
    const found = own.reduce((sum, one) => sum + one * one, 0) / own.length;
    const wanted = (σ * σ * (1 - φ ** (2 * t))) / (1 - φ * φ);
    // The variance of a mean of 400 squares of normal numbers is 2 wanted² / 400.
    expect(Math.abs(found / wanted - 1)).toBeLessThan(4.5 * Math.sqrt(2 / 400));
  }
  const options = { seed: 1, workers: 0, chains: 2, warmup: 100, draws: 100 };
  const fitted = await fit(parseModel(text), { data: sets[0]!.data as never, ...options });
  for (const { variable, mean, sd } of fitted.summary().rows)
    expect(Math.abs(mean - { φ, σ }[variable]!)).toBeLessThan(4 * sd);
});

it("the likelihood of what is simulated is that of each row given those before it, there and in the model with the outcomes", async () => {
  const own = {
    y: rows.map((_, i) => i % 5),
    week: rows.map(({ week }) => week),
    person: rows.map(({ person }) => person),
  };
  const read = parseModel(`data { y: real\nweek: int\nperson: factor }\n${process}`);
  const { bound: model } = await bindData(read, { data: own }, { readFile: readCsv });
  const { generative } = GenerativeModel.of(model);
  const { simulation } = generative!.simulate(createRandomStream(1, 1));
  const y = simulation!.outcomes.get("y")!;
  const made = rows.map((row, i) => ({ ...row, y: y[i]! }));
  const placeOf = (name: string): number =>
    generative!.drawn.find(({ statement }) => statement.kind === "parameter" && statement.name === name)!
      .offset;
  const [φ, σ] = [simulation!.values[placeOf("φ")]!, simulation!.values[placeOf("σ")]!];
  const lags = made.map((row) => earlierRows(made, row)[0]?.y ?? 0);
  const byHand = (slope: number): number =>
    made.reduce((sum, row, i) => sum - ((row.y - slope * lags[i]!) / σ) ** 2 / 2, 0);
  const values = simulation!.values.slice();
  values[placeOf("φ")] = φ / 2;
  expect(generative!.logLikelihood!(simulation!.values) - generative!.logLikelihood!(values)).toBeCloseTo(
    byHand(φ) - byHand(φ / 2),
    8,
  );
  const { columns: bound } = generative!.withOutcomes(model, simulation!.outcomes);
  const lag = [...bound].find(([name]) => name.startsWith("lag"))![1];
  expect([...lag.values]).toEqual(lags);
});

it("what has no earlier row, stands in a design or misses rows is refused in a sentence", async () => {
  const refused = async (model: string, data: object = rows, more: object = {}) =>
    simulate(parseModel(columns + model), { data: data as never, seed: 1, ...more }).then(
      () => "",
      (error: Error) => error.message.replaceAll(/\s+/g, " "),
    );
  const rest = "φ ~ normal(0, 1)\nz ~ normal(0, 1)\n";
  const design = "X = design(0 + lag(y, person, week, first: 0))\nβ[X] ~ normal(0, 1)\n";
  expect(await refused(`${rest}${design}y ~ normal(X * β, 1)`)).toMatch(/HP0950.*take it out of the design/u);
  expect(await refused(`${rest}y ~ normal(φ * lag(y, person, week, first: 0), 1)`)).toBe("");
  const missing = rows.map((row, i) => ({ ...row, x: i === 9 ? null : row.x }));
  expect(
    await refused(`${rest}y ~ normal(x + φ * lag(y, person, week, first: 0), 1)`, missing, {
      dropMissing: true,
    }),
  ).toMatch(/HP0950.*rows of the table were dropped/u);
  expect(
    await refused(`${rest}y ~ normal(φ * lag(y, person, week), 1)`, rows, { dropMissing: true }),
  ).toMatch(/HP0950.*say which they have: `first: 0`/u);
});
