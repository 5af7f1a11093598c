/**
 * The Fisher metric: the scales of the posterior from both the draws and the gradients at them.
 *
 *     (M⁻¹)ᵢᵢ = √( Var(xᵢ) / Var(gᵢ) ),   g = ∇ log π(x)
 *
 * minimizes the Fisher divergence between the rescaled posterior and N(0, I) over diagonal rescalings. For a normal
 * posterior with independent coordinates Var(x) = 1/Var(g) = σ², so that two draws determine σ² exactly: the metric is
 * useful after ten transitions instead of hundreds. Source: Seyboldt, Carlson & Carpenter (arXiv:2603.18845) and
 * nuts-rs, `transform/adapt/diagonal.rs` and `adapt_strategy.rs`, whose schedule and constants are kept.
 *
 * Two estimators run: the foreground, which sets the metric, and the background, which started later and replaces it
 * at the next switch, so that the draws of the way in are forgotten.
 */

import { RunningVariance } from "../../../numeric/running-variance.ts";
import { DiagonalMetric } from "./metric.ts";
import type { MetricAdaptation, MetricChange } from "./metric-adaptation.ts";

// Shares of warm-up: an early phase with quick switches, and a final phase with the metric frozen (nuts-rs).
const earlyShare = 0.3;
const finalShare = 0.15;
// Good draws between switches: in the early phase, at first in the main phase, and its growth from switch to switch.
const earlySwitchCount = 10;
const mainSwitchCount = 80;
const switchGrowth = 1.5;
// A metric needs this many draws, and its elements stay within these limits (nuts-rs).
const fewestDraws = 3;
const smallestInverseMass = 1e-20;
const largestInverseMass = 1e20;

class DrawsAndGradients {
  readonly draws: RunningVariance;
  readonly gradients: RunningVariance;

  constructor(dimension: number) {
    this.draws = new RunningVariance(dimension);
    this.gradients = new RunningVariance(dimension);
  }

  add(position: Float64Array, gradient: Float64Array): void {
    this.draws.add(position);
    this.gradients.add(gradient);
  }

  reset(): void {
    this.draws.reset();
    this.gradients.reset();
  }
}

export class FisherAdaptation implements MetricAdaptation {
  readonly metric: DiagonalMetric;
  private readonly dimension: number;
  /** Numbers of transitions at which the early phase ends and the final phase begins. */
  private readonly earlyEnd: number;
  private readonly finalStart: number;
  private foreground: DrawsAndGradients;
  private background: DrawsAndGradients;
  private mainCount = mainSwitchCount;
  private isFirst = true;

  constructor(dimension: number, warmup: number) {
    this.dimension = dimension;
    this.metric = new DiagonalMetric(dimension);
    this.earlyEnd = Math.floor(earlyShare * warmup);
    this.finalStart = warmup - Math.floor(finalShare * warmup);
    this.foreground = new DrawsAndGradients(dimension);
    this.background = new DrawsAndGradients(dimension);
  }

  /** Draws that the metric is made of: the latest of the good ones. Falls at a switch. */
  get windowCount(): number {
    return this.foreground.draws.count;
  }

  /** Whether a transition is of the final phase, after which nothing is learned. */
  isFrozen(iteration: number): boolean {
    return iteration >= this.finalStart;
  }

  /** First guess, from one gradient: (M⁻¹)ᵢᵢ = 1/|gᵢ|, which is σᵢ² where xᵢ is one σᵢ² away from the mode. */
  begin(position: Float64Array, gradient: Float64Array): void {
    this.foreground.add(position, gradient);
    this.background.add(position, gradient);
    for (let i = 0; i < this.dimension; i++) this.setInverseMass(i, 1 / Math.abs(gradient[i]));
  }

  update(iteration: number, position: Float64Array, gradient: Float64Array, isGood: boolean): MetricChange {
    if (this.isFrozen(iteration)) return "unchanged";
    if (isGood) {
      this.foreground.add(position, gradient);
      this.background.add(position, gradient);
    }
    this.switchIfDue(iteration);
    if (this.foreground.draws.count < fewestDraws) return "unchanged";
    for (let i = 0; i < this.dimension; i++) {
      const ratio = this.foreground.draws.variance(i) / this.foreground.gradients.variance(i);
      this.setInverseMass(i, Math.sqrt(ratio));
    }
    // The first estimate may be far from the first guess; later ones change little by little.
    const change = this.isFirst ? "replaced" : "refined";
    this.isFirst = false;
    return change;
  }

  /** foreground := background, background := ∅, if that has draws enough and can be replaced before the final phase. */
  private switchIfDue(iteration: number): void {
    const isEarly = iteration < this.earlyEnd;
    const count = isEarly ? earlySwitchCount : this.mainCount;
    if (this.background.draws.count < count || iteration + count > this.finalStart) return;
    const old = this.foreground;
    this.foreground = this.background;
    this.background = old;
    this.background.reset();
    if (!isEarly) this.mainCount *= switchGrowth;
  }

  /** An estimate of zero or Infinity, of a coordinate that has not moved or is flat, leaves the element as it was. */
  private setInverseMass(index: number, inverseMass: number): void {
    if (!(inverseMass > 0 && inverseMass < Infinity)) return;
    this.metric.update(index, Math.min(Math.max(inverseMass, smallestInverseMass), largestInverseMass));
  }
}
