/** Priors of standard deviations, narrow, wide and heavy-tailed: at random, as text of a model, and as densities. */

import type { RandomStream } from "../../src/numeric/random-stream.ts";

export type ScalePrior =
  | { readonly kind: "lognormal"; readonly location: number; readonly scale: number }
  | { readonly kind: "half_student_t"; readonly degrees: number; readonly scale: number }
  | { readonly kind: "half_normal"; readonly scale: number }
  | { readonly kind: "exponential"; readonly rate: number };

/** A scale of 1/300 to 3 times that of the data. */
export function drawPrior(stream: RandomStream, dataScale: number): ScalePrior {
  const scale = Number((dataScale * 10 ** (-2.5 + 3 * stream.uniform())).toPrecision(3));
  const kind = stream.uniform();
  if (kind < 0.4) {
    return {
      kind: "lognormal",
      location: Number(Math.log(scale).toFixed(3)),
      scale: Number((0.1 + 0.5 * stream.uniform()).toFixed(3)),
    };
  }
  if (kind < 0.8) return { kind: "half_student_t", degrees: 1 + Math.floor(4 * stream.uniform()), scale };
  return kind < 0.9
    ? { kind: "half_normal", scale }
    : { kind: "exponential", rate: Number((1 / scale).toPrecision(3)) };
}

/** In the language. */
export function priorText(prior: ScalePrior): string {
  switch (prior.kind) {
    case "lognormal":
      return `lognormal(${prior.location}, ${prior.scale})`;
    case "half_student_t":
      return `half_student_t(${prior.degrees}, ${prior.scale})`;
    case "half_normal":
      return `half_normal(${prior.scale})`;
    case "exponential":
      return `exponential(${prior.rate})`;
  }
}

/** The log density at e^logScale, with its constants. */
export function logPrior(prior: ScalePrior, logScale: number): number {
  const x = Math.exp(logScale);
  switch (prior.kind) {
    case "lognormal": {
      const z = (logScale - prior.location) / prior.scale;
      return -0.5 * z * z - Math.log(prior.scale) - 0.5 * Math.log(2 * Math.PI) - logScale;
    }
    case "half_student_t": {
      const { degrees, scale } = prior;
      return (
        Math.log(2) +
        logGamma((degrees + 1) / 2) -
        logGamma(degrees / 2) -
        0.5 * Math.log(degrees * Math.PI) -
        Math.log(scale) -
        ((degrees + 1) / 2) * Math.log1p((x / scale) ** 2 / degrees)
      );
    }
    case "half_normal":
      return 0.5 * Math.log(2 / Math.PI) - Math.log(prior.scale) - 0.5 * (x / prior.scale) ** 2;
    case "exponential":
      return Math.log(prior.rate) - prior.rate * x;
  }
}

function logGamma(x: number): number {
  // Stirling's series after a shift
  let shift = 0;
  let z = x;
  for (; z < 12; z++) shift += Math.log(z);
  return (
    (z - 0.5) * Math.log(z) -
    z +
    0.5 * Math.log(2 * Math.PI) +
    1 / (12 * z) -
    1 / (360 * z ** 3) +
    1 / (1260 * z ** 5) -
    shift
  );
}
