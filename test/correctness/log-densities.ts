/** Log densities of a few distributions up to constants, as textbooks have them: the twins of src/distributions. */

export function normal(x: number, mean: number, sd: number): number {
  return -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd);
}

/** By shape and rate, x > 0. */
export function gamma(x: number, shape: number, rate: number): number {
  return (shape - 1) * Math.log(x) - rate * x;
}

export function exponential(x: number, rate: number): number {
  return -rate * x;
}

export function lognormal(x: number, location: number, scale: number): number {
  return normal(Math.log(x), location, scale) - Math.log(x);
}

/** The constant depends on `df`. */
export function studentT(x: number, df: number, mean: number, scale: number): number {
  return -0.5 * (df + 1) * Math.log(1 + ((x - mean) / scale) ** 2 / df) - Math.log(scale);
}

export function binomialLogit(x: number, trials: number, logit: number): number {
  return x * logit - trials * Math.log(1 + Math.exp(logit));
}

/** Two normals with sds and a correlation. */
export function normalPair(
  [x, y]: readonly [number, number],
  [sdX, sdY]: readonly [number, number],
  correlation: number,
): number {
  const [a, b] = [x / sdX, y / sdY];
  const rest = 1 - correlation ** 2;
  return (
    -0.5 * ((a * a - 2 * correlation * a * b + b * b) / rest) - 0.5 * Math.log(rest) - Math.log(sdX * sdY)
  );
}

/** Of the correlation in a 2 × 2 matrix. */
export function lkjPair(correlation: number, shape: number): number {
  return (shape - 1) * Math.log(1 - correlation ** 2);
}

/** x > 0. */
export function halfNormal(x: number, sd: number): number {
  return -0.5 * (x / sd) ** 2 - Math.log(sd);
}

export function laplace(x: number, location: number, scale: number): number {
  return -Math.abs(x - location) / scale - Math.log(scale);
}

/** x = 0, 1, 2, …; the constant depends on x. */
export function poisson(x: number, mean: number): number {
  return x * Math.log(mean) - mean;
}

/** By shape and scale, x > 0. */
export function inverseGamma(x: number, shape: number, scale: number): number {
  return -(shape + 1) * Math.log(x) - scale / x;
}

/** x > 0; the constant depends on `df`. */
export function halfStudentT(x: number, df: number, scale: number): number {
  return studentT(x, df, 0, scale);
}

/** x in (0, 1). */
export function beta(x: number, a: number, b: number): number {
  return (a - 1) * Math.log(x) + (b - 1) * Math.log(1 - x);
}

/** Failures before the first success. */
export function geometric(x: number, probability: number): number {
  return Math.log(probability) + x * Math.log(1 - probability);
}

/** Waiting times: a gamma density of which the rate is unknown and the shape is not. */
export function gammaByRate(x: number, shape: number, rate: number): number {
  return shape * Math.log(rate) - rate * x;
}

/** By mean and overdispersion; the constant depends on x and the latter. */
export function negativeBinomial(x: number, mean: number, overdispersion: number): number {
  return x * Math.log(mean) - (x + overdispersion) * Math.log(mean + overdispersion);
}

/** x = 1, 2, …, with ascending cuts between the categories of a logistic number about `location`. */
export function orderedLogistic(x: number, location: number, cuts: readonly number[]): number {
  const above = (cut: number | undefined, otherwise: number): number =>
    cut === undefined ? otherwise : 1 / (1 + Math.exp(cut - location));
  return Math.log(above(cuts[x - 2], 1) - above(cuts[x - 1], 0));
}
