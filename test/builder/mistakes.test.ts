/**
 * What the compiler refuses. Each `@ts-expect-error` is one mistake, and `npm run check` fails where it is none any more. As a test each
 * is made all the same, as a script in JavaScript would make it: the checker of the language, or the builder, refuses it too.
 */

import { describe, expect, test } from "vitest";
import { fit } from "../../src/api/fit.ts";
import type { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";
import { build, ModelBuilder } from "../../src/builder/build.ts";
import { distributions } from "../../src/builder/distributions.ts";
import { cumulativeSum, lag } from "../../src/builder/series.ts";
import { codesOf } from "./codes.ts";
import { builtModels } from "./models.ts";

const { bernoulli_logit, flat, half_normal, lognormal, normal, ordered, truncated } = distributions;

interface Row {
  readonly y: number;
  readonly sample: string;
  readonly "Day of year": number;
  readonly when: Date;
}

const begun = build<Row>()
  .data({ y: "real", sample: "factor", day: 'real from "Day of year"' })
  .parameter("β", normal(0, 1))
  .parameter("b[sample]", normal(0, 1));

const mistakes: readonly (readonly [words: string, make: () => unknown, codes: readonly string[]])[] = [
  [
    "a misspelt parameter in an argument",
    // @ts-expect-error: `bta`
    () => begun.outcome("y", normal("bta + b[sample]", 1)).model(),
    ["HP0201"],
  ],
  [
    "a lag of a misspelt column, within one, and by one",
    () =>
      begun
        // @ts-expect-error: `z`
        .define("a", lag("z", { within: "sample", by: "day" }))
        // @ts-expect-error: `smaple`
        .define("c", `2 * ${lag("y", { within: "smaple", first: 0 })}`)
        // @ts-expect-error: `dya`
        .outcome("y", normal("b[sample] * lag(y, within: sample, by: dya)", 1))
        .model(),
    ["HP0141", "HP0141", "HP0141"],
  ],
  [
    "a lag within a column of numbers, in an expression and in a design",
    () =>
      begun
        // @ts-expect-error: `day` is no factor
        .design("X", `1 + ${lag("y", { within: "day" })}`)
        // @ts-expect-error: `day` is no factor
        .outcome("y", normal(`β * ${cumulativeSum("day", { within: "day" })}`, 1))
        .model(),
    ["HP0141", "HP0141"],
  ],
  [
    "an argument that no lag has",
    // @ts-expect-error: `back`
    () => begun.outcome("y", normal(`β * ${lag("day", { back: 2 })}`, 1)).model(),
    ["HP0140"],
  ],
  [
    "a misspelt parameter in an argument by name",
    // @ts-expect-error: `bta`
    () => begun.outcome("y", normal({ mean: "bta", sd: 1 })).model(),
    ["HP0201"],
  ],
  [
    "a misspelt parameter in a list, in a bound of truncation, and below a modifier",
    () =>
      begun
        // @ts-expect-error: `γ`
        .parameter("g[sample]", normal(["γ", 0], 1))
        // @ts-expect-error: `γ`
        .parameter("t", truncated(normal(0, 1), { lower: "γ" }))
        // @ts-expect-error: `γ`
        .parameter("o[sample]", ordered(normal("γ", 1)))
        .outcome("y", normal("β + t", 1))
        .model(),
    ["HP0201"],
  ],
  [
    "a misspelt column in an argument",
    // @ts-expect-error: `days`
    () => begun.outcome("y", normal("β * days", 1)).model(),
    ["HP0201"],
  ],
  [
    "an outcome that is no column",
    // @ts-expect-error: `yy`
    () => begun.outcome("yy", bernoulli_logit("β")).model(),
    ["HP0311"],
  ],
  [
    "a misspelt plate of a parameter",
    // @ts-expect-error: `smaple`
    () => begun.parameter("c[smaple]", normal(0, 1)).outcome("y", normal("β", 1)).model(),
    ["HP0205"],
  ],
  [
    "a plate that is a number",
    // @ts-expect-error: `y` is no factor
    () => begun.parameter("c[y]", normal(0, 1)).outcome("y", normal("β", 1)).model(),
    ["HP0206"],
  ],
  [
    "a part of a combination that is no factor",
    // @ts-expect-error: `day` is no factor
    () => begun.parameter("c[sample:day]", normal(0, 1)).outcome("y", normal("β", 1)).model(),
    ["HP0207"],
  ],
  [
    "brackets with another plate than the parameter has",
    // @ts-expect-error: `b` is over `sample`
    () => begun.levels("K", 1, 2).outcome("y", normal("b[K]", 1)).model(),
    ["HP0211"],
  ],
  [
    "brackets behind what has no plate",
    // @ts-expect-error: `β` is one number
    () => begun.outcome("y", normal("β[sample]", 1)).model(),
    ["HP0210"],
  ],
  [
    "a misspelt function",
    // @ts-expect-error: `lgo(`
    () => begun.outcome("y", normal("lgo(β)", 1)).model(),
    ["HP0218"],
  ],
  [
    "a misspelt name in a value",
    // @ts-expect-error: `bta`
    () => begun.define("twice", "2 * bta").outcome("y", normal("β", 1)).model(),
    ["HP0201"],
  ],
  [
    "a parameter that is declared below",
    () =>
      build<Row>()
        .data({ y: "real" })
        // @ts-expect-error: `σ`
        .outcome("y", normal(0, "σ"))
        .parameter("σ", half_normal(1))
        .model(),
    // The language has no order of statements.
    [],
  ],
  [
    "a misspelt column in a design",
    // @ts-expect-error: `dy`
    () => begun.design("X", "1 + log(dy) * sample").outcome("y", normal("β", 1)).model(),
    ["HP0233"],
  ],
  [
    "a factor that another is within and that is none",
    () =>
      begun
        // @ts-expect-error: `y` is no factor
        .data({ when: "factor in y" })
        .outcome("y", normal("β", 1))
        .model(),
    ["HP0229"],
  ],
  [
    "a bound of a column that is not there",
    () =>
      build()
        // @ts-expect-error: `n`
        .data({ k: "int in 0..n", y: "real" })
        .outcome("y", normal(0, 1))
        .model(),
    ["HP0201"],
  ],
  [
    "a type of column that there is none of",
    () =>
      build()
        // @ts-expect-error: `reel`
        .data({ y: "reel" })
        .model(),
    ["HP0116"],
  ],
  [
    "an argument too few",
    () =>
      begun
        // @ts-expect-error: without its sd
        .outcome("y", normal(0))
        .model(),
    ["HP0304"],
  ],
  [
    "an argument too many",
    () =>
      begun
        // @ts-expect-error: the third
        .outcome("y", normal(0, 1, 2))
        .model(),
    ["HP0303"],
  ],
  [
    "a misspelt argument beside those that there are",
    () =>
      begun
        // @ts-expect-error: `upr`
        .parameter("f", flat({ lower: 0, upr: 1 }))
        .outcome("y", normal("f", 1))
        .model(),
    ["HP0305"],
  ],
  [
    "a number that is none",
    () =>
      begun
        // @ts-expect-error: undefined
        .outcome("y", lognormal(undefined, 1))
        .model(),
    ["HP0180"],
  ],
  [
    "a text in place of a distribution",
    // @ts-expect-error: a text
    () => begun.outcome("y", "normal(0, 1)").model(),
    ["HP0184"],
  ],
  [
    "a combination of factors that are none",
    // @ts-expect-error: `lab`
    () => begun.dataPer("lab:sample", { heat: "real" }).outcome("y", normal("β", 1)).model(),
    ["HP0229"],
  ],
];

describe("the compiler and the checker refuse", () => {
  test.each(mistakes)("%s", (_, make, codes) => {
    expect(codesOf(make)).toEqual(codes);
  });
});

describe("with rows of a type, the compiler refuses", () => {
  const begin = build<Row>();

  test("a column that they do not have, or that has another name", () => {
    // @ts-expect-error: no `z`
    begin.data({ z: "real" });
    // @ts-expect-error: `day` is called otherwise
    begin.data({ day: "real" });
    // @ts-expect-error: `Day of Year` is written otherwise
    begin.data({ day: 'real from "Day of Year"' });
    expect(begin.data({ day: 'real from "Day of year"' })).toBeInstanceOf(ModelBuilder);
  });

  test("a column whose cells are of another type", () => {
    // @ts-expect-error: labels are no numbers
    begin.data({ sample: "int" });
    // @ts-expect-error: a date is no label
    begin.data({ when: "factor" });
    expect(begin.data({ y: "factor" })).toBeInstanceOf(ModelBuilder);
  });
});

const few = { chains: 1, draws: 20, warmup: 20, workers: 0, seed: 3 } as const;
const rows = Array.from({ length: 12 }, (_, i) => ({
  y: 10 + Math.sin(i),
  sample: "ABC"[i % 3]!,
  method: "unused",
}));
const columns = { y: rows.map(({ y }) => y), sample: rows.map(({ sample }) => sample) };

describe("what is built is fitted to rows of its columns", () => {
  const { replicates } = builtModels;

  test("as rows, as columns, or as a file", async () => {
    const fitted = await fit(replicates, { data: rows, ...few });
    const same = await fit(replicates, { data: columns, ...few });
    expect(same.draws.values).toEqual(fitted.draws.values);
    const file = await fit(replicates, { data: "models/replicates/data.csv", ...few });
    expect(file.record.data.rowsUsed).toBe(76);
  });

  test("and to no others", async () => {
    // @ts-expect-error: without `sample`
    await expect(fit(replicates, { data: [{ y: 1 }], ...few })).rejects.toThrow("HP0407");
    // @ts-expect-error: `y` is a number
    await expect(fit(replicates, { data: [{ y: "1", sample: "A" }], ...few })).rejects.toThrow("HP0411");
    // @ts-expect-error: `smaple`
    await expect(fit(replicates, { data: { y: [1], smaple: ["A"] }, ...few })).rejects.toThrow("HP0407");
  });

  test("with a type of rows that has more columns, also where names come from elsewhere", async () => {
    const given: Row[] = rows.map((row, i) => ({ ...row, "Day of year": i, when: new Date(0) }));
    const model = begun.outcome("y", normal("β * day + b[sample]", 1)).model();
    const fitted = await fit(model, { data: given, ...few });
    expect(fitted.get("β")).toHaveLength(20);
    // @ts-expect-error: rows without the day
    await expect(fit(model, { data: rows, ...few })).rejects.toThrow("HP0407");
  });
});

describe("the fitted model knows its variables", () => {
  test("in Greek letters and spelled out, with levels, and no others", async () => {
    const fitted = await fit(builtModels.replicates, { data: rows, ...few });
    expect(fitted.get("sigma_b")).toBe(fitted.get("σ_b"));
    const level: string = "C";
    expect(fitted.get(`b[${level}]`)).toBe(fitted.get("b[C]"));
    // @ts-expect-error: `σ_c`
    expect(() => fitted.get("σ_c")).toThrow(RangeError);
    // @ts-expect-error: `sigma`, but not `sigm`
    expect(() => fitted.get("sigm")).toThrow(RangeError);
    // @ts-expect-error: `b` has a value for each sample
    expect(() => fitted.get("b")).toThrow(RangeError);
    // @ts-expect-error: `β` has none
    expect(() => fitted.get("β[A]")).toThrow(RangeError);
  });

  test("values that vary by row are none of them, and other values are", async () => {
    const model = begun
      .levels("K", 1, 2)
      .parameter("w[K]", normal(0, 1))
      .define("μ", "β + b[sample]")
      .define("ν", "μ + 1")
      .define("ξ", "day * w[1]")
      .define("spread", "sd(b) + w[2]")
      .define("up[sample]", "exp(b[sample])")
      .outcome("y", normal("ν + ξ", 1))
      .model();
    const fitted = await fit(model, { data: { ...columns, "Day of year": rows.map((_, i) => i) }, ...few });
    const names = fitted.draws.variables.filter(({ isHidden }) => !isHidden).map(({ quantity }) => quantity);
    expect([...new Set(names)]).toEqual(["β", "b", "w", "spread", "up"]);
    expect([fitted.get("spread"), fitted.get("up[A]"), fitted.get("w[2]")]).toHaveLength(3);
    // @ts-expect-error: one for each row
    expect(() => fitted.get("μ")).toThrow(RangeError);
    // @ts-expect-error: one for each row
    expect(() => fitted.get("nu")).toThrow(RangeError);
    // @ts-expect-error: one for each row
    expect(() => fitted.get("ξ")).toThrow(RangeError);
  });

  test("a name in ASCII is also its Greek letters", async () => {
    const model = build().parameter("sigma_b", half_normal(1)).model();
    const fitted = await fit(model, few);
    expect(fitted.get("σ_b")).toBe(fitted.get("sigma_b"));
  });

  test("where the names are not known any name compiles, and a fitted model that has them is one that has not", async () => {
    const fitted = await fit(parseModel("μ ~ normal(0, 1)"), few);
    expect(() => fitted.get("τ")).toThrow(RangeError);
    const meanOf = (one: Fitted, name: string): number => one.get(name)[0]!;
    expect(meanOf(await fit(builtModels.replicates, { data: rows, ...few }), "σ")).toBeGreaterThan(0);
  });
});
