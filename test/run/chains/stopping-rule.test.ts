import { describe, expect, it } from "vitest";
import { parseRule } from "../../../src/run/chains/stopping-rule.ts";

const conditionsOf = (text: string) =>
  parseRule(text).rule?.conditions.map(({ measure, name, limit }) => [measure, name, limit]);

describe("a stopping rule", () => {
  it.each([
    ["mcse(icc) < 0.005", [["mcse", "icc", 0.005]]],
    ["ess > 1000", [["ess", null, 1000]]],
    ["ess(icc) > 400", [["ess", "icc", 400]]],
    ["rhat < 1.005", [["rhat", null, 1.005]]],
    [
      "  rhat( σ_b )<1.01 and ess>4e2 ",
      [
        ["rhat", "σ_b", 1.01],
        ["ess", null, 400],
      ],
    ],
    ["mcse(b[A (old)]) < .5", [["mcse", "b[A (old)]", 0.5]]],
    ["ess(b[black and white]) > 1", [["ess", "b[black and white]", 1]]],
    [
      "ess > 100 and rhat < 1.01 and mcse(u[308,days]) < 1E-1",
      [
        ["ess", null, 100],
        ["rhat", null, 1.01],
        ["mcse", "u[308,days]", 0.1],
      ],
    ],
  ])("is read: %s", (text, conditions) => {
    expect(conditionsOf(text)).toEqual(conditions);
  });

  it.each([
    ["", 1, "expected `mcse`, `ess` or `rhat`, but found the end of the rule"],
    ["sd(icc) < 1", 1, "expected `mcse`, `ess` or `rhat`, but found `sd`"],
    ["essential > 1", 1, "expected `mcse`, `ess` or `rhat`, but found `essential`"],
    ["mcse < 0.1", 6, "expected the name of a quantity, as in `mcse(icc)`, but found `<`"],
    ["mcse() < 0.1", 6, "expected the name of a quantity, but found `)`"],
    ["mcse(icc < 0.1", 15, "expected `)` after the name, but found the end of the rule"],
    ["mcse(icc) > 0.1", 11, "expected `<` after `mcse(icc)`, but found `>`"],
    ["ess < 100", 5, "expected `>` after `ess`, but found `<`"],
    ["ess >", 6, "expected a number, but found the end of the rule"],
    ["ess > many", 7, "expected a number, but found `many`"],
    ["ess > 10k", 7, "expected a number, but found `10k`"],
    ["ess > 0", 7, "expected a number above 0, but found `0`"],
    ["rhat < 1", 8, "expected a number above 1, but found `1`"],
    ["ess > 10, rhat < 1.1", 9, "expected `and` or the end of the rule, but found `,`"],
    ["ess > 10 and", 13, "expected `mcse`, `ess` or `rhat`, but found the end of the rule"],
    ["ess(σ) > 10 or rhat < 1.1", 13, "expected `and` or the end of the rule, but found `or`"],
  ])("is refused, with the place of the mistake: %s", (text, column, message) => {
    const { rule, problem } = parseRule(text);
    expect(rule).toBeNull();
    expect(problem).toMatchObject({ code: "HP0616", message, place: { kind: "model", span: { column } } });
  });
});
