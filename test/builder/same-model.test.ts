/** What is built is the model that the text is: the same checked model but for places, the same draws. */

import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fit } from "../../src/api/fit.ts";
import { type Model, parseModel } from "../../src/api/model.ts";
import { readModel } from "../../src/api/read-model.ts";
import { build } from "../../src/builder/build.ts";
import { distributions } from "../../src/builder/distributions.ts";
import { format } from "../../src/language/format.ts";
import { repository } from "../docs/commands.ts";
import { readExpandCommand } from "../models/bundled-models.ts";
import { builtModels } from "./models.ts";

/** Of all that a checked model says, but where in the text it says so. */
function digestOf({ checked }: Model): string {
  const withoutPlaces = (key: string, value: unknown): unknown =>
    key === "span" || key === "file" || key === "source" ? undefined : value;
  const shown = JSON.stringify(checked, (key, value: unknown) =>
    value instanceof Map ? [...value] : withoutPlaces(key, value),
  );
  return createHash("sha256").update(shown).digest("hex");
}

const folder = join(repository, "models");
const files = readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
  one.isDirectory() ? [one.name] : [],
);

/** Its outcome is a mixture, which is written in text only. */
const inTextOnly = ["eruptions"];

test("every model of models/ that is no formula's is built", () => {
  const own = files.filter((name) => readExpandCommand(name) === null && !inTextOnly.includes(name));
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

  test("has the draws of its file, bit by bit", async () => {
    const read = await readModel(join(folder, name, `${name}.model`));
    const options = { data: join(folder, name, "data.csv"), chains: 2, draws: 50, warmup: 60, workers: 0 };
    const [one, other] = [await fit(built, options), await fit(read, options)];
    expect(one.draws.variables).toEqual(other.draws.variables);
    expect(one.draws.values).toEqual(other.draws.values);
  });
});

test("a digest tells models apart that differ by a number, a name or an order", () => {
  const digests = ["β ~ normal(0, 1)", "β ~ normal(0, 2)", "γ ~ normal(0, 1)", "β ~ cauchy(0, 1)"].map(
    (text) => digestOf(parseModel(text)),
  );
  expect(new Set(digests).size).toBe(4);
});

const { bernoulli, categorical_logit, dirichlet, exponential, flat, normal, ordered, truncated } =
  distributions;

/** What no model of the folder has, each beside its text. */
const others: readonly (readonly [words: string, built: () => Model, text: string])[] = [
  [
    "levels, lists, labels of levels, and ordered",
    () =>
      build()
        .data({ z: "int in 1..3" })
        .levels("K", 1, 3, "categories")
        .parameter("c[K]", ordered(normal(0, 2)))
        .parameter("w[K]", dirichlet(1))
        .define("d", "c[2] - c[1] + w[3]")
        .outcome("z", categorical_logit(["c[1]", 0, "c[3] + 1"]))
        .model(),
    `data { z: int in 1..3 }
levels K = 1..3 "categories"
c[K] ~ ordered(normal(0, 2))
w[K] ~ dirichlet(1)
d = c[2] - c[1] + w[3]
z ~ categorical_logit([c[1], 0, c[3] + 1])`,
  ],
  [
    "truncation, improper priors, negative numbers, and names in ASCII",
    () =>
      build("m", "a label")
        .data({ y: "real > -1" })
        .constant("s", "2 * 3", "a scale")
        .parameter("mu", truncated(normal(-1, "s"), { lower: -2.5, upper: "s" }))
        .parameter("sigma", flat({ lower: 0 }))
        .parameter("nu", flat())
        .outcome("y", normal("mu + nu", "sigma"), 'with "quotes" and \\')
        .model(),
    `model m "a label"
data { y: real > -1 }
constant s = 2 * 3 "a scale"
mu ~ truncated(normal(-1, s), lower: -2.5, upper: s)
sigma ~ flat(lower: 0)
nu ~ flat()
y ~ normal(mu + nu, sigma) "with \\"quotes\\" and \\\\"`,
  ],
  [
    "combinations, grids, nesting, reference levels, group tables and parameterizations",
    () =>
      build()
        .data({
          y: "real",
          x: "real",
          lab: 'factor reference "B" from "The Lab"',
          day: "factor",
          batch: "factor across lab:day",
          cask: "factor in batch",
        })
        .dataPer("lab:day", { heat: "real" })
        .dataPer("lab", { size: "int >= 1" })
        .parameter("τ[lab]", exponential(1))
        .noncentered("b[lab:day]", normal("heat", "τ[lab]"))
        .centered("g[lab, day]", normal(0, 1))
        .parameter("c[batch]", normal(0, 1))
        .parameter("a[cask]", normal("c[batch]", 2))
        .define("μ", "b[lab:day] + g[lab, day] + a[cask] + size * x")
        .define("place[batch]", "rank(c)")
        .define("contrast", 'τ["A"] - τ["B"]')
        .define("cell", 'g["A", "1"]')
        .outcome("y", normal({ sd: "if(x > 0, 1, 2)", mean: "μ" }))
        .model(),
    `data {
  y: real
  x: real
  lab: factor reference "B" from "The Lab"
  day: factor
  batch: factor across lab:day
  cask: factor in batch
}
data per lab:day { heat: real }
data per lab { size: int >= 1 }
τ[lab] ~ exponential(1)
noncentered b[lab:day] ~ normal(heat, τ[lab])
centered g[lab, day] ~ normal(0, 1)
c[batch] ~ normal(0, 1)
a[cask] ~ normal(c[batch], 2)
μ = b[lab:day] + g[lab, day] + a[cask] + size * x
place[batch] = rank(c)
contrast = τ["A"] - τ["B"]
cell = g["A", "1"]
y ~ normal(sd: if(x > 0, 1, 2), mean: μ)`,
  ],
  [
    "a factor as the outcome, and priors that a list gives each its own",
    () =>
      build()
        .data({ died: "factor", days: "real" })
        .design("X", "1 + log(days + 1)")
        .parameter("β[X]", normal([1, 0], [2, 0.5]))
        .outcome("died", bernoulli("inv_logit(X * β)"))
        .model(),
    `data {
  died: factor
  days: real
}
X = design(1 + log(days + 1))
β[X] ~ normal([1, 0], [2, 0.5])
died ~ bernoulli(inv_logit(X * β))`,
  ],
];

test.each(others)("%s are what their text says", (_, built, text) => {
  expect(digestOf(built())).toBe(digestOf(parseModel(text)));
});

test("a builder is not changed by what is made of it", () => {
  const one = build().data({ y: "real" }).parameter("β", normal(0, 1));
  const [a, b] = [one.outcome("y", normal("β", 1)), one.outcome("y", normal("β", 2))];
  expect([a.model().source, b.model().source].map((text) => /y +~ .*/.exec(text)?.[0])).toEqual([
    "y ~ normal(β, 1)",
    "y ~ normal(β, 2)",
  ]);
});
