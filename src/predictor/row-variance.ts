/**
 * The variance that group effects and the residual give a row, and the covariance that they give two rows, as sums over the terms:
 * for rows i and j of the same level of a group whose terms k have the predictors z_k,
 *   Cov = Σ_k τ_k² z_ik z_jk + Σ_{k<l} ρ_kl τ_k τ_l (z_ik z_jl + z_il z_jk),
 * and Var with j = i, the residual variance added. Summed over a class of pairs, z_ik z_jl become their means; so the numbers are
 * the same however a design is coded.
 */

import type { VarianceSum } from "../posterior/draws.ts";
import type { HiddenVariable } from "./hidden-variable.ts";
import type { PairClass, Pairs } from "./pairs.ts";
import type { Residual } from "./residual-role.ts";
import type { RowCorrelation, RowTerm } from "./row-term.ts";

type Writable<List> = List extends readonly (infer Item)[] ? Item[] : never;

/** Makes sums, and the hidden variables that they need where a variance differs between rows or levels. */
export class RowVariance {
  readonly hidden: HiddenVariable[] = [];
  private readonly terms: readonly RowTerm[];
  private readonly correlations: readonly RowCorrelation[];
  private readonly residual: Residual;

  constructor(terms: readonly RowTerm[], correlations: readonly RowCorrelation[], residual: Residual) {
    this.terms = terms;
    this.correlations = correlations;
    this.residual = residual;
  }

  /** Cov of the two values of a pair, averaged over the pairs of a class; `has` tells the groups of which these have the same level. */
  covariance(pairs: Pairs, pairClass: PairClass, has: (group: string) => boolean): VarianceSum {
    const total = once(() => pairs.sumOfProducts(pairClass, null, null));
    return this.sum(has, {
      mean: (a, b) => pairs.sumOfProducts(pairClass, a, b) / total(),
      byLevel: ({ z, levels }) =>
        pairs.productsByLevel(pairClass, z, levels.indices, levels.to.size).map((sum) => sum / total()),
    });
  }

  /** Var of a row, averaged over the rows by weights; with the residual or without it, of the groups that are wanted. */
  variance(
    weights: () => Float64Array,
    has: (group: string) => boolean = () => true,
    withResidual = true,
  ): VarianceSum {
    // Where all rows are alike the weights do not matter.
    const shares = once(() => normalized(weights()));
    const sum = this.sum(has, {
      mean: (a, b) =>
        shares().reduce((mean, share, row) => mean + share * (a?.[row] ?? 1) * (b?.[row] ?? 1), 0),
      byLevel: ({ z, levels }) => {
        const byLevel = new Float64Array(levels.to.size);
        shares().forEach((share, row) => {
          const level = levels.indices[row]!;
          byLevel[level] = byLevel[level]! + share * (z?.[row] ?? 1) * (z?.[row] ?? 1);
        });
        return byLevel;
      },
    });
    if (!withResidual) return sum;
    return { ...sum, variances: [...sum.variances, { variance: this.residualOver(shares), factor: 1 }] };
  }

  private sum(
    has: (group: string) => boolean,
    moments: {
      readonly mean: (a: Float64Array | null, b: Float64Array | null) => number;
      readonly byLevel: (term: RowTerm) => Float64Array;
    },
  ): VarianceSum {
    const variances: Writable<VarianceSum["variances"]> = [];
    for (const term of this.terms) {
      if (!has(term.group)) continue;
      const part = term.varies
        ? { variance: this.weighted(term.variance, moments.byLevel(term)), factor: 1 }
        : { variance: term.variance.name, factor: term.z === null ? 1 : moments.mean(term.z, term.z) };
      if (part.factor !== 0) variances.push(part);
    }
    const covariances: Writable<VarianceSum["covariances"]> = [];
    for (const { first, second, correlation } of this.correlations) {
      if (!has(first.group)) continue;
      const sign = first.sign * second.sign;
      const factor = sign * (moments.mean(first.z, second.z) + moments.mean(second.z, first.z));
      if (factor === 0) continue;
      covariances.push({ correlation, variances: [first.variance.name, second.variance.name], factor });
    }
    return { variances, covariances };
  }

  private residualOver(shares: () => Float64Array): string | number {
    const { role, hidden, varies } = this.residual;
    return hidden === null || !varies ? role.variance : this.weighted(hidden, shares());
  }

  /** A mean of a variance by weights of its own, that need not sum to one. */
  private weighted(variance: HiddenVariable, weights: Float64Array): string {
    const known = this.hidden.find(
      (one) =>
        one.formula === variance.formula && one.names === variance.names && areEqual(one.weights!, weights),
    );
    if (known !== undefined) return known.name;
    const name = `${variance.name.slice(0, -1)}, mean ${this.hidden.length + 1})`;
    this.hidden.push({ ...variance, name, weights });
    return name;
  }
}

function normalized(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Computed when it is first asked for. */
function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | null = null;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

function areEqual(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
