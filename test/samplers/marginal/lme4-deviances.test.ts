/** The marginal likelihood at given standard deviations against lme4 and, where lme4 loses digits, against reflections. */

import { describe, expect, it } from "vitest";
import { fixedDeviance, integratedDeviance, pointsOf, smallModels } from "./lme4-deviances.ts";

describe.each(smallModels)("the marginal likelihood of $name", (text) => {
  const integrated = integratedDeviance(text);

  it.each(pointsOf(text))("has the deviance of lme4 at its β, at $name", (point) => {
    expect(Math.abs(fixedDeviance(text, point) / point.check.deviance - 1)).toBeLessThan(1e-9);
  });

  it.each(pointsOf(text))("has the deviance of lme4 with β integrated out, at $name", (point) => {
    expect(Math.abs(integrated(point) / point.check.integrated - 1)).toBeLessThan(1e-9);
  });
});
