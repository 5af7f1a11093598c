/**
 * Rules for ∫ f(z) dz over the line, for a density f that is near exp(-z²/2) or reaches far out of it: points z and the logarithms of their weights.
 *
 * Gauss-Hermite: Golub & Welsch (1969), Mathematics of Computation 23, 221-230, the roots by Newton's method as in Press et al. (2007), Numerical
 * Recipes, section 4.6. Its use about the mode: Pinheiro & Bates (1995), Journal of Computational and Graphical Statistics 4, 12-35, section 2.4; Naylor &
 * Smith (1982), Applied Statistics 31, 214-225. The other is the trapezoidal rule in t of z = sinh t, whose points are dense about 0 and at
 * distance d from it apart by about h d: Trefethen & Weideman (2014), SIAM Review 56, section 5.
 */

import { exp, expm1 } from "./exponential.ts";
import { halfLogTwoPi, log } from "./logarithm.ts";
import { cos } from "./trigonometric.ts";

/** ∫ f(z) dz ≈ Σ exp(logWeights_k) f(points_k) */
export interface Rule {
  readonly points: Float64Array;
  readonly logWeights: Float64Array;
}

/** Gauss-Hermite with n points, up to about 100; exact for exp(-z²/2) times a polynomial of degree 2n - 1. */
export function hermiteRule(n: number): Rule {
  const [points, logWeights] = [new Float64Array(n), new Float64Array(n)];
  const half = Math.floor((n + 1) / 2);
  for (let k = 0; k < half; k++) {
    const { root, slope } = rootBelow(n, k, points);
    points[k] = root;
    points[n - 1 - k] = -root;
    // The weight of the orthonormal polynomials is 1 / (n h_(n-1)²), and the derivative is √n h_(n-1).
    logWeights[k] = 0.5 * root * root + halfLogTwoPi - 2 * log(Math.abs(slope));
    logWeights[n - 1 - k] = logWeights[k]!;
  }
  return { points, logWeights };
}

/** The (k + 1)th largest root of the Hermite polynomial of degree n, orthonormal under the normal distribution, by deflation of those above. */
function rootBelow(
  n: number,
  k: number,
  above: Float64Array,
): { readonly root: number; readonly slope: number } {
  let z = k === 0 ? Math.sqrt(4 * n + 2) : above[k - 1]!;
  let slope = 1;
  for (let step = 0; step < 200; step++) {
    let [value, before] = [1, 0];
    for (let j = 0; j < n; j++) {
      const next = (z * value - Math.sqrt(j) * before) / Math.sqrt(j + 1);
      before = value;
      value = next;
    }
    slope = Math.sqrt(n) * before;
    // Newton's step of the polynomial without the roots that are known.
    let known = 0;
    for (let m = 0; m < k; m++) known += 1 / (z - above[m]!);
    const change = step === 0 && k > 0 ? 0.5 / Math.sqrt(n) : value / (slope - value * known);
    z -= change;
    if (Math.abs(change) < 1e-15 * (1 + Math.abs(z))) break;
  }
  return { root: z, slope };
}

/** Gauss-Legendre with n points on (0, 1): roots by Newton's method from Tricomi's approximation, as in Press et al. (2007), section 4.6. */
export function legendreRule(n: number): Rule {
  const [points, logWeights] = [new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < n; k++) {
    let x = cos((Math.PI * (k + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      let [value, before] = [1, 0];
      for (let j = 0; j < n; j++) {
        const next = ((2 * j + 1) * x * value - j * before) / (j + 1);
        before = value;
        value = next;
      }
      slope = (n * (before - x * value)) / (1 - x * x);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-15) break;
    }
    points[n - 1 - k] = (1 + x) / 2;
    logWeights[n - 1 - k] = -log((1 - x * x) * slope * slope);
  }
  return { points, logWeights };
}

/** Points of the trapezoidal rule on each side at most, as many as reach out to sinh 15. */
const farthest = 15;

/** The trapezoidal rule in t with step `spacing`, out to |z| = `reach`. */
export function sinhRule(spacing: number, reach: number): Rule {
  // asinh(x) = log(x + √(x² + 1))
  const end = Math.min(farthest, log(reach + Math.sqrt(reach * reach + 1)));
  const side = Math.ceil(end / spacing);
  const at = Float64Array.from({ length: 2 * side + 1 }, (_, k) => (k - side) * spacing);
  return {
    points: at.map((t) => (expm1(t) - expm1(-t)) / 2),
    logWeights: at.map((t) => log(((exp(t) + exp(-t)) / 2) * spacing)),
  };
}
