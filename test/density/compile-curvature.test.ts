/** Hessians from the graphs of bundled models against differences of their gradients; `compile-curvature.slow.ts` has other models. */

import { expect, test } from "vitest";
import { compile } from "../../src/density/compile.ts";
import { bindFolder, modelNames } from "../models/bundled-models.ts";
import { describeProblems, withFunctions } from "./harness.ts";
import { hasHessian } from "./hessian.ts";

/** The slope of the concentration of directions is a special function, which has no derivative of its own. */
const without = new Set(["headings"]);

test.each(modelNames)("the Hessian of the model %s is what differences of gradients give", async (name) => {
  const { model, problems } = await bindFolder(name);
  if (model === null) throw new Error(describeProblems(problems));
  expect(hasHessian(withFunctions(compile(model)))).toBe(!without.has(name));
});
