/**
 * How far to center each level of each group effect, from a short pilot chain: not at all, unless the level's data say much more
 * about it than its prior does, even for the smallest scale that is plausible.
 *
 * In the non-centered form b = location + scale · z the precision of z_j given the rest is 1 + I_j · scale², where I_j
 * is the information of the level's data on b_j. The part λ_j = I_j scale² / (1 + I_j scale²) is how much the data say against
 * the prior: with that weight the effect and its location are uncorrelated for a normal outcome (Papaspiliopoulos,
 * Roberts & Sköld 2007). The expected square of the score of z_j is that precision, whatever the outcome's distribution,
 * so I_j follows from gradients and scales along a chain, without a look at the model.
 */

import { type CompiledModel, instantiate } from "../../density/compile.ts";
import { Interpreter } from "../../density/interpret.ts";
import type { AdjustableEffect, Centering } from "../../density/joint.ts";
import { createRandomStream } from "../../numeric/random-stream.ts";
import { mean } from "../../numeric/sums.ts";
import { findInitialPosition } from "../hamiltonian/initial-position.ts";
import { createNutsChain, type NutsOptions } from "./nuts.ts";

/** Transitions of the pilot chain that are thrown away, and that are looked at. */
const pilotWarmup = 400;
const pilotDraws = 200;
/** The stream of random numbers of the pilot; chains count from 1. */
const pilotStream = 0;
/** The scale that a weight is computed at, as a quantile of the pilot's. */
const smallQuantile = 0.02;
/** A level whose weight is less stays non-centered: where its scale may be small, centering makes a funnel. */
const decisive = 0.8;
/** The mean squared score of the pilot's halves may differ by this factor; if by more, the pilot has not arrived, and decides nothing. */
const settledFactor = 3;

/** The weights; empty where the model has no group effects to choose for, or the pilot found no place to start. */
export function chooseCentering(compiled: CompiledModel, seed: number, options: NutsOptions): Centering {
  const { adjustable } = compiled.joint;
  if (adjustable.length === 0) return new Map();
  const { density } = instantiate(compiled.recipe);
  const stream = createRandomStream(seed, pilotStream);
  const start = findInitialPosition(density, stream);
  if (start.kind === "missing") return new Map();
  const chain = createNutsChain({
    density,
    stream,
    warmup: pilotWarmup,
    initialPosition: start.position,
    options,
  });
  for (let i = 0; i < pilotWarmup; i++) chain.transition();
  const pilots = adjustable.map((effect) => new EffectPilot(effect));
  const gradient = new Float64Array(density.dimension);
  for (let draw = 0; draw < pilotDraws; draw++) {
    chain.transition();
    density.evaluate(chain.position, gradient);
    for (const pilot of pilots) pilot.observe(chain.position, gradient);
  }
  return new Map(pilots.map((pilot) => [pilot.effect.name, pilot.weights()]));
}

/** What the pilot saw of one group effect: scores and scales, draw by draw. */
class EffectPilot {
  readonly effect: AdjustableEffect;
  private readonly scores: Float64Array[] = [];
  private readonly scales: Float64Array[] = [];

  constructor(effect: AdjustableEffect) {
    this.effect = effect;
  }

  observe(position: Float64Array, gradient: Float64Array): void {
    const { offset, size, scale } = this.effect;
    this.scores.push(gradient.slice(offset, offset + size));
    this.scales.push(new Interpreter(position).values(scale).slice());
  }

  weights(): Float64Array {
    if (!this.isSettled()) return new Float64Array(this.effect.size);
    return Float64Array.from({ length: this.effect.size }, (_, i) => this.weight(i));
  }

  private isSettled(): boolean {
    const squares = this.scores.map((scores) => mean(scores.map((score) => score * score)));
    const half = Math.floor(squares.length / 2);
    const ratio = mean(squares.slice(0, half)) / mean(squares.slice(half));
    return ratio < settledFactor && ratio > 1 / settledFactor;
  }

  private weight(i: number): number {
    const squaredScales = this.scales.map((scales) => {
      const scale = scales.length === 1 ? scales[0]! : scales[i]!;
      return scale * scale;
    });
    const squaredScores = this.scores.map((scores) => scores[i]! * scores[i]!);
    // E[score²] = 1 + I · scale²
    const information = (mean(squaredScores) - 1) / mean(squaredScales);
    if (!(information > 0)) return 0;
    const sorted = squaredScales.sort((a, b) => a - b);
    const small = sorted[Math.floor(smallQuantile * sorted.length)]!;
    // λ = I · scale² / (1 + I · scale²), at a scale as small as the posterior has
    const lambda = (information * small) / (1 + information * small);
    return lambda >= decisive ? Math.round(lambda * 100) / 100 : 0;
  }
}
