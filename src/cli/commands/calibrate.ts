/** `calibrate MODEL --data FILE`: whether the program recovers what it simulates from the model's own priors. */

import type { Calibration } from "../../posterior/calibration.ts";
import type { CalibrateOptions } from "../../run/calibrate-model.ts";
import { type CalibrationSettings, calibrationDefaults } from "../../run/calibrate-options.ts";
import type { RegisterCommand } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { constantSetting, dataFile, oneOf, probability, wholeNumber } from "../option-parsers.ts";
import { addJsonOption, type DataFlags, workerCount } from "../shared-options.ts";
import type { Terminal } from "../terminal.ts";

interface CalibrateFlags extends Omit<DataFlags, "summaryData">, CalibrationSettings {
  readonly plot?: string;
  readonly json?: boolean;
  readonly lenient?: boolean;
}

export const registerCalibrate: RegisterCommand = (program, { terminal, exit }) => {
  const defaults = calibrationDefaults;
  const command = program
    .command("calibrate")
    .description("fit data that are simulated from the model's own priors, and see whether fits recover them")
    .argument("<model>", "a model file")
    .option(
      "--data <file>",
      "the table whose rows, predictors and factors are kept; FACTOR=FILE for a group-level table (repeatable)",
      dataFile,
    )
    .option("--set <name=value>", "another value for a constant of the model (repeatable)", constantSetting)
    .option("--drop-missing", "drop rows with missing values, and count them")
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
    .option(
      "--method <name>",
      "how data are fitted: auto, marginal, gibbs, nuts or hmc",
      oneOf(["auto", "marginal", "gibbs", "nuts", "hmc"]),
      defaults.method,
    )
    .option("--alpha <p>", "probability of failing though all is right", probability, defaults.alpha)
    .option("--workers <n>", "threads; they change nothing of the result", workerCount, defaults.workers)
    .option("--plot <file>", "write a picture of every quantity, as SVG")
    .option("--lenient", "exit with 0 even if the calibration failed");
  addJsonOption(command).action(async (path: string, flags: CalibrateFlags) => {
    exit(await calibrateFile(terminal, path, flags));
  });
};

async function calibrateFile(terminal: Terminal, path: string, flags: CalibrateFlags): Promise<ExitCode> {
  const { loadModelFile, warnOf } = await import("../load.ts");
  const { spelledAs } = await import("../../language/names.ts");
  const { ProblemError } = await import("../../run/problem-error.ts");
  const { calibrateWithProgress } = await import("../calibrate-with-progress.ts");
  const file = await loadModelFile(path);
  warnOf(terminal, file.problems, file.source, path);
  const { checked, source } = file;
  if (checked === null) return file.code;
  const { data, set, dropMissing, plot, json, lenient, ...settings } = flags;
  const options: CalibrateOptions = {
    ...settings,
    ...(data?.main == null ? {} : { data: data.main }),
    groups: spelledAs(data?.groups ?? {}, checked.columns),
    constants: spelledAs(set ?? {}, checked.constants),
    dropMissing: dropMissing === true,
  };
  let calibration: Calibration;
  try {
    calibration = await calibrateWithProgress(terminal, { checked, source, warnings: [] }, options);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    warnOf(terminal, error.problems, source, path);
    const isOfModel = error.problems.some(
      ({ severity, place }) => severity === "error" && place.kind === "model",
    );
    return isOfModel ? exitCodes.model : exitCodes.usage;
  }
  await show(terminal, calibration, flags);
  if (plot !== undefined && !(await writePlot(terminal, calibration, checked.name ?? path, plot)))
    return exitCodes.usage;
  if (calibration.isInterrupted) return exitCodes.interrupted;
  return calibration.isCalibrated || lenient ? exitCodes.good : exitCodes.diagnosis;
}

async function show(terminal: Terminal, calibration: Calibration, { json }: CalibrateFlags): Promise<void> {
  if (json) {
    const { jsonText } = await import("../run-json.ts");
    const { calibrationJson } = await import("../../report/calibration-json.ts");
    terminal.print(jsonText(calibrationJson(calibration)));
    return;
  }
  const report = await import("../../report/calibration-text.ts");
  const width = Math.max(60, Math.min(terminal.width, 120));
  if (calibration.simulations > 0) {
    terminal.print(`${report.renderCalibrationTable(calibration, terminal.paint)}\n`);
    terminal.print(report.renderCalibrationPlots(calibration));
  }
  terminal.print(report.renderCalibrationVerdict(calibration, { paint: terminal.paint, width }));
}

async function writePlot(
  terminal: Terminal,
  calibration: Calibration,
  name: string,
  path: string,
): Promise<boolean> {
  const { writeFile } = await import("node:fs/promises");
  const { renderCalibrationPlot } = await import("../../report/calibration-plot.ts");
  try {
    await writeFile(path, renderCalibrationPlot(calibration, `Calibration of ${name}`));
    return true;
  } catch (error) {
    const { warnOf } = await import("../load.ts");
    const { pictureNotWritten } = await import("../problems.ts");
    warnOf(terminal, [pictureNotWritten(path, error)], "", path);
    return false;
  }
}
