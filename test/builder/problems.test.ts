/** What is given to the builder and is not what its place takes: told with its place, and its advice followed. */

import { expect, test } from "vitest";
import { ProblemError } from "../../src/api/problem-error.ts";
import { build } from "../../src/builder/build.ts";
import { distributions } from "../../src/builder/distributions.ts";

const { normal, truncated } = distributions;
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
