/** Lags and running sums of columns: the same fits, bit by bit, as with columns that were made by hand. */

import { describe, expect, test } from "vitest";
import { calibrate, fit, formula, type Model, parseModel } from "../../src/index.ts";
import { format } from "../../src/language/format.ts";
import { renderLatex } from "../../src/language/latex.ts";

/** Weeks of six persons, some of which are not there, in no order. */
const rows = [..."abcdef"]
  .flatMap((person, p) =>
    [1, 2, 3, 4, 5, 6, 7]
      .filter((week) => (week * 5 + p) % 6 !== 0)
      .map((week) => ({
        person,
        week,
        room: week % 2 === 0 ? "even" : "odd",
        y: Math.round(100 * Math.sin(7 * week + 3 * p) + 40 * p) / 100,
        k: (week * week + p) % 3 === 0 ? 1 : 0,
      })),
  )
  .sort((one, other) => Math.sin(one.week * 13 + one.y * 7) - Math.sin(other.week * 13 + other.y * 7));

type Row = (typeof rows)[number];

const earlierRows = (row: Row): Row[] =>
  rows.filter(({ person, week }) => person === row.person && week < row.week).sort((a, b) => b.week - a.week);

/** With the columns that lags stand for, made by their definition. */
const byHand = rows.map((row) => ({
  ...row,
  earlier: earlierRows(row)[0]?.y ?? 0,
  second: earlierRows(row)[1]?.y ?? -1,
  hits: earlierRows(row).reduce((sum, { k }) => sum + k, 0),
  isFirst: earlierRows(row).length === 0,
}));

const options = { chains: 2, warmup: 60, draws: 40, workers: 0 } as const;

/** The draws of two models of the same parameters, and their samplers. */
async function expectSame(
  [lagged, data]: readonly [string | Model, readonly object[]],
  [plain, own]: readonly [string | Model, readonly object[]],
  more: { readonly dropMissing?: boolean; readonly keep?: "all" } = {},
): Promise<string> {
  const given = [lagged, plain].map((one) => (typeof one === "string" ? parseModel(one) : one));
  const one = await fit(given[0]!, { ...options, ...more, data: data as never });
  const other = await fit(given[1]!, { ...options, ...more, data: own as never });
  expect(one.draws.values).toEqual(other.draws.values);
  expect(one.record.plan.method).toBe(other.record.plan.method);
  return one.record.plan.method;
}

const declared = (columns: string, priors = ""): string =>
  `data {\n${columns.split(", ").join("\n")}\n}\n${priors}`;
const columns = "y: real, person: factor, week: int";
const priors =
  "α ~ normal(0, 5)\nφ ~ normal(0, 1)\nτ ~ half_normal(2)\nσ ~ half_normal(2)\nu[person] ~ normal(0, τ)\n";
const lagged = (mean: string, more = columns): string =>
  `${declared(more, priors)}y ~ normal(α + ${mean} + u[person], σ)`;

