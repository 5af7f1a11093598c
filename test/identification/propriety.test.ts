import { describe, expect, test } from "vitest";
import { bindText } from "../density/harness.ts";
import { counterexamples, judgementModel } from "./propriety/counterexamples.ts";
import { exactFits } from "./propriety/exact-fits.ts";
import type { Pair, Side } from "./propriety/pairs.ts";
import { separations } from "./propriety/separations.ts";
import { widePriors } from "./propriety/wide-priors.ts";

/** Codes of improper posteriors. */
function improprieties({ model, data }: Side): string[] {
  return bindText(model, data)
    .problems.map(({ code }) => code)
    .filter((code) => code >= "HP0465" && code <= "HP0479");
}

const tables: readonly [string, readonly Pair[]][] = [
  ["a mean that is equal to the outcome", exactFits],
  ["scales without a bound", widePriors],
  ["separation", separations],
];

describe.each(tables)("%s is improper, and its neighbour is not", (_, pairs) => {
  test.each(pairs)("$title", ({ code, improper, proper }) => {
    expect(improprieties(improper)).toContain(code);
    expect(improprieties(proper)).toEqual([]);
  });
});

test("three cells of judgements have only ones, which flat priors met with coefficients of 1e8 and no word of separation", () => {
  const [told] = bindText(judgementModel("flat()"), counterexamples).problems;
  expect(told).toMatchObject({ code: "HP0466", hint: "give `β` a proper prior, such as `normal(0, 2.5)`" });
  expect(told!.message).toContain(
    "by `type`, `validity`, `counterexamples` `response` is 1 in all 58 rows of (affirmation, valid, few), " +
      "1 in all 58 rows of (denial, valid, few), 1 in all 58 rows of (denial, invalid, few)",
  );
  expect(bindText(judgementModel("normal(0, 2.5)"), counterexamples).problems).toEqual([]);
});

test("an outcome of two labels is separated as one of 0 and 1 is, and told by its labels", () => {
  const model = "data { y: factor\ng: factor }\nX = design(1 + g)\nβ[X] ~ flat()\ny ~ bernoulli_logit(X * β)";
  const g = ["a", "a", "b", "b", "b"];
  const [told] = bindText(model, { y: ["no", "yes", "yes", "yes", "yes"], g }).problems;
  expect(told?.message).toContain(
    "`y` is `yes` in all 3 rows with column `g=b` of the design `X` other than 0",
  );
  expect(improprieties({ model, data: { y: ["no", "yes", "yes", "no", "yes"], g } })).toEqual([]);
});

test("there are more than forty pairs", () => {
  expect(tables.flatMap(([, pairs]) => pairs).length).toBeGreaterThan(40);
});
