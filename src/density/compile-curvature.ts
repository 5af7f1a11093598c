/** The second derivatives of a joint density as a compiled function that fills an array, and where in the Hessian each of its numbers belongs. */

import { type EmittedFunction, emit } from "./code/emit.ts";
import { type Output, schedule } from "./code/schedule.ts";
import { unify } from "./code/unify.ts";
import { type Pass, passesOf } from "./compile.ts";
import { curvatureOf } from "./graph/curvature.ts";
import { freePlaces } from "./graph/differential.ts";
import type { Joint } from "./joint/joint.ts";

/** A stretch of what is filled: number k of it is a part of the quadratic form of H, times the free numbers `one[k]` and `other[k]`. */
export interface CurvatureStretch {
  readonly offset: number;
  readonly one: Int32Array;
  readonly other: Int32Array;
}

export interface CompiledCurvature {
  /** Numbers that are filled. */
  readonly size: number;
  readonly stretches: readonly CurvatureStretch[];
  readonly emitted: EmittedFunction;
  /** The loops of one evaluation. */
  readonly passes: readonly Pass[];
}

/** Null where the graph has no second derivatives that are sums over domains. */
export function compileCurvature(joint: Joint): CompiledCurvature | null {
  const parts = curvatureOf(joint.graph, joint.seeds);
  if (parts === null) return null;
  const outputs: Output[] = [];
  const stretches: CurvatureStretch[] = [];
  let size = 0;
  for (const { one, other, weight, domain } of parts) {
    outputs.push({ node: weight, domain, offset: size });
    stretches.push({ offset: size, one: freePlaces(one, domain), other: freePlaces(other, domain) });
    size += domain.size;
  }
  const united = unify(outputs);
  const scheduled = schedule(united);
  return {
    size,
    stretches,
    emitted: emit("curvature", scheduled, united, null),
    passes: passesOf(scheduled),
  };
}
