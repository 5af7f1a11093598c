/** `browse [FOLDER]`: the runs of a folder, on a screen with keys; a table where standard output is no terminal. */

import { visible } from "../../text/visible.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { addJsonOption } from "../shared-options.ts";
import type { Terminal } from "../terminal.ts";

interface BrowseFlags {
  readonly json?: boolean;
  readonly ascii?: boolean;
  readonly quick?: boolean;
}

export const registerBrowse: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("browse")
    .description("the runs of a folder and those below it; in a terminal, keys open them")
    .addHelpText("after", exampleHelp("browse results", "browse --json"))
    .argument("[folder]", "where to look, two levels deep (default: here)")
    .option("--ascii", "draw with letters in place of blocks")
    .option("--quick", "of the table: without verdicts, for which draws are read");
  addJsonOption(command).action(async (folder: string | undefined, flags: BrowseFlags) =>
    exit(await browse(terminal, folder ?? ".", flags)),
  );
};

async function browse(terminal: Terminal, folder: string, flags: BrowseFlags): Promise<ExitCode> {
  const { findRuns, isFolder } = await import("../browse/find-runs.ts");
  if (!(await isFolder(folder))) {
    const { ProblemError } = await import("../../api/problem-error.ts");
    const { nothingToBrowse } = await import("../problems-live.ts");
    throw new ProblemError([nothingToBrowse(folder)], "", folder);
  }
  const runs = await findRuns(folder);
  if (terminal.openScreen !== undefined && !flags.json) {
    const { browseOnScreen } = await import("../browse/browse-screen.ts");
    const setting = { folder, runs, isAscii: flags.ascii === true };
    const how = await browseOnScreen(terminal, terminal.openScreen(), setting);
    return how === "quit" ? exitCodes.good : exitCodes.interrupted;
  }
  const { judgeRun, jsonOf, listColumns, rowOf } = await import("../browse/run-list.ts");
  const { lineOf } = await import("../terminal.ts");
  const { renderTable } = await import("../../report/table.ts");
  const { printJson } = await import("../json-text.ts");
  const judged = [];
  for (const run of runs)
    judged.push({ run, verdict: flags.quick ? ("none" as const) : await judgeRun(run) });
  if (flags.json) printJson(terminal, { runs: judged.map(({ run, verdict }) => jsonOf(run, verdict)) });
  else if (runs.length === 0) terminal.print("no runs\n");
  else {
    const rows = judged.map(({ run, verdict }) => rowOf({ ...run, fault: null }, verdict, Date.now()));
    terminal.print(renderTable(listColumns, rows, lineOf(terminal)));
    for (const { path, fault } of runs)
      if (fault !== null) terminal.print(`${visible(path)} is broken: ${visible(fault)}\n`);
  }
  return exitCodes.good;
}
