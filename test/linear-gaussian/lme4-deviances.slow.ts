/**
 * The marginal likelihood of 73,421 ratings with three crossed factors against lme4: students eliminated one by one, 1,144
 * dense columns left. Where every variance ratio is 10⁴, lme4 itself is right to 10⁻⁹ at best, and is not asked.
 */

import { describe, expect, it } from "vitest";
import { evaluations, fixedDeviance, integratedDeviance, pointsOf } from "./lme4-deviances.ts";

const points = pointsOf(evaluations).filter(({ name }) => name !== "variance ratios 1e4");

describe("the marginal likelihood of InstEval", () => {
  const integrated = integratedDeviance(evaluations);

  it.each(points)("has the deviance of lme4 with β integrated out, at $name", (point) => {
    const ratio = integrated(point) / point.integrated;
    expect(Math.abs(ratio - 1)).toBeLessThan(1e-9);
  });

  it.each(points.slice(0, 2))("has the deviance of lme4 at its β, at $name", (point) => {
    expect(Math.abs(fixedDeviance(evaluations, point) / point.deviance - 1)).toBeLessThan(1e-9);
  });
});
