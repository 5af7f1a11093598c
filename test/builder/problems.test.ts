/** What is given to the builder and is not what its place takes: told with its place, and its advice followed. */

import { expect, test } from "vitest";
import { ProblemError } from "../../src/api/problem-error.ts";
import { build } from "../../src/builder/build.ts";
import { distributions } from "../../src/builder/distributions.ts";

const { censored, mixture, normal, truncated, weibull } = distributions;
const begun = build("m").data({ y: "real" }).parameter("β", normal(0, 1));

/** What is shown, and its codes. */
function problemsOf(make: () => unknown): readonly [shown: string, codes: readonly string[]] {
  try {
    make();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [error.message, error.problems.map(({ code }) => code)];
  }
  return ["", []];
}

/** As from JavaScript, where anything may come. */
const loose = begun as unknown as Readonly<Record<string, (...given: unknown[]) => typeof begun>>;
const anything = distributions as unknown as Readonly<Record<string, (...given: unknown[]) => never>>;

test("a number that is not finite, or no number (HP0180), and what is written in its place", () => {
  const [shown, codes] = problemsOf(() => begun.outcome("y", normal("β", Number.NaN)).model());
  expect(codes).toEqual(["HP0180"]);
  expect(shown).toContain("  9 | y ~ normal(β, NaN)\n    |               ^^^\n");
  expect(shown).toContain("found the number NaN");
  for (const given of [undefined, null, {}, () => 1, Number.POSITIVE_INFINITY, true]) {
    const made = () => loose.outcome!("y", anything.normal!("β", given)).model();
    expect(problemsOf(made)[1]).toEqual(["HP0180"]);
  }
  expect(problemsOf(() => begun.outcome("y", normal("β", 2)).model())[1]).toEqual([]);
  expect(problemsOf(() => begun.outcome("y", normal("β", "1 + 1")).model())[1]).toEqual([]);
});

test("a text that is more than one expression (HP0181), and its parts by themselves", () => {
  const [shown, codes] = problemsOf(() => loose.outcome!("y", anything.normal!("β, 1")).model());
  expect(codes).toEqual(["HP0181"]);
  expect(shown).toContain("  9 | y ~ normal(β, 1)\n    |            ^^^^\n");
  for (const text of ["β # 1", 'β "label"', "β\nγ ~ normal(0, 1)", "γ = 1", "β + 1 2"]) {
    expect(problemsOf(() => begun.outcome("y", normal(text, 1)).model())[1]).toEqual(["HP0181"]);
    expect(problemsOf(() => begun.define("δ", `${text}`).model())[1]).toEqual(["HP0181"]);
  }
  expect(problemsOf(() => begun.design("X", "1) + (2" as string).model())[1]).toEqual(["HP0181"]);
  expect(problemsOf(() => begun.define("δ", "β", "a label").outcome("y", normal("β", 1)).model())[1]).toEqual(
    [],
  );
});

test("an expression that cannot be read is told as in any text, at its place", () => {
  const [shown, codes] = problemsOf(() => begun.outcome("y", normal("β +", "(1")).model());
  expect(codes).toEqual(["HP0110", "HP0106"]);
  expect(shown).toContain("  9 | y ~ normal(β +, (1)\n    |            ^^^\n");
  expect(problemsOf(() => begun.outcome("y", normal("1) \nz ~ normal(0" as string, 1)).model())[1]).toEqual([
    "HP0107",
  ]);
});

test("what is no name (HP0182), and the names of which one is made", () => {
  const [shown, codes] = problemsOf(() => begun.parameter("my sd", normal(0, 1)).model());
  expect(codes).toEqual(["HP0182"]);
  expect(shown).toContain("found the text `my sd`");
  const given: readonly (() => unknown)[] = [
    () => loose.parameter!(5, normal(0, 1)).model(),
    () => loose.parameter!("[b]", normal(0, 1)).model(),
    () => loose.parameter!("centered b", normal(0, 1)).model(),
    () => loose.constant!("a[b]", 1).model(),
    () => loose.levels!("K = 1..2\nL", 1, 2).model(),
    () => loose.outcome!("y[β]", normal(0, 1)).model(),
    () => loose.outcome!("[y, y]", normal(0, 1)).model(),
    () => loose.dataPer!("y }", { x: "real" }).model(),
    () => loose.outcome!("y", anything.normal!({ mean: 0, "sd: 1, x": 2 })).model(),
    () => loose.data!({ "x: real, z": "real" }).model(),
    () => build("my model").data({ y: "real" }).model(),
  ];
  for (const make of given) expect(problemsOf(make)[1]).toEqual(["HP0182"]);
  const ways = [begun.parameter("my_sd", normal(0, 1)), build("my_model", "my model").define("x", 1)];
  for (const way of ways) expect(problemsOf(() => way.model())[1]).toEqual([]);
});

