/** `compare-draws A B`: whether two sets of draws are of one posterior. */

import { compareDefaults } from "../../posterior/compare-draws.ts";
import type { RegisterCommand } from "../command.ts";
import { addDrawsOptions, type DrawsFlags } from "../draws-options.ts";
import { exampleHelp } from "../example-help.ts";
import { exitCodes } from "../exit-codes.ts";
import { positive, words } from "../option-parsers.ts";
import { addJsonOption } from "../shared-options.ts";
import { addVariableOptions, type VariableFlags } from "../variable-options.ts";

interface CompareFlags extends DrawsFlags, VariableFlags {
  readonly derive?: readonly string[];
  readonly margin: number;
  readonly json?: boolean;
  readonly lenient?: boolean;
}

export const registerCompareDraws: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("compare-draws")
    .description("whether two sets of draws are of one posterior, variable by variable in Monte Carlo errors")
    .addHelpText(
      "after",
      exampleHelp('compare-draws dyestuff.run "fit_*.csv"', "compare-draws a.run b.run --margin 0.05"),
    )
    .argument("<a>", "a run folder, a file, a folder of files, or a pattern in quotes")
    .argument("<b>", "the same of the other draws");
  const withOptions = addJsonOption(addVariableOptions(addDrawsOptions(command)))
    .option("--derive <text>", "a variable from others, of both (repeatable)", words)
    .option("--margin <sds>", "how far apart is still equivalent, in sds", positive, compareDefaults.margin)
    .option("--lenient", "exit with 0 even if they are not equivalent");
  withOptions.action(async (first: string, second: string, flags: CompareFlags) => {
    const { readDrawsOf } = await import("../read-run.ts");
    const { compareDraws } = await import("../../api/compare-draws.ts");
    const { someChosenBy } = await import("../variable-options.ts");
    const names = [first, second] as const;
    const [one, other] = await Promise.all(names.map((name) => readDrawsOf(terminal, [name], flags)));
    const both = [one!, other!].map((given) => given.derive(...(flags.derive ?? [])));
    const isWanted = someChosenBy(
      flags,
      both.flatMap(({ source }) => source.variables),
    );
    const comparison = await compareDraws(both[0]!, both[1]!, { margin: flags.margin, isWanted });
    const failed = names.filter((_, i) => comparison.diagnoses[i]!.verdict === "failed");
    const { comparisonJson, renderComparison } = await import("../../report/comparison.ts");
    if (flags.json) {
      const { printJson } = await import("../json-text.ts");
      printJson(terminal, comparisonJson(comparison, { names, failed }));
    } else {
      const { lineOf } = await import("../terminal.ts");
      terminal.print(renderComparison(comparison, { names, failed }, lineOf(terminal)));
    }
    const isGood = comparison.verdict === "equivalent" || flags.lenient === true;
    exit(isGood ? exitCodes.good : exitCodes.diagnosis);
  });
};
