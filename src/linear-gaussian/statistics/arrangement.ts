/**
 * Where each latent of a linear-Gaussian model goes: into the *nesting* of factors that are eliminated level by level, or into the
 * *dense* block that is left.
 *
 * A nesting is a factor, and factors that it is nested in one after another: casks in batches in plants. Given what is dense, the
 * levels of its outermost factor are independent of each other, so that each can be integrated out by itself. Everything
 * else (population effects, factors that are crossed with the nesting) is dense. The nesting with the most latents is taken.
 *
 * A *raw column* is a column of data with an outcome: what cross-products are made of. Latents act on raw columns through
 * coefficients, which are numbers or multipliers.
 */

import type { Domain } from "../../model/domains.ts";
import { remembered } from "../../model/remembered.ts";
import type { Latent, Multiplier, Term } from "../../structure/linear-form.ts";
import type { LinearGaussian, OutcomeFamily } from "../../structure/linear-gaussian.ts";
import type { RowColumn } from "../../structure/row-column.ts";

/** scale, or scale times a multiplier: how a latent acts on a raw column. */
export interface Coefficient {
  /** Number of the raw column, within its block. */
  readonly raw: number;
  /** Number of the latent, within its block. */
  readonly latent: number;
  readonly scale: number;
  readonly multiplier: Multiplier | null;
}

/** A data column of one outcome. */
export interface RawColumn {
  readonly family: OutcomeFamily;
  readonly column: RowColumn;
  /** The level of each row; null in the block of scalars. */
  readonly levels: Int32Array | null;
}

/** The latents over one factor, and the columns by which they act. */
export interface FactorBlock {
  readonly domain: Domain;
  readonly latents: readonly Latent[];
  readonly columns: readonly RawColumn[];
  readonly coefficients: readonly Coefficient[];
}

export interface Arrangement {
  readonly structure: LinearGaussian;
  /** Eliminated level by level, innermost factor first; empty where nothing is. */
  readonly nesting: readonly NestedFactor[];
  /** Population effects, and sampled locations: `latent` is -1 for these. */
  readonly scalars: Omit<FactorBlock, "domain">;
  /** Factors in the dense block. */
  readonly dense: readonly FactorBlock[];
}

/** A factor of the nesting. */
export interface NestedFactor extends FactorBlock {
  /** For each level the level of the next factor of the nesting; null for the outermost. */
  readonly parents: Int32Array | null;
}

/** Sorts the latents into blocks; the nesting has at most `mostNested` factors. */
export function arrange(structure: LinearGaussian, mostNested = Infinity): Arrangement {
  const factors = factorBlocks(structure);
  const nesting = largestNesting(factors.filter(isPlain), mostNested);
  const isNested = new Set<FactorBlock>(nesting);
  return {
    structure,
    nesting: nesting.map((factor, i): NestedFactor => {
      const next = nesting[i + 1];
      return { ...factor, parents: next === undefined ? null : parentsOf(factor, next) };
    }),
    scalars: blockOf(structure, (term) =>
      term.latent === null ? term.multiplier !== null : term.levels === null,
    ),
    dense: factors.filter((factor) => !isNested.has(factor)),
  };
}

function factorBlocks(structure: LinearGaussian): FactorBlock[] {
  const domains = new Map<number, Domain>();
  for (const { mean } of structure.families) {
    for (const { latent, levels } of mean)
      if (latent !== null && levels !== null) domains.set(latent.domain.id, latent.domain);
  }
  return [...domains.values()].map((domain) => ({
    domain,
    ...blockOf(structure, (term) => term.latent?.domain === domain && term.levels !== null),
  }));
}

function blockOf(structure: LinearGaussian, isWanted: (term: Term) => boolean): Omit<FactorBlock, "domain"> {
  const latents: Latent[] = [];
  const columns: RawColumn[] = [];
  const coefficients: Coefficient[] = [];
  for (const family of structure.families) {
    for (const term of family.mean.filter(isWanted)) {
      const { scale, multiplier } = term;
      const latent =
        term.latent === null ? -1 : indexOrAdd(latents, term.latent, (one) => one === term.latent);
      const column: RawColumn = { family, column: term.column, levels: term.levels };
      const raw = indexOrAdd(
        columns,
        column,
        (one) => one.family === family && one.column === term.column && one.levels === term.levels,
      );
      coefficients.push({ raw, latent, scale, multiplier });
    }
  }
  return { latents, columns, coefficients };
}

function indexOrAdd<Item>(list: Item[], item: Item, isSame: (one: Item) => boolean): number {
  const index = list.findIndex(isSame);
  return index >= 0 ? index : list.push(item) - 1;
}

/** Whether every row belongs to one level of the factor, so that its levels can be eliminated one by one. */
function isPlain({ columns, latents }: FactorBlock): boolean {
  if (latents.some(({ isJoint }) => isJoint === true)) return false;
  return columns.every(({ family, levels }) =>
    columns.every((other) => other.family !== family || other.levels === levels),
  );
}

/** Of all nestings the one with the most latents; innermost first. */
function largestNesting(factors: readonly FactorBlock[], mostNested: number): FactorBlock[] {
  const sizeOf = (nesting: readonly FactorBlock[]): number =>
    nesting.reduce((sum, { domain, latents }) => sum + domain.size * latents.length, 0);
  let best: FactorBlock[] = [];
  const extend = (nesting: FactorBlock[]): void => {
    if (sizeOf(nesting) > sizeOf(best)) best = nesting;
    if (nesting.length >= mostNested) return;
    const last = nesting[nesting.length - 1];
    for (const factor of factors) {
      if (nesting.includes(factor)) continue;
      // Of two factors with the same levels either may come first: that of the smaller number does.
      const isSame = last !== undefined && last.domain.size === factor.domain.size;
      if (isSame && last.domain.id > factor.domain.id) continue;
      if (last === undefined || (haveSameFamilies(last, factor) && parentsOf(last, factor) !== null)) {
        extend([...nesting, factor]);
      }
    }
  };
  extend([]);
  return best;
}

function haveSameFamilies(a: FactorBlock, b: FactorBlock): boolean {
  const families = (block: FactorBlock): Set<OutcomeFamily> =>
    new Set(block.columns.map(({ family }) => family));
  const [inA, inB] = [families(a), families(b)];
  return inA.size === inB.size && [...inA].every((family) => inB.has(family));
}

const parentCache = new WeakMap<FactorBlock, Map<FactorBlock, Int32Array | null>>();

/** For each level of `inner` the level of `outer` that all of its rows have; null if some level has rows of several. */
function parentsOf(inner: FactorBlock, outer: FactorBlock): Int32Array | null {
  const known = remembered(parentCache, inner, () => new Map<FactorBlock, Int32Array | null>());
  return remembered(known, outer, () => findParents(inner, outer));
}

function findParents(inner: FactorBlock, outer: FactorBlock): Int32Array | null {
  if (outer.domain.size > inner.domain.size) return null;
  const parents = new Int32Array(inner.domain.size).fill(-1);
  for (const family of new Set(inner.columns.map((column) => column.family))) {
    const own = inner.columns.find((column) => column.family === family)!.levels!;
    const theirs = outer.columns.find((column) => column.family === family)?.levels;
    if (theirs === undefined || theirs === null) return null;
    for (let i = 0; i < own.length; i++) {
      const parent = theirs[i]!;
      const level = own[i]!;
      if (parents[level] === -1) parents[level] = parent;
      else if (parents[level] !== parent) return null;
    }
  }
  // Levels without rows belong anywhere.
  return parents.map((parent) => Math.max(parent, 0));
}
