/**
 * Codings of a factor's levels by contrasts, with the numbers of R's `contr.sum`, `contr.helmert` and `contr.poly`
 * (Chambers & Hastie 1992, Statistical Models in S, §2.3.2; Venables & Ripley 2002, §6.2). Treatment contrasts are the design's
 * own; `steps` is the coding of monotonic effects (Bürkner & Charpentier 2020, Br. J. Math. Stat. Psychol. 73, equation 4).
 */

import { evaluatePolynomials, fitPolynomials } from "./orthogonal-polynomials.ts";

/** A coding by its name in a design: `sum(f)`. */
export type Coding = "sum" | "helmert" | "poly" | "steps";

/** The columns of a coding: for each its name behind that of the term, and its value at each level. */
export interface ContrastColumn {
  /** `=low` of a coding that compares levels, `.1` of a polynomial. */
  readonly suffix: string;
  readonly values: readonly number[];
}

/** One column less than there are levels; of `poly` so many as the degree says, if it is given. */
export function contrastColumns(
  coding: Coding,
  levels: readonly string[],
  degree: number | null,
): readonly ContrastColumn[] {
  if (coding === "poly") return polynomials(levels.length, degree ?? levels.length - 1);
  return levels.slice(1).map((_, k) => {
    const compared = coding === "sum" ? levels[k]! : levels[k + 1]!;
    return {
      suffix: `=${compared}`,
      values: levels.map((_, level) => entries[coding](level, k, levels.length)),
    };
  });
}

const entries = {
  /** A level's distance from the mean of all levels; the last one is minus the sum of the others. */
  sum: (level: number, k: number, count: number): number => (level === count - 1 ? -1 : level === k ? 1 : 0),
  /** 1 from a level on: the coefficient is the step up to it from the one before. */
  steps: (level: number, k: number): number => (level > k ? 1 : 0),
  /** Each level against the mean of those before it, of which the coefficient is 1 / (k + 2) of the difference. */
  helmert: (level: number, k: number): number => (level <= k ? -1 : level === k + 1 ? k + 1 : 0),
};

/** Orthogonal polynomials of the numbers of the levels, of length 1 over the levels. */
function polynomials(count: number, degree: number): readonly ContrastColumn[] {
  const scores = Float64Array.from({ length: count }, (_, level) => level + 1);
  const basis = fitPolynomials(scores, degree, null);
  if (basis === null) throw new Error(`no polynomials of degree ${degree} over ${count} levels`);
  return evaluatePolynomials(basis, scores).map((values, k) => ({
    suffix: `.${k + 1}`,
    values: [...values],
  }));
}
