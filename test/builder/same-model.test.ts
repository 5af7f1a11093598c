/** What is built is the model that the text is: the same checked model but for places, the same draws. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Model, parseModel } from "../../src/api/model.ts";
import { readModel } from "../../src/api/read-model.ts";
import { build } from "../../src/builder/build.ts";
import { distributions } from "../../src/builder/distributions.ts";
import { cumulativeSum, lag } from "../../src/builder/series.ts";
import { format } from "../../src/language/format.ts";
import { repository } from "../docs/commands.ts";
import { readExpandCommand } from "../models/bundled-models.ts";
import { digestOf } from "./digest.ts";
import { builtModels } from "./models.ts";
import { expectSameDraws } from "./same-draws.ts";

const folder = join(repository, "models");
const files = readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
  one.isDirectory() ? [one.name] : [],
);

test("every model of models/ that is no formula's is built", () => {
  const own = files.filter((name) => readExpandCommand(name) === null);
  expect(Object.keys(builtModels).sort()).toEqual(own.sort());
});

describe.each(Object.entries<Model>(builtModels))("%s", (name, built) => {
  test("is the checked model of its file, and its text is in canonical form", async () => {
    const read = await readModel(join(folder, name, `${name}.model`));
    expect(built.warnings).toEqual([]);
    expect(built.checked.statements).toHaveLength(read.checked.statements.length);
    expect(digestOf(built)).toBe(digestOf(read));
    expect(format(built.source)).toBe(built.source);
  });
});

/** The one that takes long is in `same-model.slow.ts`. */
const quick = Object.entries<Model>(builtModels).filter(([name]) => name !== "grouseticks");

test.each(quick)("%s has the draws of its file, bit by bit", (name, built) => expectSameDraws(name, built));

test("a digest tells models apart that differ by a number, a name or an order", () => {
  const digests = ["β ~ normal(0, 1)", "β ~ normal(0, 2)", "γ ~ normal(0, 1)", "β ~ cauchy(0, 1)"].map(
    (text) => digestOf(parseModel(text)),
  );
  expect(new Set(digests).size).toBe(4);
});

const { normal } = distributions;

test("a builder is not changed by what is made of it", () => {
  const one = build().data({ y: "real" }).parameter("β", normal(0, 1));
  const [a, b] = [one.outcome("y", normal("β", 1)), one.outcome("y", normal("β", 2))];
  expect([a.model().source, b.model().source].map((text) => /y +~ .*/.exec(text)?.[0])).toEqual([
    "y ~ normal(β, 1)",
    "y ~ normal(β, 2)",
  ]);
});

test("lags are pieces of expressions and designs, whose texts are those of the language", () => {
  const { half_normal, normal } = distributions;
  const options = { within: "person", by: "week", first: 0 } as const;
  const earlier = lag("y", options);
  const hits = lag(cumulativeSum("k", { within: "person", by: "week" }), { ...options, steps: 2 });
  const built = build<{ y: number; k: number; person: string; week: number }>()
    .data({ y: "real", k: "int", person: "factor", week: "int" })
    .design("X", `1 + ${earlier} * scale(lag(k, within:person, by: week, first: -1))`)
    .parameter("β[X]", normal(0, 1))
    .parameter("φ", normal(0, 1))
    .parameter("σ", half_normal(1))
    .define("μ", `φ * ${hits}`)
    .outcome("y", normal(`X * β + μ + φ * ${earlier}`, "σ"))
    .model();
  const text = `data {
  y: real
  k: int
  person: factor
  week: int
}
X = design(1 + lag(y, within: person, by: week, first: 0) * scale(lag(k, within: person, by: week, first: -1)))
β[X] ~ normal(0, 1)
φ ~ normal(0, 1)
σ ~ half_normal(1)
μ = φ * lag(cumulative_sum(k, within: person, by: week), within: person, by: week, steps: 2, first: 0)
y ~ normal(X * β + μ + φ * lag(y, within: person, by: week, first: 0), σ)`;
  expect(digestOf(built)).toBe(digestOf(parseModel(text)));
});
