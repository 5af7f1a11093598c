/**
 * One simulated study of one design: a truth, data of it, their fit, and what the fit says. What comes out depends on the seed and the number
 * of the study, not on the thread or on what was simulated before; study k of every design has the same truth.
 */

import type { DesignSettings } from "../../api/design-options.ts";
import { parseModel } from "../../api/model.ts";
import { ProblemError } from "../../api/problem-error.ts";
import { bindModel } from "../../identification/bind-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { DataTables } from "../../model/column-requests.ts";
import { createRandomStream } from "../../numeric/random-stream.ts";
import type { FitCount } from "../../posterior/calibration.ts";
import type { Draws, Variable } from "../../posterior/draws.ts";
import { mean, standardDeviation } from "../../posterior/moments.ts";
import { intervalProbabilities, quantile, sortDraws } from "../../posterior/quantile.ts";
import type { GenerativeModel, Simulation } from "../../prediction/simulate.ts";
import type { Problem } from "../../problems/problem.ts";
import { brokenRulesOf, fitSimulated } from "../fit-simulated.ts";
import type { ToldWords } from "./layout-words.ts";
import {
  chooseMeasure,
  drawsOf,
  type Measured,
  neededBy,
  readExpression,
  usualMeasures,
} from "./measures.ts";
import { generativeOfStudy, isNewPlate, type TruthSources, Truths } from "./truths.ts";

/** What a thread must know to simulate studies: plain data, but for the model, which is sent as its text. */
export interface StudyTask {
  readonly kind: "studies";
  readonly source: string;
  readonly file: string;
  /** Design by design. */
  readonly tables: readonly DataTables[];
  readonly constants: Readonly<Record<string, number>>;
  /** Numbers that the model has of data that there are, by name: they stay what they were. */
  readonly statistics: Readonly<Record<string, number>>;
  /** The factors whose levels are new. */
  readonly laid: readonly string[];
  readonly truths: TruthSources;
  readonly told: readonly ToldWords[];
  /** What a recommendation is for; null for the first quantity. */
  readonly target: string | null;
  readonly settings: DesignSettings;
}

/** Of one study of one design; plain data. */
export interface StudyOutcome {
  /** The number of the job: studies one after another, of each the designs. */
  readonly number: number;
  /** By quantity; null where the fit found no point to begin at. */
  readonly sds: Float64Array | null;
  readonly widths: Float64Array | null;
  /** By quantity; NaN of what no simulation holds. */
  readonly truths: Float64Array;
  /** By statement: 1 where it is told, 0 where not. */
  readonly told: Float64Array | null;
  /** By statement: 1 where it holds of the truth. */
  readonly holds: Float64Array;
  readonly fit: Omit<FitCount, "count"> | null;
  readonly brokenRules: readonly string[];
  readonly rejected: number;
  /** Why there can be no study. */
  readonly problem: Problem | null;
}

const twoTo53 = 9007199254740992;

/** A design that is ready to be simulated. */
interface ReadyDesign {
  readonly bound: BoundModel;
  readonly generative: GenerativeModel;
  readonly truths: Truths;
  /** Parameters and values of the study's own groups, which no fit need keep. */
  readonly notKept: readonly string[];
}

export class StudySimulator {
  readonly task: StudyTask;
  readonly designs: readonly ReadyDesign[];
  /** The quantities, the target among them, if it is one. */
  readonly measured: readonly Measured[];
  /** The name of the target among these; null where none was asked for. */
  readonly targetName: string | null;
  /** Quantities of too many elements to be measured. */
  readonly leftOut: readonly string[];
  private readonly statements: readonly { readonly measure: Measured; readonly level: number }[];
  private readonly needed: ReadonlySet<string>;

  /** Of a task whose words were found good. `bound` are the designs as they were bound already. */
  constructor(task: StudyTask, bound: readonly BoundModel[] = bindDesigns(task)) {
    this.task = task;
    const laid = new Set(task.laid);
    const generatives = bound.map((one) => generativeOf(one, task));
    const [first] = generatives;
    const [model] = bound;
    const { variables } = first!;
    const { measured, leftOut } = usualMeasures(model!, variables, laid);
    const target =
      task.target === null ? null : chooseMeasure(task.target, measured, model!, variables).chosen;
    this.targetName = target?.name ?? null;
    this.measured = target === null || measured.includes(target) ? measured : [...measured, target];
    this.leftOut = leftOut;
    this.statements = task.told.map(({ statement, level }) => {
      const { derived } = readExpression(statement, variables);
      return { measure: { name: statement, derived, intraclass: -1 }, level };
    });
    const measures = [...this.measured, ...this.statements.map(({ measure }) => measure)];
    this.needed = new Set(measures.flatMap((one) => neededBy(one, model!)));
    this.designs = bound.map((one, d) => ({
      bound: one,
      generative: generatives[d]!,
      truths: new Truths(generatives[d]!, task.truths),
      notKept: this.findUnneeded(one, generatives[d]!.variables, laid),
    }));
  }

