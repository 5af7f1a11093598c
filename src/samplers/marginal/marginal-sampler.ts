/**
 * The marginal sampler: what has normal priors and affine effects is integrated out, the rest is sampled, by an independence sampler
 * where it is few numbers and by NUTS where it is more.
 */

import type { BoundModel } from "../../model/bound-model.ts";
import { createRandomStream } from "../../numeric/random-stream.ts";
import { type Arrangement, arrange } from "../../structure/arrangement.ts";
import { accumulateCrossProducts, type CrossProducts } from "../../structure/cross-products.ts";
import { type LinearGaussian, recognizeLinearGaussian } from "../../structure/linear-gaussian.ts";
import type { Refusal } from "../../structure/obstacle.ts";
import { type Reduction, squaresLength } from "../../structure/patterns.ts";
import { reduceChain } from "../../structure/reduce-chain.ts";
import type { Offer, PlanRequest, PreparedSampler, RefusedOffer, Sampler } from "../offer.ts";
import type { MarginalKernel } from "./marginal-chain.ts";
import { MarginalDensity } from "./marginal-density.ts";
import { compileMarginal, type MarginalModel } from "./marginal-model.ts";
import { findMode } from "./mode.ts";
import { adaptProposal } from "./proposal.ts";

/** With more numbers the independence sampler's proposals are rarely taken (algorithms: acceptance falls by about 5 % with each). */
const mostIndependent = 8;
/** Below this share of effective points a proposal does not fit, and NUTS takes over. */
const leastEfficiency = 0.1;
/** Positions that each transition chooses among, and the operations of a density that makes a single one better. */
const severalTries = 3;
const costlyOperations = 20_000;
/** Dense columns, and operations, beyond which an evaluation of the density is refused. */
const mostDense = 2500;
const mostOperations = 2e10;
/** Numbers in the cross-products of levels with dense columns: 400 MB. */
const mostNumbers = 5e7;
/** More points than this make no better proposal. */
const mostPoints = 5000;
/** The stream of random numbers that adaptation draws from; chains count from 1. */
const adaptationStream = 0;

export const marginalSampler: Sampler = { method: "marginal", offer };

function offer(model: BoundModel, request: PlanRequest): Offer | RefusedOffer {
  const { structure, refusals } = recognizeLinearGaussian(model);
  if (structure === null)
    return refuse(refusals.length === 0 ? "no parameter has a normal prior" : sentenceOf(refusals));
  const arrangement = arrange(structure);
  const tooLarge = findTooLarge(arrangement);
  if (tooLarge !== null) return refuse(tooLarge);
  const cross = accumulateCrossProducts(arrangement);
  const reduction = reduceChain(arrangement.chain, cross);
  const operations = operationsOf(cross, reduction, arrangement);
  if (operations > mostOperations)
    return refuse(`an evaluation would take ${scientific(operations)} operations`);
  const { domains } = model;
  const isKept = (name: string): boolean => request.isKept(name, sizeOf(model, name));
  const compile = (): MarginalModel => compileMarginal(arrangement, cross, reduction, isKept);
  const dimension = structure.sampled.reduce((sum, statement) => {
    const { distribution, plates } = statement;
    const size = domains.ofPlates(plates).size;
    if (distribution.kind !== "vector") return sum + size;
    const last = domains.labelsOf(plates[plates.length - 1]!).length;
    const { kind } = distribution.distribution.support;
    if (kind === "correlation") return sum + (size / last / last) * ((last * (last - 1)) / 2);
    return sum + (kind === "simplex" ? size - size / last : size);
  }, 0);
  const isIndependent = dimension <= mostIndependent;
  // An independent draw takes two proposals, or two trajectories of seven gradients at three times the cost.
  const evaluations = isIndependent ? 2 : 2 * 7 * 3;
  return {
    method: "marginal",
    kernel: kernelWords(dimension),
    dimension,
    integrated: structure.integrated,
    notes: notesOf(structure, arrangement, cross, reduction),
    operations,
    operationsPerDraw: evaluations * operations,
    prepare: () => prepare(compile(), operations, request),
  };
}