describe("a model has the draws of one with a column made by hand", () => {
  test("of the outcome, in a normal model, which is integrated out as before", async () => {
    const own = lagged("φ * earlier", `${columns}, earlier: real`);
    const method = await expectSame(
      [lagged("φ * lag(y, within: person, by: week, first: 0)"), rows],
      [own, byHand],
    );
    expect(method).toBe("marginal");
  });

  test("without a first value, of the rows that have an earlier one", async () => {
    const own = lagged("φ * earlier", `${columns}, earlier: real`);
    const kept = byHand.filter(({ isFirst }) => !isFirst);
    await expectSame([lagged("φ * lag(y, person, week)"), rows], [own, kept], { dropMissing: true });
  });

  test("two rows back, with another first value", async () => {
    const own = lagged("φ * second", `${columns}, second: real`);
    await expectSame(
      [lagged("φ * lag(y, within: person, by: week, steps: 2, first: -1)"), rows],
      [own, byHand],
    );
  });

  test("in designs, by themselves and in functions, also of groups", async () => {
    const statements = (lag: string): string =>
      `X = design(1 + scale(${lag}) * week)\nZ = design(1 + ${lag})\nβ[X] ~ normal(0, 2)\nτ[Z] ~ half_normal(1)\nσ ~ half_normal(2)\nu[person, Z] ~ normal(0, τ[Z])\ny ~ normal(X * β + Z * u[person], σ)`;
    const method = await expectSame(
      [declared(columns, statements("lag(y, within: person, by: week, first: 0)")), rows],
      [declared(`${columns}, earlier: real`, statements("earlier")), byHand],
    );
    expect(method).toBe("marginal");
  });

  test("of running sums of earlier outcomes, as the dogs of Solomon and Wynne have them", async () => {
    const statements = (sum: string): string =>
      `α ~ normal(0, 2)\nβ ~ normal(0, 1)\nk ~ bernoulli_logit(α + β * ${sum})`;
    const own = "k: int in 0..1, person: factor, week: int";
    const sum = "lag(cumulative_sum(k, within: person, by: week), within: person, by: week, first: 0)";
    await expectSame(
      [declared(own, statements(sum)), rows],
      [declared(`${own}, hits: int`, statements("hits")), byHand],
    );
  });

  test("of two outcomes together, each from the earlier values of both", async () => {
    const statements = (one: string, other: string): string =>
      `a ~ normal(0, 1)\nb ~ normal(0, 1)\nlevels K = 1..2\nΩ[K, K] ~ lkj(2)\nτ[K] ~ half_normal(1)\n[y, z] ~ multi_normal([a * ${one}, b * ${other}], τ, Ω)`;
    const both = byHand.map((row) => ({ ...row, z: row.y / 2 + row.k, other: (row.earlier + row.hits) / 3 }));
    const more = `${columns}, z: real`;
    const earlierZ = both.map((row) => {
      const before = earlierRows(row)[0];
      return { ...row, earlierZ: before === undefined ? 0 : before.y / 2 + before.k };
    });
    await expectSame(
      [declared(more, statements("lag(z, person, week, first: 0)", "lag(y, person, week, first: 0)")), both],
      [declared(`${more}, earlier: real, earlierZ: real`, statements("earlierZ", "earlier")), earlierZ],
    );
  });

  test("where other outcomes are predicted, in all rows", async () => {
    const some = byHand.map((row, i) => ({ ...row, z: i % 5 === 0 ? null : row.y * 2 + row.k }));
    const statements = (lag: string): string =>
      `α ~ normal(0, 5)\nφ ~ normal(0, 1)\nσ ~ half_normal(2)\nz ~ normal(α + φ * ${lag}, σ)`;
    await expectSame(
      [declared(`z: real?, ${columns}`, statements("lag(y, within: person, by: week, first: 0)")), some],
      [declared(`z: real?, ${columns}, earlier: real`, statements("earlier")), some],
      { keep: "all" },
    );
  });

  test("where other predictors are parameters in some rows", async () => {
    const some = byHand.map((row, i) => ({ ...row, z: i % 5 === 0 ? null : row.y * 2 + row.k }));
    const statements = (lag: string): string =>
      `β ~ normal(0, 5)\nφ ~ normal(0, 1)\nσ ~ half_normal(2)\nω ~ half_normal(2)\nz ~ normal(φ * ${lag}, ω)\ny ~ normal(β * z + φ * ${lag}, σ)`;
    await expectSame(
      [declared(`z: real?, ${columns}`, statements("lag(y, within: person, by: week, first: 0)")), some],
      [declared(`z: real?, ${columns}, earlier: real`, statements("earlier")), some],
    );
  });

  test("in conditions, in numbers of the data and in definitions", async () => {
    const statements = (lag: string): string =>
      `α ~ normal(mean(${lag}), sd(${lag}))\nδ ~ normal(0, 1)\nμ = if(${lag} > 0, α, δ)\ny ~ normal(μ, 1 + abs(${lag}))`;
    await expectSame(
      [declared(columns, statements("lag(y, within: person, by: week, first: 0)")), rows],
      [declared(`${columns}, earlier: real`, statements("earlier")), byHand],
    );
  });

  test("as a formula writes it, in R's way or ours", async () => {
    const own = await formula("y ~ earlier + (1 + earlier | person)", { data: byHand });
    for (const lag of [
      "lag(y, person, week, first = 0)",
      "lag(y, within: person, by: week, first: 0)",
      "lag(y, by = week, within = person, first = 0)",
    ])
      await expectSame(
        [await formula(`y ~ ${lag} + (1 + ${lag} | person)`, { data: rows }), rows],
        [own, byHand],
      );
  });

  test("in a formula whose groups are numbers, and whose headers are no names", async () => {
    const coded = byHand.map(({ person, week, ...row }) => ({
      ...row,
      person: person.charCodeAt(0),
      "Week No": week,
    }));
    const text = 'y ~ lag(y, within = person, by = "Week No", first = 0) + person';
    const own = await formula("y ~ earlier + person", { data: coded });
    await expectSame([await formula(text, { data: coded }), coded], [own, coded]);
  });
});

