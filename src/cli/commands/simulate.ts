/** `simulate MODEL`: data from given or prior parameters, with the truth that they were made from. */

import type { SimulateOptions } from "../../simulation/settings.ts";
import { simulationDefaults } from "../../simulation/settings.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { addLayoutOptions, type LayoutFlags, layoutOf } from "../layout-options.ts";
import { wholeNumber, words } from "../option-parsers.ts";
import { addJsonOption } from "../shared-options.ts";
import { lineOf, type Terminal } from "../terminal.ts";

interface SimulateFlags extends LayoutFlags {
  readonly truth?: readonly string[];
  readonly dropout?: string;
  readonly seed: number;
  readonly sets: number;
  readonly out?: string;
  readonly force?: boolean;
  readonly digits?: number;
  readonly json?: boolean;
}

export const registerSimulate: RegisterCommand = (program, { terminal, exit }) => {
  const { seed, sets } = simulationDefaults;
  const command = program
    .command("simulate")
    .description("make data from given parameters, or from the priors, and record the truth behind them")
    .addHelpText(
      "after",
      exampleHelp(
        'simulate dyestuff.model --design "batch = 9, tube = 3" --set σ_b=2',
        "simulate dyestuff.model --data yields.csv --sets 100 --out study",
      ),
    )
    .argument("<model>", "a model file, or a formula in quotes");
  addLayoutOptions(
    command,
    "the table whose rows, predictors and factors are kept; FACTOR=FILE for a group-level table (repeatable)",
  )
    .option(
      "--truth <words>",
      'values of parameters, as "σ_b = 2, β[x] = 1", or a file of an earlier simulation, sim.truth.json; what is not given is drawn from its prior (repeatable)',
      words,
    )
    .option("--dropout <share>", 'rows that are missing in the end: 0.1 at random, or "0.1 along week"')
    .option("--seed <n>", "seed of the random numbers", wholeNumber(0), seed)
    .option("--sets <n>", "data sets, each with draws of its own", wholeNumber(1), sets)
    .option("--out <file>", "a CSV file, with the truth beside it, or a folder for several sets")
    .option("--force", "replace files there that no simulation wrote")
    .option("--digits <n>", "significant digits of outcomes (default: all)", wholeNumber(1, 17));
  const set = command.options.find(({ long }) => long === "--set")!;
  set.description = "a value for a constant of the model or for a parameter (repeatable)";
  addJsonOption(command).action(async (path: string, flags: SimulateFlags) => {
    exit(await simulateData(terminal, path, flags));
  });
};

async function simulateData(terminal: Terminal, path: string, flags: SimulateFlags): Promise<ExitCode> {
  const { ProblemError } = await import("../../api/problem-error.ts");
  const { badOption } = await import("../../run/problems.ts");
  const { prepareSimulation } = await import("../../simulation/simulate-model.ts");
  const { describeSimulation } = await import("../../report/truth.ts");
  const { readLayoutModel } = await import("../load-layout.ts");
  const { reading } = await import("../load.ts");
  const { warnOf } = await import("../told-problems.ts");
  const { wrap } = await import("../../text/lines.ts");
  const { out, sets, json } = flags;
  if (sets > 1 && out === undefined && json !== true)
    throw new ProblemError(
      [badOption(`\`--sets ${sets}\` are several tables: name a folder with \`--out DIR\``)],
      "",
      path,
    );
  if (sets > 1 && out !== undefined && /\.csv$/i.test(out))
    throw new ProblemError(
      [badOption(`\`--sets ${sets}\` are several tables, and \`${out}\` is one file: name a folder`)],
      "",
      path,
    );
  const place = out === undefined ? null : await freePlace(path, flags, out);
  const model = await readLayoutModel(terminal, path, flags);
  const options = await simulateOptions(model.checked.constants, flags);
  const { head, simulateSet } = await prepareSimulation(model, options, reading);
  warnOf(terminal, head.problems, model.source, model.checked.file);
  const { takeSets } = await import("../take-sets.ts");
  const told = await takeSets(terminal, { model, head, place, simulateSet }, flags);
  const words = describeSimulation(head.outcomes, told.rows, told.sets, head);
  if (json !== true) terminal.warn(`${wrap(words, lineOf(terminal).width, "  ")}\n`);
  return exitCodes.good;
}

/** Throws a `ProblemError` where files would be replaced that must not be. */
async function freePlace(path: string, flags: SimulateFlags, out: string) {
  const { ProblemError } = await import("../../api/problem-error.ts");
  const { findSimulationObstacles, placeSimulation } = await import("../simulation-files.ts");
  const { data, sizes, truth = [], force, sets } = flags;
  const inputs = [path, ...(data?.main == null ? [] : [data.main]), ...Object.values(data?.groups ?? {})];
  const place = placeSimulation(out, sets);
  const read = [...inputs, ...(sizes === undefined ? [] : [sizes]), ...truth];
  const obstacles = await findSimulationObstacles(place, read, force === true);
  if (obstacles.length > 0) throw new ProblemError(obstacles, "", out);
  return place;
}

/** `--set` gives values to constants, and to parameters; what `--truth` says counts above it. */
async function simulateOptions(
  constants: readonly { readonly name: string }[],
  { truth, dropout, seed, sets, set = {}, ...layout }: SimulateFlags,
): Promise<SimulateOptions> {
  const { canonicalName } = await import("../../language/names.ts");
  const { readTruths } = await import("../truth-file.ts");
  const isConstant = ([name]: readonly [string, number]): boolean =>
    constants.some((one) => canonicalName(one.name) === canonicalName(name));
  const entries = Object.entries(set);
  const parameters = entries.filter((entry) => !isConstant(entry));
  const ofModel = { ...layout, set: Object.fromEntries(entries.filter(isConstant)) };
  const given = { ...Object.fromEntries(parameters), ...(await readTruths(truth ?? [])) };
  return { ...layoutOf(ofModel), truth: given, seed, sets, ...(dropout === undefined ? {} : { dropout }) };
}
