/**
 * Increasing maps z = g(w) of single numbers, so that w is nearly standard normal where z is skewed or has a tail of its own:
 *
 *     g(w) = a + b·w + Σ_j c_j·r(w - k_j) + d·r(w - e)² - d'·r(-w - e)²,    r(x) = ½(x + √(x² + 1)).
 *
 * r is a ramp with a soft bend, so g has as many derivatives as one likes, goes on straight where d and d' are 0, and as a square where a tail falls
 * off exponentially. Source: marginal Gaussianization, Chen & Gopinath (2000), NIPS 13.
 */

/** Of the number at a place among those of z. As plain data. */
export interface MarginalMap {
  readonly place: number;
  /** a, b, c₁ to c₃, d, d'. */
  readonly coefficients: Float64Array;
}

/** Coefficients of a map. */
export const mapSize = 7;
/** Where the outer ramps bend, and squares set in; the third bends at 0. */
const knot = 1.5;

/** g at w, and its first and second derivative, into `values`. */
export function evaluateMap({ coefficients }: MarginalMap, w: number, values: Float64Array): void {
  const [left, right] = [w + knot, w - knot];
  const [leftRoot, root, rightRoot] = [
    Math.sqrt(left * left + 1),
    Math.sqrt(w * w + 1),
    Math.sqrt(right * right + 1),
  ];
  const [b, d, mirrored] = [coefficients[1]!, coefficients[5]!, coefficients[6]!];
  const [c1, c2, c3] = [coefficients[2]!, coefficients[3]!, coefficients[4]!];
  const r1 = 0.5 * (left + leftRoot);
  const r2 = 0.5 * (w + root);
  const r3 = 0.5 * (right + rightRoot);
  const m = 0.5 * (leftRoot - left);
  // r' = r / √(x² + 1), r'' = ½ / √(x² + 1)³
  const [slope3, slopeM] = [r3 / rightRoot, m / leftRoot];
  const [bend1, bend3] = [0.5 / (leftRoot * leftRoot * leftRoot), 0.5 / (rightRoot * rightRoot * rightRoot)];
  values[0] = coefficients[0]! + b * w + c1 * r1 + c2 * r2 + c3 * r3 + d * r3 * r3 - mirrored * m * m;
  values[1] =
    b + (c1 * r1) / leftRoot + (c2 * r2) / root + c3 * slope3 + 2 * (d * r3 * slope3 + mirrored * m * slopeM);
  values[2] =
    c1 * bend1 +
    (0.5 * c2) / (root * root * root) +
    c3 * bend3 +
    2 * d * (slope3 * slope3 + r3 * bend3) -
    2 * mirrored * (slopeM * slopeM + m * bend1);
}

const mostSteps = 200;

/** The w that is mapped to z, by bisection between places that are sought outward, until no double lies between. */
export function unmapped(map: MarginalMap, z: number): number {
  const values = new Float64Array(3);
  const at = (w: number): number => {
    evaluateMap(map, w, values);
    return values[0]!;
  };
  let [low, high] = [-1, 1];
  for (let i = 0; i < mostSteps && at(low) > z; i++) low *= 2;
  for (let i = 0; i < mostSteps && at(high) < z; i++) high *= 2;
  for (let i = 0; i < mostSteps; i++) {
    const middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    if (at(middle) < z) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}