test("an earlier row is looked for in the levels of nested factors, and by Greek names in either spelling", async () => {
  const data = rows.map(({ person, room, ...row }) => ({ ...row, person, room, β: row.y }));
  const text = (lag: string): string =>
    `data {\n  y: real\n  β: real\n  room: factor in person\n  person: factor\n  week: int\n}\nX = design(0 + ${lag})\nφ[X] ~ normal(0, 1)\nγ ~ normal(0, 1)\ny ~ normal(X * φ + γ * ${lag}, 1)`;
  const inRoom = rows.map((row) => ({
    ...row,
    earlier: earlierRows(row).find(({ room }) => room === row.room)?.y ?? 0,
  }));
  const own =
    "data {\n  y: real\n  earlier: real\n}\nX = design(0 + earlier)\nφ[X] ~ normal(0, 1)\nγ ~ normal(0, 1)\ny ~ normal(X * φ + γ * earlier, 1)";
  await expectSame([text("lag(beta, within: room, by: week, first: 0)"), data], [own, inRoom]);
});

test("a row without a label is a series of its own", async () => {
  const some = byHand.map((row, i) => (i === 3 ? { ...row, person: null } : row));
  const [at] = some.filter(({ person }) => person === null);
  const hand = some.map((row) => {
    const before = some
      .filter(({ person, week }) => row.person !== null && person === row.person && week < row.week)
      .sort((a, b) => b.week - a.week);
    return { ...row, earlier: before[0]?.y ?? 0 };
  });
  expect(at).toBeDefined();
  const own = lagged("φ * earlier", `${columns.replace("person: factor", "person: factor?")}, earlier: real`);
  const text = lagged(
    "φ * lag(y, within: person, by: week, first: 0)",
    columns.replace("person: factor", "person: factor?"),
  );
  await expectSame([text, some], [own, hand]);
});

test("a table with a column for each week is laid out before rows have earlier ones", async () => {
  const data = { id: ["a", "b"], w1: [1, 4], w2: [2, 1], w3: [5, 3] };
  const text = declared(
    "y: real, id: factor, week: int",
    "φ ~ normal(0, 1)\ny ~ normal(φ * lag(y, id, week, first: 0), 1)",
  );
  const one = await fit(parseModel(text), { ...options, data, wide: ["y: w1 w2 w3 as week"] });
  const plain = declared("y: real, e: real", "φ ~ normal(0, 1)\ny ~ normal(φ * e, 1)");
  const laidOut = { y: [1, 2, 5, 4, 1, 3], e: [0, 1, 2, 0, 4, 1] };
  const other = await fit(parseModel(plain), { ...options, data: laidOut });
  expect(one.draws.values).toEqual(other.draws.values);
});

test("variances and correlations are told to be those given earlier values of the outcome", async () => {
  const remarksOf = async (mean: string): Promise<readonly string[]> =>
    (await fit(parseModel(lagged(mean)), { ...options, data: rows })).variance().remarks;
  expect(await remarksOf("φ * lag(y, within: person, by: week, first: 0)")).toEqual([
    "variances, shares and intraclass correlations are those of y given its earlier values, lag(y, within: person, by: week, first: 0), which carry on what came before",
  ]);
  expect(await remarksOf("φ * lag(week, within: person, by: week, first: 0)")).toEqual([]);
});

test("they are printed as they are written, in designs too, and in mathematics with their words", () => {
  const text = lagged("φ * lag(y,within:person,by : week,first:0)");
  expect(format(`X=design(1+lag(y,within:person , by:week)+person:week)\n${text}`)).toContain(
    "X = design(1 + lag(y, within: person, by: week) + person:week)",
  );
  expect(format(text)).toContain("φ * lag(y, within: person, by: week, first: 0)");
  expect(renderLatex(parseModel(text).checked)).toContain(
    "\\text{lag(y, within: person, by: week, first: 0)}_{i}",
  );
});

test("the earlier value of an outcome is simulated with it, but not in a design", async () => {
  const inDesign = declared(
    columns,
    "X = design(0 + lag(y, first: 0))\nβ[X] ~ normal(0, 1)\ny ~ normal(X * β, 1)",
  );
  await expect(calibrate(parseModel(inDesign), { data: rows })).rejects.toThrow("HP0950");
});

test("a fitted model has no lags that were not made of the table, which is read for the other", async () => {
  const simulating = declared("y: real, x: real", "φ ~ normal(0, 1)\ny ~ normal(φ * lag(x, first: 0), 1)");
  const settings = {
    data: { y: [1, 2, 3], x: [3, 1, 2] },
    simulations: 9,
    draws: 15,
    warmup: 60,
    workers: 0,
  };
  const other = parseModel(simulating.replace("first: 0", "first: 1"));
  await expect(calibrate(parseModel(simulating), { ...settings, fittedModel: other })).rejects.toThrow(
    "HP0479",
  );
  const same = parseModel(simulating.replace("φ * lag", "1 * φ * lag"));
  expect((await calibrate(parseModel(simulating), { ...settings, fittedModel: same })).simulations).toBe(9);
});
