/**
 * The fit of a data set that was simulated: few draws, which are as good as independent, and whether it went wrong. The same for every
 * study that simulates and fits by the hundred.
 */

import type { BoundModel } from "../model/bound-model.ts";
import { createRandomStream } from "../numeric/random-stream.ts";
import { diagnose } from "../posterior/diagnose.ts";
import type { Draws, KernelKind, Roles, Variable } from "../posterior/draws.ts";
import type { Problem } from "../problems/problem.ts";
import { type RunOptions, runDefaults } from "../run/options.ts";
import { planRun } from "../run/plan-run.ts";
import { methodRefused } from "../run/problems.ts";
import type { Chain } from "../samplers/chain.ts";
import { chainsOf } from "../samplers/index.ts";

/** How each data set is fitted. */
export interface SimulatedFitSettings {
  readonly method: RunOptions["method"];
  readonly chains: number;
  /** Transitions of each chain that adapt. */
  readonly warmup: number;
}

/** What a fit is to give. */
export interface FitRequest {
  readonly seed: number;
  readonly drawsPerChain: number;
  /** Transitions for a draw. */
  readonly thinning: number;
  /** The variables that are wanted, among those that the fit has. */
  readonly wanted: (variables: readonly Variable[]) => readonly Variable[];
  /** Parameters and defined values that no draw need hold. */
  readonly notKept: readonly string[] | null;
}

/** Draws of the wanted variables, in their order; null where no chain could begin. */
export interface FittedDraws {
  readonly method: string;
  readonly kernel: KernelKind;
  readonly roles: Roles;
  readonly draws: Draws | null;
}

/**
 * Some hundred nearly independent draws have an R-hat of 1.05 by chance, and their effective size is known to a fifth: these limits
 * are for fits that went wrong.
 */
const largestRhat = 1.1;
const leastShareOfDraws = 0.25;
/** Divergent transitions of a fit beyond this share fail it: extreme truths are among the simulated, and a single one is no fault. */
const mostDivergent = 0.01;

/** The problem says why the method cannot have the model. */
export function fitSimulated(
  bound: BoundModel,
  { method, chains, warmup }: SimulatedFitSettings,
  { seed, drawsPerChain, thinning, wanted, notKept }: FitRequest,
): FittedDraws | Problem {
  const draws = drawsPerChain * thinning;
  const options: RunOptions = { ...runDefaults, method, chains, warmup, draws, seed, keep: "all" };
  const { plan, refusal } = planRun(bound, options, false, notKept && { notKept, apart: [] });
  if (plan === null) return methodRefused(refusal);
  const prepared = plan.chosen.prepare();
  const { kernel, roles, variables } = prepared;
  const fitted = { method: plan.chosen.method, kernel, roles };
  const maker = chainsOf(prepared.recipe);
  const collected = new ThinnedDraws(wanted(variables), variables, chains, drawsPerChain);
  for (let c = 0; c < chains; c++) {
    const number = c + 1;
    const stream = createRandomStream(seed, number);
    const { chain } = maker.start({ stream, number, warmup: prepared.warmup });
    if (chain === null) return { ...fitted, draws: null };
    for (let i = 0; i < prepared.warmup; i++) chain.transition();
    collected.collect(chain, c, thinning);
  }
  return { ...fitted, draws: collected.draws };
}

/** The rules of the diagnosis that a fit breaks, of the variables at these places; `wanted` are the draws of all chains that count. */
export function brokenRulesOf(draws: Draws, places: readonly number[], wanted: number): string[] {
  const { divergent } = draws.statistics;
  const judged: Draws = {
    ...draws,
    variables: places.map((v) => draws.variables[v]!),
    values: places.map((v) => draws.values[v]!),
    statistics: {},
  };
  const essPerChain = (leastShareOfDraws * wanted) / draws.chainCount;
  const { problems } = diagnose(judged, { thresholds: { rhat: largestRhat, essPerChain } });
  const rules: string[] = problems.map(({ rule }) => rule);
  const share = divergent === undefined ? 0 : divergent.reduce((sum, one) => sum + one, 0) / divergent.length;
  if (share > mostDivergent) rules.push("divergences");
  return [...new Set(rules)];
}

/** Every so many transitions of each chain a draw, of the variables that are wanted. */
class ThinnedDraws {
  readonly draws: Draws;
  /** Where each wanted variable is in what a chain saves. */
  private readonly sources: readonly number[];
  private readonly saved: Float64Array;

  constructor(wanted: readonly Variable[], given: readonly Variable[], chains: number, drawCount: number) {
    const positions = new Map(given.map(({ name }, v) => [name, v]));
    this.sources = wanted.map(({ name }) => {
      const source = positions.get(name);
      if (source === undefined) throw new Error(`the model that is fitted has no ${name}`);
      return source;
    });
    this.saved = new Float64Array(given.length);
    const column = (): Float64Array => new Float64Array(chains * drawCount);
    const statistics = { divergent: column() };
    this.draws = { chainCount: chains, drawCount, variables: wanted, values: wanted.map(column), statistics };
  }

  collect(chain: Chain, index: number, thinning: number): void {
    const { drawCount, values, statistics } = this.draws;
    for (let draw = index * drawCount; draw < (index + 1) * drawCount; draw++) {
      let divergences = 0;
      for (let i = 0; i < thinning; i++) {
        const made = chain.transition();
        if ("divergent" in made && made.divergent) divergences++;
      }
      statistics.divergent![draw] = divergences / thinning;
      chain.save(this.saved);
      for (let v = 0; v < this.sources.length; v++) values[v]![draw] = this.saved[this.sources[v]!]!;
    }
  }
}
