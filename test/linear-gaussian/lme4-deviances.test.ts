/**
 * The marginal likelihood at given standard deviations against lme4 and, where lme4 loses digits, against reflections.
 *
 * What is left of cross-products when group effects are eliminated is a difference, so that digits are lost as variances grow
 * beyond σ²; of nested factors with both variances 10⁸ times σ² none are left, and that point is left out.
 */

import { describe, expect, it } from "vitest";
import {
  type DeviancePoint,
  fixedDeviance,
  integratedDeviance,
  pointsOf,
  smallModels,
} from "./lme4-deviances.ts";

/** Relative, by the largest ratio of a variance to σ². */
function toleranceAt({ sd, sigma }: DeviancePoint): number {
  const largest = Math.max(...Object.values(sd).flatMap((effects) => Object.values(effects)));
  const ratio = (largest / sigma) ** 2;
  if (ratio < 100) return 1e-12;
  return ratio < 1e6 ? 1e-9 : 1e-8;
}

describe.each(smallModels)("the marginal likelihood of $name", (text) => {
  const integrated = integratedDeviance(text);
  const points = pointsOf(text).filter(
    ({ name }) => text.name !== "pastes" || name !== "variance ratios 1e8",
  );

  it.runIf(text.name === "pastes")(
    "keeps six digits of the deviance at its β where both ratios are 1e8",
    () => {
      const [point] = pointsOf(text).filter(({ name }) => name === "variance ratios 1e8");
      expect(Math.abs(fixedDeviance(text, point!) / point!.check.deviance - 1)).toBeLessThan(1e-6);
    },
  );

  it.each(points)("has the deviance of lme4 at its β, at $name", (point) => {
    const ratio = fixedDeviance(text, point) / point.check.deviance;
    expect(Math.abs(ratio - 1)).toBeLessThan(toleranceAt(point));
  });

  it.each(points)("has the deviance of lme4 with β integrated out, at $name", (point) => {
    const ratio = integrated(point) / point.check.integrated;
    expect(Math.abs(ratio - 1)).toBeLessThan(toleranceAt(point));
  });
});
