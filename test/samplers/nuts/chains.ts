/** Chains run for a test, and how far their means are from known answers. */

import type { LogDensity } from "../../../src/density/log-density.ts";
import { createRandomStream, type RandomStream } from "../../../src/numeric/random-stream.ts";
import { essMean } from "../../../src/posterior/ess.ts";
import type { PositionChain } from "../../../src/samplers/chain.ts";
import { findInitialPosition } from "../../../src/samplers/hamiltonian/initial-position.ts";
import { createNutsChain, type NutsPositionChain } from "../../../src/samplers/nuts/nuts.ts";
import { type NutsOptions, nutsOptions } from "../../../src/samplers/nuts/options.ts";
import { NutsTransition } from "../../../src/samplers/nuts/transition.ts";
import type { InvarianceTest } from "../hamiltonian/invariance.ts";

export interface Run<Chain extends PositionChain = NutsPositionChain> {
  readonly chains: readonly Chain[];
  /** [chain][draw], each a copy. */
  readonly draws: readonly (readonly Float64Array[])[];
  /** Of all draws, the chains one after the other. */
  readonly statistics: readonly ReturnType<Chain["transition"]>[];
}

/** NUTS as the exact rank test takes it. */
export const nutsKernel: InvarianceTest["kernel"] = (density, metric, stream) =>
  new NutsTransition(density, metric, stream, { maxTreeDepth: 6, maxEnergyError: 1000 });

export function startChain(
  density: LogDensity,
  seed: number,
  number: number,
  warmup: number,
  options: Partial<NutsOptions> = {},
): NutsPositionChain {
  const stream = createRandomStream(seed, number);
  const initialPosition = requireInitialPosition(density, stream);
  return createNutsChain({
    density,
    stream,
    warmup,
    initialPosition,
    options: { ...nutsOptions.defaults, ...options },
  });
}

export function requireInitialPosition(density: LogDensity, stream: RandomStream): Float64Array {
  const initial = findInitialPosition(density, stream);
  if (initial.kind === "missing") throw new Error("no initial position");
  return initial.position;
}

export function runChains(
  density: LogDensity,
  { seed = 1, chainCount = 4, warmup = 300, drawCount = 500, ...options }: RunOptions = {},
): Run {
  const start = (number: number) => startChain(density, seed, number, warmup, options);
  return collectDraws(start, chainCount, warmup, drawCount);
}

/** Runs chains of any Hamiltonian sampler, numbered from 0, to their ends. */
export function collectDraws<Chain extends PositionChain>(
  start: (number: number) => Chain,
  chainCount: number,
  warmup: number,
  drawCount: number,
): Run<Chain> {
  const chains = Array.from({ length: chainCount }, (_, i) => start(i));
  const statistics: ReturnType<Chain["transition"]>[] = [];
  const draws = chains.map((chain) => {
    for (let i = 0; i < warmup; i++) chain.transition();
    return Array.from({ length: drawCount }, () => {
      // A copy of the record has its type.
      statistics.push({ ...chain.transition() } as ReturnType<Chain["transition"]>);
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
export function standardizedError(
  run: Pick<Run, "draws">,
  f: (draw: Float64Array) => number,
  expected: number,
): number {
  const values = Float64Array.from(run.draws.flat(), f);
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return (mean - expected) / Math.sqrt(variance / essMean(values, run.draws.length));
}
