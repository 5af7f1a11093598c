/** `resume RUN`: goes on with a run that was stopped, or gives it more draws. */

import type { BoundData } from "../../api/bind-data.ts";
import type { Model } from "../../api/model.ts";
import { canonicalName } from "../../language/names.ts";
import type { RunOptions } from "../../run/options.ts";
import type { ResumeRequest } from "../../run/record/resumption.ts";
import type { Run } from "../../run/run.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { LoadOptions } from "../load.ts";
import { type DataFiles, dataFile, wholeNumber } from "../option-parsers.ts";
import {
  addEndingOptions,
  addOutputOptions,
  type EndingFlags,
  type OutputFlags,
  workerCount,
} from "../shared-options.ts";
import type { Terminal } from "../terminal.ts";

interface ResumeFlags extends OutputFlags, EndingFlags {
  readonly data?: DataFiles;
  readonly summaryData?: string;
  readonly draws?: number;
  readonly workers?: number | "auto";
  readonly force?: boolean;
}

export const registerResume: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("resume")
    .description(
      "go on with a run that was interrupted or killed, or give it more draws: the same bits as in one go",
    )
    .addHelpText("after", exampleHelp("resume dyestuff.run --draws 2000"))
    .argument("<run>", "a run folder")
    .option("--draws <n>", "draws per chain in the end, those of the run included", wholeNumber(1))
    .option(
      "--data <file>",
      "where the table is now (default: where it was); FACTOR=FILE for a group-level table",
      dataFile,
    )
    .option("--summary-data <file>", "where the table of cells is now")
    .option("--workers <n>", "threads (default: as before)", workerCount)
    .option("--force", "replace files in the folder that no run wrote");
  addOutputOptions(addEndingOptions(command)).action(async (folder: string, flags: ResumeFlags) => {
    exit(await resumeRun(terminal, folder, flags));
  });
};

async function resumeRun(terminal: Terminal, folder: string, flags: ResumeFlags): Promise<ExitCode> {
  const { warnOf } = await import("../load.ts");
  const { readRunFolder } = await import("../../run/record/run-folder.ts");
  const { planResumption } = await import("../../run/record/resumption.ts");
  const { reportRun } = await import("../finish-run.ts");
  const { requireValid } = await import("../../api/fit-setting.ts");
  const { inFlagWords } = await import("../../samplers/options/option-group.ts");
  const { run, problem } = await readRunFolder(folder, true);
  if (problem !== null) {
    warnOf(terminal, [problem], "", folder);
    return exitCodes.usage;
  }
  const { draws, until, workers } = flags;
  const request: ResumeRequest = { draws, until, workers };
  const plan = planResumption(run, folder, request);
  if (plan.problem !== null) {
    warnOf(terminal, [plan.problem], "", folder);
    return exitCodes.usage;
  }
  if (plan.options === null) {
    const code = await reportRun(terminal, run, flags);
    terminal.warn("\nthe run has all its draws: `--draws N` or `--until RULE` asks for more\n");
    const { unfinishedIn } = await import("../../run/record/run-place.ts");
    const other = unfinishedIn(folder);
    if (other !== null)
      terminal.warn(`a later run there was ended before it was done: hyperprior resume ${other}\n`);
    return code;
  }
  requireValid(plan.options, inFlagWords, "--until");
  return goOn(terminal, folder, run, plan.options, flags);
}

async function goOn(
  terminal: Terminal,
  folder: string,
  earlier: Run,
  options: RunOptions,
  flags: ResumeFlags,
): Promise<ExitCode> {
  const startedAt = performance.now();
  const { warnOf } = await import("../load.ts");
  const { makeRun } = await import("../make-run.ts");
  const { parseModel } = await import("../../api/model.ts");
  const { listenDuringSetup } = await import("../interruption.ts");
  const { text, file } = earlier.record.model;
  const model = parseModel(text, file);
  const stopListening = listenDuringSetup(terminal);
  const data = await bindAgain(model, earlier, flags).finally(stopListening);
  warnOf(terminal, data.problems, text, file);
  return makeRun(terminal, { model, data, options, earlier, folder, startedAt }, flags);
}

/** The model of the run with its data, if they are still those that they were. */
async function bindAgain(model: Model, earlier: Run, flags: ResumeFlags): Promise<BoundData> {
  const { prepareModel } = await import("../load.ts");
  const { failOf } = await import("../../api/bind-data.ts");
  const { findChange } = await import("../../run/record/resumption.ts");
  const fail = failOf(model);
  const obstacle = await findObstacleToReading(earlier, flags, model.checked.columns.length > 0);
  if (obstacle !== null) return fail([obstacle]);
  const prepared = await prepareModel(model, readingOf(earlier, flags));
  const change = findChange(earlier.record, prepared.bound);
  return change === null ? prepared : fail([change]);
}

/** The files of the run, but for those that are named anew. */
function readingOf({ record }: Run, { data, summaryData }: ResumeFlags): LoadOptions {
  const { sources, model } = record;
  const groups = new Map(Object.entries(sources?.groups ?? {}));
  // A factor may be spelled otherwise than it was.
  for (const [factor, file] of Object.entries(data?.groups ?? {})) {
    const same = [...groups.keys()].find((one) => canonicalName(one) === canonicalName(factor));
    groups.set(same ?? factor, file);
  }
  const isMainGiven = (data?.main ?? null) !== null || summaryData !== undefined;
  const main = (holds: "rows" | "cells"): string | null =>
    !isMainGiven && sources?.mainHolds === holds ? sources.main : null;
  return {
    data: { main: data?.main ?? main("rows"), groups: Object.fromEntries(groups) },
    summaryData: summaryData ?? main("cells"),
    constants: model.constants,
    dropMissing: sources?.dropMissing ?? record.data.rowsDropped > 0,
  };
}

/** Data that no file is known of, or whose file has gone. */
async function findObstacleToReading(run: Run, flags: ResumeFlags, hasData: boolean) {
  const { existsSync } = await import("node:fs");
  const { dataNotFound, dataUnknown } = await import("../../run/problems.ts");
  const { data, summaryData } = readingOf(run, flags);
  const main = summaryData ?? data.main;
  if (!hasData) return null;
  if (main === null) return dataUnknown(run.record.data.name);
  const isNamed = main === flags.summaryData || main === flags.data?.main;
  const named = Object.values(flags.data?.groups ?? {});
  const unnamed = Object.values(data.groups).filter((file) => !named.includes(file));
  const known = [...(isNamed ? [] : [main]), ...unnamed];
  const gone = known.find((file) => !existsSync(file));
  return gone === undefined ? null : dataNotFound(gone);
}
