/**
 * The free numbers of a chain at given values of the parameters: the inverse of what a draw is made of a position, found from that
 * function itself, so that it is right for every transform and every choice of coordinates.
 *
 * On some scale of a parameter's elements, their own, their logarithm or their logit, they are an affine function of the parameter's free
 * numbers, given the parameters before it. So a few positions show the scale and the function, which a system of equations inverts.
 */

import type { Coordinate } from "../../src/density/joint/coordinates.ts";
import type { CalibratedModel, Values } from "./calibration.ts";

export interface Placing {
  readonly coordinates: readonly Coordinate[];
  /** Of all numbers of the position, which may be more than the coordinates. */
  readonly dimension: number;
  readonly constrain: (position: Float64Array, draw: Float64Array) => void;
  /** Names of the numbers of a draw. */
  readonly names: readonly string[];
}

type Scale = (x: number) => number;
const scales: readonly Scale[] = [(x) => x, Math.log, (x) => Math.log(x / (1 - x))];

/** Throws where the draw at the position is not what it should be. */
export function positionAt(
  placing: Placing,
  model: Pick<CalibratedModel, "free">,
  truth: Values,
): Float64Array {
  const { coordinates, dimension, constrain, names } = placing;
  const position = new Float64Array(dimension);
  const draw = new Float64Array(names.length);
  const places = new Map(names.map((name, v) => [name, v]));
  const quantities = coordinates.map(({ name }) => model.free?.[name] ?? ((values: Values) => values(name)));
  const see = (own: readonly number[]): number[] => {
    constrain(position, draw);
    return own.map((i) => quantities[i]!((name) => draw[places.get(name)!]!));
  };
  for (const parameter of new Set(coordinates.map((one) => one.parameter))) {
    const own = [...coordinates.keys()].filter((i) => coordinates[i]!.parameter === parameter);
    place(
      position,
      own,
      see,
      own.map((i) => quantities[i]!(truth)),
    );
    see(own).forEach((found, k) => {
      const wanted = quantities[own[k]!]!(truth);
      if (Math.abs(found - wanted) <= 1e-6 * (1 + Math.abs(wanted))) return;
      throw new Error(`expected ${coordinates[own[k]!]!.name} to be ${wanted}, found ${found}`);
    });
  }
  return position;
}

/** Sets the free numbers `own` of one parameter so that what is seen is what is wanted. */
function place(
  position: Float64Array,
  own: readonly number[],
  see: (own: readonly number[]) => number[],
  wanted: readonly number[],
): void {
  const origin = see(own);
  const moved = own.map((i, k) => {
    const at = [1, 2].map((u) => {
      position[i] = u;
      return see(own);
    });
    position[i] = 0;
    return { steps: at, scale: scaleOf([origin[k]!, at[0]![k]!, at[1]![k]!]) };
  });
  const matrix = own.map((_, row) => {
    const { scale } = moved[row]!;
    const slopes = moved.map(({ steps }) => scale(steps[0]![row]!) - scale(origin[row]!));
    return [...slopes, scale(wanted[row]!) - scale(origin[row]!)];
  });
  solve(matrix).forEach((u, k) => {
    position[own[k]!] = u;
  });
}

/** The scale on which three values at equal steps are in a straight line. */
function scaleOf(values: readonly [number, number, number]): Scale {
  const scale = scales.find((one) => {
    const [first, second, third] = values.map(one);
    const [step, next] = [second! - first!, third! - second!];
    return Math.abs(step) > 0 && Math.abs(next - step) <= 1e-6 * Math.abs(step);
  });
  if (scale === undefined) throw new Error(`no scale on which ${values} are in a straight line`);
  return scale;
}

/** Gaussian elimination with pivots of rows with their right sides last. */
function solve(rows: number[][]): number[] {
  const size = rows.length;
  for (let k = 0; k < size; k++) {
    let pivot = k;
    for (let row = k + 1; row < size; row++) {
      if (Math.abs(rows[row]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = row;
    }
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let row = 0; row < size; row++) {
      if (row === k) continue;
      const factor = rows[row]![k]! / rows[k]![k]!;
      for (let column = k; column <= size; column++) rows[row]![column]! -= factor * rows[k]![column]!;
    }
  }
  return rows.map((row, k) => row[size]! / row[k]!);
}
