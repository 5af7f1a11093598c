/** Autocorrelations of one chain. */

import { meanAutocovariance } from "./autocovariance.ts";
import { isAllFinite, isConstant } from "./moments.ts";

/**
 * c_t / c_0 of the draws of a chain for the lags 0 … `lags`, or as many as there are, with c_t = (1/n) Σ (x_i - x̄)(x_i+t - x̄). NaN of a
 * chain that stands still or is not finite.
 */
export function autocorrelationsOf(chain: Float64Array, lags: number): Float64Array {
  const count = Math.min(lags + 1, chain.length);
  if (!isAllFinite(chain) || isConstant(chain)) return new Float64Array(count).fill(Number.NaN);
  // Of numbers near 1e300 the squares are none.
  const size = chain.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const values = chain.map((value) => value / size);
  const covariances = meanAutocovariance({ values, chainCount: 1, drawCount: chain.length });
  return covariances.slice(0, count).map((covariance) => covariance / covariances[0]!);
}
