/**
 * Autocovariances as the mean over chains, which is all that the effective sample size needs: the first few lags, which tell all of
 * chains that mix well, by their sums, the others by Fourier transform.
 *
 * Of the transform: the power spectra of the chains add, so one inverse transform serves all chains; and two real chains share one complex
 * transform z = a + i b, because |A_k|² + |B_k|² = (|Z_k|² + |Z_-k|²) / 2, whose inverse transform is the real part of
 * that of |Z_k|². Cost: (chainCount / 2 + 1) transforms of the power of two at least twice drawCount.
 */

import { fourierTransform } from "./fourier-transform.ts";
import { isConstant, mean } from "./moments.ts";
import type { Chains } from "./split-chains.ts";

/** Up to this lag sums take less time than the transform of all lags. */
const summedLags = 10;

/** The mean autocovariance at a lag from 0 to drawCount - 1, as `meanAutocovariance` has it, made when it is asked for. */
export function autocovarianceOf(chains: Chains): (lag: number) => number {
  const { chainCount, drawCount } = chains;
  const centered = new Float64Array(chainCount * drawCount);
  for (let chain = 0; chain < chainCount; chain++) {
    const start = chain * drawCount;
    copyCentered(chains.values, start, drawCount, centered.subarray(start, start + drawCount));
  }
  let transformed: Float64Array | null = null;
  return (lag) => {
    if (lag < summedLags) return sumOfProducts(centered, chains, lag) / (drawCount * chainCount);
    transformed ??= meanAutocovariance(chains);
    return transformed[lag]!;
  };
}

/** Σ over the chains and i of x_i x_i+lag. */
function sumOfProducts(centered: Float64Array, { chainCount, drawCount }: Chains, lag: number): number {
  let sum = 0;
  for (let chain = 0; chain < chainCount; chain++) {
    const end = (chain + 1) * drawCount - lag;
    for (let i = chain * drawCount; i < end; i++) sum += centered[i]! * centered[i + lag]!;
  }
  return sum;
}

/**
 * Mean over chains of c_t = (1/n) Σ_i (x_i - x̄)(x_i+t - x̄), for the lags t = 0 .. drawCount - 1, each chain about its own
 * mean. A constant chain adds exact zeros.
 */
export function meanAutocovariance({ values, chainCount, drawCount }: Chains): Float64Array {
  let size = 2;
  // Zeros up to twice the length keep the end of a chain from wrapping onto its start.
  while (size < 2 * drawCount) size *= 2;
  const transform = fourierTransform(size);
  const power = new Float64Array(size);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let chain = 0; chain < chainCount; chain += 2) {
    copyCentered(values, chain * drawCount, drawCount, re);
    if (chain + 1 < chainCount) copyCentered(values, (chain + 1) * drawCount, drawCount, im);
    else im.fill(0);
    transform(re, im);
    for (let k = 0; k < size; k++) power[k] = power[k]! + re[k]! * re[k]! + im[k]! * im[k]!;
  }
  im.fill(0);
  // Of a real sequence the forward and the inverse transform have the same real part.
  transform(power, im);
  const scale = size * drawCount * chainCount;
  return power.subarray(0, drawCount).map((sum) => sum / scale);
}

/** The chain less its mean, zeros after it. */
function copyCentered(values: Float64Array, start: number, count: number, target: Float64Array): void {
  const constant = isConstant(values, start, start + count);
  const center = mean(values, start, start + count);
  for (let i = 0; i < count; i++) target[i] = constant ? 0 : values[start + i]! - center;
  target.fill(0, count);
}
