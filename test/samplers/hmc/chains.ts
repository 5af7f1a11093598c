/** Chains and transitions of static HMC for tests. */

import type { LogDensity } from "../../../src/density/log-density.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import type { ChainObserver } from "../../../src/samplers/chain.ts";
import { createHmcChain, type HmcPositionChain } from "../../../src/samplers/hmc/hmc.ts";
import { type HmcOptions, hmcOptions } from "../../../src/samplers/hmc/options.ts";
import { HmcTransition } from "../../../src/samplers/hmc/transition.ts";
import type { InvarianceTest } from "../hamiltonian/invariance.ts";
import { collectDraws, type Run, requireInitialPosition } from "../nuts/chains.ts";

export function startHmc(
  density: LogDensity,
  seed: number,
  number: number,
  warmup: number,
  options: Partial<HmcOptions> = {},
  observer?: ChainObserver,
): HmcPositionChain {
  const stream = createRandomStream(seed, number);
  const initialPosition = requireInitialPosition(density, stream);
  return createHmcChain({
    density,
    stream,
    warmup,
    initialPosition,
    options: { ...hmcOptions.defaults, ...options },
    observer,
  });
}

interface HmcRunOptions extends Partial<HmcOptions> {
  readonly seed?: number;
  readonly chainCount?: number;
  readonly warmup?: number;
  readonly drawCount?: number;
}

export function runHmc(
  density: LogDensity,
  { seed = 1, chainCount = 4, warmup = 400, drawCount = 1000, ...options }: HmcRunOptions = {},
): Run<HmcPositionChain> {
  return collectDraws((i) => startHmc(density, seed, i, warmup, options), chainCount, warmup, drawCount);
}

/** HMC as the exact rank test takes it, with the step size multiplied by uniform(1 - jitter, 1 + jitter). */
export function hmcKernel(steps: number, jitter: number, maxEnergyError = 1000): InvarianceTest["kernel"] {
  return (density, metric, stream) => {
    const transition = new HmcTransition(density, metric, stream, maxEnergyError);
    const { trajectory } = transition;
    return {
      trajectory,
      move: () => {
        const { stepSize } = trajectory;
        trajectory.stepSize = stepSize * (1 + jitter * (2 * stream.uniform() - 1));
        transition.move(steps);
        trajectory.stepSize = stepSize;
      },
    };
  };
}
