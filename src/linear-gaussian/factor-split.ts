/**
 * Which factors of a model are sampled in turn, and which go into the dense block with the population effects, where they are
 * integrated out; or why collapsed Gibbs sampling does not fit the model.
 */

import type { Latent } from "../structure/linear-form.ts";
import type { OutcomeFamily } from "../structure/linear-gaussian.ts";
import type { Arrangement, FactorBlock } from "./statistics/arrangement.ts";

/** The dense block may have so many latents: a factorization of it is to cost no more than a pass over the pairs of levels. */
const mostDense = 150;

/** The factors of a model sorted by how they are dealt with. */
export interface FactorSplit {
  readonly family: OutcomeFamily;
  /** Sampled in turn, the one with the most effects first. */
  readonly large: readonly FactorBlock[];
  /** The dense block: population effects and small factors. */
  readonly small: Arrangement;
}

/** The split, or a sentence without its subject that says why there is none. */
export type FactorSplitting =
  | { readonly split: FactorSplit; readonly refusal: null }
  | { readonly split: null; readonly refusal: string };

/** Splits the factors of an arranged model, with `most` latents in the dense block. */
export function splitFactors(arrangement: Arrangement, most = mostDense): FactorSplitting {
  const { structure, nesting, dense, scalars } = arrangement;
  const [family, second] = structure.families;
  if (family === undefined || second !== undefined) {
    return refuse("has several outcomes, and collapsed Gibbs sampling is for one");
  }
  if (family.sd.some(({ multiplier }) => multiplier?.key !== family.sd[0]!.multiplier?.key)) {
    return refuse("has several residual standard deviations, and collapsed Gibbs sampling is for one");
  }
  const factors = [...nesting, ...dense].sort((a, b) => sizeOf(b) - sizeOf(a));
  const large: FactorBlock[] = [];
  const small: FactorBlock[] = [];
  let room = most - scalars.latents.length;
  for (const factor of factors) {
    if (large.length < 2 && obstacleTo(factor) === null) large.push(factor);
  }
  for (const factor of factors.filter((one) => !large.includes(one)).reverse()) {
    const obstacle = obstacleTo(factor);
    if (sizeOf(factor) <= room) {
      small.push(factor);
      room -= sizeOf(factor);
    } else if (obstacle === null) large.push(factor);
    else return refuse(`has many effects of \`${nameOf(factor)}\`, ${obstacle}`);
  }
  if (room < 0) return refuse(`has more than ${most} population effects`);
  if (large.length < 2) {
    const why = factors.length < 2 ? "one factor" : "one factor whose effects can be drawn level by level";
    return refuse(
      `has ${factors.length === 0 ? "no factor" : why}, and collapsed Gibbs sampling is for two or more`,
    );
  }
  large.sort((a, b) => sizeOf(b) - sizeOf(a));
  return {
    split: { family, large, small: { structure, nesting: [], scalars, dense: small } },
    refusal: null,
  };
}

function refuse(refusal: string): FactorSplitting {
  return { split: null, refusal };
}

function sizeOf({ domain, latents }: FactorBlock): number {
  return domain.size * latents.length;
}

/** What a user calls the factor's effects. */
function nameOf({ latents }: FactorBlock): string {
  return latents[0]!.parameter;
}

/** Why a factor's effects cannot be drawn level by level; null if they can. */
function obstacleTo({ columns, latents, coefficients }: FactorBlock): string | null {
  if (columns.some(({ levels }) => levels !== columns[0]!.levels)) return "of which a row has several";
  if (latents.some(({ sd }: Latent) => sd === Infinity)) return "which have a flat prior";
  if (columns.length !== latents.length)
    return "which act on the outcome in more or fewer ways than they are";
  const isUsed = columns.every((_, raw) => coefficients.some((one) => one.raw === raw));
  return isUsed ? null : "which do not act on the outcome";
}
