/**
 * What the compiler refuses of labels, pools, elements, matrices, several columns and distributions made of others; as in
 * `mistakes.test.ts`, each is made all the same.
 */

import { describe, expect, test } from "vitest";
import { fit } from "../../src/api/fit.ts";
import { build } from "../../src/builder/build.ts";
import { distributions } from "../../src/builder/distributions.ts";
import type { DesignFunction } from "../../src/builder/known.ts";
import * as designs from "../../src/language/checker/designs.ts";
import { codesOf } from "./codes.ts";

const { beta, censored, hurdle, mixture, multi_normal, multinomial, normal, poisson } = distributions;
const { random_walk, weighted, zero_inflated, zero_one_inflated } = distributions;

interface Game {
  readonly y: number;
  readonly n: number | null;
  readonly arm: "control" | "new drug";
  readonly lab: 1 | 2;
  readonly home: string;
  readonly away: string;
  readonly dose: string;
}

const begun = build<Game>()
  .data({ y: "real", n: "int >= 0 ?", arm: "factor", lab: "factor" })
  .data({
    home: "factor of team",
    away: "factor of team",
    dose: 'factor ordered [low, "high"]',
  })
  .levels("K", 1, 3)
  .design("X", "1 + y")
  .parameter("β[X]", normal(0, 1))
  .parameter("a[arm]", normal(0, 1))
  .parameter("c[lab]", normal(0, 1))
  .parameter("d[dose]", normal(0, 1))
  .parameter("skill[team]", normal(0, 1))
  .parameter("w[K]", normal(0, 1))
  .parameter("g[arm, K]", normal(0, 1));

/** With an outcome, so that nothing else is wrong with it. */
const whole = begun.outcome("y", normal("X * β", 1));

/** Labels of factors are not known before data are read. */
const withData: readonly string[] = [];

