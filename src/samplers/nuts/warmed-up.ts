/** NUTS for chains that have warmed up together, where that pays and they meet; otherwise as it was, for chains that warm up one by one. */

import type { LogDensity } from "../../density/log-density.ts";
import type { NutsKernel } from "../kernels/index.ts";
import type { PlanRequest } from "../sampler.ts";
import { warmUpTogether } from "./warm-up-together.ts";

/** Of a costlier density each chain warms up by itself, as its progress is told. */
const mostOperationsTogether = 300_000;
/** Transitions of each chain after chains have warmed up together: that those which begin at one place part. */
const warmupAfterCommon = 50;

/** The kernel, and the transitions of each chain before those that are kept. Of a density with one mode, and `operations` of one evaluation. */
export function warmedUp(
  kernel: NutsKernel,
  density: LogDensity,
  operations: number,
  { seed, warmup, chains }: PlanRequest,
): { readonly kernel: NutsKernel; readonly warmup: number } {
  if (operations > mostOperationsTogether || density.dimension === 0) return { kernel, warmup };
  const { options, starts } = kernel;
  const common = warmUpTogether(density, options, starts, { seed, warmup });
  if (common === null) return { kernel, warmup };
  const places = Array.from({ length: chains }, (_, c) => common.places[c % common.places.length]!);
  return {
    kernel: { ...kernel, starts: { ...starts, places }, adapted: common.adaptation },
    warmup: Math.min(warmup, warmupAfterCommon),
  };
}
