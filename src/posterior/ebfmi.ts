/**
 * E-BFMI, the energy Bayesian fraction of missing information: whether fresh momenta move the energy of a Hamiltonian sampler
 * as widely as the posterior needs. Low values mean tails that are explored by slow diffusion.
 *
 * Source: Betancourt (2016), "Diagnosing suboptimal cotangent disintegrations in Hamiltonian Monte Carlo",
 * arXiv:1604.00695, equation (2).
 */

import { isConstant, variance } from "./moments.ts";

/** Per chain, of `energy[chain * drawCount + draw]`; NaN for a chain of one energy only. */
export function ebfmi(energy: Float64Array, chainCount: number): number[] {
  const drawCount = energy.length / chainCount;
  return Array.from({ length: chainCount }, (_, chain) =>
    ebfmiOfChain(energy.subarray(chain * drawCount, (chain + 1) * drawCount)),
  );
}

function ebfmiOfChain(energy: Float64Array): number {
  if (energy.length < 2 || isConstant(energy)) return Number.NaN;
  let sum = 0;
  for (let i = 1; i < energy.length; i++)
    sum += (energy[i]! - energy[i - 1]!) * (energy[i]! - energy[i - 1]!);
  // mean of (E_i - E_i-1)² over the variance of E
  return sum / (energy.length - 1) / variance(energy);
}