const mistakes: readonly (readonly [words: string, make: () => unknown, codes: readonly string[]])[] = [
  [
    "a misspelt label, of the type of the rows",
    () =>
      whole
        .define("fine", 'a["control"] + a["new drug"] + c["1"] + c[2]')
        // @ts-expect-error: `contrl`
        .define("bad", 'a["contrl"]')
        // @ts-expect-error: there is no lab 3
        .define("none", "c[3]")
        .model(),
    withData,
  ],
  [
    "a misspelt label, of an order",
    () =>
      whole
        .define("fine", 'd["low"] - d["high"]')
        // @ts-expect-error: `hihg`
        .define("bad", 'd["hihg"]')
        .model(),
    withData,
  ],
  [
    "a number that is not among levels",
    () =>
      whole
        .define("fine", 'w[1] + w["3"] + g["control", 3] + g["new drug", 1]')
        // @ts-expect-error: there are three
        .define("bad", "w[4]")
        // @ts-expect-error: there are three
        .define("worse", 'g["control", 0]')
        // @ts-expect-error: `new` is no arm
        .define("worst", 'g["new", 1]')
        .model(),
    ["HP0226", "HP0226"],
  ],
  [
    "a label that is not among levels",
    () =>
      whole
        .levels("L", ["low", "high"])
        .parameter("o[L]", normal(0, 1))
        .define("fine", 'o["low"]')
        // @ts-expect-error: `hi`
        .define("bad", 'o["hi"]')
        // @ts-expect-error: they have labels
        .define("worse", "o[1]")
        .model(),
    ["HP0226", "HP0226"],
  ],
  [
    "a comparison with a misspelt label, and of a misspelt factor",
    () =>
      whole
        .define("fine", 'if(arm == "new drug", a[arm], 0) * (lab != "1") + (arm=="control")')
        // @ts-expect-error: `new`
        .define("bad", 'if(arm == "new", 1, 0)')
        // @ts-expect-error: `amr`
        .define("worse", 'if(amr == "control", 1, 0)')
        // @ts-expect-error: a factor is no number
        .define("worst", "2 * arm")
        .model(),
    ["HP0201", "HP0214"],
  ],
  [
    "a comparison with a misspelt label in a design, and a function that designs have not",
    () =>
      whole
        .design("V", 'no_intercept(I(arm == "new drug") + y)')
        // @ts-expect-error: `drug`
        .design("W", 'I(arm == "drug")')
        // @ts-expect-error: `splin`
        .design("S", "0 + splin(y, 10)")
        .model(),
    ["HP0234"],
  ],
  [
    "a column whose labels are of another pool, and the pool where a row is meant",
    () =>
      whole
        .define("fine", 'skill[home] - skill[away] + skill["A"]')
        // @ts-expect-error: `arm` is no member of `team`
        .define("bad", "skill[arm]")
        // @ts-expect-error: `hmoe`
        .define("worse", "skill[hmoe]")
        .model(),
    ["HP0211", "HP0205"],
  ],
  [
    "an element of what is not declared, of a misspelt label, or without a label",
    () =>
      whole
        .element('a["control"]', normal(1, 1))
        .element("g[arm, 2]", normal(1, 1))
        .element('β["y"]', normal(1, 1))
        // @ts-expect-error: `aa`
        .element('aa["control"]', normal(0, 1))
        // @ts-expect-error: `contrl`
        .element('a["contrl"]', normal(0, 1))
        // @ts-expect-error: there are three
        .element("w[7]", normal(0, 1))
        // @ts-expect-error: that is all of them
        .element("g[arm, K]", normal(0, 1))
        .model(),
    ["HP0187"],
  ],
  [
    "a matrix over a misspelt factor",
    () =>
      whole
        // @ts-expect-error: `amr`
        .matrix("A[amr, amr]")
        .model(),
    ["HP0205"],
  ],
  [
    "a matrix that is not declared",
    () =>
      whole
        .matrix("A[arm, arm]")
        .inverseMatrix("Q[team, team]")
        .parameter("u[arm]", multi_normal(0, 1, "A"))
        .parameter("v[team]", multi_normal(0, 1, "Q"))
        // @ts-expect-error: `B`
        .parameter("z[arm]", multi_normal(0, 1, "B"))
        .model(),
    ["HP0201"],
  ],
  [
    "several columns of which one is misspelt, and a factor among columns of numbers",
    () =>
      begun
        // @ts-expect-error: `yy`
        .outcome(["y", "yy"], multi_normal(0, 1, "K"))
        // @ts-expect-error: labels are no numbers
        .outcome(["n", "arm"], multinomial([0.5, 0.5]))
        .model(),
    ["HP0347", "HP0313"],
  ],
  [
    "a mixture whose components are no list, and weights that are none",
    () =>
      begun
        // @ts-expect-error: in brackets
        .outcome("y", mixture(0.5, normal(0, 1), normal(1, 1)))
        .outcome(
          "n",
          // @ts-expect-error: without its weight
          weighted(poisson(1)),
        )
        .model(),
    ["HP0185", "HP0180"],
  ],
  [
    "a walk with an argument that it has not",
    () =>
      whole
        .parameter("r[K]", random_walk(1))
        .parameter("s[K]", random_walk(1, 10))
        // @ts-expect-error: `frist`
        .parameter("t[K]", random_walk({ sd: 1, frist: 10 }))
        .model(),
    ["HP0305"],
  ],
];

describe("the compiler and the checker refuse", () => {
  test.each(mistakes)("%s", (_, make, codes) => {
    expect(codesOf(make)).toEqual(codes);
  });
});

test("the compiler and the checker refuse misspelt names in what is made of others", () => {
  const one = build<{ y: number; n: number }>().data({ y: "real", n: "int >= 0" });
  const makes: readonly (() => unknown)[] = [
    // @ts-expect-error: `p`
    () => one.outcome("n", zero_inflated("p", poisson(1))).model(),
    // @ts-expect-error: `p`
    () => one.outcome("n", zero_inflated(0.5, poisson("p"))).model(),
    // @ts-expect-error: `p`
    () => one.outcome("n", hurdle("p", poisson(1))).model(),
    // @ts-expect-error: `q`
    () => one.outcome("y", zero_one_inflated(0.5, "q", beta(1, 1))).model(),
    // @ts-expect-error: `μ`
    () => one.outcome("y", mixture(0.5, [normal(0, 1), normal("μ", 1)])).model(),
    // @ts-expect-error: `v`
    () => one.outcome("y", mixture(["v", 0.5], [normal(0, 1), normal(1, 1)])).model(),
    // @ts-expect-error: `event`
    () => one.outcome("y", censored(normal(0, 1), { right: "event == 0" })).model(),
    // @ts-expect-error: `weight`
    () => one.outcome("y", weighted(normal(0, 1), "weight")).model(),
  ];
  for (const make of makes) expect(codesOf(make)).toEqual(["HP0201"]);
  // @ts-expect-error: `rihgt`
  expect(codesOf(() => one.outcome("y", censored(normal(0, 1), { rihgt: "n" })).model())).toEqual(["HP0333"]);
});

