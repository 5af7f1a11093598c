/** `calibrate MODEL --data FILE`: whether the program recovers what it simulates from the model's own priors. */

import { type CalibrationSettings, calibrationDefaults } from "../../api/calibrate-options.ts";
import type { Calibration } from "../../posterior/calibration.ts";
import { methods } from "../../samplers/index.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { printJson } from "../json-text.ts";
import { dataFile, oneOf, probability, wholeNumber } from "../option-parsers.ts";
import { listMethods } from "../sampler-flags.ts";
import {
  addFormulaOptions,
  addJsonOption,
  addReadingOptions,
  type DataFlags,
  dataOf,
  type FormulaFlags,
  queueHelp,
  workerCount,
} from "../shared-options.ts";
import { lineOf, type Terminal } from "../terminal.ts";

interface CalibrateFlags
  extends Omit<DataFlags, "summaryData" | "statistics">,
    FormulaFlags,
    CalibrationSettings {
  readonly plot?: string;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly lenient?: boolean;
  readonly queue?: string;
}

export const registerCalibrate: RegisterCommand = (program, { terminal, exit }) => {
  const defaults = calibrationDefaults;
  const command = program
    .command("calibrate")
    .description("fit data that are simulated from the model's own priors, and see whether fits recover them")
    .addHelpText("after", exampleHelp("calibrate dyestuff.model --data yields.csv --plot calibration.svg"))
    .argument("<model>", "a model file, or a formula in quotes")
    .option(
      "--data <file>",
      "the table whose rows, predictors and factors are kept; FACTOR=FILE for a group-level table (repeatable)",
      dataFile,
    );
  addFormulaOptions(addReadingOptions(command))
    .option(
      "--simulations <n>",
      "data sets that are simulated and fitted",
      wholeNumber(1),
      defaults.simulations,
    )
    .option("--draws <n>", "draws that each truth is ranked among", wholeNumber(1), defaults.draws)
    .option("--chains <n>", "chains of each fit", wholeNumber(1), defaults.chains)
    .option("--warmup <n>", "warm-up transitions per chain", wholeNumber(0), defaults.warmup)
    .option("--seed <n>", "seed of the random numbers", wholeNumber(0), defaults.seed)
    .option("--method <name>", `how data are fitted: ${listMethods()}`, oneOf(methods), defaults.method)
    .option("--alpha <p>", "probability of failing though all is right", probability, defaults.alpha)
    .option("--workers <n>", "threads; they change nothing of the result", workerCount, defaults.workers)
    .option("--queue <url>", queueHelp)
    .option("--plot <file>", "write a picture of every quantity, as SVG")
    .option("--force", "replace a file there that is no picture of ours")
    .option("--lenient", "exit with 0 even if the calibration failed");
  addJsonOption(command).action(async (path: string, flags: CalibrateFlags) => {
    exit(await calibrateFile(terminal, path, flags));
  });
};

async function calibrateFile(terminal: Terminal, path: string, flags: CalibrateFlags): Promise<ExitCode> {
  const { ProblemError } = await import("../../api/problem-error.ts");
  const { reading, readModelFile } = await import("../load.ts");
  const { warnOf } = await import("../told-problems.ts");
  const { findPlotObstacle, writePlot } = await import("../plot-file.ts");
  const { withCountedProgress } = await import("../counted-progress.ts");
  const { calibrateModel } = await import("../../calibration/calibrate-model.ts");
  const { queue } = flags;
  const runSimulations =
    queue === undefined
      ? (await import("../../calibration/calibrate-threads.ts")).simulateInThreads
      : (await import("../../calibration/queued-jobs.ts")).simulateByQueue(queue);
  const model = await readModelFile(path, flags);
  const { checked, source } = model;
  warnOf(terminal, model.warnings, source, path);
  const { data, set, dropMissing, na, wide, family, link, prior, plot, force, json, lenient, ...rest } =
    flags;
  const { queue: _, ...settings } = rest;
  const inputs = [path, ...(data?.main == null ? [] : [data.main]), ...Object.values(data?.groups ?? {})];
  const place = plot === undefined ? null : { path: plot, option: "--plot calibration.svg" };
  const obstacle = place === null ? null : await findPlotObstacle(place, inputs, force === true);
  if (obstacle !== null) throw new ProblemError([obstacle], source, path);
  const calibration = await withCountedProgress(terminal, "simulations", ({ setUp, ...observer }) => {
    const setting = { ...reading, runSimulations, setUp };
    return calibrateModel(model, { ...settings, ...dataOf(flags), ...observer }, setting);
  });
  await show(terminal, calibration, flags);
  if (place !== null) {
    const { renderCalibrationPlot } = await import("../../report/calibration-plot.ts");
    const svg = renderCalibrationPlot(calibration, `Calibration of ${checked.name ?? path}`);
    const problem = await writePlot(place, svg);
    if (problem !== null) throw new ProblemError([problem], source, path);
  }
  if (calibration.isInterrupted) return exitCodes.interrupted;
  return calibration.isCalibrated || lenient ? exitCodes.good : exitCodes.diagnosis;
}

async function show(terminal: Terminal, calibration: Calibration, { json }: CalibrateFlags): Promise<void> {
  if (json) {
    const { calibrationJson } = await import("../../report/calibration-json.ts");
    printJson(terminal, calibrationJson(calibration));
    return;
  }
  const report = await import("../../report/calibration-text.ts");
  const line = lineOf(terminal);
  if (calibration.simulations > 0) {
    terminal.print(`${report.renderCalibrationTable(calibration, line)}\n`);
    terminal.print(report.renderCalibrationPlots(calibration));
  }
  terminal.print(report.renderCalibrationVerdict(calibration, line));
}
