/** Chains run for a test, and how far their means are from known answers. */

import type { LogDensity } from "../../../src/density/log-density.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { essMean } from "../../../src/posterior/ess.ts";
import type { HamiltonianStatistics, PositionChain } from "../../../src/samplers/chain.ts";
import { findInitialPosition } from "../../../src/samplers/hamiltonian/initial-position.ts";
import { createNutsChain, type NutsOptions, nutsDefaults } from "../../../src/samplers/nuts/nuts.ts";

export interface Run {
  readonly chains: readonly PositionChain[];
  /** [chain][draw], each a copy. */
  readonly draws: readonly (readonly Float64Array[])[];
  /** Of all draws, the chains one after the other. */
  readonly statistics: readonly HamiltonianStatistics[];
}

export function startChain(
  density: LogDensity,
  seed: number,
  number: number,
  warmup: number,
  options: Partial<NutsOptions> = {},
): PositionChain {
  const stream = createRandomStream(seed, number);
  const initial = findInitialPosition(density, stream);
  if (initial.kind === "missing") throw new Error("no initial position");
  const initialPosition = initial.position;
  return createNutsChain({
    density,
    stream,
    warmup,
    initialPosition,
    options: { ...nutsDefaults, ...options },
  });
}

export function runChains(
  density: LogDensity,
  { seed = 1, chainCount = 4, warmup = 300, drawCount = 500, ...options }: RunOptions = {},
): Run {
  const chains = Array.from({ length: chainCount }, (_, i) => startChain(density, seed, i, warmup, options));
  const statistics: HamiltonianStatistics[] = [];
  const draws = chains.map((chain) => {
    for (let i = 0; i < warmup; i++) chain.transition();
    return Array.from({ length: drawCount }, () => {
      statistics.push({ ...chain.transition() });
      return chain.position.slice();
    });
  });
  return { chains, draws, statistics };
}

export interface RunOptions extends Partial<NutsOptions> {
  readonly seed?: number;
  readonly chainCount?: number;
  readonly warmup?: number;
  readonly drawCount?: number;
}

/** (mean of f - expected) / Monte Carlo standard error. */
export function standardizedError(run: Run, f: (draw: Float64Array) => number, expected: number): number {
  const values = Float64Array.from(run.draws.flat(), f);
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return (mean - expected) / Math.sqrt(variance / essMean(values, run.draws.length));
}
