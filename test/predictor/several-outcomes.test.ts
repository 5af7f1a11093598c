/** The roles of each outcome of a model of several are those that it has by itself. */

import { expect, test } from "vitest";
import { rolesByOutcome } from "../../src/posterior/draws.ts";
import { intraclassDraws } from "../../src/posterior/icc.ts";
import { reliabilityTable } from "../../src/posterior/reliability.ts";
import { varianceTable } from "../../src/posterior/variance.ts";
import { type CompiledText, compileText, constrainAt, scattered } from "../density/harness.ts";
import { makeDraws } from "../posterior/make-draws.ts";

const columns = {
  y1: [1, 2, 4, 3, 5, 7, 8, 6],
  y2: [2, 1, 3, 5, 4, 9, 7, 8],
  x: [1, 2, 3, 1, 2, 3, 1, 2],
  id: [..."aabbccdd"],
};
const declared =
  "data { y1: real\n y2: real\n x: real\n id: factor }\nβ ~ normal(0, 1)\nγ ~ normal(0, 1)\nσ1 ~ half_normal(1)\nσ2 ~ half_normal(1)\n";
const effects =
  "levels K = [p, q]\nτ[K] ~ half_normal(1)\nΩ[K, K] ~ lkj(2)\nu[id, K] ~ multi_normal(0, τ, Ω)\n";
const joint = `${effects}levels O = [y1, y2]\nR[O, O] ~ lkj(2)\n[y1, y2] ~ multi_normal([β + u[id, "p"], γ * x + u[id, "q"] * x], [σ1, σ2], R)`;
const apart = `${effects}y1 ~ normal(β + u[id, "p"], σ1)\ny2 ~ normal(γ * x + u[id, "q"] * x, σ2)`;

function answersOf(model: CompiledText) {
  const draw = constrainAt(model, scattered(model.density.dimension, 0.6));
  const draws = makeDraws(
    { chainCount: 1, drawCount: 1 },
    Object.fromEntries(Object.entries(draw).map(([name, value]) => [name, [value]])),
  );
  return { draw, draws, roles: rolesByOutcome(model.roles) };
}

test.each([
  ["with residuals that are correlated", joint],
  ["with residuals that are not", apart],
])("%s", (_name, statements) => {
  const { draw, draws, roles } = answersOf(compileText(declared + statements, columns));
  expect(roles.map(({ outcome }) => outcome)).toEqual(["y1", "y2"]);
  const [first, second] = roles;
  const [own, noise] = [draw["τ[p]"]! ** 2, draw.σ1! ** 2];
  const table = varianceTable(draws, first!);
  expect(table.components.map(({ group, term }) => `${group} ${term}`)).toEqual(["id intercept"]);
  expect(table.components[0]!.variance.mean).toBeCloseTo(own, 13);
  expect(table.residual!.variance.mean).toBeCloseTo(noise, 13);
  expect(intraclassDraws(draws, first!.intraclass[0]!)[0]).toBeCloseTo(own / (own + noise), 13);
  const slope = reliabilityTable(draws, second!, { at: { x: 3 } }).rows.find(
    ({ kind }) => kind === "adjusted",
  )!;
  const [ofSlope, noise2] = [9 * draw["τ[q]"]! ** 2, draw.σ2! ** 2];
  expect(slope.mean).toBeCloseTo(ofSlope / (ofSlope + noise2), 13);
});

test("have hidden variables of their own, and effects with the raw means of their column", () => {
  const model = compileText(declared + joint, columns);
  const [first, second] = rolesByOutcome(model.roles);
  expect(first!.residual!.variance).not.toBe(second!.residual!.variance);
  expect(first!.effects[0]!.rawMean).toEqual([1.5, 3.5, 6, 7]);
  expect(second!.effects[0]!.rawMean).toEqual([1.5, 4, 6.5, 7.5]);
  expect(first!.effects[0]!.raw).toMatchObject({ link: "identity", coefficients: ["β"] });
});

test("are not told where one of them has no linear predictor with a variance", () => {
  const text = `${declared}${effects}y1 ~ normal(β + u[id, "p"], σ1)\ny2 ~ gamma(2, exp(γ))`;
  const { roles } = compileText(text, { ...columns });
  expect(roles.outcomes).toBeUndefined();
  expect(roles.remarks[0]).toContain("this one has 2");
});
