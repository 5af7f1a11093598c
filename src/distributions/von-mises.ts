/** The von Mises distribution of angles. Source: Mardia & Jupp (2000), Directional Statistics, section 3.5.4. */

import { log } from "../numeric/logarithm.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import { atan, cos, sin } from "../numeric/trigonometric.ts";
import { positiveSupport, realSupport, type ScalarDistribution } from "./distribution.ts";

export const vonMises: ScalarDistribution = {
  kind: "scalar",
  name: "von_mises",
  description: "An angle or a time of day, in radians from -π to π, whose ends are one point of a circle.",
  arguments: [
    { name: "mean", support: realSupport, description: "mean direction; one a full turn away is the same" },
    {
      name: "concentration",
      support: positiveSupport,
      description: "concentration; when it is large, about 1/sd^2",
    },
  ],
  support: { kind: "interval", lower: -Math.PI, upper: Math.PI },
  where: { half: "0.5 * (x - mean)", rest: "-2 * square(sin(half))" },
  // log f(x | μ, κ) = κ (cos(x - μ) - 1) - log(2π) - log(e^-κ I0(κ))
  logDensity: ["concentration * rest", "-2 * half_log_two_pi", "-bessel_i0_ln(concentration)"],
  partials: {
    x: "-concentration * sin(x - mean)",
    mean: "concentration * sin(x - mean)",
    concentration: "rest + bessel_gap(concentration)",
  },
  draw: (stream, [mean, concentration]) => turned(mean! + drawAngle(stream, concentration!)),
};

/**
 * An angle about 0: a wrapped Cauchy number that is taken or not (Best & Fisher 1979, Applied Statistics 28, 152-157), whose half has
 * the tangent (1 - ρ)/(1 + ρ) tan(πu/2). In 1 - ρ and 1 - cos, which do not cancel where the concentration is large.
 */
function drawAngle(stream: RandomStream, concentration: number): number {
  const [ρ, gap] = envelope(concentration);
  for (;;) {
    const quarter = Math.PI * (stream.uniform() - 0.5);
    const tangent = ((gap / (1 + ρ)) * sin(quarter)) / cos(quarter);
    const oneMinusCosine = Number.isFinite(tangent * tangent)
      ? (2 * tangent * tangent) / (1 + tangent * tangent)
      : 2;
    const c = concentration * ((gap * gap) / (2 * ρ) + oneMinusCosine);
    const u = stream.uniform();
    if (c * (2 - c) > u || log(c / u) + 1 - c >= 0) return 2 * atan(tangent);
  }
}

/** ρ of the wrapped Cauchy distribution, and 1 - ρ. */
function envelope(concentration: number): readonly [number, number] {
  // ρ = (τ - √(2τ)) / (2κ) with τ = 1 + √(1 + 4κ²), which is κ/2 where κ is small
  if (concentration < 1e-4) return [0.5 * concentration, 1 - 0.5 * concentration];
  const root = Math.sqrt(1 + 4 * concentration * concentration);
  const gap = (Math.sqrt(2 + 2 * root) - 1 - 1 / (root + 2 * concentration)) / (2 * concentration);
  return [1 - gap, gap];
}

/** The angle on [-π, π]. */
function turned(angle: number): number {
  const turns = Math.floor((angle + Math.PI) / (2 * Math.PI));
  return Math.min(Math.PI, Math.max(-Math.PI, angle - 2 * Math.PI * turns));
}
