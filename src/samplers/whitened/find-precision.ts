/**
 * How Hessians of a joint density are found for the least work: by coloured directions, or by the second derivatives of its graph, which take some
 * milliseconds to compile and must be confirmed.
 */

import type { CompiledModel, instantiator } from "../../density/compile.ts";
import { compileCurvature } from "../../density/compile-curvature.ts";
import type { LogDensity } from "../../density/log-density.ts";
import { createRandomStream } from "../../numeric/random-stream.ts";
import { operationsOf } from "../joint/joint-offer.ts";
import { ColouredDifferences } from "./coloured-differences.ts";
import { GraphCurvature } from "./graph-curvature.ts";
import { interactionsOf } from "./interactions.ts";
import { agrees, type PrecisionFinder } from "./precision.ts";

/** Operations of all Hessians by differences below which nothing else is tried: it would take as long to compile. */
const worthwhile = 5e7;
/** A gradient of so many is costly: colours are not looked for where they are not needed. */
const costly = 1e6;
/** The stream of random numbers of the check. */
const checkStream = 0;

/** For so many Hessians. Null where they take too many gradients, or what depends on what is not known. */
export function findPrecision(
  compiled: CompiledModel,
  density: LogDensity,
  instantiateOne: ReturnType<typeof instantiator>,
  uses: number,
): PrecisionFinder | null {
  const interactions = interactionsOf(compiled.joint);
  if (interactions === null) return null;
  const operations = operationsOf(compiled);
  const exactOne = (): GraphCurvature | null => curvatureOf(compiled, density, instantiateOne, operations);
  let exact = operations > costly ? exactOne() : null;
  // Each number that all others depend on has a direction of its own, and the rest have one at least.
  if (exact !== null && exact.cost <= interactions.everywhere.size + 1) return exact;
  const differences = ColouredDifferences.of(density, interactions);
  if (differences !== null && uses * differences.cost * operations < worthwhile) return differences;
  if (operations <= costly) exact = exactOne();
  if (exact === null) return differences;
  return differences === null || exact.cost < differences.cost ? exact : differences;
}

/** Null where the graph has none, or it is not confirmed where all numbers are 0. */
function curvatureOf(
  { joint }: CompiledModel,
  density: LogDensity,
  instantiateOne: ReturnType<typeof instantiator>,
  operations: number,
): GraphCurvature | null {
  const compiled = compileCurvature(joint);
  if (compiled === null) return null;
  const cost = (operationsOf(compiled) + compiled.size) / operations;
  const exact = new GraphCurvature(density.dimension, compiled, instantiateOne(compiled.emitted), cost);
  const position = new Float64Array(density.dimension);
  const gradient = new Float64Array(density.dimension);
  density.evaluate(position, gradient);
  const found = exact.at(position);
  const stream = createRandomStream(checkStream, checkStream);
  return found !== null && agrees(density, found, position, gradient, stream) ? exact : null;
}
