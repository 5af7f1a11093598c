/** Nodes of a graph as one compiled function of the numbers that are given. */

import { emit } from "../density/code/emit.ts";
import { type Output, schedule } from "../density/code/schedule.ts";
import { unify } from "../density/code/unify.ts";
import { type CompiledFunction, instantiateFunction } from "../density/compile.ts";
import type { Node } from "../density/graph/node.ts";
import { type Domain, scalarDomain } from "../model/domains.ts";

/** A value that is wanted for each element of a domain. */
export interface Wanted {
  readonly node: Node;
  readonly domain: Domain;
}

/** Values by name of what was wanted, and where each stands in what is filled. */
export interface CompiledOutputs {
  /** Numbers that are filled. */
  readonly size: number;
  /** Of each that was wanted: where its first number stands, and how many there are: one where it does not vary. */
  readonly places: readonly { readonly offset: number; readonly count: number }[];
  readonly fill: CompiledFunction;
}

/** Compiles nodes, in their order; each has a number for each element of its domain, or one where it is the same for all. */
export function compileOutputs(name: string, wanted: readonly Wanted[]): CompiledOutputs {
  const outputs: Output[] = [];
  const places: { readonly offset: number; readonly count: number }[] = [];
  let size = 0;
  for (const { node, domain } of wanted) {
    const own = node.domain === scalarDomain ? scalarDomain : domain;
    outputs.push({ node, domain: own, offset: size });
    places.push({ offset: size, count: own.size });
    size += own.size;
  }
  return { size, places, fill: compileFunction(name, outputs) };
}

/** Compiles outputs that have their places. */
export function compileFunction(name: string, outputs: readonly Output[]): CompiledFunction {
  const united = unify(outputs);
  return instantiateFunction(emit(name, schedule(united), united, null));
}
