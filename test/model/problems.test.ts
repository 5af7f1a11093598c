import { expect, test } from "vitest";
import * as messages from "../../src/model/problems.ts";
import type { Problem, Span } from "../../src/problems/problem.ts";

const span: Span = { start: 0, end: 3, line: 2, column: 5 };
const at = { file: "data.csv", line: 7, words: "row 6" };

const problems: { readonly [K in keyof typeof messages]: Problem } = {
  unknownConstant: messages.unknownConstant("t", ["s", "r"]),
  constantNotFinite: messages.constantNotFinite("s", Number.NaN, span),
  boundBroken: messages.boundBroken("size", "> 0", -1, 3, at),
  outcomeOutside: messages.outcomeOutside("y", "beta(1, 2)", "numbers from 0 to 1", 1.5, 2, at),
  argumentOutside: messages.argumentOutside(
    "standard deviation",
    "normal(0, se)",
    "positive numbers",
    0,
    at,
    span,
  ),
  notNested: messages.notNested("batch", "cask", span),
  unknownLevel: messages.unknownLevel("hnad", "method", ["hand", "robot"], "hand", span),
  sizeMismatch: messages.sizeMismatch("the list for `K`", 3, 2, span),
  noDistributionFunction: messages.noDistributionFunction("beta_binomial", span),
  notNoncentered: messages.notNoncentered("b", "beta(2, 1)", span),
  emptyPlate: messages.emptyPlate("sample"),
  missingEntry: messages.missingEntry("uranium", 1, "county.csv"),
  sdOfOne: messages.sdOfOne("sample", span),
  unknownGroupTable: messages.unknownGroupTable("county", []),
  orderedApart: messages.orderedApart("uniform", "K", span),
  choiceOfNumber: messages.choiceOfNumber("categorical_logit", "items", span),
  thresholdsDiffer: messages.thresholdsDiffer("rating", 4, true, 4, span),
  emptyInterval: messages.emptyInterval("uniform(0, c)", 0, -1, at, span),
  improperPosterior: messages.improperPosterior(
    { design: "X", name: "b", on: ["intercept", "a"], others: 2 },
    ["β"],
    span,
  ),
  oneLevel: messages.oneLevel("lab", "b", span),
  oneRowEach: messages.oneRowEach("lab", 1, ["b"], "the residual", span),
  constantOutcome: messages.constantOutcome("y", 2, "data.csv"),
  dependentTerms: messages.dependentTerms({ design: null, name: "β2", on: ["β1"], others: 0 }, span),
  seriesNotRead: messages.seriesNotRead(["lag(y, within: person)"]),
};

