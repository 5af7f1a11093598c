/**
 * The Gauss-Legendre rule of 24 points on the interval from 0 to 1, and where tails end: how tails of log-concave densities
 * are integrated.
 *
 * Beyond its mode such a density falls as exp(-d(t)), d convex with d(0) = 0. Taken from 0 to where d is about `tailDepth`,
 * that is smooth enough for the rule to have all digits of double precision: for d linear, the worst of them, the coefficient
 * of degree 48 of its Chebyshev series is below 1e-20.
 */

/** How far below its start a tail is followed: e⁻³⁸ = 3e-17. */
export const tailDepth = 38;

const lowerHalf = [
  [0.00240639000148932, 0.0061706148999936],
  [0.012635722014345251, 0.014265694314466832],
  [0.030862723998633622, 0.022138719408709904],
  [0.056792236497799485, 0.02964929245771839],
  [0.08999900701304854, 0.03667324070554015],
  [0.12993790421072282, 0.04309508076597664],
  [0.17595317403151223, 0.04880932605205694],
  [0.22728926430558022, 0.05372213505798282],
  [0.2831032461869774, 0.0577528340268628],
  [0.3424786601519183, 0.060835236463901696],
  [0.40444056626319186, 0.06291872817341415],
  [0.4679715535686972, 0.06396909767337608],
] as const;

/** The points, rising. */
export const tailNodes = Float64Array.from([
  ...lowerHalf.map(([node]) => node),
  ...lowerHalf.map(([node]) => 1 - node).reverse(),
]);
/** Their weights, which sum to 1. */
export const tailWeights = Float64Array.from([
  ...lowerHalf.map(([, weight]) => weight),
  ...lowerHalf.map(([, weight]) => weight).reverse(),
]);

/** Where g t + k t²/2 is `tailDepth`, for a slope g and a curvature k of at least 0. */
export function quadraticEnd(g: number, k: number): number {
  const root = g > 1e150 ? g : Math.sqrt(g * g + 2 * tailDepth * k);
  return (2 * tailDepth) / (g + root);
}
