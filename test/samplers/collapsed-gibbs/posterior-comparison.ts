/** Draws of the collapsed Gibbs sampler beside those of NUTS on the whole model, of every saved number. */

import { compile, instantiate } from "../../../src/density/compile.ts";
import type { BoundModel } from "../../../src/model/bound-model.ts";
import { mcseMean, mcseSd } from "../../../src/posterior/mcse.ts";
import { mean, standardDeviation } from "../../../src/posterior/moments.ts";
import { createCollapsedGibbsChain } from "../../../src/samplers/collapsed-gibbs/collapsed-gibbs.ts";
import { startChain } from "../nuts/chains.ts";
import { requireCollapsed, testStream } from "./crossed-models.ts";

/** `[variable][draw]`, of one chain. */
export type Columns = readonly Float64Array[];

export function collapsedDraws(
  bound: BoundModel,
  count: number,
  { drawsJointly = false, mostDense = 150 } = {},
): Columns {
  const { recipe } = requireCollapsed(bound, mostDense);
  const { width } = recipe.hyperparameterDensity;
  const chain = createCollapsedGibbsChain({ recipe, stream: testStream(3), warmup: 300, drawsJointly })!;
  for (let i = 0; i < 300; i++) chain.transition();
  return collect(width, count, (draw) => {
    chain.transition();
    chain.save(draw);
  });
}

export function nutsDraws(bound: BoundModel, count: number): Columns {
  const { recipe } = compile(bound);
  const { density, constrain } = instantiate(recipe);
  const chain = startChain(density, 11, 1, 500);
  for (let i = 0; i < 500; i++) chain.transition();
  return collect(recipe.width, count, (draw) => {
    chain.transition();
    constrain(chain.position, draw);
  });
}

function collect(width: number, count: number, next: (draw: Float64Array) => void): Columns {
  const columns = Array.from({ length: width }, () => new Float64Array(count));
  const draw = new Float64Array(width);
  for (let i = 0; i < count; i++) {
    next(draw);
    columns.forEach((column, k) => {
      column[i] = draw[k]!;
    });
  }
  return columns;
}

/** The largest differences of means and standard deviations, in Monte Carlo standard errors. */
export function largestDifference(a: Columns, b: Columns): number {
  return Math.max(
    ...a.map((left, k) => {
      const right = b[k]!;
      const both = (f: (values: Float64Array, chains: number) => number): number =>
        Math.hypot(f(left, 1), f(right, 1));
      if (standardDeviation(left) === 0) return 0;
      const location = Math.abs(mean(left) - mean(right)) / both(mcseMean);
      const spread = Math.abs(standardDeviation(left) - standardDeviation(right)) / both(mcseSd);
      return Math.max(location, spread);
    }),
  );
}
