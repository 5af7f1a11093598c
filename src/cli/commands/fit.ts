/** `fit MODEL --data FILE`: checks, binds, plans, samples, saves a run folder, prints the summary and the verdict. */

import { basename } from "node:path";
import type { FitOptions } from "../../api/fit-model.ts";
import type { Model } from "../../api/model.ts";
import { isFormula } from "../../language/model-text.ts";
import { type RunOptions, runDefaults } from "../../run/options.ts";
import { methods } from "../../samplers/index.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp, fitExamples } from "../example-help.ts";
import type { ExitCode } from "../exit-codes.ts";
import { oneOf, wholeNumber } from "../option-parsers.ts";
import { addSamplerFlags, describeMethods, requireHeeded, samplerOptions } from "../sampler-flags.ts";
import {
  addDataOptions,
  addEndingOptions,
  addFormulaOptions,
  addOutputOptions,
  addStatisticsOption,
  type DataFlags,
  dataOf,
  type EndingFlags,
  type FormulaFlags,
  type OutputFlags,
  workerCount,
} from "../shared-options.ts";
import type { Terminal } from "../terminal.ts";

interface FitFlags extends DataFlags, FormulaFlags, OutputFlags, EndingFlags {
  readonly out?: string;
  readonly force?: boolean;
  readonly chains: number;
  readonly warmup: number;
  readonly draws?: number;
  readonly exactDraws?: boolean;
  readonly seed: number;
  readonly method: RunOptions["method"];
  readonly workers: number | "auto";
  readonly keep: RunOptions["keep"];
}

export const registerFit: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("fit")
    .description("sample the posterior of a model, save a run folder, print the summary and the verdict")
    .addHelpText("after", exampleHelp(...fitExamples))
    .argument("<model>", "a model file, or a formula in quotes");
  addFormulaOptions(addStatisticsOption(addDataOptions(command)))
    .option("--out <dir>", "where the run is saved (default: NAME.run)")
    .option("--force", "replace files there that no run wrote")
    .option("--chains <n>", "number of chains", wholeNumber(1), runDefaults.chains)
    .option("--warmup <n>", "warm-up transitions per chain", wholeNumber(0), runDefaults.warmup)
    .option("--draws <n>", `draws kept per chain (default: ${runDefaults.draws})`, wholeNumber(1))
    .option("--exact-draws", "end with so many draws, even if a few more would make the verdict good")
    .option("--seed <n>", "seed of the random numbers", wholeNumber(0), runDefaults.seed)
    .option("--method <name>", describeMethods(), oneOf(methods), runDefaults.method)
    .option(
      "--workers <n>",
      "threads; auto stays in one where that is faster",
      workerCount,
      runDefaults.workers,
    );
  command.option(
    "--keep <what>",
    "all: draws of all group effects; auto leaves out those of very many levels",
    oneOf(["auto", "all"]),
    runDefaults.keep,
  );
  addOutputOptions(addEndingOptions(addSamplerFlags(command))).action(
    async (path: string, flags: FitFlags) => {
      requireHeeded(command, flags.method);
      exit(await fitFile(terminal, path, flags));
    },
  );
};

async function fitFile(terminal: Terminal, path: string, flags: FitFlags): Promise<ExitCode> {
  const startedAt = performance.now();
  const { fitModel } = await import("../../api/fit-model.ts");
  const { readModelFile } = await import("../load.ts");
  const { makeRun } = await import("../make-run.ts");
  const { warnOf } = await import("../told-problems.ts");
  const model = await readModelFile(path, flags);
  warnOf(terminal, model.warnings, model.source, path);
  if (isFormula(model.checked.file)) terminal.warn(`the formula stands for this model:\n\n${model.source}\n`);
  const folder = flags.out ?? `${nameOf(model)}.run`;
  return makeRun(terminal, { folder, goesOn: false }, flags, (setting, observer) =>
    fitModel(model, { ...fitOptions(flags), ...observer }, { ...setting, startedAt }),
  );
}

/** Of its file, or the names and numbers of a formula. */
function nameOf({ checked: { file } }: Model): string {
  if (!isFormula(file)) return basename(file).replace(/\.model$/, "");
  const words = file.replace(/[^\p{L}\p{M}\p{N}_.]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "");
  return [...words].slice(0, 60).join("");
}

function fitOptions(flags: FitFlags): FitOptions {
  const { method, chains, warmup, draws, exactDraws, until, seed, workers, keep } = flags;
  const ofRun = { method, chains, warmup, draws, exactDraws, until, seed, workers, keep };
  return { ...ofRun, ...samplerOptions(flags), ...dataOf(flags) };
}
