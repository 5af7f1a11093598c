/** `design RUN`, `design MODEL`: what studies of several designs would give, by studies that are simulated and fitted. */

import { type DesignSettings, designDefaults } from "../../api/design-options.ts";
import type { Fitted } from "../../api/fitted.ts";
import type { Model } from "../../api/model.ts";
import type { DesignRequest } from "../../calibration/studies/designs.ts";
import type { DesignStudy } from "../../posterior/study-design.ts";
import { methods } from "../../samplers/index.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict, type ExitCode, exitCodes } from "../exit-codes.ts";
import { printJson } from "../json-text.ts";
import {
  dataFile,
  notNegative,
  numbersByName,
  numbersLike,
  oneOf,
  positive,
  wholeNumber,
  wholeNumbers,
  words,
} from "../option-parsers.ts";
import { listMethods } from "../sampler-flags.ts";
import {
  addFormulaOptions,
  addIntervalOptions,
  addLenientOption,
  addReadingOptions,
  type DataFlags,
  dataOf,
  type FormulaFlags,
  queueHelp,
  workerCount,
} from "../shared-options.ts";
import { lineOf, type Terminal } from "../terminal.ts";

interface DesignFlags
  extends Omit<DataFlags, "summaryData" | "statistics">,
    FormulaFlags,
    Omit<DesignSettings, "prob">,
    DesignRequest {
  readonly between?: readonly string[];
  readonly within?: readonly string[];
  readonly truth?: Readonly<Record<string, number | readonly number[]>>;
  readonly told?: readonly string[];
  readonly for?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly prob: number;
  readonly digits?: number;
  readonly json?: boolean;
  readonly lenient?: boolean;
  readonly queue?: string;
}

const examples = [
  "design pilot.run --groups 6,12,24 --replicates 2,5",
  "design pilot.run --budget 1000 --cost-group 50 --cost-replicate 5",
  'design pastes.run --budget 500 --cost "batch=40, cask=10, assay=4"',
  'design trial.model --groups 8 --replicates 4 --between "arm = A, B"',
];

export const registerDesign: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("design")
    .description("what a study of so many groups and replicates would give: simulated, fitted, and compared")
    .addHelpText("after", exampleHelp(...examples))
    .argument("<run>", "a run folder; or a model file, or a formula in quotes");
  addDesigns(command);
  addSimulation(command);
  command.option(
    "--data <file>",
    "the table whose predictors are copied; FACTOR=FILE for a group-level table (repeatable)",
    dataFile,
  );
  addFormulaOptions(addReadingOptions(command))
    .option("--out <file>", "write a picture of the designs: .svg, .png or .html")
    .option("--force", "replace a file there that is no picture of ours");
  addIntervalOptions(addLenientOption(command)).action(async (given: string, flags: DesignFlags) => {
    exit(await designGiven(terminal, given, flags));
  });
};

type Command = Parameters<typeof addReadingOptions>[0];

/** Which designs, and what they are to show. */
function addDesigns(command: Command): void {
  command
    .option("--groups <n,…>", "groups of a study, one number or several", wholeNumbers)
    .option("--replicates <k,…>", "rows of each group, one number or several", wholeNumbers)
    .option(
      "--levels <text>",
      'of several factors, as "batch = 10, cask = 3, replicate = 2" (repeatable)',
      words,
    )
    .option("--between <text>", 'a predictor of groups by turns, as "treatment = A, B" (repeatable)', words)
    .option("--within <text>", 'a predictor of the rows of a group, as "days = 0..9" (repeatable)', words)
    .option("--budget <cost>", "the most that a study may cost", positive)
    .option(
      "--cost <text>",
      'what a level of each factor costs, as "batch = 50, cask = 10, replicate = 5"',
      numbersLike("batch = 50, cask = 10, replicate = 5"),
    )
    .option("--cost-group <cost>", "what a group costs, where there is one factor", notNegative)
    .option("--cost-replicate <cost>", "what a row costs", notNegative)
    .option("--truth <text>", 'truths of parameters, as "σ_b = 2, σ = 1" (repeatable)', numbersByName)
    .option("--told <text>", 'a statement that studies are to tell, as "β > 0 at 0.95" (repeatable)', words)
    .option("--for <quantity>", "what the best design is for: a quantity, icc, an expression, or told");
}

