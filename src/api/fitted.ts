/** A fitted model: draws, and every answer that the commands print, as typed objects. */

import type { KnownVariable } from "../language/name-types.ts";
import { asciiName, canonicalName } from "../language/names.ts";
import type { ClassicalTable } from "../posterior/classical.ts";
import { type Convergence, measureConvergence } from "../posterior/convergence.ts";
import { type DiagnoseOptions, diagnose } from "../posterior/diagnose.ts";
import type { Diagnosis } from "../posterior/diagnosis.ts";
import type { DifferenceOptions, DifferenceTable } from "../posterior/differences.ts";
import { type Draws, type Roles, rolesByOutcome } from "../posterior/draws.ts";
import { type EffectsTable, effectsTables } from "../posterior/effects.ts";
import type { ExceedanceOptions, ExceedanceTable } from "../posterior/exceedance.ts";
import { withReferenceTails } from "../posterior/exploration.ts";
import type { ObservedTable } from "../posterior/observed-scale.ts";
import { rSquared } from "../posterior/r-squared.ts";
import type { RankOptions, RankTable } from "../posterior/ranks.ts";
import type { ReliabilityOptions, ReliabilityTable } from "../posterior/reliability.ts";
import { type Summary, summarize } from "../posterior/summary.ts";
import { type VarianceTable, varianceTable } from "../posterior/variance.ts";
import { type VarianceChange, varianceChange } from "../posterior/variance-change.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { Problem } from "../problems/problem.ts";
import type { Run, RunRecord } from "../run/run.ts";
import { requireKnownOptions } from "./given-options.ts";
import { ProblemError } from "./problem-error.ts";
import { noSuchOutcome } from "./problems-answers.ts";
import { differencesOfEffects, effectsAboveThreshold, ranksOfEffects } from "./rankings.ts";
import { diagnosisInScriptWords } from "./script-words.ts";
import { classicalOf, observedScaleOf, reliabilityOf } from "./variances.ts";

export interface IntervalOptions {
  /** Probability of the intervals, 0.9 if not given. */
  readonly prob?: number;
}

/** Of a model of several outcomes, the one that is meant; the first if not given. */
export interface OutcomeOptions extends IntervalOptions {
  readonly outcome?: string;
}

declare const namesOf: unique symbol;

/** The names that the compiler knows of a fitted model. */
type NamesOf<Self extends Fitted> = NonNullable<Self[typeof namesOf]>;

/** `Name` are the names of its variables where the compiler knows them: of a model that was built. */
export class Fitted<Name extends string = string> {
  readonly record: RunRecord;
  readonly draws: Draws;
  /** What was wrong without being an error. */
  readonly warnings: readonly Problem[];
  /** For the compiler alone. */
  declare readonly [namesOf]?: Name;
  /** Summary and verdict rest on the same measurements, which take most of their time. */
  private measured: readonly (Convergence | null)[] | null = null;
  private readonly isInFlagWords: boolean;

  /** Advice names options, as a script writes them; or flags, where the command line asks. */
  constructor(run: Run, warnings: readonly Problem[] = [], { isInFlagWords = false } = {}) {
    this.isInFlagWords = isInFlagWords;
    this.record = run.record;
    this.draws = run.draws;
    this.warnings = warnings;
  }

  /** Mean, sd, quantiles, Monte Carlo error, effective sample sizes and R-hat of every variable. */
  summary(options: IntervalOptions = {}): Summary {
    requireKnownOptions("summary", options);
    const { convergence } = this;
    return summarize(this.draws, { ...options, convergence, thresholds: thresholdsOf(this.record) });
  }

  /** Variance components with shares, intraclass correlations, correlations of group effects. */
  variance(options: OutcomeOptions = {}): VarianceTable {
    requireKnownOptions("variance", options);
    return varianceTable(this.draws, this.rolesOf(options.outcome), options.prob);
  }

  /** How well values, or means of several, tell levels apart: agreement and consistency, with the errors of measurement. */
  reliability(options: ReliabilityOptions & OutcomeOptions = {}): ReliabilityTable {
    return reliabilityOf(this.draws, this.rolesOf(options.outcome), options);
  }

  /** Intraclass correlations of binary outcomes and of counts as they are observed, not on the scale of the predictor. */
  observedScale(options: Omit<ReliabilityOptions, "meanOf"> & OutcomeOptions = {}): ObservedTable {
    return observedScaleOf(this.draws, this.rolesOf(options.outcome), options);
  }

  /** Estimates of analyses of variance and of REML, with confidence intervals where they have one in closed form. */
  classical(options: OutcomeOptions & { readonly meanOf?: number } = {}): ClassicalTable {
    return classicalOf(this.rolesOf(options.outcome), options);
  }

  /** Marginal and conditional R²; null, with the reason, where there is none. */
  rSquared(options: OutcomeOptions = {}): ReturnType<typeof rSquared> {
    requireKnownOptions("variance", options);
    return rSquared(this.draws, this.rolesOf(options.outcome), options.prob);
  }

  /** How the variance components have changed from those of another run, as of a model without a predictor. */
  varianceChange(before: Fitted, options: OutcomeOptions = {}): VarianceChange {
    requireKnownOptions("variance", options);
    const { outcome, prob } = options;
    const [own, other] = [this, before].map((one) => ({ draws: one.draws, roles: one.rolesOf(outcome) }));
    return varianceChange(own!, other!, prob);
  }