test("what declares no column (HP0183), and what does", () => {
  const wrong = [
    "",
    "real\nz: int",
    "real, z: int",
    "real }",
    "real # length",
    "real > ",
    "factor in",
    5,
    null,
  ];
  for (const given of wrong) {
    expect(problemsOf(() => loose.data!({ x: given }).model())[1]).toEqual(["HP0183"]);
  }
  expect(problemsOf(() => loose.data!({ x: "reel" }).model())[0]).toContain("write `real`");
  for (const given of [
    "real",
    "int in 0..5",
    "factor",
    'real > 0 from "Days"',
    'factor reference "A" "label"',
  ]) {
    const model = begun.data({ x: given }).outcome("y", normal("β", 1)).model();
    expect(model.checked.columns.map(({ name }) => name)).toEqual(["y", "x"]);
  }
});

test("what is no distribution (HP0184), and one", () => {
  const [shown, codes] = problemsOf(() => loose.outcome!("y", "normal(0, 1)").model());
  expect(codes).toEqual(["HP0184"]);
  expect(shown).toContain("found the text `normal(0, 1)`");
  for (const given of [undefined, 5, {}, normal]) {
    expect(problemsOf(() => loose.outcome!("y", given).model())[1]).toEqual(["HP0184"]);
    expect(
      problemsOf(() => loose.outcome!("y", anything.truncated!(given, { lower: 0 })).model())[1],
    ).toEqual(["HP0184"]);
  }
  expect(problemsOf(() => begun.outcome("y", normal("β", 1)).model())[1]).toEqual([]);
});

test("what is no list of distributions (HP0185), and one", () => {
  const [shown, codes] = problemsOf(() => loose.outcome!("y", anything.mixture!(0.5, normal(0, 1))).model());
  expect(codes).toEqual(["HP0185"]);
  expect(shown).toContain("expected a list of distributions, found a distribution");
  for (const given of [undefined, null, "[normal(0, 1), normal(0, 5)]", {}]) {
    expect(problemsOf(() => loose.outcome!("y", anything.mixture!(0.5, given)).model())[1]).toEqual([
      "HP0185",
    ]);
  }
  const others = () => loose.outcome!("y", anything.mixture!(0.5, [normal(0, 1), "normal(0, 5)"])).model();
  expect(problemsOf(others)[1]).toEqual(["HP0184"]);
  // @ts-expect-error: nor does it compile
  const none = () => begun.outcome("y", mixture(0.5, [])).model();
  expect(problemsOf(none)[1]).toEqual(["HP0337"]);
  expect(
    problemsOf(() => begun.outcome("y", mixture(0.3, [normal("β", 1), normal(0, 5)])).model())[1],
  ).toEqual([]);
});

test("a label that is no text (HP0186), one that is, and none", () => {
  const [shown, codes] = problemsOf(() => loose.parameter!("γ", normal(0, 1), normal(0, 1)).model());
  expect(codes).toEqual(["HP0186"]);
  expect(shown).toContain("found a distribution");
  const given: readonly (() => unknown)[] = [
    () => loose.levels!("K", 1, 2, 3).model(),
    () => loose.levels!("K", ["a", 1.5]).model(),
    () => loose.levels!("K", ["a", null]).model(),
    () => loose.levels!("K", ["a", "b"], 5).model(),
    () => loose.constant!("s", 1, null).model(),
    () => loose.design!("X", "1", ["a"]).model(),
    () => (build as (...words: unknown[]) => typeof begun)("m", 5).model(),
  ];
  for (const make of given) expect(problemsOf(make)[1]).toEqual(["HP0186"]);
  const wayOf = (label?: string) => () => begun.outcome("y", normal("β", 1), label).model();
  for (const label of ["biological sd", "", undefined]) expect(problemsOf(wayOf(label))[1]).toEqual([]);
});

test("what is no element, or one where all is wanted (HP0187), and both", () => {
  const vector = build().data({ y: "real", x: "real" }).design("X", "1 + x").parameter("β[X]", normal(0, 5));
  const outcome = normal("X * β", 1);
  const any = vector as unknown as typeof loose;
  const [shown, codes] = problemsOf(() => any.element!("β[X]", normal(0, 1)).model());
  expect(codes).toEqual(["HP0187"]);
  expect(shown).toContain("expected one element of a parameter, with a label in brackets");
  for (const given of [undefined, 5, "β", 'β["x"] ~ normal(0, 1)\nγ', 'β["x"] # one']) {
    expect(problemsOf(() => any.element!(given, normal(0, 1)).model())[1]).toEqual(["HP0187"]);
  }
  for (const method of ["parameter", "centered", "define"]) {
    const make = () => any[method]!('β["x"]', method === "define" ? 1 : normal(0, 1)).model();
    expect(problemsOf(make)).toEqual([expect.stringContaining("expected a whole parameter"), ["HP0187"]]);
  }
  const both = () => vector.element('β["x"]', normal(0, 1)).outcome("y", outcome).model();
  expect(problemsOf(both)[1]).toEqual([]);
});

