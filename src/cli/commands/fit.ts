/** `fit MODEL --data FILE`: checks, binds, plans, samples, saves a run folder, prints the summary and the verdict. */

import { basename } from "node:path";
import type { Command } from "commander";
import { mostDrawsOfRule, type RunOptions, runDefaults } from "../../run/options.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { oneOf, positive, probability, share, wholeNumber } from "../option-parsers.ts";
import {
  addCollapseOption,
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
  readonly collapse: boolean;
  readonly metric: RunOptions["nuts"]["metric"];
  readonly targetAcceptance?: number;
  readonly maxTreeDepth: number;
  readonly stepSize?: number;
  readonly trajectoryLength?: number;
  readonly steps?: number;
  readonly jitter: number;
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
    .option(
      "--method <name>",
      "auto, marginal (integrate out what can be), gibbs (one block after another), nuts (sample everything) or hmc (the same, along trajectories of one length)",
      oneOf(["auto", "marginal", "gibbs", "nuts", "hmc"]),
      runDefaults.method,
    )
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
  addCollapseOption(command);
  addOutputOptions(addEndingOptions(addHamiltonianOptions(command))).action(
    async (path: string, flags: FitFlags) => {
      const { warnOfMethodFlags } = await import("../method-flags.ts");
      if (warnOfMethodFlags(terminal, command, flags.method)) exit(exitCodes.usage);
      else exit(await fitFile(terminal, path, flags));
    },
  );
};

function addHamiltonianOptions(command: Command): Command {
  const { nuts, hmc } = runDefaults;
  return command
    .option(
      "--metric <name>",
      "fisher, low_rank, variance or dense",
      oneOf(["fisher", "low_rank", "variance", "dense"]),
      nuts.metric,
    )
    .option(
      "--target-acceptance <p>",
      `acceptance rate that the step size is adapted to (default: ${nuts.targetAcceptance}, with hmc ${hmc.targetAcceptance})`,
      probability,
    )
    .option(
      "--max-tree-depth <n>",
      "of nuts: doublings of a trajectory at most",
      wholeNumber(1),
      nuts.maxTreeDepth,
    )
    .option("--step-size <x>", "of hmc: the step size (default: adapted)", positive)
    .option("--trajectory-length <t>", "of hmc: steps times step size (default: adapted)", positive)
    .option("--steps <n>", "of hmc, in place of the length: leapfrog steps of a trajectory", wholeNumber(1))
    .option(
      "--jitter <share>",
      "of hmc: how far the step size varies from trajectory to trajectory",
      share,
      hmc.jitter,
    );
}

async function fitFile(terminal: Terminal, path: string, flags: FitFlags): Promise<ExitCode> {
  const startedAt = performance.now();
  const { loadModelFile, prepareModel, sourcesOf, warnOf } = await import("../load.ts");
  const { FolderKeeper } = await import("../../run/run-keeper.ts");
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
  const { keeper, problem } = await FolderKeeper.open(folder, { seconds, isForced });
  if (keeper === null) {
    warnOf(terminal, [problem], file.source, path);
    return exitCodes.usage;
  }
  try {
    const { codeOfFailure, sampleWithProgress } = await import("../sample.ts");
    const result = await sampleWithProgress(terminal, prepared.model, options, {
      startedAt,
      sources: sourcesOf(file.checked, reading),
      earlier: null,
      keeper,
    });
    if (result.run === null) {
      warnOf(terminal, [result.problem], file.source, path);
      return codeOfFailure(result);
    }
    const { finishRun } = await import("../finish-run.ts");
    return await finishRun(terminal, keeper, result.run, flags);
  } finally {
    await keeper.close();
  }
}

function runOptions(flags: FitFlags): RunOptions {
  const { method, chains, warmup, seed, workers, keep, collapse, metric, maxTreeDepth, jitter } = flags;
  const { until = null } = flags;
  const draws = flags.draws ?? (until === null ? runDefaults.draws : mostDrawsOfRule);
  const given = flags.targetAcceptance === undefined ? {} : { targetAcceptance: flags.targetAcceptance };
  const nuts = { ...runDefaults.nuts, metric, maxTreeDepth, ...given };
  const { stepSize = null, trajectoryLength = null, steps = null } = flags;
  const hmc = { ...runDefaults.hmc, metric, stepSize, trajectoryLength, steps, jitter, ...given };
  const exactDraws = flags.exactDraws === true;
  return { method, chains, warmup, draws, exactDraws, until, seed, workers, keep, collapse, nuts, hmc };
}