  /** Group effects, a table for each term of each group; `group` picks one. */
  effects(options: IntervalOptions & { readonly group?: string } = {}): EffectsTable[] {
    requireKnownOptions("effects", options);
    const asked = this.withGroup(options);
    return this.byOutcome((roles) => effectsTables(this.draws, roles, asked));
  }

  /** Ranks of the levels of each group with their probabilities: which is the best, and how sure that is. */
  ranks(options: RankOptions = {}): RankTable[] {
    const asked = this.withGroup(options);
    return this.byOutcome((roles) => ranksOfEffects(this.draws, roles, asked));
  }

  /** Differences between the levels of each group, all pairs or each level `against` one. */
  differences(options: DifferenceOptions = {}): DifferenceTable[] {
    const asked = this.withGroup(options);
    return this.byOutcome((roles) => differencesOfEffects(this.draws, roles, asked));
  }

  /** Which levels have an effect above a threshold, and how many. */
  effectsAbove(threshold: number, options: ExceedanceOptions = {}): ExceedanceTable[] {
    const asked = this.withGroup(options);
    return this.byOutcome((roles) => effectsAboveThreshold(this.draws, roles, threshold, asked));
  }

  /** Whether the draws can be trusted, and what to do if not. */
  diagnose(options: DiagnoseOptions = {}): Diagnosis {
    const diagnosis = diagnose(this.draws, {
      convergence: this.convergence,
      exploration: this.record.plan.exploration,
      modesApart: this.record.plan.modesApart,
      ...options,
      thresholds: { ...thresholdsOf(this.record), ...options.thresholds },
    });
    return this.isInFlagWords ? diagnosis : diagnosisInScriptWords(diagnosis);
  }

  /** The same run with other variables: some of its own, or others that were derived from them. */
  withDraws(draws: Draws): Fitted {
    return this.withRun({ record: this.record, draws });
  }

  /** Another run, with what was told of this one. */
  withRun<Other extends string = string>(run: Run): Fitted<Other> {
    return new Fitted<Other>(run, this.warnings, { isInFlagWords: this.isInFlagWords });
  }

  /** The grouping factor as the model spells it, for any spelling of its name; what is none stays as it is. */
  groupNamed(name: string): string {
    const wanted = canonicalName(name);
    const roles = rolesByOutcome(this.record.roles);
    const named = roles.flatMap(({ effects, components }) => [...effects, ...components]);
    return named.find(({ group }) => canonicalName(group) === wanted)?.group ?? name;
  }

  /** The outcomes that variances and effects are told of, by their columns. */
  get outcomes(): readonly string[] {
    return rolesByOutcome(this.record.roles).flatMap(({ outcome }) => outcome ?? []);
  }

  /** Of one outcome, the first if none is named. Throws a `ProblemError` for a name of none. */
  private rolesOf(outcome: string | undefined): Roles {
    const all = rolesByOutcome(this.record.roles);
    const found = outcome === undefined ? all[0] : all.find((one) => one.outcome === canonicalName(outcome));
    if (found !== undefined) return found;
    throw new ProblemError(
      [noSuchOutcome(outcome!, nearestName(outcome!, this.outcomes), this.outcomes)],
      "",
      "",
    );
  }

  /** Tables of each outcome, which are told whose they are where there are several. */
  private byOutcome<Table extends { readonly outcome?: string }>(
    tablesOf: (roles: Roles) => Table[],
  ): Table[] {
    const all = rolesByOutcome(this.record.roles);
    if (all.length === 1) return tablesOf(all[0]!);
    return all.flatMap((roles) => tablesOf(roles).map((table) => ({ ...table, outcome: roles.outcome! })));
  }

  /** Options with the group as the model spells it. */
  private withGroup<Options extends { readonly group?: string }>(options: Options): Options {
    const group: unknown = options?.group;
    return typeof group === "string" ? { ...options, group: this.groupNamed(group) } : options;
  }

  private get convergence(): readonly (Convergence | null)[] {
    this.measured ??= withReferenceTails(measureConvergence(this.draws), this.record.plan.exploration);
    return this.measured;
  }

  /**
   * The draws of a variable, chain after chain: `get("σ_b")`, `get("b[A]")`. Greek letters may be spelled out. Throws a RangeError
   * for a name that does not exist; of a model that was built in TypeScript, such a name does not compile.
   */
  get<Self extends Fitted, const Given extends string>(
    this: Self,
    name: KnownVariable<Given, NamesOf<Self>>,
  ): Float64Array {
    const wanted = canonicalName(name);
    const index = this.draws.variables.findIndex(
      (variable) => variable.name === name || canonicalName(variable.name) === wanted,
    );
    if (index >= 0) return this.draws.values[index]!;
    const known = this.draws.variables.filter((variable) => !variable.isHidden).map(({ name: one }) => one);
    const some = known.slice(0, 20).join(", ");
    throw new RangeError(`no variable ${name} (${asciiName(name)}); there are ${some}`);
  }
}

/** The tree depth that counts as a hit is that of the run. */
function thresholdsOf(record: RunRecord): { readonly maxTreedepth: number } {
  return { maxTreedepth: record.options.nuts.maxTreeDepth };
}
