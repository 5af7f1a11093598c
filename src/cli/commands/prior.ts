/** `prior MODEL`: what the priors say of data before they are seen. */

import type { PriorPredictive } from "../../simulation/prior-model.ts";
import { simulationDefaults } from "../../simulation/settings.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { printJson } from "../json-text.ts";
import { addLayoutOptions, type LayoutFlags, layoutOf } from "../layout-options.ts";
import { wholeNumber } from "../option-parsers.ts";
import { addIntervalOptions } from "../shared-options.ts";
import { lineOf, type Terminal } from "../terminal.ts";

interface PriorFlags extends LayoutFlags {
  readonly draws: number;
  readonly seed: number;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly digits?: number;
  readonly prob: number;
}

export const registerPrior: RegisterCommand = (program, { terminal, exit }) => {
  const { draws, seed } = simulationDefaults;
  const command = program
    .command("prior")
    .description(
      "what the priors say of data before they are seen: numbers of data sets that are drawn from them",
    )
    .addHelpText("after", exampleHelp("prior dyestuff.model --data yields.csv --out prior.svg"))
    .argument("<model>", "a model file, or a formula in quotes");
  addLayoutOptions(
    command,
    "the table; its outcomes are a scale to compare with; FACTOR=FILE for a group-level table (repeatable)",
  )
    .option("--draws <n>", "data sets that are drawn", wholeNumber(1), draws)
    .option("--seed <n>", "seed of the random numbers", wholeNumber(0), seed)
    .option("--out <file>", "write a picture of data sets and data, as SVG, PNG or HTML")
    .option("--force", "replace a file there that is no picture of ours");
  addIntervalOptions(command).action(async (path: string, flags: PriorFlags) => {
    exit(await showPrior(terminal, path, flags));
  });
};

async function showPrior(terminal: Terminal, path: string, flags: PriorFlags): Promise<ExitCode> {
  const { priorOfModel } = await import("../../simulation/prior-model.ts");
  const { writePriorPicture, findPriorObstacle } = await import("../prior-picture.ts");
  const { readLayoutModel } = await import("../load-layout.ts");
  const { reading } = await import("../load.ts");
  const { warnOf } = await import("../told-problems.ts");
  const { out, draws, seed, json, prob, digits } = flags;
  if (out !== undefined) await findPriorObstacle(out, path, flags);
  const model = await readLayoutModel(terminal, path, flags);
  const prior: PriorPredictive = await priorOfModel(model, { ...layoutOf(flags), draws, seed }, reading);
  warnOf(terminal, prior.problems, model.source, model.checked.file);
  if (json === true) {
    const { priorJson } = await import("../../report/prior-json.ts");
    printJson(terminal, priorJson(prior, seed, prob));
  } else {
    const { renderPrior } = await import("../../report/prior-text.ts");
    terminal.print(renderPrior(prior, { ...lineOf(terminal), digits, prob }));
  }
  if (out !== undefined) await writePriorPicture(terminal, prior, out, flags);
  return exitCodes.good;
}