test("what is no object of columns (HP0188), and one", () => {
  const [shown, codes] = problemsOf(() => loose.data!("y").model());
  expect(codes).toEqual(["HP0188"]);
  expect(shown).toContain("found the text `y`");
  for (const given of [undefined, null, 5, ["y"], new Map([["y", "real"]])]) {
    expect(problemsOf(() => loose.data!(given).model())[1]).toEqual(["HP0188"]);
  }
  expect(problemsOf(() => loose.dataPer!("g").model())[1]).toEqual(["HP0188"]);
  const none = Object.assign(Object.create(null), { z: "real", g: "factor" });
  const both = () =>
    loose.data!(none)
      .dataPer("g" as never, { w: "real" })
      .outcome("y", normal("β", 1))
      .model();
  expect(problemsOf(both)[1]).toEqual([]);
});

test("what is no object of arguments (HP0189), and one", () => {
  const [shown, codes] = problemsOf(() =>
    loose.outcome!("y", anything.censored!(normal("β", 1), "y > 3")).model(),
  );
  expect(codes).toEqual(["HP0189"]);
  expect(shown).toContain("found the text `y > 3`");
  for (const given of [null, 5, [0, 1], normal(0, 1)]) {
    const make = () => loose.outcome!("y", anything.truncated!(normal("β", 1), given)).model();
    expect(problemsOf(make)[1]).toEqual(["HP0189"]);
  }
  expect(problemsOf(() => loose.outcome!("y", anything.normal!(new Date(0))).model())[1]).toEqual(["HP0189"]);
  const right = () => begun.outcome("y", truncated(normal("β", 1), { lower: 0 })).model();
  expect(problemsOf(right)[1]).toEqual([]);
  const times = build().data({ t: "real > 0", event: "int" });
  const survival = () => times.outcome("t", censored(weibull(1, 2), { right: "event == 0" })).model();
  expect(problemsOf(survival)[1]).toEqual([]);
});

test("arguments too few or too many of what is made of others are told as in any text", () => {
  const given: readonly (readonly [make: () => never, code: string])[] = [
    [() => anything.zero_inflated!(0.2, normal(0, 1), 3), "HP0333"],
    [() => anything.zero_inflated!(normal(0, 1)), "HP0180"],
    [() => anything.censored!(normal(0, 1)), "HP0333"],
    [() => anything.weighted!(normal(0, 1)), "HP0180"],
  ];
  for (const [make, code] of given)
    expect(problemsOf(() => loose.outcome!("y", make()).model())[1]).toContain(code);
  const [, few] = problemsOf(() => loose.outcome!(["y"], normal(0, 1)).model());
  expect(few).toEqual(["HP0349"]);
  expect(problemsOf(() => loose.outcome!([], normal(0, 1)).model())[1]).toEqual(["HP0349"]);
  expect(problemsOf(() => loose.outcome!(["y", 5], normal(0, 1)).model())[1]).toEqual(["HP0182"]);
});

test("a matrix wants its plate in brackets, and no words behind them", () => {
  const wrong = ["A", "A[g, g] inverse", 'A[g, g] "a"', 5, "A[g, g]\nB[g, g]"];
  const any = build().data({ y: "real", g: "factor" }) as unknown as typeof loose;
  for (const given of wrong)
    for (const method of ["matrix", "inverseMatrix"])
      expect(problemsOf(() => any[method]!(given).model())).toEqual([
        expect.stringContaining("the name of a matrix with its plate twice"),
        ["HP0182"],
      ]);
});

test("all of them are told at once, each at its place, and before those of the text", () => {
  const make = () =>
    loose.parameter!("a b", 5)
      .parameter("γ", normal("0, 1" as string, Number.NaN))
      .outcome("y", truncated(normal("nowhere" as string, 1), {}))
      .model();
  const [shown, codes] = problemsOf(make);
  expect(codes).toEqual(["HP0182", "HP0184", "HP0181", "HP0180"]);
  expect(
    [...shown.matchAll(/^<model>:(\d+):(\d+)$/gm)].map(([, line, column]) => `${line}:${column}`),
  ).toEqual(["8:1", "8:7", "9:12", "9:18"]);
});

test("truncation without bounds is told by the checker, also where they are left out in JavaScript", () => {
  expect(problemsOf(() => begun.outcome("y", truncated(normal("β", 1), {})).model())[1]).toEqual(["HP0320"]);
  const without = () => loose.outcome!("y", anything.truncated!(normal("β", 1))).model();
  expect(problemsOf(without)[1]).toEqual(["HP0320"]);
});
