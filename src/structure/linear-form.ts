/**
 * Linear forms: what a mean is once it has been read as Σ scale · column · multiplier · latent.
 *
 * - A *latent* is a family of independent normal variables, one for each level of a plate (or one in all): what group and
 *   population effects are made of.
 * - A *multiplier* is a number that depends on the parameters that are sampled: a standard deviation, an element of a
 *   correlation's factor, a location with a prior that is not normal, or a product of such.
 * - A term without latent is a known offset (no multiplier), or the contribution of a sampled location.
 */

import type { Expression } from "../language/checked-model.ts";
import type { Domain } from "../model/domains.ts";
import { type ColumnRegistry, isAll, one, type RowColumn } from "./row-column.ts";

/** Independent normal variables over `domain`: N(0, sd²), or flat where `sd` is Infinity. */
export interface Latent {
  readonly id: number;
  readonly parameter: string;
  /** The levels; scalar for one variable. */
  readonly domain: Domain;
  /** The variable of level j is number `j * width + component` of its parameter. */
  readonly component: number;
  readonly width: number;
  /**
   * Its levels are not eliminated one by one. Along an order there may be a step for every row and steps without rows, and what is
   * left of the rows is then lost to rounding for small residuals; a factorization with all the rest keeps it.
   */
  readonly isJoint?: true;
  /** 1 where a multiplier has the standard deviation; Infinity for a flat prior. */
  readonly sd: number;
}

/** One factor of a multiplier: an expression at one element of its context, or an element of a correlation's Cholesky factor. */
export interface HyperAtom {
  readonly key: string;
  /** Where the expression is seen from, and the element that stands for all where it has this value; null if it has one everywhere. */
  readonly seen: { readonly from: Domain; readonly element: number } | null;
  readonly value:
    | { readonly kind: "expression"; readonly expression: Expression; readonly isReciprocal: boolean }
    /** Row and column of the lower Cholesky factor of the correlation matrix that `expression` names. */
    | {
        readonly kind: "factor";
        readonly expression: Expression;
        readonly row: number;
        readonly column: number;
        readonly size: number;
      };
}

/** A product of atoms, in order of their keys. */
export interface Multiplier {
  readonly key: string;
  readonly atoms: readonly HyperAtom[];
}

/** scale · column · multiplier · latent[levels], elementwise over the form's domain. */
export interface Term {
  readonly scale: number;
  readonly column: RowColumn;
  readonly multiplier: Multiplier | null;
  readonly latent: Latent | null;
  /** The latent's level for each element; null for a latent of one variable. */
  readonly levels: Int32Array | null;
}

/** A sum of terms. */
export type LinearForm = readonly Term[];

/** The known numbers of a column. */
export function columnTerm(column: RowColumn): Term {
  return { scale: 1, column, multiplier: null, latent: null, levels: null };
}

/** These as a sum. */
export function columnForm(column: RowColumn): LinearForm {
  return [columnTerm(column)];
}

/** The known number `value`. */
export function constantForm(value: number): LinearForm {
  return value === 0 ? [] : [{ ...columnTerm(one), scale: value }];
}

/** The form times a number. */
export function scaleForm(form: LinearForm, factor: number): LinearForm {
  return form.map((term) => ({ ...term, scale: term.scale * factor }));
}

/** Whether some term has a latent. */
export function hasLatent(form: LinearForm): boolean {
  return form.some((term) => term.latent !== null);
}

/** The product of two forms over a domain of `size` elements, of which at most one has latents. */
export function multiplyForms(
  a: LinearForm,
  b: LinearForm,
  size: number,
  registry: ColumnRegistry,
): LinearForm {
  const product = a.flatMap((left) =>
    b.flatMap((right): Term[] => {
      const column = registry.multiply(left.column, right.column, size);
      if (column === null) return [];
      const [latent, levels] =
        left.latent === null ? [right.latent, right.levels] : [left.latent, left.levels];
      return [
        {
          scale: left.scale * right.scale,
          column,
          multiplier: multiplyMultipliers(left.multiplier, right.multiplier),
          latent,
          levels,
        },
      ];
    }),
  );
  return collect(product, registry);
}

/** The product of multipliers; null stands for one. */
function multiplyMultipliers(a: Multiplier | null, b: Multiplier | null): Multiplier | null {
  if (a === null) return b;
  if (b === null) return a;
  const atoms = [...a.atoms, ...b.atoms].sort((x, y) => (x.key < y.key ? -1 : x.key > y.key ? 1 : 0));
  return { key: atoms.map((atom) => atom.key).join("·"), atoms };
}

/** The form seen through indices: of a finer domain, or of some elements of its own. */
export function carryForm(form: LinearForm, indices: Int32Array, registry: ColumnRegistry): LinearForm {
  return form.flatMap((term): Term[] => {
    const column = registry.carry(term.column, indices);
    const levels = term.levels === null ? null : registry.compose(term.levels, indices);
    if (!column.base.isIndicator) return [{ ...term, column, levels }];
    // What is distinguished by an indicator may be all or nothing here.
    if (isAll(column, 0, indices.length)) return [];
    return [{ ...term, column: isAll(column, 1, indices.length) ? one : column, levels }];
  });
}

/** Like terms joined. */
export function collect(form: LinearForm, registry: ColumnRegistry): LinearForm {
  const byKey = new Map<string, Term>();
  for (const term of form) {
    const levels = term.levels === null ? "" : registry.numberOf(term.levels);
    const key = `${registry.numberOf(term.column)}|${term.multiplier?.key ?? ""}|${term.latent?.id ?? ""}|${levels}`;
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? term : { ...known, scale: known.scale + term.scale });
  }
  return [...byKey.values()].filter((term) => term.scale !== 0);
}
