/**
 * One simulation of a calibration: parameters and data are drawn, the data fitted, and the truth ranked. What comes out depends on the
 * seed and the number of the simulation, not on the thread or on what was simulated before.
 */

import type { CalibrationSettings } from "../api/calibrate-options.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { createRandomStream, type RandomStream } from "../numeric/random-stream.ts";
import type { FitCount } from "../posterior/calibration.ts";
import { essBulk } from "../posterior/ess.ts";
import type { GenerativeModel, Simulation } from "../prediction/simulate.ts";
import type { Problem } from "../problems/problem.ts";
import { brokenRulesOf, type FittedDraws, fitSimulated } from "./fit-simulated.ts";
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

/** Draws per chain of a fit that shows how far apart draws must be. */
const pilotDraws = 250;

const twoTo53 = 9007199254740992;

/** What was simulated and fitted, and the stream that goes on from there. */
interface Begun {
  readonly stream: RandomStream;
  readonly simulation: Simulation;
  readonly fit: FittedDraws;
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

  /** `thinning`: transitions for a draw. `look` is shown the truth and the draws that it is ranked among, variable by variable. */
  simulate(
    number: number,
    thinning: number,
    look?: (truth: Float64Array, draws: readonly Float64Array[]) => void,
  ): SimulationOutcome {
    const { draws, chains } = this.settings;
    const nothing = { number, places: null, fit: null, brokenRules: [], rejected: 0 };
    const begun = this.simulateAndFit(number, Math.ceil(draws / chains), thinning);
    if ("code" in begun) return { ...nothing, problem: begun };
    const { stream, simulation } = begun;
    const { draws: fitted, method, kernel } = begun.fit;
    const fit = { method, kernel };
    const { rejected } = simulation;
    if (fitted === null) return { ...nothing, fit, rejected, problem: null };
    const columns = fitted.values.map((column) => column.subarray(0, draws));
    look?.(simulation.draw, columns);
    const places = rankTruth(this.generative, this.quantities.entries, simulation, columns, stream);
    return {
      number,
      places,
      fit,
      brokenRules: brokenRulesOf(fitted, this.rankedVariables(), draws),
      rejected,
      problem: null,
    };
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
    const { variables: wanted } = this.generative;
    const request = { seed: fitSeed, drawsPerChain, thinning, wanted: () => wanted, notKept: null };
    const fit = fitSimulated(bound, this.settings, request);
    return "code" in fit ? fit : { stream, simulation, fit };
  }

  /** Variables that are ranked by themselves. */
  private rankedVariables(): number[] {
    return this.quantities.entries.flatMap(({ factors }) => (factors.length === 1 ? factors : []));
  }
}
