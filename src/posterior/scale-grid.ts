/** What becomes of quantities when the scale of a prior is another: summaries over a grid of factors, each of a run of its own. */

import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { type IntervalNames, intervalNames, quantile, sortDraws } from "./quantile.ts";

/** The grid where nothing is said: factors of the scale, and how many. */
export const scaleGridDefaults = { from: 0.25, to: 4, points: 9 } as const;
/** More are no clearer. */
export const mostPoints = 100;

/** A scale, and whether the run with it can be trusted. */
export interface ScalePoint {
  /** In units of the scale of the run itself, whose own is 1. */
  readonly factor: number;
  readonly isGood: boolean;
}

/** A quantity over the grid, from the least factor to the largest. */
export interface ScaleCurve {
  readonly variable: string;
  readonly estimates: readonly Estimate[];
  /** The central half of the draws at each factor. */
  readonly halves: readonly (readonly [lower: number, upper: number])[];
  /** Of the run itself. */
  readonly own: Estimate;
  readonly move: ScaleMove;
}

/** How far the median goes. */
export interface ScaleMove {
  /** At the least factor and at the largest. */
  readonly from: number;
  readonly to: number;
  /** Between the smallest and the largest median of the grid, in sds of the run itself; NaN where that has none. */
  readonly inSds: number;
  /** Monte Carlo standard error of the same. */
  readonly error: number;
}

export interface ScaleGrid extends IntervalNames {
  readonly parameter: string;
  /** The prior as the model has it. */
  readonly written: string;
  /** The scale of the run itself where it is one number, else null. */
  readonly scale: number | null;
  readonly points: readonly ScalePoint[];
  /** In the order of the quantities. */
  readonly curves: readonly ScaleCurve[];
}

/** Draws, chain after chain. */
interface ChainedDraws {
  readonly values: Float64Array;
  readonly chainCount: number;
}

/** Draws of one quantity, at each factor and of the run itself. */
interface GridQuantity {
  readonly variable: string;
  readonly draws: readonly ChainedDraws[];
  readonly own: ChainedDraws;
}

/** Summaries of quantities over the grid. */
export function scaleGrid(
  head: Pick<ScaleGrid, "parameter" | "written" | "scale" | "points">,
  quantities: readonly GridQuantity[],
  prob = defaultProb,
): ScaleGrid {
  const curves = quantities.map(({ variable, draws, own: ownDraws }): ScaleCurve => {
    const sorted = draws.map(({ values }) => sortDraws(values));
    const estimates = draws.map(({ values, chainCount }, k) =>
      estimate(values, chainCount, prob, sorted[k]!),
    );
    const own = estimate(ownDraws.values, ownDraws.chainCount, prob);
    const halves = sorted.map((values) => [quantile(values, 0.25), quantile(values, 0.75)] as const);
    return { variable, estimates, halves, own, move: moveOf(estimates, own) };
  });
  return { ...intervalNames(prob), ...head, curves };
}

function moveOf(estimates: readonly Estimate[], own: Estimate): ScaleMove {
  const byMedian = [...estimates].sort((a, b) => a.median - b.median);
  const [least, most] = [byMedian[0]!, byMedian[byMedian.length - 1]!];
  const { errors: below } = least;
  const { errors: above } = most;
  return {
    from: estimates[0]!.median,
    to: estimates[estimates.length - 1]!.median,
    inSds: (most.median - least.median) / own.sd,
    error: Math.sqrt(below.median * below.median + above.median * above.median) / own.sd,
  };
}
