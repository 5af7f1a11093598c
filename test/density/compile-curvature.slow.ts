/** Hessians from the graphs of models of every distribution, function, transform and kind of plate against differences of their gradients. */

import { expect, test } from "vitest";
import { exampleColumns, exampleModels } from "./example-models.ts";
import { compileText } from "./harness.ts";
import { hasHessian } from "./hessian.ts";

/** Slopes of these are special functions, which have no derivatives of their own; or a sum is in what is no sum. */
const without = new Set([
  "angles, shifted times and multiples of a variance",
  "the functions of one number",
  "truncation with arguments that are parameters",
  "definitions and reductions",
]);

test.each(Object.entries(exampleModels))(
  "the Hessian of %s is what differences of gradients give",
  (name, text) => {
    expect(hasHessian(compileText(text, exampleColumns))).toBe(!without.has(name));
  },
);
