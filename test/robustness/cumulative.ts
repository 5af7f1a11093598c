/**
 * Probabilities by quadrature: a log density on an interval, or of two numbers on a rectangle, becomes probabilities that a
 * function is below a number. The midpoint rule on coordinates that stretch where the density is thin; its error is far below the
 * Monte Carlo errors that are compared with it.
 */

/** A coordinate that runs over (0, 1) or all of ℝ in equal steps, and the variable that it stands for. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly value: (coordinate: number) => number;
  readonly logJacobian: (coordinate: number) => number;
}

/** A number itself. */
export function plainAxis(from: number, to: number): Axis {
  return { from, to, value: (u) => u, logJacobian: () => 0 };
}

/** A positive number by its logarithm. */
export function logAxis(from: number, to: number): Axis {
  return { from: Math.log(from), to: Math.log(to), value: Math.exp, logJacobian: (u) => u };
}

/** A real number of any size, u = asinh x. */
export function wideAxis(most: number): Axis {
  const end = Math.asinh(most);
  return { from: -end, to: end, value: Math.sinh, logJacobian: (u) => Math.log(Math.cosh(u)) };
}

/** P(isInside) under the density exp(logDensity), which need not be normalized. */
export function probability(
  axes: readonly [Axis] | readonly [Axis, Axis],
  logDensity: (a: number, b: number) => number,
  isInside: (a: number, b: number) => boolean,
): number {
  const [first, second] = axes;
  const steps = second === undefined ? 200_000 : 700;
  const cells: { readonly log: number; readonly inside: boolean }[] = [];
  const add = (a: number, b: number, logJacobian: number): void => {
    cells.push({ log: logDensity(a, b) + logJacobian, inside: isInside(a, b) });
  };
  eachMidpoint(first, steps, (a, jacobian) => {
    if (second === undefined) add(a, 0, jacobian);
    else eachMidpoint(second, steps, (b, other) => add(a, b, jacobian + other));
  });
  const top = cells.reduce((most, { log }) => Math.max(most, log), -Infinity);
  let [inside, total] = [0, 0];
  for (const cell of cells) {
    const weight = Math.exp(cell.log - top);
    total += weight;
    if (cell.inside) inside += weight;
  }
  return inside / total;
}

function eachMidpoint(axis: Axis, steps: number, use: (value: number, logJacobian: number) => void): void {
  const width = (axis.to - axis.from) / steps;
  for (let i = 0; i < steps; i++) {
    const coordinate = axis.from + (i + 0.5) * width;
    use(axis.value(coordinate), axis.logJacobian(coordinate));
  }
}
