/** `statistics MODEL --data FILE --out FILE`: what a model needs of rows, in a file that may go where the rows may not. */

import { basename } from "node:path";
import type { Model } from "../../api/model.ts";
import { isFormula } from "../../language/model-text.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { exitCodes } from "../exit-codes.ts";
import { dataFile, wholeNumber } from "../option-parsers.ts";
import { addCellOptions, addJsonOption, type DataFlags, dataOf } from "../shared-options.ts";
import { lineOf, type Terminal } from "../terminal.ts";

interface StatisticsFlags extends Omit<DataFlags, "summaryData" | "set"> {
  readonly out?: string;
  readonly leastGroup?: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

export const registerStatistics: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("statistics")
    .description("what a model needs of the rows of a table, as a file that `fit` takes in their place")
    .addHelpText("after", exampleHelp("statistics dyestuff.model --data yields.csv --out north.stats"))
    .argument("<model>", "a model file; `expand` writes that of a formula")
    .option(
      "--data <file>",
      "the table, as CSV; - for standard input, CSV or JSON; FACTOR=FILE where `fit` has a table for a factor (repeatable)",
      dataFile,
    )
    .option("--statistics <files...>", "in place of the table: statistics of parts, which are put together")
    .option("--out <file>", "where the statistics are written (default: NAME.stats)")
    .option("--least-group <n>", "refuse where a group has fewer rows", wholeNumber(1))
    .option("--force", "replace a file there that is something else");
  addJsonOption(addCellOptions(command)).action(async (path: string, flags: StatisticsFlags) => {
    await writeFor(terminal, path, flags);
    exit(exitCodes.good);
  });
};

async function writeFor(terminal: Terminal, path: string, flags: StatisticsFlags): Promise<void> {
  const { statisticsOfModel } = await import("../../api/make-statistics.ts");
  const { reading, readModelFile } = await import("../load.ts");
  const { warnOf } = await import("../told-problems.ts");
  const { writeStatistics } = await import("../statistics-file.ts");
  const model = await readModelFile(path, flags);
  warnOf(terminal, model.warnings, model.source, path);
  const { leastGroup } = flags;
  const { constants: _, summaryData: __, ...data } = dataOf(flags);
  const made = await statisticsOfModel(model, { ...data, ...(leastGroup && { leastGroup }) }, reading);
  warnOf(terminal, made.warnings, model.source, path);
  const out = flags.out ?? `${nameOf(model)}.stats`;
  await writeStatistics(out, made, flags.force === true);
  const { rows, rowsDropped, groups, smallestGroup, groupedBy, sumsOf } = made;
  const told = { rows, rowsDropped, groups, smallestGroup, groupedBy, sumsOf };
  if (flags.json) {
    const { printJson } = await import("../json-text.ts");
    printJson(terminal, {
      file: out,
      rows,
      rows_dropped: rowsDropped,
      groups,
      smallest_group: smallestGroup,
      grouped_by: [...groupedBy],
      sums_of: [...sumsOf],
    });
    return;
  }
  const { renderStatistics } = await import("../../report/statistics-text.ts");
  const { visible } = await import("../../text/visible.ts");
  terminal.print(renderStatistics(told, lineOf(terminal).width));
  terminal.warn(`\nwritten to ${visible(out)}\n`);
}

/** Of its file. */
function nameOf({ checked: { file } }: Model): string {
  return isFormula(file) ? "model" : basename(file).replace(/\.model$/, "");
}
