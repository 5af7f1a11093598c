/**
 * Expected outcomes averaged over the population of groups, exactly. Where the linear predictor η of a row is η₀ + Σ_k d_k z_k with standard normal
 * z_k, the effects being normal, it is normal with variance v = Σ d_k², and the average is E g(η₀ + √v Z): η₀ itself where the
 * mean is η, and by the trapezoidal rule otherwise, whose error is that of rounding where its steps are small beside the distance of g's poles
 * (Trefethen & Weideman 2014, SIAM Review 56, section 5). The d_k are differences of η, which is linear in the effects of a new level.
 */

import { call } from "../density/graph/call.ts";
import type { Node } from "../density/graph/node.ts";
import type { Joint } from "../density/joint/joint.ts";
import { type CompiledOutputs, compileOutputs } from "../evaluation/compiled-outputs.ts";
import type { Expression } from "../language/checked-model.ts";
import { baseOf } from "../language/parts.ts";
import { exp } from "../numeric/exponential.ts";
import { inverseLinks, type Outcome } from "../predictor/outcome.ts";
import type { Problem } from "../problems/problem.ts";
import type { AllNewEffects } from "./new-effects.ts";
import { populationNotAveraged } from "./problems-rows.ts";
import type { PredictedQuantity, RowValues } from "./row-values.ts";

/** Beyond so many standard deviations nothing is left; where g grows as exp(√v z) does, the mass is at z = √v. */
const farthest = 8;
const mostShift = 12;
/** A logistic function of √v z has its poles at ±iπ/√v: with steps h the error is of the order of exp(-2π²/(h √v)). */
const stepBySd = 0.65;
const longestStep = 0.5;

/** Averages the expected outcome of rows over the population of their new levels. */
export class PopulationAverage {
  readonly quantities: readonly PredictedQuantity[];
  private readonly linear: CompiledOutputs;
  /** The mean as a function of parameters and of η in each row, which stands behind them; null where it is η itself. */
  private readonly mean: CompiledOutputs | null;
  private readonly etaOffset: number;
  private readonly rowCount: number;

  static of(joint: Joint, rows: RowValues, outcome: Outcome): PopulationAverage | Problem {
    const { likelihood, location } = outcome;
    const place = placeOf(outcome);
    if (place === null) return populationNotAveraged(likelihood.column);
    const base = baseOf(likelihood.distribution);
    const isIdentity =
      base.kind === "scalar" &&
      place.link === null &&
      base.distribution.mean === base.distribution.arguments[place.argument]!.name;
    const eta = joint.graph.input(rows.rows);
    const values = rows.arguments(likelihood).map((one, k) => {
      if (k !== place.argument) return one;
      return [place.link === null ? eta : call(joint.graph, place.link, [eta])];
    });
    const expected = rows.expected(likelihood, values);
    if ("code" in expected) return expected;
    const linear = rows.translator.translate(location, rows.rows);
    return new PopulationAverage(
      rows,
      linear,
      isIdentity ? null : expected.nodes,
      expected.quantities,
      eta.offset,
    );
  }

  private constructor(
    rows: RowValues,
    linear: Node,
    mean: readonly Node[] | null,
    quantities: readonly PredictedQuantity[],
    etaOffset: number,
  ) {
    this.quantities = quantities;
    this.rowCount = rows.rows.size;
    this.linear = compileOutputs("linear", rows.wanted([linear]));
    this.mean = mean && compileOutputs("mean", rows.wanted(mean));
    this.etaOffset = etaOffset;
  }

  /**
   * Writes the averages to `target`, quantity by quantity, row by row. `given` holds the parameters of a draw, whose new effects `effects`
   * has filled in at their location; it is changed.
   */
  fill(given: Float64Array, effects: AllNewEffects, target: Float64Array): void {
    const { rowCount, mean, quantities } = this;
    const center = this.linearAt(given);
    if (mean === null) {
      target.set(center);
      return;
    }
    const variance = new Float64Array(rowCount);
    for (const direction of effects.directions) {
      direction.write(given, 1);
      const moved = this.linearAt(given);
      direction.write(given, 0);
      for (let i = 0; i < rowCount; i++) {
        const step = moved[i]! - center[i]!;
        variance[i] = variance[i]! + step * step;
      }
    }
    const sds = variance.map(Math.sqrt);
    const size = rowCount * quantities.length;
    target.fill(0, 0, size);
    const found = new Float64Array(mean.size);
    for (const { z, weight } of normalTrapezoid(sds)) {
      for (let i = 0; i < rowCount; i++) given[this.etaOffset + i] = center[i]! + z * sds[i]!;
      mean.fill(given, found);
      for (let q = 0; q < quantities.length; q++) {
        const { offset, count } = mean.places[q]!;
        for (let i = 0; i < rowCount; i++) {
          const at = q * rowCount + i;
          target[at] = target[at]! + weight * found[offset + (count === 1 ? 0 : i)]!;
        }
      }
    }
  }

  private linearAt(given: Float64Array): Float64Array {
    const found = new Float64Array(this.linear.size);
    this.linear.fill(given, found);
    return found.length === this.rowCount ? found : new Float64Array(this.rowCount).fill(found[0]!);
  }
}

/** Places of a standard normal variable and their weights, which sum to 1, close enough for the largest sd. */
function normalTrapezoid(sds: Float64Array): { readonly z: number; readonly weight: number }[] {
  const largest = sds.reduce((most, sd) => Math.max(most, sd), 0);
  const step = Math.min(longestStep, stepBySd / largest);
  const count = Math.ceil((farthest + Math.min(mostShift, largest)) / step);
  const places = Array.from({ length: 2 * count + 1 }, (_, k) => (k - count) * step);
  const weights = places.map((z) => exp(-0.5 * z * z));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return places.map((z, k) => ({ z, weight: weights[k]! / total }));
}

/** Which argument of the distribution holds the linear predictor, and the function around it; null where that is not one. */
function placeOf({ likelihood: { distribution }, location }: Outcome) {
  if (distribution.kind !== "scalar" && distribution.kind !== "choice") return null;
  const base = baseOf(distribution);
  for (const [argument, expression] of base.arguments.entries()) {
    const link = linkAround(expression, location);
    if (link !== undefined) return { argument, link };
  }
  return null;
}

function linkAround(expression: Expression, location: Expression) {
  if (expression === location) return null;
  if (expression.kind !== "call" || expression.arguments[0] !== location) return undefined;
  return inverseLinks.find((one) => one === expression.function);
}
