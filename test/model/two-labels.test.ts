/** Outcomes of two labels, which an `int` refused as no number and a factor refused as no outcome. */

import { describe, expect, test } from "vitest";
import { type FitOptions, fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { GenerativeModel } from "../../src/prediction/simulate.ts";
import { bindText, requireBound } from "../density/harness.ts";

const hospital = ["a", "a", "a", "b", "b", "b", "c", "c", "c"];
const numbers = [1, 0, 1, 0, 0, 1, 0, 1, 0];
const text = (type: string, y = "bernoulli_logit(α + b[hospital])") =>
  `data { died: ${type}\nhospital: factor }\nα ~ normal(0, 2)\nτ ~ half_normal(1)\nb[hospital] ~ normal(0, τ)\ndied ~ ${y}`;
const labelled = (zero: string | boolean, one: string | boolean) => ({
  died: numbers.map((value) => (value === 1 ? one : zero)),
  hospital,
});

describe("a factor of two labels as the outcome of a Bernoulli distribution", () => {
  test.each([
    ["no", "yes"],
    ["FALSE", "TRUE"],
    [false, true],
    ["0", "1"],
  ])("is 0 where it is %s and 1 where it is %s", (zero, one) => {
    const { columns, data } = requireBound(text("factor"), labelled(zero, one));
    expect([...columns.get("died")!.values]).toEqual(numbers);
    expect(data.outcomeLabels).toEqual({ died: [String(zero), String(one)] });
  });

  test("is turned around by its reference level", () => {
    const { columns, data } = requireBound(text('factor reference "yes"'), labelled("no", "yes"));
    expect([...columns.get("died")!.values]).toEqual(numbers.map((value) => 1 - value));
    expect(data.outcomeLabels).toEqual({ died: ["yes", "no"] });
  });

  test("gives the draws of a column of 0 and 1", async () => {
    const options: FitOptions = { workers: 0, chains: 1, warmup: 100, draws: 50 };
    const [a, b] = await Promise.all([
      fit(parseModel(text("factor")), { ...options, data: labelled("no", "yes") }),
      fit(parseModel(text("int in 0..1")), { ...options, data: { died: numbers, hospital } }),
    ]);
    expect(a.draws.values).toEqual(b.draws.values);
    expect(a.effects().map(({ rows }) => rows[0]?.rawMean)).toEqual(
      b.effects().map(({ rows }) => rows[0]?.rawMean),
    );
  });

  test("may stand in `bernoulli` and be truncated like it, and is simulated as 0 and 1", () => {
    const model = requireBound(
      text("factor", "bernoulli(inv_logit(α + b[hospital]))"),
      labelled("no", "yes"),
    );
    const { generative } = GenerativeModel.of(model);
    const { simulation } = generative!.simulate(createRandomStream(1, 0));
    const outcomes = simulation!.outcomes.get("died")!;
    expect(outcomes.every((value) => value === 0 || value === 1)).toBe(true);
    expect([...generative!.withOutcomes(model, simulation!.outcomes).columns.get("died")!.values]).toEqual([
      ...outcomes,
    ]);
  });

  test("is refused with three labels, or one, with a way out for each", () => {
    const three = bindText(text("factor"), { died: numbers.map((_, i) => `l${i % 3}`), hospital });
    expect(three.problems.map(({ code, hint }) => `${code} ${hint}`)).toEqual([
      "HP0480 correct the labels, or write `died ~ categorical_logit(…)`",
    ]);
    const one = bindText(text("factor"), { died: numbers.map(() => "yes"), hospital });
    expect(one.problems.map(({ code }) => code)).toEqual(["HP0480"]);
    expect(one.problems[0]?.hint).toContain("declare `died: int in 0..1`");
  });

  test("keeps the numbers of its levels from 1 where it is the outcome of a choice", () => {
    const { columns, data } = requireBound(
      text("factor", "categorical_logit([0, α])"),
      labelled("no", "yes"),
    );
    expect([...columns.get("died")!.values]).toEqual(numbers.map((value) => value + 1));
    expect(data.outcomeLabels).toBeUndefined();
  });
});