/** How studies are simulated and fitted. */
function addSimulation(command: Command): void {
  const defaults = designDefaults;
  command
    .option("--studies <n>", "studies of each design that are simulated", wholeNumber(1), defaults.studies)
    .option("--draws <n>", "draws of each fit", wholeNumber(2), defaults.draws)
    .option("--chains <n>", "chains of each fit", wholeNumber(1), defaults.chains)
    .option("--warmup <n>", "warm-up transitions per chain", wholeNumber(0), defaults.warmup)
    .option("--seed <n>", "seed of the random numbers", wholeNumber(0), defaults.seed)
    .option("--method <name>", `how studies are fitted: ${listMethods()}`, oneOf(methods), defaults.method)
    .option("--workers <n>", "threads; they change nothing of the result", workerCount, defaults.workers)
    .option("--queue <url>", queueHelp);
}

async function designGiven(terminal: Terminal, given: string, flags: DesignFlags): Promise<ExitCode> {
  const { data, set, family, link, prior, json, digits, lenient, out, force, queue, ...options } = flags;
  const picture = out === undefined ? null : await import("../design-picture.ts");
  const inputs = [given, ...(data?.main == null ? [] : [data.main]), ...Object.values(data?.groups ?? {})];
  if (out !== undefined) await picture?.requirePicturePlace(out, inputs, force === true);
  const subject = await readSubject(terminal, given, flags);
  const { reading } = await import("../load.ts");
  const { withCountedProgress } = await import("../counted-progress.ts");
  const { designStudies } = await import("../../calibration/studies/design-model.ts");
  const runStudies =
    queue === undefined
      ? (await import("../../calibration/calibrate-threads.ts")).studyInThreads
      : (await import("../../calibration/queued-jobs.ts")).studyByQueue(queue);
  const { groups: tables, ...own } = dataOf({ ...(data && { data }), ...(set && { set }) });
  const study = await withCountedProgress(terminal, "studies", ({ setUp, ...observer }) => {
    const setting = { ...reading, runStudies, setUp };
    return designStudies(subject, { ...options, ...own, ...(tables && { tables }), ...observer }, setting);
  });
  await show(terminal, study, flags);
  const name = "draws" in subject ? subject.record.model.name : subject.checked.name;
  if (out !== undefined)
    await picture?.writeDesignPicture(terminal, study, { out, title: name ?? given, isTold: json !== true });
  if (study.isInterrupted) return exitCodes.interrupted;
  return "draws" in subject ? codeOfVerdict(subject.diagnose().verdict, lenient) : exitCodes.good;
}

/** A run with what is wrong with it, or a model. */
async function readSubject(terminal: Terminal, given: string, flags: DesignFlags): Promise<Fitted | Model> {
  const { isRunFolder } = await import("../../run/record/run-pair.ts");
  if (isRunFolder(given)) {
    const { readGivenRun } = await import("../read-run.ts");
    const { showFailure } = await import("../show-run.ts");
    const fitted = await readGivenRun(given);
    showFailure(terminal, fitted, given);
    return fitted;
  }
  const { readModelFile } = await import("../load.ts");
  const { warnOf } = await import("../told-problems.ts");
  const model = await readModelFile(given, flags);
  warnOf(terminal, model.warnings, model.source, given);
  return model;
}

async function show(terminal: Terminal, study: DesignStudy, { json, digits }: DesignFlags): Promise<void> {
  if (json) {
    const { designJson } = await import("../../report/design-json.ts");
    printJson(terminal, designJson(study));
    return;
  }
  const { renderDesign } = await import("../../report/design-text.ts");
  terminal.print(renderDesign(study, { ...(digits === undefined ? {} : { digits }), ...lineOf(terminal) }));
}