  /** Job `number`, from 1: the studies one after another, of each study the designs. */
  simulate(number: number): StudyOutcome {
    const count = this.designs.length;
    const study = Math.floor((number - 1) / count) + 1;
    const { bound, generative, truths, notKept } = this.designs[(number - 1) % count]!;
    const { settings } = this.task;
    const stream = createRandomStream(settings.seed, study);
    const fitSeed = Math.floor(stream.uniform() * twoTo53);
    const { simulation, problem } = generative.simulate(stream, truths.draw(stream));
    if (simulation === null) return { ...this.nothing(number, null), problem };
    const nothing = this.nothing(number, { simulation, generative, bound });
    const fit = fitSimulated(generative.withOutcomes(bound, simulation.outcomes), settings, {
      seed: fitSeed,
      drawsPerChain: Math.ceil(settings.draws / settings.chains),
      thinning: 1,
      wanted: (variables) => variables.filter(({ name }) => this.needed.has(name)),
      notKept,
    });
    if ("code" in fit) return { ...nothing, problem: fit };
    const { draws, method, kernel } = fit;
    if (draws === null) return { ...nothing, fit: { method, kernel } };
    return { ...nothing, fit: { method, kernel }, ...this.measure(draws, bound) };
  }

  private measure(
    draws: Draws,
    bound: BoundModel,
  ): Pick<StudyOutcome, "sds" | "widths" | "told" | "brokenRules"> {
    const columns = new Map(draws.variables.map(({ name }, v) => [name, draws.values[v]!]));
    const values = this.measured.map((one) => drawsOf(one, bound, draws, columns));
    const ends = intervalProbabilities(this.task.settings.prob);
    const told = this.statements.map(({ measure, level }) =>
      mean(drawsOf(measure, bound, draws, columns)) >= level ? 1 : 0,
    );
    const judged = draws.variables.flatMap(({ isConstant }, v) => (isConstant ? [] : [v]));
    return {
      sds: Float64Array.from(values, standardDeviation),
      widths: Float64Array.from(values, (own) => {
        const sorted = sortDraws(own);
        return quantile(sorted, ends[1]) - quantile(sorted, ends[0]);
      }),
      told: Float64Array.from(told),
      brokenRules: brokenRulesOf(draws, judged, draws.chainCount * draws.drawCount),
    };
  }

  /** An outcome of a study that was not fitted, with its truths if it was simulated. */
  private nothing(
    number: number,
    simulated: {
      readonly simulation: Simulation;
      readonly generative: GenerativeModel;
      readonly bound: BoundModel;
    } | null,
  ): StudyOutcome {
    const { simulation, generative, bound } = simulated ?? {};
    const variables = generative?.variables ?? [];
    const values = variables.map((_, v) => Float64Array.of(simulation!.draw[v]!));
    const columns = new Map(variables.map(({ name }, v) => [name, values[v]!]));
    const single: Draws = { chainCount: 1, drawCount: 1, variables, values, statistics: {} };
    const truthOf = (one: Measured): number => {
      const isKnown = bound !== undefined && neededBy(one, bound).every((name) => columns.has(name));
      return isKnown ? drawsOf(one, bound, single, columns)[0]! : Number.NaN;
    };
    return {
      number,
      sds: null,
      widths: null,
      truths: Float64Array.from(this.measured, truthOf),
      told: null,
      holds: Float64Array.from(this.statements, ({ measure }) => truthOf(measure)),
      fit: null,
      brokenRules: [],
      rejected: simulation?.rejected ?? 0,
      problem: null,
    };
  }

  private findUnneeded(
    { checked }: BoundModel,
    variables: readonly Variable[],
    laid: ReadonlySet<string>,
  ): string[] {
    const needed = new Set(
      variables.filter(({ name }) => this.needed.has(name)).map(({ quantity }) => quantity),
    );
    return [...checked.declarations.values()]
      .filter(({ plates }) => plates.some((plate) => isNewPlate(checked, laid, plate)))
      .map(({ name }) => name)
      .filter((name) => !needed.has(name));
  }
}

/** The designs of a task, whose tables were bound without a problem before. */
function bindDesigns({ source, file, tables, constants, statistics }: StudyTask): BoundModel[] {
  const { checked } = parseModel(source, file);
  return tables.map((one) =>
    withStatistics(bindModel(checked, one, { constants, isLayout: true }).model!, statistics),
  );
}

/** The model with numbers of other data than those that it is bound to. */
export function withStatistics(model: BoundModel, statistics: Readonly<Record<string, number>>): BoundModel {
  const entries = Object.entries(statistics);
  return entries.length === 0 ? model : { ...model, constants: new Map([...model.constants, ...entries]) };
}

/** Throws a `ProblemError` where nothing can be drawn from a prior, and the truth is not known either. */
function generativeOf(model: BoundModel, { truths, laid, source, file }: StudyTask): GenerativeModel {
  const { generative, problems } = generativeOfStudy(model, truths, new Set(laid));
  if (generative === null) throw new ProblemError(problems, source, file);
  return generative;
}
