/**
 * The step size that gives the wanted acceptance rate, by dual averaging. Source: Hoffman & Gelman (2014), §3.2.1,
 * equation 6, with their constants.
 */

import { exp } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import { power } from "../../numeric/power.ts";

const shrinkage = 0.05; // γ
const delay = 10; // t₀
const forgetting = 0.75; // κ

export class DualAveraging {
  private readonly target: number;
  private count = 0;
  /** s̄: mean shortfall of the acceptance rate. */
  private shortfall = 0;
  /** μ: what log ε is drawn toward. */
  private center = 0;
  private logStepSize = 0;
  private logStepSizeMean = 0;

  constructor(target: number) {
    this.target = target;
  }

  /** Forgets all, and is drawn toward ten times `stepSize`: a large step is the cheaper mistake. */
  restart(stepSize: number): void {
    this.count = 0;
    this.shortfall = 0;
    this.center = log(10 * stepSize);
    this.logStepSize = log(stepSize);
    this.logStepSizeMean = this.logStepSize;
  }

  update(acceptanceRate: number): void {
    this.count++;
    // s̄ ← (1 - η)s̄ + η(δ - a),  η = 1/(t + t₀)
    const weight = 1 / (this.count + delay);
    this.shortfall += weight * (this.target - acceptanceRate - this.shortfall);
    // log ε = μ - s̄√t/γ
    this.logStepSize = this.center - (this.shortfall * Math.sqrt(this.count)) / shrinkage;
    // mean log ε ← (1 - w)·mean + w·log ε,  w = t^-κ
    const meanWeight = power(this.count, -forgetting);
    this.logStepSizeMean += meanWeight * (this.logStepSize - this.logStepSizeMean);
  }

  /** The step size for the next transition of warm-up. */
  stepSize(): number {
    return exp(this.logStepSize);
  }

  /** The weighted mean of those tried, on the log scale: the step size to end warm-up with. */
  finalStepSize(): number {
    return exp(this.logStepSizeMean);
  }
}
