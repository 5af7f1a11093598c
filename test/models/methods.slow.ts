/**
 * Every bundled model by every method that can have it: against the numbers of independent programs, and method against method in
 * all that a draw holds. A method that is added to the plan is asked here without a word.
 *
 * A fit may be wrong where it says so: static HMC stays out of the neck where the residual sd of `lambs` is near 0, and its verdict
 * is "failed". Such a fit is skipped, by name; that the default method of a model is judged good is held in posterior.test.ts.
 */

import { describe, expect, it } from "vitest";
import { describePlan, type Fitted } from "../../src/index.ts";
import { mcseMean, mcseSd } from "../../src/posterior/mcse.ts";
import { mean, standardDeviation } from "../../src/posterior/moments.ts";
import type { MethodName } from "../../src/samplers/index.ts";
import { samplers } from "../../src/samplers/index.ts";
import { compareWithExpected, hasHeavyTail } from "./agreement.ts";
import { bindFolder, fitModel, modelNames, readExpected } from "./bundled-models.ts";

/** Combined standard errors from which on a difference is printed, and fails; there are about 2,000 comparisons. */
const alert = 4;
const failure = 5;
const length = { seed: 2, chains: 4, warmup: 2000, draws: 4000 };

async function methodsFor(name: string): Promise<readonly MethodName[]> {
  const model = (await bindFolder(name)).model!;
  const all = new Set(samplers.map(({ method }) => method));
  return [...all].filter((method) => describePlan(model, method).plan !== null);
}

/** A sentence for each mean and sd in which two fits differ by more than `level` combined standard errors. */
function differences({ draws: one }: Fitted, { draws: other }: Fitted, level: number): string[] {
  return one.variables.flatMap(({ name, isHidden }, v) => {
    // What another variable is computed from may be infinite.
    if (isHidden) return [];
    const w = other.variables.findIndex((variable) => variable.name === name);
    if (w < 0) return [`${name} is missing`];
    const [a, b] = [one.values[v]!, other.values[w]!];
    const compare = (what: string, left: number, right: number, error: number): string[] => {
      if (left === right) return [];
      const deviation = (left - right) / error;
      // Asked this way round, so that NaN counts.
      return Math.abs(deviation) <= level
        ? []
        : [`${what} of ${name}: ${deviation.toFixed(1)} standard errors`];
    };
    const [m, n] = [one.chainCount, other.chainCount];
    return [
      ...compare("mean", mean(a), mean(b), Math.hypot(mcseMean(a, m), mcseMean(b, n))),
      ...(hasHeavyTail(a) || hasHeavyTail(b)
        ? []
        : compare("sd", standardDeviation(a), standardDeviation(b), Math.hypot(mcseSd(a, m), mcseSd(b, n)))),
    ];
  });
}

const hasFailed = (fitted: Fitted): boolean => fitted.diagnose().verdict === "failed";

const methods = new Map<string, readonly MethodName[]>();
for (const name of modelNames) methods.set(name, await methodsFor(name));

describe.each([...methods].filter(([, list]) => list.length > 1))("%s, by every method", (name, list) => {
  const fits = new Map<MethodName, Promise<Fitted>>();
  const fitBy = (method: MethodName): Promise<Fitted> => {
    const started = fits.get(method) ?? fitModel(name, { ...length, method, keep: "all" });
    fits.set(method, started);
    return started;
  };

  describe.each(list)("by `%s`", (method) => {
    it("has every mean and sd of the expected posterior within four standard errors, or says that it failed", async (context) => {
      const fitted = await fitBy(method);
      const agreement = compareWithExpected(name, fitted, readExpected(name));
      if (agreement.failures.length > 0 && hasFailed(fitted))
        context.skip(`${name} by ${method} says that it failed`);
      expect(agreement).toEqual({ missing: [], failures: [] });
    });
  });

  it.each(list.slice(1).map((method) => [method, list[0]!] as const))(
    "has the same means and sds by `%s` as by `%s`, or one of them says that it failed",
    async (method, first) => {
      const [one, other] = [await fitBy(first), await fitBy(method)];
      for (const message of differences(one, other, alert)) {
        console.warn(`alert: ${name} by ${method} and ${first}: ${message}`);
      }
      const found = differences(one, other, failure);
      if (found.length > 0 && (hasFailed(one) || hasFailed(other))) return;
      expect(found).toEqual([]);
    },
  );
});

it("group effects can be integrated out, exactly or by quadrature, but of two models of several factors whose outcome is not normal", () => {
  const without = [...methods].filter(([, list]) => !list.includes("marginal")).map(([name]) => name);
  expect(without).toEqual(["cheese", "grouseticks"]);
});
