/**
 * Warm-up of all chains together. Step size and metric are properties of the posterior, not of a chain: four chains that begin apart learn one
 * of each, by turns, from the draws of all of them. Then they are frozen, and what follows says whether the four have met: whether
 * draws of all of them together come to be independent. Where that is so, chains begin where these ended, with what they learned; where it is not,
 * each warms up by itself from where it begins, as long as was asked for.
 */

import type { LogDensity } from "../../density/log-density.ts";
import { createNamedStream, type RandomStream } from "../../numeric/random-stream.ts";
import { essBulk, essSd } from "../../posterior/ess.ts";
import type { ChainStarts } from "../exploration/start-box.ts";
import { DualAveraging } from "../hamiltonian/dual-averaging.ts";
import { findInitialPosition } from "../hamiltonian/initial-position.ts";
import { findStepSize } from "../hamiltonian/initial-step-size.ts";
import type { NutsAdaptation } from "../hamiltonian/metric/adapted-metric.ts";
import { adaptMetric, describeMetric } from "../hamiltonian/metric/index.ts";
import { isWorthLearning } from "../hamiltonian/warmup.ts";
import type { NutsOptions } from "./options.ts";
import { NutsTransition } from "./transition.ts";

const chainCount = 4;
/** Transitions of each chain while they adapt, and while they are looked at. */
const adaptingRounds = 120;
const judgedRounds = 50;
/** A shorter warm-up is that of each chain, as together they would need as many transitions; and so is a longer one, which somebody asked for. */
const shortestWarmup = 250;
const longestWarmup = 1000;
/** Of the transitions that are looked at so many are to be effective, by the numbers of the worst coordinate, and by the log density. */
const fewestEffective = 15;
/** Divergences at most, in parts of the transitions that are looked at. */
const mostDivergent = 0.02;
/** So many coordinates are looked at, at equal steps. */
const mostCoordinates = 400;

/** What chains begin with. */
export interface CommonWarmup {
  readonly adaptation: NutsAdaptation;
  /** Where the four ended. */
  readonly places: readonly Float64Array[];
}

/** `warmup` is what each chain would take. Null where that is too short or longer than usual, a chain finds no place to begin at, or the four do not meet. */
export function warmUpTogether(
  density: LogDensity,
  options: NutsOptions,
  starts: ChainStarts,
  { seed, warmup }: { readonly seed: number; readonly warmup: number },
): CommonWarmup | null {
  if (warmup < shortestWarmup || warmup > longestWarmup) return null;
  const metricAdaptation = adaptMetric(options.metric, density.dimension, adaptingRounds * chainCount);
  const { metric } = metricAdaptation;
  const chains: Walker[] = [];
  for (let number = 1; number <= chainCount; number++) {
    const stream = createNamedStream(seed, `common warm-up ${number}`);
    const found = findInitialPosition(density, stream, number, starts);
    if (found.kind === "missing") return null;
    const kernel = new NutsTransition(density, metric, stream, options);
    kernel.trajectory.requireStart(found.position);
    chains.push({ kernel, stream });
  }
  const stepSize = adapt(chains, metricAdaptation, options.targetAcceptance, adaptingRounds);
  for (const { kernel } of chains) kernel.trajectory.stepSize = stepSize;
  if (!haveMet(chains, judgedRounds)) return null;
  return {
    adaptation: { stepSize, ...describeMetric(options.metric, metric) },
    places: chains.map(({ kernel }) => kernel.trajectory.positions[0].slice()),
  };
}

interface Walker {
  readonly kernel: NutsTransition;
  readonly stream: RandomStream;
}

/** By turns, so many transitions each; the step size that was learned. */
function adapt(
  chains: readonly Walker[],
  metricAdaptation: ReturnType<typeof adaptMetric>,
  targetAcceptance: number,
  rounds: number,
): number {
  const stepSizes = new DualAveraging(targetAcceptance);
  const search = ({ kernel: { trajectory }, stream }: Walker): void => {
    stepSizes.restart(findStepSize(trajectory, stream));
  };
  const [first] = chains;
  const { trajectory } = first!.kernel;
  metricAdaptation.begin(trajectory.positions[0], trajectory.gradients[0]);
  search(first!);
  let iteration = 0;
  for (let round = 0; round < rounds; round++) {
    for (const chain of chains) {
      const { trajectory: own } = chain.kernel;
      own.stepSize = stepSizes.stepSize();
      const ended = chain.kernel.move();
      stepSizes.update(ended.acceptanceRate);
      const [position, gradient] = [own.positions[0], own.gradients[0]];
      const change = metricAdaptation.update(iteration++, position, gradient, isWorthLearning(ended));
      if (change === "replaced") search(chain);
    }
  }
  return stepSizes.finalStepSize();
}

/** Whether draws of all four together come to be independent. */
function haveMet(chains: readonly Walker[], rounds: number): boolean {
  const size = chains[0]!.kernel.trajectory.positions[0].length;
  const step = Math.max(1, Math.ceil(size / mostCoordinates));
  const places = Array.from({ length: Math.ceil(size / step) }, (_, k) => k * step);
  const seen = Array.from({ length: places.length + 1 }, () => new Float64Array(chainCount * rounds));
  let divergences = 0;
  chains.forEach((chain, c) => {
    const { trajectory } = chain.kernel;
    for (let round = 0; round < rounds; round++) {
      divergences += Number(chain.kernel.move().divergent);
      const at = c * rounds + round;
      places.forEach((place, k) => {
        seen[k]![at] = trajectory.positions[0][place]!;
      });
      seen[places.length]![at] = trajectory.logDensities[0];
    }
  });
  if (divergences > mostDivergent * chainCount * rounds) return false;
  return seen.every(
    (values) => Math.min(essBulk(values, chainCount), essSd(values, chainCount)) >= fewestEffective,
  );
}
