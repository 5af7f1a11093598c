/**
 * The marginal sampler: what has normal priors and affine effects is integrated out, the rest is sampled, by an independence sampler
 * where it is few numbers and by NUTS where it is more. Where nothing can be integrated out the rest is all.
 */

import { canBeNoncentered } from "../../distributions/distribution.ts";
import { type Arrangement, arrange } from "../../linear-gaussian/statistics/arrangement.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { KernelKind } from "../../posterior/draws.ts";
import type { LinearGaussian } from "../../structure/linear-gaussian.ts";
import type { Refusal } from "../../structure/obstacle.ts";
import { type JointChainRecipe, jointChains } from "../joint/joint-chain.ts";
import { kernelAdaptation } from "../kernels/index.ts";
import type { ModelStructure } from "../model-structure.ts";
import { nutsOptions } from "../nuts/options.ts";
import { sizeOfQuantity } from "../quantity-size.ts";
import { sampledDimension } from "../sampled-dimension.ts";
import { defineSampler, type OwnOffer, type PlanRequest } from "../sampler.ts";
import { offerFewNumbers } from "./few-numbers.ts";
import { type MarginalChainRecipe, marginalChains } from "./marginal-chain.ts";
import { mostIndependent, prepareMarginal } from "./prepare-marginal.ts";
import { compileReduced, operationsOf, type ReducedModel, reduceArranged } from "./reduced-model.ts";

/** Dense columns beyond which an evaluation of the density is refused: a factor of 50 MB, some seconds. */
const mostDense = 2500;
/** With more dense columns the cost is predicted by their factorization alone. */
const lazilyDense = 300;
/** Numbers in the cross-products of levels with dense columns: 400 MB. */
const mostNumbers = 5e7;

export const marginalSampler = defineSampler({
  name: "marginal",
  method: "marginal",
  words: "integrate out what can be",
  options: [nutsOptions],
  adaptation: kernelAdaptation,
  offer,
  chains: (recipe: MarginalRecipe) =>
    recipe.kind === "joint" ? jointChains(recipe) : marginalChains(recipe),
});

/** Over what is left, or over all where nothing can be integrated out. */
type MarginalRecipe = MarginalChainRecipe | JointChainRecipe;

function offer(known: ModelStructure, request: PlanRequest): OwnOffer<MarginalRecipe> | string {
  const { structure, refusals } = known.linearGaussian;
  if (structure === null) {
    const reason = refusals.length === 0 ? "no parameter has a normal prior" : sentenceOf(refusals);
    return offerFewNumbers(known, request, reason) ?? reason;
  }
  const arrangement = arrange(structure);
  const dense = denseCount(arrangement);
  const tooLarge = findTooLarge(arrangement);
  if (tooLarge !== null) return tooLarge;
  if (dense > lazilyDense) return offerLazily(structure, request);
  const reduced = reduceArranged(arrangement);
  // Levels with too many distinct ones inside are put apart.
  if (reduced === null) return offerLazily(structure, request);
  const operations = operationsOf(reduced);
  const notes = notesOf(structure, reduced);
  return offerOf(structure, operations, notes, request, () => reduced);
}

/**
 * Where a factorization outweighs all else, its cost is known without the statistics, which may not be needed. One factor is
 * eliminated, which always can be.
 */
function offerLazily(structure: LinearGaussian, request: PlanRequest): OwnOffer<MarginalRecipe> | string {
  const arrangement = arrange(structure, 1);
  const tooLarge = findTooLarge(arrangement);
  if (tooLarge !== null) return tooLarge;
  const dense = denseCount(arrangement);
  const operations = Math.round((dense * dense * dense) / 6 + 2 * dense * dense);
  const names = arrangement.dense.map(({ domain }) => `${domain.name} (${domain.size} levels)`);
  const notes = [`levels of ${names.join(", ")} are among the ${dense} columns of a matrix to be factored`];
  return offerOf(structure, operations, notes, request, () => reduceArranged(arrangement)!);
}

function offerOf(
  structure: LinearGaussian,
  operations: number,
  notes: readonly string[],
  request: PlanRequest,
  statistics: () => ReducedModel,
): OwnOffer<MarginalRecipe> {
  const { model, integrated } = structure;
  const dimension = sampledDimension(structure);
  // An independent draw takes two proposals, or two trajectories of seven gradients at three times the cost.
  const evaluations = dimension <= mostIndependent ? 2 : 2 * 7 * 3;
  const ofSize = (asks: PlanRequest["isKept"]) => (name: string) => asks(name, sizeOfQuantity(model, name));
  const keeping = {
    isKept: ofSize(request.isKept),
    ...(request.isApart && { isApart: ofSize(request.isApart) }),
  };
  return {
    kernel: kernelOf(dimension),
    dimension,
    integrated,
    notes,
    operations,
    operationsPerDraw: evaluations * operations,
    choosesCoordinates: hasSampledEffect(model, new Set(integrated.map(({ name }) => name))),
    prepare: () => prepareMarginal(compileReduced(statistics(), keeping), model, operations, request),
  };
}

