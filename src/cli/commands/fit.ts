/** `fit MODEL --data FILE`: checks, binds, plans, samples, saves a run folder, prints the summary and the verdict. */

import { basename } from "node:path";
import { mostDrawsOfRule, type RunOptions, runDefaults } from "../../run/options.ts";
import { methods } from "../../samplers/index.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { oneOf, wholeNumber } from "../option-parsers.ts";
import { addSamplerFlags, describeMethods, samplerOptions, warnOfMethodFlags } from "../sampler-flags.ts";
import {
  addDataOptions,
  addEndingOptions,
  addOutputOptions,
  type DataFlags,
  type EndingFlags,
  type OutputFlags,
  readingOf,
  workerCount,
} from "../shared-options.ts";
import type { Terminal } from "../terminal.ts";

interface FitFlags extends DataFlags, OutputFlags, EndingFlags {
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
    .addHelpText("after", exampleHelp("fit dyestuff.model --data yields.csv"))
    .argument("<model>", "a model file");
  addDataOptions(command)
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
      if (warnOfMethodFlags(terminal, command, flags.method)) exit(exitCodes.usage);
      else exit(await fitFile(terminal, path, flags));
    },
  );
};

async function fitFile(terminal: Terminal, path: string, flags: FitFlags): Promise<ExitCode> {
  const startedAt = performance.now();
  const { loadModelFile, prepareModel, sourcesOf, warnOf } = await import("../load.ts");
  const { FolderStore } = await import("../../run/record/run-store.ts");
  const { warnOfFaults } = await import("../flag-faults.ts");
  const file = await loadModelFile(path);
  warnOf(terminal, file.problems, file.source, path);
  if (file.checked === null) return file.code;
  const options = runOptions(flags);
  if (warnOfFaults(terminal, options)) return exitCodes.usage;
  const reading = readingOf(flags);
  const { listenDuringSetup } = await import("../interruption.ts");
  const stopListening = listenDuringSetup(terminal);
  const prepared = await prepareModel(file.checked, reading).finally(stopListening);
  warnOf(terminal, prepared.problems, file.source, path);
  if (prepared.model === null) return prepared.code;
  const folder = flags.out ?? `${basename(path).replace(/\.model$/, "")}.run`;
  const { checkpoint: seconds, force: isForced } = flags;
  const { store, problem } = await FolderStore.open(folder, { seconds, isForced });
  if (store === null) {
    warnOf(terminal, [problem], file.source, path);
    return exitCodes.usage;
  }
  try {
    const { codeOfFailure, sampleWithProgress } = await import("../sample.ts");
    const result = await sampleWithProgress(terminal, prepared.model, options, {
      startedAt,
      sources: sourcesOf(file.checked, reading),
      earlier: null,
      store,
    });
    if (result.run === null) {
      warnOf(terminal, [result.problem], file.source, path);
      return codeOfFailure(result);
    }
    const { finishRun } = await import("../finish-run.ts");
    return await finishRun(terminal, store, result.run, flags);
  } finally {
    await store.close();
  }
}

function runOptions(flags: FitFlags): RunOptions {
  const { method, chains, warmup, seed, workers, keep, until = null } = flags;
  const draws = flags.draws ?? (until === null ? runDefaults.draws : mostDrawsOfRule);
  const exactDraws = flags.exactDraws === true;
  return { method, chains, warmup, draws, exactDraws, until, seed, workers, keep, ...samplerOptions(flags) };
}
