/**
 * Orthogonal polynomial contrasts of levels at equal distances, in whole numbers without a common divisor: those of emmeans's `poly.emmc`
 * and of the tables of Fisher & Yates (1938). They are the discrete polynomials of Chebyshev,
 *   t_n(x) = Σ_k (-1)^(n-k) C(N-1-k, n-k) C(n+k, n) C(x, k),  x = 0 … N - 1  (Abramowitz & Stegun 1964, 22.17).
 */

/** Its name, and the weight of each level. */
export interface PolynomialContrast {
  readonly name: string;
  readonly weights: readonly number[];
}

const names = ["linear", "quadratic", "cubic", "quartic"];
const highestDegree = 6;

/** From the linear one to degree 6, or to one less than there are levels. */
export function polynomialContrasts(count: number): PolynomialContrast[] {
  return Array.from({ length: Math.min(highestDegree, count - 1) }, (_, k) => {
    const values = Array.from({ length: count }, (_, x) => chebyshev(k + 1, x, count));
    // + 0: no -0.
    const divisor = values.reduce(greatestDivisor, 0);
    return { name: names[k] ?? `degree ${k + 1}`, weights: values.map((value) => value / divisor + 0) };
  });
}

function chebyshev(degree: number, x: number, count: number): number {
  let sum = 0;
  for (let k = 0; k <= degree; k++) {
    const sign = (degree - k) % 2 === 0 ? 1 : -1;
    sum += sign * choose(count - 1 - k, degree - k) * choose(degree + k, degree) * choose(x, k);
  }
  return sum;
}

function choose(n: number, k: number): number {
  let product = 1;
  for (let i = 0; i < k; i++) product = (product * (n - i)) / (i + 1);
  return product;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : greatestDivisor(b, a % b);
}
