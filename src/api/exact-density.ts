/**
 * The exact marginal density of a standard deviation, prior and posterior, by quadrature: where all but two numbers of a model can be
 * integrated out, and the standard deviation is proportional to a power of one of the two. Its logarithm u and the other number o are
 * then coordinates, and p(u | data) = ∫ p(u, o | data) do, with the marginal density that the sampler has.
 */

import { MarginalDensity } from "../linear-gaussian/marginal-density.ts";
import { arrange } from "../linear-gaussian/statistics/arrangement.ts";
import { exp } from "../numeric/exponential.ts";
import { logIntegralOf, samplePoints } from "../numeric/line-integral.ts";
import { log } from "../numeric/logarithm.ts";
import type { Variable } from "../posterior/draws.ts";
import { compileReduced, reduceArranged } from "../samplers/marginal/reduced-model.ts";
import { ModelStructure } from "../samplers/model-structure.ts";
import { type BindOptions, bindData, type ReadSetting } from "./bind-data.ts";
import { type LogDensities, type MarginalCurve, marginalCurve } from "./marginal-curve.ts";
import type { Model } from "./model.ts";
import { type PriorCurve, priorCurves } from "./prior-curves.ts";

/** What is asked for. */
export interface ExactDensityOptions extends BindOptions {
  /** A standard deviation, a parameter or a defined value. */
  readonly variable: string;
  /** Where its densities are wanted: ascending numbers above 0. */
  readonly at: readonly number[];
  /** Probability of the central interval. */
  readonly prob: number;
}

export interface ExactDensity extends MarginalCurve {
  readonly at: readonly number[];
  /** Of the posterior. */
  readonly density: Float64Array;
  readonly prior: Float64Array;
}

/** Of the inner integrals: their error is a part in 10⁹. */
const inner = { stepsPerWidth: 3, depth: 25 } as const;

/**
 * Throws a `ProblemError` if the data are at fault, and a RangeError for a model of another kind: not linear and normal, with more or fewer
 * than two numbers that cannot be integrated out, or a standard deviation that is no power of one of them.
 */
export async function exactDensity(
  model: Model,
  { variable, at, prob, ...binding }: ExactDensityOptions,
  setting: ReadSetting,
): Promise<ExactDensity> {
  const { bound, constants } = await bindData(model, binding, setting);
  const { structure } = new ModelStructure(bound).linearGaussian;
  const reduced = structure && reduceArranged(arrange(structure));
  if (reduced === null) throw new RangeError("the model is not linear and normal");
  const compiled = compileReduced(reduced, { isKept: () => true });
  const density = new MarginalDensity(compiled.recipe);
  if (density.dimension !== 2)
    throw new RangeError(`${density.dimension} numbers cannot be integrated out, not two`);
  const values = valuesOf(compiled.variables, density, compiled.recipe);
  const scale = values(variable);
  const coordinates = coordinatesOf((position) => log(scale(position)));
  const posterior = logMarginal(coordinates, (position) => density.value(position));
  const curve = marginalCurve(posterior, prob);
  const { text, file } = { text: model.source, file: model.checked.file };
  const parameter = compiled.sampledNames[coordinates.place]!;
  const known = priorCurves({ name: "", text, file, constants }, compiled.variables).get(parameter);
  const priorAt =
    known !== undefined && coordinates.isAlone
      ? powerOf(coordinates, known, values(parameter))
      : normalized(logMarginal(coordinates, (position) => density.logPrior(position)));
  return {
    ...curve,
    at,
    density: Float64Array.from(at, (x) => exp(posterior(log(x)) - curve.logTotal) / x),
    prior: Float64Array.from(at, (x) => priorAt(log(x)) / x),
  };
}

/** What a draw would hold at a position of the two numbers. */
function valuesOf(
  variables: readonly Variable[],
  density: MarginalDensity,
  { sampled, hyperparameterDensity: { dimension, width } }: ConstructorParameters<typeof MarginalDensity>[0],
): (name: string) => (position: Float64Array) => number {
  const whole = new Float64Array(dimension);
  const draw = new Float64Array(width);
  return (name) => {
    const place = variables.findIndex((one) => one.name === name);
    if (place < 0) throw new RangeError(`the model has no ${name}`);
    return (position) => {
      for (let i = 0; i < position.length; i++) whole[sampled[i]!] = position[i]!;
      density.hyperparameters.constrain(whole, draw);
      return draw[place]!;
    };
  };
}

/** u = power · position[place] + offset(position[1 - place]). */
interface Coordinates {
  readonly place: 0 | 1;
  readonly power: number;
  readonly offset: (other: number) => number;
  /** Whether the offset is the same everywhere. */
  readonly isAlone: boolean;
}

const tolerance = 1e-9;

function coordinatesOf(logScale: (position: Float64Array) => number): Coordinates {
  const position = new Float64Array(2);
  const at = (place: number, own: number, other: number): number => {
    position[place] = own;
    position[1 - place] = other;
    return logScale(position);
  };
  for (const place of [0, 1] as const) {
    const offset = (other: number): number => at(place, 0, other);
    const power = at(place, 1, 0) - offset(0);
    const isPower = [-3, 0.5, 2].every((own) =>
      [-2, 0, 1].every(
        (other) => Math.abs(at(place, own, other) - offset(other) - power * own) < tolerance * 10,
      ),
    );
    if (!(power > tolerance && isPower)) continue;
    const isAlone = [-2, 1].every((other) => Math.abs(offset(other) - offset(0)) < tolerance);
    return { place, power, offset, isAlone };
  }
  throw new RangeError("the standard deviation is no power of a number that is sampled");
}

/** The logarithm of the density of u, without constants. */
function logMarginal(
  { place, power, offset, isAlone }: Coordinates,
  logDensity: (position: Float64Array) => number,
): LogDensities {
  const position = new Float64Array(2);
  const everywhere = offset(0);
  const offsetAt = isAlone ? () => everywhere : offset;
  // The top moves little from one u to the next.
  let near = 0;
  return (u) => {
    const along = (other: number): number => {
      position[place] = (u - offsetAt(other)) / power;
      position[1 - place] = other;
      const value = logDensity(position);
      // Where a share is 1 to the last digit, as of `beta(0.5, 0.5)`, which has next to no mass there.
      return value === Infinity ? Number.NaN : value;
    };
    const points = samplePoints(along, near, inner);
    const top = points.logs.indexOf(points.logs.reduce((a, b) => Math.max(a, b), -Infinity));
    near = points.from + top * points.step;
    return logIntegralOf(points);
  };
}

/** The density of u where the parameter is a power of the standard deviation alone: p(parameter) · parameter / power. */
function powerOf(
  { place, power, offset }: Coordinates,
  curve: PriorCurve,
  valueAt: (position: Float64Array) => number,
): LogDensities {
  const position = new Float64Array(2);
  return (u) => {
    position[place] = (u - offset(0)) / power;
    const value = valueAt(position);
    return (curve(value) * value) / power;
  };
}

function normalized(logDensity: LogDensities): LogDensities {
  const { logTotal } = marginalCurve(logDensity, 0.9);
  return (u) => exp(logDensity(u) - logTotal);
}
