/** Minus the Hessian of a joint density from second derivatives of its graph: one function fills what is added up to the elements of a sparse matrix. */

import type { CompiledFunction } from "../../density/compile.ts";
import type { CompiledCurvature, CurvatureStretch } from "../../density/compile-curvature.ts";
import { patternOf, placeIn, type SparsePattern } from "../../numeric/sparse-pattern.ts";
import type { Precision, PrecisionFinder } from "./precision.ts";

/** Where the numbers of a stretch are added: an element below the diagonal, or -1 - i for that of row i on it. */
interface Destination {
  readonly offset: number;
  readonly places: Int32Array;
}

export class GraphCurvature implements PrecisionFinder {
  readonly pattern: SparsePattern;
  readonly cost: number;
  private readonly fill: CompiledFunction;
  private readonly values: Float64Array;
  private readonly destinations: readonly Destination[];

  /** `fill` is the function of `curvature`; `cost` is that of `at` in gradients. */
  constructor(
    dimension: number,
    { size, stretches }: CompiledCurvature,
    fill: CompiledFunction,
    cost: number,
  ) {
    this.pattern = patternOf(
      dimension,
      stretches.map(({ one, other }) => [one, other]),
    );
    this.fill = fill;
    this.values = new Float64Array(size);
    this.cost = cost;
    this.destinations = stretches.map((stretch) => destinationOf(this.pattern, stretch));
  }

  at(position: Float64Array): Precision | null {
    const { pattern, values, destinations } = this;
    this.fill(position, values);
    const below = new Float64Array(pattern.rows.length);
    const diagonal = new Float64Array(pattern.size);
    for (const { offset, places } of destinations) {
      for (let k = 0; k < places.length; k++) {
        const place = places[k]!;
        // Of x'Hx the part x_i x_j has twice the element of H.
        if (place >= 0) below[place]! -= 0.5 * values[offset + k]!;
        else diagonal[-1 - place]! -= values[offset + k]!;
      }
    }
    return below.every(Number.isFinite) && diagonal.every(Number.isFinite)
      ? { pattern, below, diagonal }
      : null;
  }
}

function destinationOf(pattern: SparsePattern, { offset, one, other }: CurvatureStretch): Destination {
  const places = one.map((i, k) => (i === other[k] ? -1 - i : placeIn(pattern, i, other[k]!)));
  return { offset, places };
}
