/**
 * Exact marginals by quadrature: outcomes of any distribution whose groups are independent given the rest, with one or two effects for each
 * group. The effects are integrated out, the few numbers that are left sampled, and effects drawn given these.
 */

import type { JointChainRecipe } from "../joint/joint-chain.ts";
import { jointChains } from "../joint/joint-chain.ts";
import { kernelAdaptation } from "../kernels/index.ts";
import type { ModelStructure } from "../model-structure.ts";
import { nutsOptions } from "../nuts/options.ts";
import { sizeOfQuantity } from "../quantity-size.ts";
import { defineSampler, type OwnOffer, type PlanRequest } from "../sampler.ts";
import { nodesOfTables } from "./class-envelopes.ts";
import { type FactorEffects, factorsWithEffects } from "./group-effects.ts";
import { type Derivatives, differentiateGroups, type GroupedJoint, groupJoint } from "./grouped-joint.ts";
import { compileGroups, type GroupedModel } from "./grouped-model.ts";
import { productCount } from "./node-grid.ts";
import { poolGroups } from "./pool-groups.ts";
import { prepareQuadrature } from "./prepare-quadrature.ts";
import { type QuadratureChainRecipe, quadratureChains } from "./quadrature-chain.ts";
import type { RowCounts } from "./row-patterns.ts";

/** What a density costs before nodes are chosen: nodes of a line in the first stage, and evaluations with second derivatives. */
const usualNodes = 7;
const usualSteps = 1.5;
/** Evaluations of the density for an independent draw, those of effects among them. */
const evaluationsPerDraw = 3;
/** What a group costs at each node beside its rows, and an evaluation beside all else (test/bench/quadrature.mjs: ratios over whole fits). */
const operationsPerGroup = 30;
const operationsPerEvaluation = 500;

/** What an effect costs that is drawn by a proposal that is looked at, in so many rounds, and one that is drawn by a table. */
const operationsPerProposal = 150;
const usualRounds = 6;
const operationsPerAlike = 40;

type QuadratureRecipe = QuadratureChainRecipe | JointChainRecipe;

export const quadratureSampler = defineSampler({
  name: "quadrature",
  method: "marginal",
  words: "integrate out what can be",
  options: [nutsOptions],
  adaptation: kernelAdaptation,
  offer,
  chains: (recipe: QuadratureRecipe) =>
    recipe.kind === "joint" ? jointChains(recipe) : quadratureChains(recipe),
});

function offer(known: ModelStructure, request: PlanRequest): OwnOffer<QuadratureRecipe> | string {
  const { model } = known;
  const found = factorsWithEffects(model);
  if (typeof found === "string") return found;
  const closed = new Set(known.linearGaussian.structure?.integrated.map(({ name }) => name));
  let refusal = "";
  for (const one of found) {
    if (one.effects.every(({ name }) => closed.has(name)))
      return `effects of ${one.factor} are integrated out in closed form`;
    const joint = groupJoint(model, one);
    const grouped = typeof joint === "string" ? joint : poolGroups(joint);
    const derivatives = typeof grouped === "string" ? grouped : differentiateGroups(grouped);
    if (typeof grouped === "string" || typeof derivatives === "string") {
      if (refusal === "") refusal = typeof grouped === "string" ? grouped : (derivatives as string);
      continue;
    }
    return offerOf(known, one, grouped, derivatives, request);
  }
  return refusal;
}

function offerOf(
  known: ModelStructure,
  { factor, groups, effects, width, left }: FactorEffects,
  grouped: GroupedJoint,
  derivatives: Derivatives,
  request: PlanRequest,
): OwnOffer<QuadratureRecipe> {
  const { model } = known;
  const ofSize = (asks: PlanRequest["isKept"]) => (name: string) => asks(name, sizeOfQuantity(model, name));
  const compiled = compileGroups(grouped, derivatives, {
    isKept: ofSize(request.isKept),
    ...(request.isApart && { isApart: ofSize(request.isApart) }),
  });
  const operations = operationsOf(compiled);
  const numbers = width === 1 ? "one number" : `${width} numbers`;
  return {
    how: "by quadrature",
    kernel: "independence",
    dimension: left,
    integrated: effects.map(({ name }) => ({ name, size: sizeOfQuantity(model, name) })),
    notes: [
      `${groups.size} levels of ${factor}, ${numbers} of each integrated out by quadrature about its mode`,
      ...wordsOfGroups(grouped, model.domains.rows.size, factor),
      wordsOfRows(grouped.rows),
    ],
    operations,
    operationsPerDraw: evaluationsPerDraw * operations + operationsOfEffects(compiled),
    prepare: () => prepareQuadrature(known, compiled, operations, request),
  };
}

function operationsOf({ operations: { shared, values, curved, apart }, recipe }: GroupedModel): number {
  const nodes = productCount(usualNodes, recipe.width);
  const ofNodes = nodes * (values + operationsPerGroup * recipe.groups);
  return Math.round(operationsPerEvaluation + shared + apart + usualSteps * curved + ofNodes);
}

/** What the effects of groups that are alike cost, each of which is drawn by itself; those of others are among the evaluations. */
function operationsOfEffects({ recipe, operations: { values, members } }: GroupedModel): number {
  if (recipe.members === null || !recipe.isDrawn) return 0;
  const { size } = recipe.members;
  const nodes = recipe.width === 1 ? nodesOfTables(size / recipe.groups) : null;
  return nodes === null
    ? size * operationsPerProposal + usualRounds * members
    : size * operationsPerAlike + nodes.length * (values + operationsPerGroup * recipe.groups);
}

/** "25000 rows are 6 patterns of 5000 persons: …"; nothing where no groups are alike. */
function wordsOfGroups({ pool, groups }: GroupedJoint, rows: number, factor: string): string[] {
  if (pool === null) return [];
  return [
    `${groups.size} patterns of ${pool.groups.size} levels of ${factor}, of ${rows} rows: levels that are alike are integrated once, and count as often`,
  ];
}

/** What of the rows is left at each node. */
function wordsOfRows({ rows, patterns }: RowCounts): string {
  if (rows === 0) return "what depends on rows is added up once for each position, not at each node";
  return patterns < rows
    ? `at each node the ${rows} rows count as ${patterns} patterns of group and covariates`
    : `the ${rows} rows are looked at at each node: no two of a group are alike`;
}