function refuse(reason: string): RefusedOffer {
  return { method: "marginal", reason };
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

function kernelWords(dimension: number): string {
  if (dimension === 0) return "exact draws";
  return dimension <= mostIndependent ? "an independence sampler" : "nuts";
}

function sizeOf(model: BoundModel, name: string): number {
  const statement = model.checked.statements.find((one) => one.kind !== "likelihood" && one.name === name);
  return statement === undefined || statement.kind === "likelihood"
    ? 0
    : model.domains.ofPlates(statement.plates).size;
}

function findTooLarge({ chain, scalars, dense }: Arrangement): string | null {
  const denseCount = dense.reduce(
    (sum, { domain, columns }) => sum + domain.size * columns.length,
    scalars.columns.length,
  );
  if (denseCount > mostDense) {
    const names = dense.map(({ domain }) => domain.name).join(" and ");
    return `${denseCount} columns are left when ${chain.map(({ domain }) => domain.name).join(" in ")} is integrated out, those of ${names}: too many for a dense factor`;
  }
  const [innermost] = chain;
  const numbers =
    (innermost?.domain.size ?? 0) *
    chain.reduce((sum, { columns }) => sum + columns.length, 0) *
    (denseCount + 1);
  return numbers > mostNumbers ? `its cross-products are ${scientific(numbers)} numbers` : null;
}

/** Multiplications of one evaluation, with what a call takes beyond them. */
function operationsOf(cross: CrossProducts, { tables }: Reduction, { scalars, dense }: Arrangement): number {
  const width = cross.rawCount + 1;
  const triangle = (width * width) / 2;
  const latents = dense.reduce(
    (sum, block) => sum + block.latents.length * block.domain.size,
    scalars.latents.length,
  );
  const elimination = tables.reduce((sum, { size, counts, squareStarts, memberStarts }) => {
    const own = counts.length * (size * size * size + 20);
    const pooled = squareStarts.filter((start) => start >= 0).length;
    const single = memberStarts[counts.length]!;
    const perPattern = squaresLength(size * cross.classes.length, width);
    return sum + own + pooled * perPattern + single * (size * size * width + size * triangle);
  }, 0);
  return Math.round(
    200 + cross.classes.length * triangle + elimination + triangle + (latents * latents * latents) / 6,
  );
}

function notesOf(
  { families, refusals, integrated }: LinearGaussian,
  { chain, dense }: Arrangement,
  cross: CrossProducts,
  { tables, stages }: Reduction,
): string[] {
  const rows = families.reduce((sum, { domain }) => sum + domain.size, 0);
  const notes = [
    `the ${rows} rows are looked at once: cross-products of ${cross.rawCount + 1} columns are kept`,
  ];
  if (chain.length > 0) {
    const outermost = chain[chain.length - 1]!;
    const distinct = tables.reduce((sum, { counts }) => sum + counts.length, 0);
    const levels = chain.map(({ domain }) => `${domain.size} levels of ${domain.name}`).join(" in ");
    notes.push(
      `${levels}: ${distinct} distinct ${distinct === 1 ? "pattern" : "patterns"} of ${outermost.columns.length === 1 && stages.length === 1 ? "sizes" : "cross-products"}`,
    );
  }
  if (dense.length > 0) {
    notes.push(
      `crossed with ${dense.map(({ domain }) => `${domain.name} (${domain.size} levels)`).join(", ")}, kept as columns`,
    );
  }
  const names = new Set(integrated.map(({ name }) => name));
  for (const { parameter, reason } of refusals) {
    if (!names.has(parameter) && !/^has an? |^has a prior/.test(reason))
      notes.push(`\`${parameter}\` is sampled: it ${reason}`);
  }
  return notes;
}

/** The proposal is learned once, for all chains. */
function prepare(model: MarginalModel, operations: number, request: PlanRequest): PreparedSampler {
  const { recipe, variables, roles } = model;
  const prepared = (
    kernel: MarginalKernel,
    warmup: number,
    words: string,
    notes: readonly string[],
  ): PreparedSampler => ({
    recipe: { kind: "marginal", model: recipe, kernel },
    variables,
    roles,
    warmup,
    notes,
    kernel: words,
    parameterizations: {},
    centering: {},
  });
  const density = new MarginalDensity(recipe);
  const nuts: MarginalKernel = { kind: "nuts", options: request.nuts };
  if (density.dimension === 0) return prepared({ kind: "exact" }, 0, "exact draws", []);
  if (density.dimension > mostIndependent) return prepared(nuts, request.warmup, "nuts", []);
  const mode = findMode(density);
  if (mode === null) return prepared(nuts, request.warmup, "nuts", ["no mode of the density was found"]);
  const stream = createRandomStream(request.seed, adaptationStream);
  const points = Math.min(request.warmup, mostPoints);
  const proposal = adaptProposal((at) => density.value(at), mode, points, stream);
  if (proposal.efficiency < leastEfficiency) {
    const share = `${Math.round(100 * proposal.efficiency)} %`;
    return prepared(nuts, request.warmup, "nuts", [
      `a proposal fitted to ${share} only, so NUTS samples what is left`,
    ]);
  }
  const tries = operations > costlyOperations ? 1 : severalTries;
  return prepared({ kind: "independence", proposal, tries }, 0, "an independence sampler", []);
}

function scientific(count: number): string {
  return count.toExponential(0).replace("e+", " · 10^");
}