const few = { chains: 1, draws: 20, warmup: 20, workers: 0, seed: 3 } as const;

test("missing values are variables of the fitted model, and others are not", async () => {
  const model = build()
    .data({ y: "real?", x: "real? > -5", z: "real", g: "factor" })
    .dataPer("g", { heat: 'real? "of a group"' })
    .parameter("β", normal(0, 1))
    .outcome("x", normal(0, 1))
    .outcome("heat", normal(0, 1))
    .outcome("y", normal("β * x + heat", 1))
    .model();
  const data = { y: [1, null, 2], x: [null, 1, 2], z: [1, 2, 3], g: ["A", "A", "B"], heat: [1, 1, null] };
  const fitted = await fit(model, { data, ...few });
  for (const draws of [fitted.get("y[row 2]"), fitted.get("x[row 1]"), fitted.get("heat[B]")])
    expect(draws).toHaveLength(20);
  // @ts-expect-error: all of `z` must be there
  expect(() => fitted.get("z[row 1]")).toThrow(RangeError);
});

test("numbers of the data have draws, also beside levels, and what they are part of has as it varies", async () => {
  const model = build()
    .data({ y: "real", g: "factor" })
    .levels("K", 1, 2)
    .parameter("φ[K, g]", normal(0, 1))
    .define("m", "mean(y) + 2 * sd(log(y + 3) + 1)")
    .define("top", "max(y) + min(φ) + m")
    .define("p", "φ[1, g]")
    .define("q", "max(y, 1) + top")
    .define("r", 'if(g == "A", 1, 2)')
    .define("s", 'φ[1, "A"]')
    .outcome("y", normal("p + q + r", 1))
    .model();
  const fitted = await fit(model, { data: { y: [1, 2], g: ["A", "B"] }, ...few });
  const names = fitted.draws.variables.filter(({ isHidden }) => !isHidden).map(({ quantity }) => quantity);
  expect([...new Set(names)].sort()).toEqual(["m", "s", "top", "φ"]);
  expect([fitted.get("m"), fitted.get("top"), fitted.get("s"), fitted.get("φ[1,A]")]).toHaveLength(4);
  // @ts-expect-error: one for each row
  expect(() => fitted.get("p")).toThrow(RangeError);
  // @ts-expect-error: one for each row
  expect(() => fitted.get("q")).toThrow(RangeError);
  // @ts-expect-error: one for each row
  expect(() => fitted.get("r")).toThrow(RangeError);
});

/** In types as in the language. */
const functionsOfDesigns: { readonly [Name in DesignFunction]: string } = {
  center: "center(x)",
  scale: "scale(x)",
  poly: "poly(x, 2)",
  spline: "spline(x, 5)",
  sum: "sum(f)",
  helmert: "helmert(f)",
  steps: "steps(f)",
  I: "I(x)",
  log: "log(x)",
  log1p: "log1p(x)",
  log2: "log2(x)",
  log10: "log10(x)",
  exp: "exp(x)",
  sqrt: "sqrt(x)",
  square: "square(x)",
  abs: "abs(x)",
  no_intercept: "no_intercept(x)",
};

test("the functions that a design may have are those that the compiler knows", () => {
  const begin = build().data({ y: "real", x: "real", f: "factor ordered [a, b]" });
  const withDesign = (formula: string) => () =>
    begin.design("X", formula).parameter("β[X]", normal(0, 1)).outcome("y", normal("X * β", 1)).model();
  for (const formula of Object.values(functionsOfDesigns)) expect(codesOf(withDesign(formula))).toEqual([]);
  const { formulaFunctions } = designs;
  expect([...formulaFunctions, "no_intercept"].sort()).toEqual(Object.keys(functionsOfDesigns).sort());
});
