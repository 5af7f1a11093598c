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
const operationsPerProposal = 500;
const usualRounds = 6;
const operationsPerAlike = 110;

/** Levels from which on it is seen whether they are alike though another way is cheap, and the part of them that may be left then. */
const fewestPooled = 30;
const mostPooled = 0.5;

type QuadratureRecipe = QuadratureChainRecipe | JointChainRecipe;

export const quadratureSampler = defineSampler({
  name: "quadrature",
  method: "marginal",
  words: "integrate out what can be",
  options: [nutsOptions],
  adaptation: kernelAdaptation,
  mayUndercut: isPooled,
  offer,
  chains: (recipe: QuadratureRecipe) =>
    recipe.kind === "joint" ? jointChains(recipe) : quadratureChains(recipe),
});

/** Densities by groups that were made to see whether groups are alike, for the offer that follows. */
const made = new WeakMap<ModelStructure, Grouped | string>();

/** A density by the groups of a factor. */
interface Grouped {
  readonly found: FactorEffects;
  readonly grouped: GroupedJoint;
  readonly derivatives: Derivatives;
}

/** Whether many groups are alike, so that few are integrated. */
function isPooled(known: ModelStructure): boolean {
  const found = factorsWithEffects(known.model);
  if (typeof found === "string" || !found.some(({ groups }) => groups.size >= fewestPooled)) return false;
  const own = groupedOf(known);
  made.set(known, own);
  if (typeof own === "string") return false;
  const { pool, groups } = own.grouped;
  return pool !== null && groups.size <= mostPooled * pool.groups.size;
}

function offer(known: ModelStructure, request: PlanRequest): OwnOffer<QuadratureRecipe> | string {
  const own = made.get(known) ?? groupedOf(known);
  // Functions are compiled from it once.
  made.delete(known);
  return typeof own === "string" ? own : offerOf(known, own, request);
}

/** By the first factor that there is one for; or in words why there is none. */
function groupedOf(known: ModelStructure): Grouped | string {
  const { model } = known;
  const factors = factorsWithEffects(model);
  if (typeof factors === "string") return factors;
  const closed = new Set(known.linearGaussian.structure?.integrated.map(({ name }) => name));
  let refusal = "";
  for (const found of factors) {
    if (found.effects.every(({ name }) => closed.has(name)))
      return `effects of ${found.factor} are integrated out in closed form`;
    const joint = groupJoint(model, found);
    const grouped = typeof joint === "string" ? joint : poolGroups(joint);
    const derivatives = typeof grouped === "string" ? grouped : differentiateGroups(grouped);
    if (typeof grouped !== "string" && typeof derivatives !== "string")
      return { found, grouped, derivatives };
    if (refusal === "") refusal = derivatives as string;
  }
  return refusal;
}

function offerOf(
  known: ModelStructure,
  { found, grouped, derivatives }: Grouped,
  request: PlanRequest,
): OwnOffer<QuadratureRecipe> {
  const { model } = known;
  const { factor, effects, width, left } = found;
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
      `${found.groups.size} levels of ${factor}, ${numbers} of each integrated out by quadrature about its mode`,
      grouped.pool === null
        ? wordsOfRows(grouped.rows)
        : wordsOfPatterns(grouped.groups.size, found, model.domains.rows.size),
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

/** "6 patterns of 5000 levels of person, of 25000 rows: …". */
function wordsOfPatterns(patterns: number, { factor, groups }: FactorEffects, rows: number): string {
  const all = `${patterns} patterns of ${groups.size} levels of ${factor}, of ${rows} rows`;
  return `${all}: levels that are alike are integrated once and count as often as there are such`;
}

/** What of the rows is left at each node. */
function wordsOfRows({ rows, patterns }: RowCounts): string {
  if (rows === 0) return "what depends on rows is added up once for each position, not at each node";
  return patterns < rows
    ? `at each node the ${rows} rows count as ${patterns} patterns of group and covariates`
    : `the ${rows} rows are looked at at each node: no two of a group are alike`;
}
