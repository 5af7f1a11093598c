/** `fit MODEL --data FILE`: checks, binds, plans, samples, saves a run folder, prints the summary and the verdict. */

import { basename } from "node:path";
import type { Command } from "commander";
import { type RunOptions, runDefaults } from "../../run/options.ts";
import type { Run } from "../../run/run.ts";
import type { RegisterCommand } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { oneOf, probability, wholeNumber } from "../option-parsers.ts";
import {
  addDataOptions,
  addOutputOptions,
  type DataFlags,
  type OutputFlags,
  readingOf,
} from "../shared-options.ts";
import type { Terminal } from "../terminal.ts";

interface FitFlags extends DataFlags, OutputFlags {
  readonly out?: string;
  readonly chains: number;
  readonly warmup: number;
  readonly draws: number;
  readonly seed: number;
  readonly method: RunOptions["method"];
  readonly workers: number | "auto";
  readonly keep: RunOptions["keep"];
  readonly metric: RunOptions["nuts"]["metric"];
  readonly targetAcceptance: number;
  readonly maxTreeDepth: number;
  readonly lenient?: boolean;
}

export const registerFit: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("fit")
    .description("sample the posterior of a model, save a run folder, print the summary and the verdict")
    .argument("<model>", "a model file");
  addDataOptions(command)
    .option("--out <dir>", "where the run is saved (default: NAME.run)")
    .option("--chains <n>", "number of chains", wholeNumber(1), runDefaults.chains)
    .option("--warmup <n>", "warm-up transitions per chain", wholeNumber(0), runDefaults.warmup)
    .option("--draws <n>", "draws kept per chain", wholeNumber(1), runDefaults.draws)
    .option("--seed <n>", "seed of the random numbers", wholeNumber(0), runDefaults.seed)
    .option(
      "--method <name>",
      "auto, marginal (integrate out what can be), gibbs (crossed factors in turn) or nuts (sample everything)",
      oneOf(["auto", "marginal", "gibbs", "nuts"]),
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
  addNutsOptions(command).option("--lenient", "exit with 0 even if the diagnosis failed");
  addOutputOptions(command).action(async (path: string, flags: FitFlags) => {
    exit(await fitFile(terminal, path, flags));
  });
};

function addNutsOptions(command: Command): Command {
  return command
    .option(
      "--metric <name>",
      "fisher, low_rank, variance or dense",
      oneOf(["fisher", "low_rank", "variance", "dense"]),
      runDefaults.nuts.metric,
    )
    .option(
      "--target-acceptance <p>",
      "acceptance rate that the step size is adapted to",
      probability,
      runDefaults.nuts.targetAcceptance,
    )
    .option(
      "--max-tree-depth <n>",
      "doublings of a trajectory at most",
      wholeNumber(1),
      runDefaults.nuts.maxTreeDepth,
    );
}

function workerCount(text: string): number | "auto" {
  return text === "auto" ? "auto" : wholeNumber(0)(text);
}

async function fitFile(terminal: Terminal, path: string, flags: FitFlags): Promise<ExitCode> {
  const startedAt = performance.now();
  const { loadModelFile, prepareModel, warnOf } = await import("../load.ts");
  const { findObstacle, writeRun } = await import("../../run/run-folder.ts");
  const file = await loadModelFile(path);
  warnOf(terminal, file.problems, file.source, path);
  if (file.checked === null) return file.code;
  const options = runOptions(flags);
  const fault = await findFlagFault(options);
  if (fault !== null) {
    warnOf(terminal, [fault], file.source, path);
    return exitCodes.usage;
  }
  const prepared = await prepareModel(file.checked, readingOf(flags));
  warnOf(terminal, prepared.problems, file.source, path);
  if (prepared.model === null) return prepared.code;
  const folder = flags.out ?? `${basename(path).replace(/\.model$/, "")}.run`;
  const obstacle = await findObstacle(folder);
  if (obstacle !== null) {
    warnOf(terminal, [obstacle], file.source, path);
    return exitCodes.usage;
  }
  const { sampleWithProgress } = await import("../sample.ts");
  const { run, problem } = await sampleWithProgress(terminal, prepared.model, options, startedAt);
  if (problem !== null) {
    warnOf(terminal, [problem], file.source, path);
    return exitCodes.model;
  }
  if (run.draws.drawCount === 0) {
    terminal.warn("interrupted during warm-up: there are no draws to keep\n");
    return exitCodes.interrupted;
  }
  const failure = await writeRun(folder, run);
  const code = await report(terminal, run, flags);
  if (failure !== null) {
    warnOf(terminal, [failure], file.source, path);
    return exitCodes.usage;
  }
  terminal.warn(savedNote(folder, run));
  return code;
}

/** Where the run is, how long it took, and which commands have more to say of it. */
function savedNote(folder: string, { record }: Run): string {
  const { setup, warmup, sampling } = record.timing;
  const times = [
    `set-up ${setup.toFixed(2)} s`,
    `warm-up ${warmup.toFixed(2)} s`,
    `sampling ${sampling.toFixed(2)} s`,
  ];
  const { components, effects } = record.roles;
  const more = [
    ...(components.length > 0 ? ["variance"] : []),
    ...(effects.length > 0 ? ["effects"] : []),
    "diagnose",
  ];
  return `\nsaved in ${folder} (${times.join(", ")})\ngo on with  ${more.map((command) => `hyperprior ${command} ${folder}`).join("\n            ")}\n`;
}

function runOptions(flags: FitFlags): RunOptions {
  const { method, chains, warmup, draws, seed, workers, keep, metric, targetAcceptance, maxTreeDepth } =
    flags;
  const nuts = { ...runDefaults.nuts, metric, targetAcceptance, maxTreeDepth };
  return { method, chains, warmup, draws, seed, workers, keep, nuts };
}

async function findFlagFault(options: RunOptions) {
  const { findOptionFaults } = await import("../../run/options.ts");
  const { badOption } = await import("../../run/problems.ts");
  const [fault] = findOptionFaults(options);
  return fault === undefined ? null : badOption(fault);
}

async function report(terminal: Terminal, run: Run, flags: FitFlags): Promise<ExitCode> {
  const { Fitted } = await import("../../run/fitted.ts");
  const fitted = new Fitted(run);
  if (flags.json) {
    const { jsonText, runJson } = await import("../run-json.ts");
    terminal.print(jsonText(runJson(fitted, { prob: flags.prob })));
  } else {
    const { showShortSummary, showVerdict } = await import("../show-run.ts");
    showShortSummary(terminal, fitted, flags);
    showVerdict(terminal, fitted);
  }
  if (run.record.isInterrupted) return exitCodes.interrupted;
  const isGood = fitted.diagnose().verdict === "good";
  return isGood || flags.lenient ? exitCodes.good : exitCodes.diagnosis;
}
