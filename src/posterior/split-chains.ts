/**
 * Each chain cut into its first and second half, so that a chain that drifts disagrees with itself. Source: Gelman et al.
 * (2013), Bayesian Data Analysis, section 11.4. Of an odd number of draws the middle one is left out.
 *
 * Departure from R's posterior 1.4.0: with 2 or 3 draws per chain its `x[1, ]` drops to a vector and the matrix is transposed
 * by accident. Here halves of one draw are halves of one draw, and what is computed from them is NaN.
 */

/** Chains of equal length, one after another: `values[chain * drawCount + draw]`. */
export interface Chains {
  readonly values: Float64Array;
  readonly chainCount: number;
  readonly drawCount: number;
}

/** The halves, in the order first half of each chain, second half of each chain. A single draw cannot be cut. */
export function splitChains(values: Float64Array, chainCount: number): Chains {
  const length = values.length / chainCount;
  if (length < 2) return { values, chainCount, drawCount: length };
  const half = Math.floor(length / 2);
  const split = new Float64Array(2 * chainCount * half);
  for (let chain = 0; chain < chainCount; chain++) {
    const start = chain * length;
    split.set(values.subarray(start, start + half), chain * half);
    split.set(values.subarray(start + length - half, start + length), (chainCount + chain) * half);
  }
  return { values: split, chainCount: 2 * chainCount, drawCount: half };
}

/** The same chains with every value mapped. */
export function mapChains(chains: Chains, map: (value: number) => number): Chains {
  return { ...chains, values: chains.values.map(map) };
}
