/** `sensitivity RUN`: how far the answers depend on the priors, by power-scaling or by refits. */

import type { Command } from "commander";
import { sensitivityThreshold } from "../../posterior/power-scaling.ts";
import { mostPoints, scaleGridDefaults as usual } from "../../posterior/scale-grid.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { positive, wholeNumber, words } from "../option-parsers.ts";
import { addRunDataOption } from "../run-data-options.ts";
import { addIntervalOptions, addLenientOption, workerCount } from "../shared-options.ts";
import type { SensitivityFlags } from "../show-sensitivity.ts";

export const registerSensitivity: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("sensitivity")
    .description("how far answers depend on the priors: by power-scaling, or by refits with other scales")
    .addHelpText(
      "after",
      exampleHelp(
        "sensitivity dyestuff.run",
        "sensitivity dyestuff.run --prior sigma_b --changes",
        "sensitivity dyestuff.run --scale sigma_b --out scale.svg",
      ),
    )
    .argument("<run>", "a run folder")
    .option(
      "--include <pattern>",
      "only the quantities whose names it fits; without it single numbers and ICCs (repeatable)",
      words,
    )
    .option("--prior <name>", "scale the prior of this parameter only (repeatable)", words)
    .option(
      "--threshold <x>",
      `from which sensitivity on it is told (default: ${sensitivityThreshold})`,
      positive,
    )
    .option("--changes", "how far mean, sd and quantiles move, too");
  addIntervalOptions(addLenientOption(addRunDataOption(addRefitOptions(command)))).action(
    async (folder: string, flags: SensitivityFlags) => {
      const { showSensitivity } = await import("../show-sensitivity.ts");
      exit(await showSensitivity(terminal, folder, flags));
    },
  );
};

function addRefitOptions(command: Command): Command {
  return command
    .option("--scale <name>", "refit with other scales of the prior of this parameter")
    .option("--from <factor>", `the least scale, in scales of the run (default: ${usual.from})`, positive)
    .option("--to <factor>", `the largest (default: ${usual.to})`, positive)
    .option(
      "--points <n>",
      `how many scales, at equal ratios (default: ${usual.points})`,
      wholeNumber(2, mostPoints),
    )
    .option("--workers <n>", "threads of refits, as in `fit`", workerCount)
    .option("--out <file>", "write the picture of refits: .svg, .png or .html")
    .option("--force", "replace a file there that is no picture of ours")
    .option("--dark", "a file in light on dark")
    .option("--ascii", "in the terminal by letters of ASCII alone");
}
