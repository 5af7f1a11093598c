/** `resume RUN`: goes on with a run that was stopped, or gives it more draws. */

import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import type { ExitCode } from "../exit-codes.ts";
import { dataFile, wholeNumber } from "../option-parsers.ts";
import {
  addEndingOptions,
  addOutputOptions,
  type DataFlags,
  dataOf,
  type EndingFlags,
  type OutputFlags,
  workerCount,
} from "../shared-options.ts";
import type { Terminal } from "../terminal.ts";

interface ResumeFlags
  extends OutputFlags,
    EndingFlags,
    Pick<DataFlags, "data" | "summaryData" | "statistics"> {
  readonly draws?: number;
  readonly workers?: number | "auto";
  readonly force?: boolean;
}

export const registerResume: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("resume")
    .description(
      "go on with a run that was interrupted or killed, or give it more draws: the same bits as in one go",
    )
    .addHelpText("after", exampleHelp("resume dyestuff.run --draws 2000"))
    .argument("<run>", "a run folder")
    .option("--draws <n>", "draws per chain in the end, those of the run included", wholeNumber(1))
    .option(
      "--data <file>",
      "where the table is now (default: where it was); FACTOR=FILE for a group-level table",
      dataFile,
    )
    .option("--summary-data <file>", "where the table of cells is now")
    .option("--statistics <files...>", "where the statistics are now")
    .option("--workers <n>", "threads (default: as before)", workerCount)
    .option("--force", "replace files in the folder that no run wrote");
  addOutputOptions(addEndingOptions(command)).action(async (folder: string, flags: ResumeFlags) => {
    exit(await resumeRun(terminal, folder, flags));
  });
};

async function resumeRun(terminal: Terminal, folder: string, flags: ResumeFlags): Promise<ExitCode> {
  const { readUnfinishedRun } = await import("../../api/read-run.ts");
  const { resumeModel } = await import("../../api/resume-model.ts");
  const { makeRun } = await import("../make-run.ts");
  const earlier = await readUnfinishedRun(folder);
  const { draws, until, workers } = flags;
  return makeRun(terminal, { folder, goesOn: true }, flags, (setting, observer) =>
    resumeModel(earlier, { draws, until, workers, ...dataOf(flags), ...observer }, setting, folder),
  );
}
