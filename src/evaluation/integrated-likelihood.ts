/**
 * The likelihood with the effects of a factor's groups integrated out, as a function of everything else: log p(y_g | θ) for all rows of a new
 * group, log p(y_i | y_g without i, θ) for a row of a group whose other rows are known. In closed form where all is normal, otherwise by
 * quadrature where each group has a few numbers, or levels within it that have.
 */

import type { BoundModel } from "../model/bound-model.ts";
import { contextOf } from "../model/context.ts";
import type { Draws } from "../posterior/draws.ts";
import { recognizeLinearGaussian } from "../structure/linear-gaussian.ts";
import { GaussianGroups } from "./gaussian-groups.ts";
import { type GroupedEffect, GroupTerms, NotGrouped } from "./group-terms.ts";
import type { ObservationSource } from "./observation-columns.ts";
import { type QuadratureAccuracy, QuadratureGroups } from "./quadrature/quadrature-groups.ts";
import { tiersOf } from "./quadrature/tiers.ts";
import { type Coordinates, scalarCoordinates } from "./unconstrained.ts";

/** More numbers of one group are not integrated out of it row by row. */
const mostNumbers = 25;
/** Terms at the points of the quadrature that are held at once. */
const mostTerms = 2e5;

/** How effects were integrated out. */
export interface Integration {
  readonly factor: string;
  /** Groups. */
  readonly labels: readonly string[];
  readonly method: "closed form" | "quadrature" | "none";
  /** How exact a quadrature is, which it takes a few evaluations to know; null of what is in closed form. */
  readonly accuracy: () => QuadratureAccuracy | null;
  /** The parameters that are integrated out; none where no parameter is of the factor. */
  readonly effects: readonly string[];
  /** Parameters that draws do not hold and that would be needed. */
  readonly absent: readonly string[];
  /** The integrals of all rows of each group. */
  readonly groups: ObservationSource;
  /** Those of each row given the others of its group; null with a reason where they are not to be had. */
  readonly rows: ObservationSource | null;
  /** Numbers that are integrated out. */
  readonly numbers: number;
  /** Whether every likelihood is that of one group. */
  readonly isWhole: boolean;
  /** The integrals of all groups at parameters that are given on their own scale, as `GroupTerms` has them. */
  readonly integrate: (given: Float64Array, target: Float64Array) => void;
}

/** The likelihood from the side of a factor, or why it is not to be had. */
export function integrateGroups(model: BoundModel, draws: Draws, factor: string): Integration | NotGrouped {
  const terms = GroupTerms.of(model, draws, factor);
  if (terms instanceof NotGrouped) return terms;
  const { effects, labels, absent, blocks } = terms;
  const improper = effects.find(({ name }) => isFlat(model, name));
  if (improper !== undefined)
    return new NotGrouped(`the prior of \`${improper.name}\` is flat: nothing is known of a new ${factor}`);
  const engine = engineOf(model, terms, draws);
  if (engine instanceof NotGrouped) return engine;
  const likelihoods = blocks.filter(({ isLikelihood }) => isLikelihood);
  const { domains } = model;
  const group = domains.ofPlates([factor]);
  const contexts = model.checked.statements.flatMap((one) =>
    one.kind === "likelihood" ? [contextOf(model, one)] : [],
  );
  const rowCount = likelihoods.reduce((sum, { size }) => sum + size, 0);
  const scratch = new Float64Array(labels.length);
  const isSmall =
    engine instanceof GaussianGroups
      ? engine.largest <= mostNumbers
      : engine.hasRows && terms.size <= mostTerms;
  // Where outcomes are over several domains, observations are not only rows.
  const hasRows = isSmall && contexts.every((one) => one === domains.rows);
  return {
    factor,
    labels,
    method: effects.length === 0 ? "none" : engine instanceof GaussianGroups ? "closed form" : "quadrature",
    accuracy: () => (engine instanceof GaussianGroups ? null : engine.accuracy),
    effects: effects.map(({ name }) => name),
    absent,
    groups: { size: labels.length, fill: (draw, target) => engine.fill(draw, target) },
    rows: hasRows ? { size: rowCount, fill: (draw, target) => engine.fill(draw, scratch, target) } : null,
    isWhole: contexts.every((one) => domains.mapBetween(one, group) !== null),
    integrate: (given, target) => {
      terms.given.set(given);
      engine.integrate(target);
    },
    numbers: effects.reduce((sum, { levels, width }) => sum + levels.size * width, 0),
  };
}

function isFlat({ checked }: BoundModel, name: string): boolean {
  const statement = checked.declarations.get(name);
  if (statement?.kind !== "parameter") return false;
  const { distribution } = statement;
  return distribution.kind === "scalar" && distribution.distribution.name === "flat";
}

/** What integrates, or why nothing does. */
function engineOf(
  model: BoundModel,
  terms: GroupTerms,
  draws: Draws,
): GaussianGroups | QuadratureGroups | NotGrouped {
  const { effects } = terms;
  const { structure } = recognizeLinearGaussian(model);
  const normal = new Set(structure?.integrated.map(({ name }) => name));
  if (effects.every(({ name }) => normal.has(name))) return new GaussianGroups(terms);
  const coordinates = new Map<GroupedEffect, Coordinates>();
  for (const effect of effects) {
    const found = coordinatesOf(model, effect);
    if (found instanceof NotGrouped) return found;
    coordinates.set(effect, found);
  }
  const tree = tiersOf(terms, model.domains, (effect) => coordinates.get(effect)!);
  if (tree instanceof NotGrouped) return tree;
  return new QuadratureGroups(terms, tree, draws.chainCount * draws.drawCount);
}

/** How the effect that quadrature is over is made of numbers on the whole line. */
function coordinatesOf({ checked }: BoundModel, { name }: GroupedEffect): Coordinates | NotGrouped {
  const statement = checked.declarations.get(name);
  const distribution = statement?.kind === "parameter" ? statement.distribution : null;
  if (distribution?.kind === "vector") return scalarCoordinates(-Infinity, Infinity);
  if (distribution?.kind !== "scalar" || distribution.distribution.supports !== undefined)
    return new NotGrouped(`the prior of \`${name}\` is cut off, or of several kinds`);
  const { lower, upper } = distribution.distribution.support;
  if (typeof lower === "number" && typeof upper === "number") return scalarCoordinates(lower, upper);
  return new NotGrouped(`the range of \`${name}\` depends on what else is in its prior`);
}

/**
 * The factor whose effects leave least to be weighted when they are integrated out for each row: the one with most numbers; null where there is
 * none, or none can be integrated out.
 */
export function integrateForRows(model: BoundModel, draws: Draws): Integration | null {
  let best: Integration | null = null;
  for (const plate of model.domains.plateNames()) {
    const { domains } = model;
    if (domains.mapTo(domains.rows, [plate]) === null) continue;
    const found = integrateGroups(model, draws, plate);
    if (found instanceof NotGrouped || found.rows === null || found.absent.length > 0) continue;
    if (found.effects.length > 0 && found.numbers > (best?.numbers ?? 0)) best = found;
  }
  return best;
}
