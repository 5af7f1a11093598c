/**
 * How long trajectories should be, found in warm-up: the time t at which
 *
 *     E[ a(t) · (‖x(t) - m‖² - ‖x(0) - m‖²)² ] / √t
 *
 * is greatest, x(t) being the state a time t after the start of a trajectory, a(t) the probability that it would be accepted, m the mean and ‖·‖
 * the length in standard deviations of the posterior. The expectation is the ChEES criterion of Hoffman, Radul &
 * Sountsov (2021), *An adaptive-MCMC scheme for setting trajectory lengths in Hamiltonian Monte Carlo*: a plain squared jump would be greatest
 * where the state is mirrored at the mean, which is good for means and useless for variances. √t is the cost of
 * Wang, Mohamed & de Freitas (2013), *Adaptive Hamiltonian and Riemann manifold Monte Carlo*. On a normal distribution the criterion is
 * greatest at t = 1.39 standard deviations, as are the effective draws of x² per unit of time, (1 - cos²t)/(1 + cos²t)/t.
 *
 * Departs from both in how it is maximized: not by a stochastic gradient over many chains, or a search that tries one length after
 * another, but for all times at once, since a trajectory passes through all that are shorter. Trajectories are of
 * uniform lengths up to twice the best that is known, so that the search can grow.
 */

import { exp } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import { RunningVariance } from "../../numeric/running-variance.ts";

/** A quarter of a period where the posterior is normal and the metric has its scales: a trajectory's length before one is found. */
const quarterPeriod = 1.5707963267948966;
/** Times are told apart by this factor. */
const resolution = 1.189207115002721;
/** Times from `quarterPeriod / 2^8` to `quarterPeriod * 2^8`, four to a factor of two. */
const binCount = 65;
/** Draws of which mean and variances must be made before distances are looked at. */
const fewestDraws = 10;
/** States that a time must have been reached by before it can be chosen. */
const fewestStates = 10;

export class LengthSearch {
  /** In units of time: the best that is known. */
  length = quarterPeriod;
  /** Sum of the logarithms of the best, transition by transition since the restart, and how many there were. */
  private logSum = 0;
  private logCount = 0;
  private readonly moments: RunningVariance;
  /** Σ a(t)·(difference of squares)² of the states in each bin, and how many there were. */
  private readonly sums = new Float64Array(binCount);
  private readonly counts = new Float64Array(binCount);
  private startSquare = 0;
  /** Of the trajectory. */
  private stepSize = 0;
  private steps = 0;

  constructor(dimension: number) {
    this.moments = new RunningVariance(dimension);
  }

  /** Forgets all but the length. */
  restart(): void {
    this.logSum = 0;
    this.logCount = 0;
    this.moments.reset();
    this.sums.fill(0);
    this.counts.fill(0);
  }

  /** Before a trajectory from `position`. */
  begin(position: Float64Array, stepSize: number): void {
    this.moments.add(position);
    this.stepSize = stepSize;
    this.steps = 0;
    this.startSquare = this.square(position);
  }

  /** After each of its steps, but for one that diverged. */
  see(position: Float64Array, energyError: number): void {
    this.steps++;
    const change = this.square(position) - this.startSquare;
    this.count(this.steps, Math.min(1, exp(-energyError)) * change * change);
  }

  /** After the trajectory, of which so many steps were wanted: those that it did not come to count as not accepted. */
  end(wanted: number): void {
    for (let step = this.steps + 1; step <= wanted; step++) this.count(step, 0);
    if (this.moments.count < fewestDraws) return;
    this.length = this.best();
    this.logSum += log(this.length);
    this.logCount++;
  }

  /** The geometric mean of the best since the restart takes the place of the last. */
  settle(): void {
    if (this.logCount > 0) this.length = exp(this.logSum / this.logCount);
  }

  private count(step: number, value: number): void {
    if (this.moments.count < fewestDraws || !Number.isFinite(value)) return;
    const bin = binOf(step * this.stepSize);
    this.sums[bin] += value;
    this.counts[bin]++;
  }

  /** ‖x - m‖², of coordinates that have moved. */
  private square(position: Float64Array): number {
    const { moments } = this;
    let sum = 0;
    for (let i = 0; i < position.length; i++) {
      const deviation = position[i] - moments.mean[i];
      const variance = moments.variance(i);
      if (variance > 0) sum += (deviation * deviation) / variance;
    }
    return sum;
  }

  /** Of the states of a bin and its neighbours. */
  private mean(bin: number): number {
    let sum = 0;
    let count = 0;
    for (let near = Math.max(0, bin - 1); near <= Math.min(bin + 1, binCount - 1); near++) {
      sum += this.sums[near];
      count += this.counts[near];
    }
    return sum / count;
  }

  /** The time of the bin where the criterion is greatest; as it was if no bin can be chosen. */
  private best(): number {
    let { length } = this;
    let greatest = 0;
    for (let bin = 0; bin < binCount; bin++) {
      if (this.counts[bin] < fewestStates) continue;
      const time = timeOf(bin);
      const criterion = this.mean(bin) / Math.sqrt(time);
      if (criterion > greatest) {
        greatest = criterion;
        length = time;
      }
    }
    return length;
  }
}

const logResolution = log(resolution);
const middle = (binCount - 1) / 2;

/** The bin of a time; the first and the last take what lies beyond them. */
function binOf(time: number): number {
  const bin = Math.round(log(time / quarterPeriod) / logResolution) + middle;
  return Math.min(Math.max(bin, 0), binCount - 1);
}

function timeOf(bin: number): number {
  return quarterPeriod * exp((bin - middle) * logResolution);
}