test("every message of the room reads as it should", () => {
  const lines = Object.values(problems).map(
    ({ code, severity, message, hint }) => `${code} ${severity}: ${message} | ${hint}`,
  );
  expect(lines).toMatchInlineSnapshot(`
    [
      "HP0501 error: the model has no constant \`t\` to set | its constants are \`s\`, \`r\`",
      "HP0502 error: the constant \`s\` has the value NaN | give it a finite number",
      "HP0503 error: \`size\` must be > 0, but is -1 in row 6 and breaks the bound in 3 places | correct the data, or the bound in the declaration of \`size\`",
      "HP0504 error: \`y\` is 1.5 in row 6, but \`beta(1, 2)\` gives numbers from 0 to 1 (so in 2 places) | correct the data, or give \`y\` a distribution that can give such values",
      "HP0505 error: the standard deviation of \`normal(0, se)\` must be positive numbers, but is 0 in row 6 | correct the data, or the expression; a bound in the column's declaration, as \`real > 0\`, says so earlier",
      "HP0506 error: \`[batch]\` has no one value for each level of \`cask\`: some levels of \`cask\` occur with several of \`batch\` | if labels of \`cask\` are only unique within \`batch\`, declare \`cask: factor in batch\`; if not, index by \`cask:batch\`",
      "HP0507 error: \`method\` has no level \`hnad\` | did you mean \`hand\`? its levels are \`hand\`, \`robot\`",
      "HP0509 error: the list for \`K\` must have 3 elements, but has 2 | make the lengths agree",
      "HP0510 error: \`beta_binomial\` cannot be truncated where its arguments are parameters: its distribution function has no closed form here | give it arguments that are numbers, or truncate another distribution",
      "HP0511 error: \`b\` cannot be \`noncentered\`: \`beta(2, 1)\` is not of a distribution that is written so | leave the word out; these can be non-centered: normal, student_t, cauchy, laplace, asymmetric_laplace, logistic, skew_normal, lognormal, half_normal, half_student_t, half_cauchy, exponential, gamma, inverse_gamma, weibull, multi_normal, random_walk, autoregressive",
      "HP0512 error: \`sample\` has no levels in the data | check that the table has rows",
      "HP0513 error: \`uranium\` has 1 missing value | fill them in, or drop the rows with \`--drop-missing\`",
      "HP0514 error: \`sd\` over \`sample\` needs at least two levels, but there is one | leave the quantity out for these data",
      "HP0515 error: a table was given for \`county\`, but the model declares no \`data per county\` | leave the table out",
      "HP0516 error: the bounds of \`uniform\` differ along \`K\`, and the elements of an \`ordered\` vector lie between the same ones | give all elements one bound, as \`ordered(uniform(0, 10))\`",
      "HP0517 error: \`categorical_logit\` needs one number for each category, but was given one number | write a list, \`[0, a, b]\`, or a quantity over a plate of categories",
      "HP0343 error: \`rating\` has 4 levels, between which there are 3 thresholds, but here are 4 | give it 3 thresholds, over \`levels K = 1..3\`",
      "HP0518 error: \`uniform(0, c)\` goes from 0 to -1 in row 6, which leaves no numbers between | give it a lower bound that is below the upper one",
      "HP0519 error: column \`b\` of the design \`X\` is a combination of \`intercept\`, \`a\` (and 2 more such), and the prior of \`β\` is flat: the posterior is improper | leave out one of the columns (a design that begins with \`0 +\` has no intercept), or give \`β\` a proper prior, such as \`normal(0, 10)\`",
      "HP0520 warning: \`lab\` has one level only, so the data say nothing of the spread of \`b\` | its posterior is its prior; use a model without this plate",
      "HP0521 warning: every level of \`lab\` has one row, so the spread of \`b\` and the residual cannot be told apart | only their priors separate them; repeated measurements, or a known standard error, would",
      "HP0522 warning: \`y\` is 2 in every row | its spread is then learned from the priors alone; check that the right column was read",
      "HP0523 warning: what multiplies \`β2\` is a multiple of what multiplies \`β1\`, so that only priors tell their effects apart | leave out one of the terms",
      "HP0479 error: the table was read for a model without \`lag(y, within: person)\`, and lags are made when a table is read | write the same lags in the model that the table is read for",
    ]
  `);
});

test("every problem of the room is here", () => {
  expect(Object.keys(problems).sort()).toEqual(Object.keys(messages).sort());
});

test("codes are given once, errors below those of warnings", () => {
  const list = Object.values(problems);
  expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
  for (const { code, severity } of list) expect(severity).toBe(code < "HP0520" ? "error" : "warning");
});

test("messages begin in lower case or with a name, and have no full stop", () => {
  for (const { message, hint } of Object.values(problems)) {
    expect(message).toMatch(/^[a-z`]/);
    expect(message).not.toMatch(/\.$/);
    expect(hint).not.toMatch(/\.$/);
    expect(hint.length).toBeGreaterThan(0);
  }
});

test("each is said of the place that the user has to change", () => {
  expect(problems.boundBroken.place).toEqual({ kind: "data", file: "data.csv", line: 7, column: "size" });
  expect(problems.notNested.place).toEqual({ kind: "model", span });
  expect(problems.unknownConstant.place).toEqual({ kind: "none" });
});
