/**
 * The Bayes factor of a point null hypothesis in a model that has it as a special case: the posterior density of the parameter at the point over
 * its prior density there (Dickey & Lientz 1970; Wagenmakers, Lodewyckx, Kuriyal & Grasman 2010, Cognitive Psychology 60). It is that of the null
 * model whose other parameters have the prior that they have given the point.
 *
 * Densities are those of draws by a normal kernel, where no density is known. Their errors come of parts of the draws: the density of
 * each part is one of nearly independent ones.
 */

import { exp } from "../numeric/exponential.ts";
import { bandwidthOf, type Ends, hardEnds } from "./kernel-density.ts";
import { standardDeviation } from "./moments.ts";
import { sortDraws } from "./quantile.ts";

/** A density at a point, with its standard error; 0 for one that is known. */
export interface PointDensity {
  readonly density: number;
  readonly error: number;
  /** Draws within one bandwidth; null for one that is known. */
  readonly near: number | null;
}

const parts = 20;
/** With fewer draws near the point the density there is a guess. */
const leastNear = 20;

/** Of draws; the parts are stretches of them, since draws that follow one another may be alike. */
export function densityAt(draws: Float64Array, point: number): PointDensity {
  const sorted = sortDraws(draws);
  const bandwidth = bandwidthOf(sorted);
  if (!(bandwidth > 0)) return { density: draws[0] === point ? Infinity : 0, error: 0, near: 0 };
  const ends = hardEnds(sorted, bandwidth);
  const of = (values: Float64Array): number => kernelAt(values, point, bandwidth, ends);
  const size = Math.floor(draws.length / parts);
  const each = Float64Array.from({ length: parts }, (_, k) => of(draws.subarray(k * size, (k + 1) * size)));
  const near = draws.filter((value) => Math.abs(value - point) <= bandwidth).length;
  return { density: of(draws), error: standardDeviation(each) / Math.sqrt(parts), near };
}

/** The mean of normal kernels, folded back at hard ends. */
function kernelAt(draws: Float64Array, point: number, bandwidth: number, { lower, upper }: Ends): number {
  if ((lower !== null && point < lower) || (upper !== null && point > upper)) return 0;
  const kernel = (z: number): number => exp(-0.5 * z * z) / (bandwidth * Math.sqrt(2 * Math.PI));
  let sum = 0;
  for (const value of draws) {
    sum += kernel((value - point) / bandwidth);
    if (lower !== null) sum += kernel((2 * lower - value - point) / bandwidth);
    if (upper !== null) sum += kernel((2 * upper - value - point) / bandwidth);
  }
  return sum / draws.length;
}

/** For the null hypothesis, against the model: above 1 the data speak for the point. */
export interface BayesFactor {
  readonly factor: number;
  /** The relative standard error of the factor. */
  readonly relativeError: number;
  /** Whether there are draws enough near the point to say more than that the factor is small. */
  readonly isKnown: boolean;
}

/** Of the density of the posterior at the point over that of the prior. */
export function bayesFactor(posterior: PointDensity, prior: PointDensity): BayesFactor {
  const relative = ({ density, error }: PointDensity): number => (error === 0 ? 0 : error / density);
  const factor = posterior.density / prior.density;
  const [a, b] = [relative(posterior), relative(prior)];
  const isKnown = [posterior, prior].every(({ near }) => near === null || near >= leastNear);
  return { factor, relativeError: Math.sqrt(a * a + b * b), isKnown };
}

/** How strong evidence is, in the words of Kass & Raftery (1995), Journal of the American Statistical Association 90, by 2 log of the factor. */
export function evidenceWords(factor: number): string {
  const strength = Math.max(factor, 1 / factor);
  if (strength < 3) return "not worth more than a bare mention";
  if (strength < 20) return "positive";
  return strength < 150 ? "strong" : "very strong";
}
