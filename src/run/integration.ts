/**
 * What of a model is integrated out: the parameters that the density is quadratic in, where their number is small enough
 * that integrating costs less than sampling them.
 */

import type { CompiledModel } from "../density/compile.ts";
import type { ParameterInput } from "../density/joint.ts";
import { findQuadraticInputs } from "../density/quadratic.ts";

export interface Integration {
  /** Names of the parameters. */
  readonly names: readonly string[];
  /** Their places in the position. */
  readonly places: readonly number[];
}

/** Every parameter is sampled. */
export const nothingIntegrated: Integration = { names: [], places: [] };

/** An evaluation of the marginal density costs two to three gradients of the joint density for each number integrated. */
const mostIntegrated = 50;

/** Operations that an evaluation of the marginal density may take; with more, sampling everything is faster. */
const mostOperations = 100_000;

/** Operations of one evaluation of the marginal density. */
export function marginalOperations(compiled: CompiledModel, { places }: Integration): number {
  const joint = compiled.passes.reduce((sum, pass) => sum + pass.size * pass.operations, 0);
  return Math.round(2.5 * places.length * joint);
}

/** The parameters that can be integrated out exactly, group effects before population effects. */
export function findIntegration(compiled: CompiledModel): Integration {
  const { joint } = compiled;
  const bySize = [...joint.inputs].sort((a, b) => sizeOf(b) - sizeOf(a));
  const found = new Set(
    findQuadraticInputs(
      joint.logDensity,
      bySize.map((input) => input.node),
    ),
  );
  const inputs = joint.inputs.filter((input) => found.has(input.node));
  return {
    names: inputs.map((input) => input.name),
    places: inputs.flatMap(({ node }) => Array.from({ length: node.domain.size }, (_, i) => node.offset + i)),
  };
}

function sizeOf({ node }: ParameterInput): number {
  return node.domain.size;
}

/** What `method` integrates: `auto` only what is worth it. Null if the method cannot be had. */
export function chooseIntegration(
  compiled: CompiledModel,
  method: "auto" | "nuts" | "marginal",
): Integration | null {
  if (method === "nuts") return nothingIntegrated;
  const found = findIntegration(compiled);
  if (method === "marginal") return found.places.length === 0 ? null : found;
  const isWorthIt =
    found.places.length <= mostIntegrated && marginalOperations(compiled, found) <= mostOperations;
  return isWorthIt ? found : nothingIntegrated;
}
