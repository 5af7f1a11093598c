/**
 * The outlook of a study's designs wherever it is simulated: a run, or a model and what is known of it, in; what studies of each design would
 * say, out. How files are read and in which threads studies run is the setting's business, as in `calibrate-model.ts`.
 */

import { bindAgain } from "../../api/bind-again.ts";
import { type BoundData, bindData, type DataOptions, failOf, type ReadSetting } from "../../api/bind-data.ts";
import { type DesignSettings, designDefaults, findDesignFaults } from "../../api/design-options.ts";
import { Fitted } from "../../api/fitted.ts";
import { type Model, parseModel } from "../../api/model.ts";
import { ProblemError } from "../../api/problem-error.ts";
import { spelledAs } from "../../language/names.ts";
import type { DesignStudy, StudyPlan } from "../../posterior/study-design.ts";
import type { GivenValues } from "../../prediction/fixed-values.ts";
import { badOption } from "../../run/problems.ts";
import { doInCallingThread, type JobObserver } from "../numbered-jobs.ts";
import { type CostedDesign, chooseDesigns } from "./designs.ts";
import { countRows, type LayoutRules, layOut } from "./layout.ts";
import { notesOf } from "./notes.ts";
import type { DataPattern } from "./pattern.ts";
import { notLaidOut } from "./problems.ts";
import { readQuestions } from "./questions.ts";
import { type LayoutRequest, makeRules } from "./rules.ts";
import { findOtherColumns } from "./same-columns.ts";
import { type StudyOutcome, StudySimulator, type StudyTask, withStatistics } from "./study-simulator.ts";
import { summarizeStudies } from "./summarize.ts";

/** What `design` is told. */
export interface DesignOptions
  extends LayoutRequest,
    Partial<DesignSettings>,
    JobObserver,
    Omit<DataOptions, "groups" | "statistics"> {
  /** Truths of parameters or of their elements: `{ σ_b: 2, "β[days]": 5 }`. Others are drawn, from the run or from their priors. */
  readonly truth?: GivenValues;
  /** Statements, each with the posterior probability from which on it is told, 0.95 if not said: `"β > 0 at 0.95"`. */
  readonly told?: readonly string[];
  /** What is recommended for: a quantity, `icc`, an expression, or `told`. The first quantity if not said. */
  readonly for?: string;
  /** Of a model: values of its constants. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Tables of group-level columns, by factor, beside `data`, whose predictors are copied. */
  readonly tables?: DataOptions["groups"];
}

/** Runs jobs 1 to `count` until the signal; gives those that there are, in any order. */
export type StudyRunner = (
  simulator: StudySimulator,
  count: number,
  observer: JobObserver,
) => Promise<readonly StudyOutcome[]>;

/** What differs between Node and a browser. */
export interface StudySetting extends ReadSetting {
  readonly runStudies: StudyRunner;
  /** Does what comes before the first study, and may break it off by throwing; called once. */
  readonly setUp?: <Result>(work: () => Result) => Result;
}

/** Studies one after another in the calling thread. */
export const studyInCallingThread: StudyRunner = (simulator, count, observer) =>
  doInCallingThread((number) => simulator.simulate(number), count, observer);

/** Throws a `ProblemError` if the model, the data, the designs or the options are at fault. */
export async function designStudies(
  subject: Model | Fitted,
  options: DesignOptions,
  setting: StudySetting,
): Promise<DesignStudy> {
  const isOfRun = subject instanceof Fitted;
  const model = isOfRun ? parseModel(subject.record.model.text, subject.record.model.file) : subject;
  const fail = failOf(model);
  const settings = completeSettings(options);
  const faults = findDesignFaults(settings);
  if (faults.length > 0) fail(faults.map(badOption));
  if (model.checked.columns.length === 0)
    fail([
      notLaidOut(
        "the model reads no data, so that no study could be laid out",
        "declare its outcome and its factors in `data { … }`",
      ),
    ]);
  const laidOut = await layOutDesigns(subject, model, options, setting);
  const { rules, designs, bound, statistics } = laidOut;
  const { setUp = (work) => work() } = setting;
  const simulator = setUp(() => {
    const models = bound.map((one) => withStatistics(one.bound, statistics));
    const laid = new Set(rules.factors.map(({ name }) => name));
    const questions = readQuestions(models, laid, options, isOfRun ? subject.draws : null);
    const { constants } = bound[0]!;
    const { source, checked } = model;
    const tables = bound.map((one) => one.tables);
    const ofModel = { source, file: checked.file, tables, constants, statistics, laid: [...laid] };
    const task: StudyTask = { kind: "studies", ...ofModel, ...questions, settings };
    return new StudySimulator(task, models);
  });
  const outcomes = await setting.runStudies(simulator, settings.studies * designs.length, options);
  const problem = outcomes.find((one) => one.problem !== null)?.problem;
  if (problem != null) fail([problem]);
  return summarizeStudies(simulator, outcomes, {
    plans: designs.map((one) => planOf(rules, one)),
    from: isOfRun ? "run" : "prior",
    notes: notesOf(simulator, rules, designs),
    isForTold: options.for === "told",
  });
}

