import { expect, test } from "vitest";
import { invLogit, log1pExp } from "../../src/numeric/logistic.ts";
import { compileText, constrainAt } from "./harness.ts";

const compiled = compileText(
  "data {\n  y: real\n}\nx ~ normal(0, 1)\np = inv_logit(x)\ns = log1p_exp(x)\ny ~ normal(x, 1)\n",
  { y: [0] },
);

const points = [0, 1e-300, 1e-9, 0.3, 1, 5, 36, 37, 40, 709, 745, 1000, Infinity].flatMap((x) => [x, -x]);

test.each([...points, NaN])("generated code has the bits of inv_logit(%f) and log1p_exp of it", (x) => {
  const draw = constrainAt(compiled, [x]);
  expect(draw.p).toBe(invLogit(x));
  expect(draw.s).toBe(log1pExp(x));
});

test("generated code computes exp(-|x|) once for both", () => {
  expect(compiled.recipe.constrain.text.split("exp(-Math.abs").length - 1).toBe(1);
});