/** Whether a parameter over a plate that may be non-centered is left to be sampled: a pilot may choose its coordinates. */
function hasSampledEffect({ checked }: BoundModel, integrated: ReadonlySet<string>): boolean {
  return checked.statements.some(
    (statement) =>
      statement.kind === "parameter" &&
      !integrated.has(statement.name) &&
      statement.parameterization !== "centered" &&
      statement.plates.length > 0 &&
      (statement.distribution.kind === "scalar" || statement.distribution.kind === "vector") &&
      canBeNoncentered(statement.distribution.distribution),
  );
}

/** What stands against integrating: that of the model first, then parameter by parameter. */
function sentenceOf(refusals: readonly Refusal[]): string {
  const sorted = [...refusals].sort((a, b) => Number(a.parameter !== "") - Number(b.parameter !== ""));
  const texts = sorted.map(({ parameter, reason }) =>
    parameter === "" ? reason : `\`${parameter}\` ${reason}`,
  );
  const shown = [...new Set(texts)].slice(0, 4);
  return shown.join("; ") + (texts.length > shown.length ? "; …" : "");
}

function kernelOf(dimension: number): KernelKind {
  if (dimension === 0) return "exact";
  return dimension <= mostIndependent ? "independence" : "nuts";
}

function denseCount({ scalars, dense }: Arrangement): number {
  return dense.reduce(
    (sum, { domain, columns }) => sum + domain.size * columns.length,
    scalars.columns.length,
  );
}

function findTooLarge(arrangement: Arrangement): string | null {
  const { nesting, dense, structure } = arrangement;
  const count = denseCount(arrangement);
  if (count > mostDense) {
    const names = dense.map(({ domain }) => domain.name).join(" and ");
    const gone =
      nesting.length === 0
        ? ""
        : ` when ${nesting.map(({ domain }) => domain.name).join(" in ")} is integrated out`;
    const whose = names === "" ? "" : `, those of ${names}`;
    return `${count} columns are left${gone}${whose}: too many for a dense factor`;
  }
  const [innermost] = nesting;
  const classes = new Set(structure.families.flatMap(({ sd }) => sd.map(({ multiplier }) => multiplier?.key)))
    .size;
  const columns = nesting.reduce((sum, block) => sum + block.columns.length, 0);
  const numbers = (innermost?.domain.size ?? 0) * columns * (columns + count + 1) * classes;
  return numbers > mostNumbers ? `its cross-products are ${scientific(numbers)} numbers` : null;
}

function notesOf({ families, refusals, integrated }: LinearGaussian, reduced: ReducedModel): string[] {
  const { nesting, dense } = reduced.arrangement;
  const { tables, stages } = reduced.reduction;
  const { cross } = reduced;
  const rows = families.reduce((sum, { domain }) => sum + domain.size, 0);
  const notes = [
    `the ${rows} rows are looked at once: cross-products of ${cross.rawCount + 1} columns are kept`,
  ];
  if (nesting.length > 0) {
    const outermost = nesting[nesting.length - 1]!;
    const distinct = tables.reduce((sum, { counts }) => sum + counts.length, 0);
    const levels = nesting.map(({ domain }) => `${domain.size} levels of ${domain.name}`).join(" in ");
    notes.push(
      `${levels}: ${distinct} distinct ${distinct === 1 ? "pattern" : "patterns"} of ${outermost.columns.length === 1 && stages.length === 1 ? "sizes" : "cross-products"}`,
    );
  }
  if (dense.length > 0) {
    notes.push(
      `beside ${dense.map(({ domain }) => `${domain.name} (${domain.size} levels)`).join(", ")}, whose levels are columns`,
    );
  }
  const names = new Set(integrated.map(({ name }) => name));
  for (const { parameter, reason } of refusals) {
    if (!names.has(parameter)) notes.push(`\`${parameter}\` is sampled: it ${reason}`);
  }
  return notes;
}

function scientific(count: number): string {
  return count.toExponential(0).replace("e+", " · 10^");
}
