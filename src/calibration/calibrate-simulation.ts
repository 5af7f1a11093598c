/**
 * One simulation of a calibration: parameters and data are drawn, the data fitted, and the truth ranked. What comes out depends on the
 * seed and the number of the simulation, not on the thread or on what was simulated before.
 */

import type { CalibrationSettings } from "../api/calibrate-options.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { createRandomStream, type RandomStream } from "../numeric/random-stream.ts";
import type { FitCount } from "../posterior/calibration.ts";
import { diagnose } from "../posterior/diagnose.ts";
import type { Draws, KernelKind, Variable } from "../posterior/draws.ts";
import { essBulk } from "../posterior/ess.ts";
import type { GenerativeModel, Simulation } from "../prediction/simulate.ts";
import type { Problem } from "../problems/problem.ts";
import { type RunOptions, runDefaults } from "../run/options.ts";
import { planRun } from "../run/plan-run.ts";
import { methodRefused } from "../run/problems.ts";
import type { Chain } from "../samplers/chain.ts";
import { chainsOf } from "../samplers/index.ts";
import { rankTruth } from "./rank-truth.ts";
import { chooseQuantities } from "./ranked-quantities.ts";

/** Plain data: it can be sent from a worker. */
export interface SimulationOutcome {
  readonly number: number;
  /** By quantity; null if the fit found no point to begin at. */
  readonly places: Float64Array | null;
  /** What fitted; null where there was nothing to fit. */
  readonly fit: Omit<FitCount, "count"> | null;
  /** Rules of the diagnosis that the fit broke. */
  readonly brokenRules: readonly string[];
  readonly rejected: number;
  /** Why there can be no simulation of this model. */
  readonly problem: Problem | null;
}

/**
 * Some hundred nearly independent draws have an R-hat of 1.05 by chance, and their effective size is known to a fifth: these limits
 * are for fits that went wrong.
 */
const largestRhat = 1.1;
const leastShareOfDraws = 0.25;
/** Divergent transitions of a fit beyond this share fail it: extreme truths are among the simulated, and a single one is no fault. */
const mostDivergent = 0.01;
/** Draws per chain of a fit that shows how far apart draws must be. */
const pilotDraws = 250;

const twoTo53 = 9007199254740992;

/** What was simulated and fitted, and the stream that goes on from there. */
interface Begun {
  readonly stream: RandomStream;
  readonly simulation: Simulation;
  readonly fit: FittedDraws;
}

/** Draws of the model's variables, in their order; null where no chain could begin. */
interface FittedDraws {
  readonly method: string;
  readonly kernel: KernelKind;
  readonly draws: Draws | null;
}

export class Calibrator {
  readonly generative: GenerativeModel;
  readonly quantities: ReturnType<typeof chooseQuantities>;
  private readonly fitted: BoundModel;
  private readonly settings: CalibrationSettings;

  /** `fitted` is the model that is fitted: the one that simulates, unless a fault is to be seen. */
  constructor(generative: GenerativeModel, fitted: BoundModel, settings: CalibrationSettings) {
    this.generative = generative;
    this.quantities = chooseQuantities(generative);
    this.fitted = fitted;
    this.settings = settings;
  }

  /** `thinning`: transitions for a draw. */
  simulate(number: number, thinning: number): SimulationOutcome {
    const { draws, chains } = this.settings;
    const nothing = { number, places: null, fit: null, brokenRules: [], rejected: 0 };
    const begun = this.simulateAndFit(number, Math.ceil(draws / chains), thinning);
    if ("code" in begun) return { ...nothing, problem: begun };
    const { stream, simulation } = begun;
    const { draws: fitted, ...fit } = begun.fit;
    const { rejected } = simulation;
    if (fitted === null) return { ...nothing, fit, rejected, problem: null };
    const columns = fitted.values.map((column) => column.subarray(0, draws));
    const places = rankTruth(this.generative, this.quantities.entries, simulation, columns, stream);
    return { number, places, fit, brokenRules: this.judge(fitted), rejected, problem: null };
  }

  /** Transitions for an independent draw in this simulation, of the quantity that mixes worst. */
  measureAutocorrelation(number: number): number | Problem {
    const begun = this.simulateAndFit(number, pilotDraws, 1);
    if ("code" in begun) return begun;
    const { draws } = begun.fit;
    if (draws === null) return 1;
    const total = draws.chainCount * draws.drawCount;
    const times = this.rankedVariables().map(
      (variable) => total / essBulk(draws.values[variable]!, draws.chainCount),
    );
    return Math.max(1, ...times.filter(Number.isFinite));
  }

  private simulateAndFit(number: number, drawsPerChain: number, thinning: number): Begun | Problem {
    const { seed } = this.settings;
    const stream = createRandomStream(seed, number);
    const fitSeed = Math.floor(stream.uniform() * twoTo53);
    const { simulation, problem } = this.generative.simulate(stream);
    if (simulation === null) return problem;
    const bound = this.generative.withOutcomes(this.fitted, simulation.outcomes);
    const fit = this.fit(bound, fitSeed, drawsPerChain, thinning);
    return "code" in fit ? fit : { stream, simulation, fit };
  }

  private fit(
    bound: BoundModel,
    seed: number,
    drawsPerChain: number,
    thinning: number,
  ): FittedDraws | Problem {
    const { method, chains, warmup } = this.settings;
    const draws = drawsPerChain * thinning;
    const options: RunOptions = { ...runDefaults, method, chains, warmup, draws, seed, keep: "all" };
    const { plan, refusal } = planRun(bound, options, false);
    if (plan === null) return methodRefused(refusal);
    const prepared = plan.chosen.prepare();
    const fitted = { method: plan.chosen.method, kernel: prepared.kernel };
    const maker = chainsOf(prepared.recipe);
    const collected = new ThinnedDraws(this.generative.variables, prepared.variables, chains, drawsPerChain);
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

  private judge(draws: Draws): string[] {
    const ranked = this.rankedVariables();
    const { divergent } = draws.statistics;
    const judged: Draws = {
      ...draws,
      variables: ranked.map((v) => draws.variables[v]!),
      values: ranked.map((v) => draws.values[v]!),
      statistics: {},
    };
    const essPerChain = (leastShareOfDraws * this.settings.draws) / this.settings.chains;
    const { problems } = diagnose(judged, { thresholds: { rhat: largestRhat, essPerChain } });
    const rules: string[] = problems.map(({ rule }) => rule);
    const share =
      divergent === undefined ? 0 : divergent.reduce((sum, one) => sum + one, 0) / divergent.length;
    if (share > mostDivergent) rules.push("divergences");
    return [...new Set(rules)];
  }

  /** Variables that are ranked by themselves. */
  private rankedVariables(): number[] {
    return this.quantities.entries.flatMap(({ factors }) => (factors.length === 1 ? factors : []));
  }
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