function completeSettings(options: DesignOptions): DesignSettings {
  const names = Object.keys(designDefaults) as (keyof DesignSettings)[];
  const given = names.map((name) => [name, options[name] ?? designDefaults[name]]);
  // Each value has the type that its name has in the options.
  return Object.fromEntries(given) as DesignSettings;
}

function planOf(rules: LayoutRules, design: CostedDesign): StudyPlan {
  return {
    levels: rules.factors.map(({ name }, f) => ({ factor: name, count: design.counts[f]! })),
    replicates: design.replicates,
    rows: countRows(rules, design),
    cost: design.cost,
  };
}

/** Designs whose tables are made and bound. */
interface LaidOut {
  readonly rules: LayoutRules;
  readonly designs: readonly CostedDesign[];
  readonly bound: readonly BoundData[];
  /** Numbers that the model has of the data that there are. */
  readonly statistics: Readonly<Record<string, number>>;
}

async function layOutDesigns(
  subject: Model | Fitted,
  model: Model,
  options: DesignOptions,
  setting: StudySetting,
): Promise<LaidOut> {
  const fail = failOf(model);
  const { checked } = model;
  const { data, obstacle } = await readPattern(subject, model, options, setting);
  const made = makeRules(checked, options, data);
  const isAsking =
    obstacle !== null && (checked.statistics.size > 0 || "code" in made || made.rules.factors.length > 1);
  if (isAsking) throw obstacle;
  if ("code" in made) return fail([made]);
  const designs = chooseDesigns(made.rules, options, made.written, made.usual);
  if ("code" in designs) {
    if (obstacle !== null) throw obstacle;
    return fail([designs]);
  }
  const given = subject instanceof Fitted ? subject.record.model.constants : options.constants;
  const constants = spelledAs(given ?? {}, checked.constants);
  // What stands for outcomes is looked at where it is of data.
  const standIns = data === null ? new Set(made.rules.outcomes.keys()) : undefined;
  const reading: ReadSetting = { ...setting, isPath: false, isLayout: true, ...(standIns && { standIns }) };
  const bound: BoundData[] = [];
  for (const design of designs)
    bound.push(await bindData(model, { data: layOut(made.rules, design), constants }, reading));
  if (subject instanceof Fitted) {
    const models = bound.map((one) => one.bound);
    const other = findOtherColumns(models, subject.record.levels, data?.bound ?? null);
    if (other !== null) fail([other]);
  }
  const known = [...checked.statistics.keys()].map(
    (name) => [name, data?.bound.constants.get(name)] as const,
  );
  const statistics = known.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { rules: made.rules, designs, bound, statistics: Object.fromEntries(statistics) };
}

/** The data that a study may copy; those of a run may be gone, which need not matter. */
async function readPattern(
  subject: Model | Fitted,
  model: Model,
  { data, summaryData, tables, dropMissing, na, wide, constants }: DesignOptions,
  setting: ReadSetting,
): Promise<{ readonly data: DataPattern | null; readonly obstacle: ProblemError | null }> {
  const given: DataOptions = {
    ...(data === undefined ? {} : { data }),
    ...(summaryData === undefined ? {} : { summaryData }),
    ...(tables === undefined ? {} : { groups: tables }),
    ...(dropMissing === undefined ? {} : { dropMissing }),
    ...(na === undefined ? {} : { na }),
    ...(wide === undefined ? {} : { wide }),
  };
  const isGiven = data !== undefined || summaryData !== undefined;
  if (!(subject instanceof Fitted)) {
    if (!isGiven) return { data: null, obstacle: null };
    const reading: ReadSetting = { ...setting, isLayout: true };
    return {
      data: await bindData(model, { ...given, ...(constants && { constants }) }, reading),
      obstacle: null,
    };
  }
  try {
    return { data: await bindAgain(model, subject.record, given, setting), obstacle: null };
  } catch (error) {
    if (!(error instanceof ProblemError) || isGiven) throw error;
    return { data: null, obstacle: error };
  }
}
